import { afterEach, describe, expect, it } from 'vitest';
import { parseQuery } from '../../src/core/query-parser.ts';
import { countAtArxiv, createArxivLookup } from '../../src/sync/lookup.ts';
import { answers } from '../fakes/arxiv.ts';
import type { SiteOptions } from '../fakes/site.ts';
import { openSync } from './parts.ts';

const paper = {
  id: '2611.00001',
  versions: ['2026-11-17T10:00:00Z', '2026-11-19T10:00:00Z'],
  changed: '2026-11-20',
};

let end = async (): Promise<void> => {};
afterEach(() => end());

async function open(options: SiteOptions = {}) {
  const sync = await openSync({ papers: [paper] }, options);
  ({ end } = sync);
  return { ...sync, lookup: createArxivLookup({ ...sync.parts, library: sync.library }) };
}

describe('asking arXiv for somebody who waits', () => {
  it('a paper comes as it stands, and stays', async () => {
    const { lookup, library } = await open();
    expect(await lookup.paper('2611.00001')).toMatchObject({ id: '2611.00001', title: 'Paper 2611.00001' });
    expect((await library.get(['2611.00001'])).size).toBe(1);
    expect(await lookup.paper('2611.99999')).toBeUndefined();
  });

  it('an older version is told and not kept', async () => {
    const { lookup, changes } = await open();
    expect(await lookup.version('2611.00001', 1)).toMatchObject({
      id: '2611.00001',
      versions: [{ number: 1 }],
    });
    expect(await changes()).toEqual([]);
  });

  it('a search tells which papers are new to the library', async () => {
    const { lookup } = await open();
    const first = await lookup.find(parseQuery('nothing'), 5);
    expect(first).toMatchObject({ total: 1, papers: [{ id: '2611.00001' }] });
    expect([...first.fresh]).toEqual(['2611.00001']);
    expect([...(await lookup.find(parseQuery('nothing'), 5)).fresh]).toEqual([]);
  });

  it('how many a search finds is told, or nothing where it cannot be asked for or no answer comes', async () => {
    const { lookup } = await open();
    expect(await countAtArxiv(lookup, parseQuery('nothing'), 60_000)).toBe(1);
    expect(await countAtArxiv(lookup, parseQuery('similar:2611.00001'), 60_000)).toBeUndefined();
    const never = { find: () => new Promise<never>(() => {}) };
    expect(await countAtArxiv(never, parseQuery('nothing'), 1)).toBeUndefined();
  });

  it('a server that is busy is waited for as long as it asks, within reason', async () => {
    const busy = (seconds: string) => ({
      fault: (number: number) => (number === 1 ? answers('', { 'retry-after': seconds }, 503) : undefined),
    });
    expect(await (await open(busy('60'))).lookup.paper('2611.00001')).toBeDefined();
    await end();
    await expect((await open(busy('300'))).lookup.paper('2611.00001')).rejects.toThrow('is busy');
  });
});

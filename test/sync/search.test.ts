import { afterEach, describe, expect, it } from 'vitest';
import { parseQuery } from '../../src/core/query-parser.ts';
import { syncSearch } from '../../src/sync/search.ts';
import { answers } from '../fakes/arxiv.ts';
import type { SiteOptions, SitePaper } from '../fakes/site.ts';
import { openSync } from './parts.ts';

// The clock of these tests begins on 23 November 2026.
const new1: SitePaper = { id: '2611.00001', versions: ['2026-11-20T10:00:00Z'], changed: '2026-11-20' };
const old: SitePaper = { id: '2401.00001', versions: ['2024-01-02T10:00:00Z'], changed: '2024-01-03' };

let end = async (): Promise<void> => {};
afterEach(() => end());

async function open(papers: readonly SitePaper[], options: SiteOptions = {}) {
  const sync = await openSync({ papers: [...papers] }, options);
  ({ end } = sync);
  return { ...sync, read: (text: string) => syncSearch(parseQuery(text), sync.parts) };
}

describe('following a search', () => {
  it('asks for what was submitted in the last week first, and for new versions', async () => {
    const { read, questions, changes, state } = await open([new1, old]);
    expect(await read('nothing')).toMatchObject({ papers: 2, new: 1, unchanged: 1 });
    expect(questions()).toEqual([
      expect.objectContaining({
        search_query: 'submittedDate:[202611160900 TO 202611230900] AND all:nothing',
        sortBy: 'submittedDate',
      }),
      expect.objectContaining({ search_query: 'all:nothing', sortBy: 'lastUpdatedDate' }),
    ]);
    expect(await changes()).toEqual(['new-paper 2611.00001']);
    expect(await state('Search nothing')).toMatchObject({
      cursor: { from: '2026-11-09T09:00' },
      lastSuccess: expect.any(String),
      newestId: '2611.00001',
    });
  });

  it('begins with the day from which on somebody wants to be told, also where it was read from a later one on, and once', async () => {
    const early: SitePaper = { id: '2611.00003', versions: ['2026-11-03T10:00:00Z'], changed: '2026-11-04' };
    const { parts, changes, state, questions } = await open([new1, early]);
    let day: string | undefined;
    const read = () => syncSearch(parseQuery('nothing'), { ...parts, wantedFrom: async () => day });
    await read();
    expect(await changes()).toEqual(['new-paper 2611.00001']);
    expect(await state('Search nothing')).toMatchObject({ since: '2026-11-16T09:00' });
    day = '2026-11-01';
    await read();
    expect(await changes()).toEqual(['new-paper 2611.00001', 'new-paper 2611.00003']);
    expect(await state('Search nothing')).toMatchObject({
      since: '2026-11-01T00:00',
      cursor: { from: '2026-11-09T09:00' },
    });
    await read();
    const asked = JSON.stringify(questions());
    expect([...asked.matchAll(/submittedDate:\[\d+ TO \d+\]/g)].map(([period]) => period)).toEqual([
      'submittedDate:[202611160900 TO 202611230900]',
      'submittedDate:[202611010000 TO 202611230900]',
      'submittedDate:[202611090900 TO 202611230900]',
    ]);
  });

  it('goes no further back than three months, and says how far', async () => {
    const { parts, state } = await open([new1]);
    await syncSearch(parseQuery('nothing'), { ...parts, wantedFrom: async () => '2020-01-01' });
    expect(await state('Search nothing')).toMatchObject({ since: '2026-08-23T09:00' });
  });

  it('finds a paper that was submitted before the last reading and announced after it', async () => {
    const { read, site, changes } = await open([new1]);
    await read('nothing');
    site.papers.push({ id: '2611.00002', versions: ['2026-11-19T10:00:00Z'], changed: '2026-11-23' });
    await read('nothing');
    expect(await changes()).toEqual(['new-paper 2611.00001', 'new-paper 2611.00002']);
  });

  it('notices the new version of an old paper', async () => {
    const { read, site, changes, library } = await open([new1]);
    await library.add(
      (async function* () {
        yield {
          kind: 'record' as const,
          record: {
            source: 'api' as const,
            seenAt: '2026-01-01T00:00:00Z',
            paper: {
              id: old.id,
              title: `Paper ${old.id}`,
              versions: [
                { number: 1, exact: true, submitted: '2024-01-02', submittedAt: '2024-01-02T10:00:00Z' },
              ],
            },
          },
        };
      })(),
    );
    await read('nothing');
    site.papers.push({ ...old, versions: [...old.versions, '2026-11-22T10:00:00Z'], changed: '2026-11-23' });
    await read('nothing');
    expect((await changes()).slice(1)).toEqual(['new-paper 2611.00001', 'new-version 2401.00001']);
  });

  it('keeps of a person’s papers those that the person can have written', async () => {
    const { read, changes } = await open([
      { ...new1, authors: ['Eric J. Michaud', 'Ben Two'] },
      { ...new1, id: '2611.00002', authors: ['Paul Michaud'] },
    ]);
    await read('author:"Michaud, E J"');
    expect(await changes()).toEqual(['new-paper 2611.00001']);
  });

  it('that broke off goes on where it was, and says why it broke off', async () => {
    let broken = true;
    const many = Array.from({ length: 150 }, (_, index) => ({
      id: `2611.${String(index + 1).padStart(5, '0')}`,
      versions: [new Date(Date.parse('2026-11-17T00:00:00Z') + index * 60_000).toISOString()],
      changed: '2026-11-20',
    }));
    const { read, questions, state, changes, clock } = await open(many, {
      fault: (number) => (broken && number > 1 ? answers('', { 'retry-after': '3600' }, 503) : undefined),
    });
    await expect(read('nothing')).rejects.toThrow('is busy (HTTP 503)');
    expect(await state('Search nothing')).toMatchObject({
      cursor: { from: '2026-11-17T01:39' },
      lastError: { message: expect.stringContaining('is busy') },
    });
    broken = false;
    await clock.sleep(3_600_000);
    await read('nothing');
    expect(questions().at(-3)).toMatchObject({
      search_query: expect.stringContaining('submittedDate:[202611170139 TO'),
    });
    expect(await changes()).toHaveLength(150);
    expect(await state('Search nothing')).not.toHaveProperty('lastError');
  });

  it('whose second half fails for days loses nothing that was announced meanwhile', async () => {
    let broken = true;
    const { read, site, clock, changes, state } = await open([new1], {
      fault: (_number, request) =>
        broken && request.url?.includes('lastUpdatedDate') ? answers('<html></html>') : undefined,
    });
    await expect(read('nothing')).rejects.toThrow('damaged answer');
    expect(await state('Search nothing')).toMatchObject({ cursor: { from: '2026-11-09T09:00' } });
    site.papers.push({ id: '2611.00002', versions: ['2026-11-20T12:00:00Z'], changed: '2026-11-24' });
    await clock.sleep(5 * 86_400_000);
    broken = false;
    await read('nothing');
    expect(await changes()).toEqual(['new-paper 2611.00001', 'new-paper 2611.00002']);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { UpstreamError } from '../../src/core/errors.ts';
import { ArxivBusy } from '../../src/sources/arxiv-client.ts';
import type { Followed } from '../../src/sync/round.ts';
import { isDue, runSchedule } from '../../src/sync/schedule.ts';
import { TOLD_STATE } from '../../src/sync/told.ts';
import { createFakeLog } from '../fakes/log.ts';
import { openSync } from './parts.ts';

let end = async (): Promise<void> => {};
afterEach(() => end());

// Times are GMT; in November New York is five hours behind, in July four. 23 November 2026 is a Monday.
describe('what is worth reading', () => {
  it.each([
    ['never read', 'data', undefined, '2026-11-23T12:00:00Z', true],
    ['read before the evening’s data', 'data', '2026-11-23T20:00:00Z', '2026-11-24T03:44:00Z', false],
    ['when that is there', 'data', '2026-11-23T20:00:00Z', '2026-11-24T03:46:00Z', true],
    ['in summer an hour earlier', 'data', '2026-07-06T20:00:00Z', '2026-07-07T02:46:00Z', true],
    [
      'on Friday and Saturday evening there is nothing',
      'data',
      '2026-11-27T04:00:00Z',
      '2026-11-29T20:00:00Z',
      false,
    ],
    ['on Sunday evening there is', 'data', '2026-11-27T04:00:00Z', '2026-11-30T03:46:00Z', true],
    ['after a week without power', 'data', '2026-11-16T04:00:00Z', '2026-11-23T12:00:00Z', true],
    ['a feed before midnight', 'feed', '2026-11-23T20:00:00Z', '2026-11-24T04:59:00Z', false],
    ['looked at once a week, the day after', 'weekly', '2026-11-19T17:00:10Z', '2026-11-20T18:00:00Z', false],
    ['on Thursday morning', 'weekly', '2026-11-19T17:00:10Z', '2026-11-26T16:59:00Z', false],
    ['before it is Friday morning anywhere', 'weekly', '2026-11-19T17:00:10Z', '2026-11-26T17:00:00Z', true],
    ['once a week, and never before', 'weekly', undefined, '2026-11-23T12:00:00Z', true],
    ['a feed after midnight', 'feed', '2026-11-23T20:00:00Z', '2026-11-24T05:21:00Z', true],
  ] as const)('%s', (_, kind, lastSuccess, now, due) => {
    const state = lastSuccess === undefined ? {} : { lastSuccess };
    expect(isDue(kind, state, new Date(now))).toBe(due);
  });

  it('a time that has not come is that of a clock which was set wrong', () => {
    const now = new Date('2026-11-23T12:00:00Z');
    const lastSuccess = '2030-01-01T00:00:00Z';
    expect(isDue('data', { lastSuccess }, now)).toBe(true);
    expect(isDue('data', { lastError: { since: lastSuccess, at: lastSuccess, message: '' } }, now)).toBe(
      true,
    );
  });

  it('what failed is left alone for an hour', () => {
    const lastError = { since: '2026-11-23T10:00:00Z', at: '2026-11-23T12:00:00Z', message: 'busy' };
    expect(isDue('data', { lastError }, new Date('2026-11-23T12:59:00Z'))).toBe(false);
    expect(isDue('data', { lastError }, new Date('2026-11-23T13:00:00Z'))).toBe(true);
  });
});

const report = { papers: 1, new: 1, changed: 0, unchanged: 0, skipped: 0, reasons: [] };

describe('the schedule', () => {
  it('asks nobody else where arXiv asked to be left alone, and outlives a library that cannot be read', async () => {
    const sync = await openSync();
    ({ end } = sync);
    const log = createFakeLog();
    const leave = new AbortController();
    const read: string[] = [];
    const busy = (name: string): Followed => ({
      name,
      kind: 'data',
      run: async () => {
        read.push(name);
        setTimeout(() => leave.abort(), 5);
        throw new ArxivBusy('arXiv is busy.');
      },
    });
    const parts = { ...sync.parts, signal: leave.signal };
    await runSchedule({ followed: async () => [busy('one'), busy('two')], parts, log });
    expect(read).toEqual(['one']);
    const other = new AbortController();
    setTimeout(() => other.abort(), 5);
    const broken = async (): Promise<never> => {
      throw new Error('damaged');
    };
    await runSchedule({ followed: broken, parts: { ...parts, signal: other.signal }, log });
    expect(log.lines.at(-1)).toMatchObject({ level: 'error' });
  });

  it('forgets how far it read what nobody searches for any more; categories keep their place', async () => {
    const sync = await openSync();
    ({ end } = sync);
    const leave = new AbortController();
    const lastSuccess = sync.parts.now().toISOString();
    const names = ['Search kept', 'Search gone', 'Single papers', 'OAI-PMH cs.LG', 'Feed cs.LG', TOLD_STATE];
    for (const name of names) await sync.store.saveSourceState({ name, lastSuccess });
    const last: Followed = { name: 'Search kept', kind: 'data', run: async () => report };
    const followed = async (): Promise<Followed[]> => {
      setTimeout(() => leave.abort(), 5);
      return [last];
    };
    const parts = { ...sync.parts, signal: leave.signal };
    await runSchedule({ followed, parts, log: createFakeLog() });
    const left = (await sync.store.sourceStates()).map(({ name }) => name);
    expect(left).toEqual(['Feed cs.LG', 'OAI-PMH cs.LG', 'Search kept']);
  });

  it('has what is long read in parts, so that the rest of it waits for whatever else is due', async () => {
    const sync = await openSync();
    ({ end } = sync);
    const leave = new AbortController();
    const asked: (number | undefined)[] = [];
    const long: Followed = {
      name: 'long',
      kind: 'weekly',
      async run({ questions }) {
        asked.push(questions);
        leave.abort();
        return report;
      },
    };
    const parts = { ...sync.parts, signal: leave.signal };
    await runSchedule({ followed: async () => [long], parts, log: createFakeLog() });
    expect(asked).toEqual([20]);
  });

  it('reads what is due; one that fails costs the others nothing and is in the log; it stops when told', async () => {
    const sync = await openSync();
    ({ end } = sync);
    const log = createFakeLog();
    const leave = new AbortController();
    const read: string[] = [];
    const one = (name: string, fails?: Error): Followed => ({
      name,
      kind: 'data',
      async run() {
        read.push(name);
        if (fails !== undefined) throw fails;
        return report;
      },
    });
    await sync.store.saveSourceState({ name: 'fresh', lastSuccess: sync.parts.now().toISOString() });
    await runSchedule({
      followed: async () => [
        one('busy', new UpstreamError('arXiv is busy.')),
        one('full', new Error('no space left')),
        one('fresh'),
        {
          name: 'last',
          kind: 'data',
          async run() {
            read.push('last');
            leave.abort();
            return report;
          },
        },
      ],
      parts: { ...sync.parts, signal: leave.signal },
      log,
    });
    expect(read).toEqual(['busy', 'full', 'last']);
    expect(log.lines.map(({ level, fields }) => [level, fields['source']])).toEqual([
      ['warn', 'busy'],
      ['error', 'full'],
      ['info', 'last'],
    ]);
  });
});

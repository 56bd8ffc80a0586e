import { afterEach, describe, expect, it } from 'vitest';
import { type BackFillProgress, backFill } from '../../src/sync/back-fill.ts';
import { answers } from '../fakes/arxiv.ts';
import { openSync } from './parts.ts';

const PERIOD = { category: 'cs.LG', from: '2026-10-01', until: '2026-10-31' };
const papers = Array.from({ length: 250 }, (_, index) => ({
  id: `2610.${String(index + 1).padStart(5, '0')}`,
  versions: [new Date(Date.parse('2026-10-02T00:00:00Z') + index * 3_600_000).toISOString()],
  changed: '2026-10-20',
}));
const outside = [
  { id: '2609.00001', versions: ['2026-09-30T23:59:59Z'], changed: '2026-10-20' },
  { id: '2611.00001', versions: ['2026-11-01T00:00:00Z'], changed: '2026-11-20' },
  { id: '2610.09999', versions: ['2026-10-05T00:00:00Z'], changed: '2026-11-20', categories: ['math.AG'] },
];

let end = async (): Promise<void> => {};
afterEach(() => end());

describe('filling a category back', () => {
  it('reads the papers of the period with progress and the time left, and leaves nothing behind', async () => {
    const sync = await openSync({ papers: [...papers, ...outside] });
    ({ end } = sync);
    const seen: BackFillProgress[] = [];
    const report = await backFill(PERIOD, { ...sync.parts, onPage: (progress) => seen.push(progress) });
    expect(report).toMatchObject({ new: 250, changed: 0, skipped: 0 });
    expect(seen.map(({ left }) => left)).toEqual([150, 51, 0]);
    // Three seconds a page: fifty papers are about a second and a half.
    expect(seen.map(({ leftMs }) => leftMs)).toEqual([undefined, expect.any(Number), 0]);
    expect(seen[1]?.leftMs).toBeGreaterThan(500);
    expect(await sync.store.notes.list('back-fill')).toEqual([]);
    expect((await sync.changes()).filter((change) => change.startsWith('new-paper'))).toHaveLength(250);
  });

  it('goes on where it was interrupted', async () => {
    let broken = true;
    const sync = await openSync(
      { papers },
      {
        fault: (number) => (broken && number >= 3 ? answers('', { 'retry-after': '3600' }, 503) : undefined),
      },
    );
    ({ end } = sync);
    await expect(backFill(PERIOD, sync.parts)).rejects.toThrow('is busy');
    broken = false;
    await sync.clock.sleep(3_600_000);
    const before = sync.questions().length;
    expect(await backFill(PERIOD, sync.parts)).toMatchObject({ papers: 52, new: 51 });
    expect(sync.questions().length - before).toBe(1);
    expect(await sync.changes()).toHaveLength(250);
  });
});

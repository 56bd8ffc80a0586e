import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Query } from '../../src/core/query.ts';
import { type Channel, openChannel, paperOf } from './channel.ts';

const WIDE = /matched [\d,]+ papers a week in the last four weeks of/;

let channel: Channel;
let asked: Query[];
let total: number | undefined;
beforeEach(async () => {
  asked = [];
  total = 0;
  channel = await openChannel('2026-10-01T12:00:00Z', {
    arxivHas(query) {
      asked.push(query);
      return total;
    },
  });
});
afterEach(() => channel.store.close());

async function many(number: number, day: string): Promise<void> {
  const ids = Array.from({ length: number }, (_, index) => `2610.${String(index).padStart(5, '0')}`);
  await channel.see(...ids.map((id) => paperOf(id, 'Lattices', day)));
}

describe('how much a query brings', () => {
  it('is measured in the library where that has seen the last four weeks', async () => {
    await many(800, '2026-10-01');
    await channel.see(paperOf('2611.00001', 'Grokking', '2026-10-28'));
    channel.set('2026-10-29T12:00:00Z');
    await expect(channel.subscribe('lattices')).rejects.toThrow(
      '"lattices" matched 200 papers a week in the last four weeks of this library',
    );
    await expect(channel.subscribe('grokking')).resolves.toMatchObject({ notes: [] });
    expect(asked).toEqual([]);
  });

  it('is measured by the same words that its digests look for', async () => {
    await many(800, '2026-10-01');
    await channel.see(
      { ...paperOf('2611.00001', 'Bosons', '2026-10-28'), comments: 'Accepted at ICML 2026' },
      { ...paperOf('2611.00002', 'Grokking', '2026-10-28'), authors: ['A. Two'] },
      { ...paperOf('2611.00003', 'Grokking', '2026-10-28'), authors: ['Ada Two'] },
    );
    channel.set('2026-10-29T12:00:00Z');
    for (const query of ['Ada Two', 'bosons 2026', 'lattices 2026']) await channel.subscribe(query);
    await channel.see(
      paperOf('2611.00004', 'Lattices', '2026-10-29'),
      { ...paperOf('2611.00005', 'Bosons', '2026-10-29'), comments: 'Accepted at ICML 2026' },
      { ...paperOf('2611.00006', 'Grokking', '2026-10-29'), authors: ['A. Two'] },
      { ...paperOf('2611.00007', 'Grokking', '2026-10-29'), authors: ['Ada Two'] },
    );
    await channel.read();
    const next: string[] = [];
    for await (const { preview } of channel.digests.previewChannel(channel.asker))
      next.push(preview.headline);
    expect(next).toEqual([
      '1 new paper for: Ada Two (29 October 2026)',
      '1 new paper for: bosons 2026 (29 October 2026)',
      'Nothing new for: lattices 2026 (29 October 2026)',
    ]);
    const days = { from: '2026-10-01', until: '2026-10-29' };
    const [bosons, lattices] = await Promise.all(
      ['bosons 2026', 'lattices 2026'].map((query) => channel.digests.previewPeriod(query, days, 'UTC')),
    );
    expect(bosons?.headline).toMatch(/^2 new papers for/);
    expect(lattices?.headline).toMatch(/^Nothing new/);
    const whys = await channel.digests.why(channel.asker, '2611.00004');
    expect(whys.find(({ subscription }) => subscription.query === 'lattices 2026')?.missing).toEqual([
      '2026',
    ]);
  });

  it('is measured too where only days are named, as far as they reach', async () => {
    await many(800, '2026-10-10');
    channel.set('2026-11-01T12:00:00Z');
    for (const query of ['year:2026', 'since:2026-10'])
      await expect(channel.subscribe(query)).rejects.toThrow(WIDE);
    for (const query of ['year:2025', 'since:2026-11', 'id:2610.00001'])
      await expect(channel.subscribe(query)).resolves.toBeDefined();
  });

  it.each([
    ['nothing yet', async () => {}],
    ['only for a few days', async () => channel.see(paperOf('2611.00001', 'Grokking', '2026-10-01'))],
  ])('is asked of arXiv where the library has been there %s', async (_, fill) => {
    await fill();
    total = 405;
    await expect(channel.subscribe('lattices')).rejects.toThrow(
      '"lattices" matched 101 papers a week in the last four weeks of arXiv',
    );
    expect(asked).toMatchObject([{ text: 'lattices', period: { from: '2026-09-04', to: '2026-10-01' } }]);
    total = 400;
    await expect(channel.subscribe('lattices')).resolves.toMatchObject({ notes: [] });
  });

  it('is asked of arXiv where the library ends long ago', async () => {
    await channel.see(paperOf('2509.00001', 'Grokking', '2025-09-01'));
    channel.set('2026-11-29T12:00:00Z');
    total = 4_000;
    await expect(channel.subscribe('lattices')).rejects.toThrow('1,000 papers a week');
    await expect(channel.subscribe('lattices', { anyway: true })).resolves.toBeDefined();
  });

  it('is said to be unknown where nobody can tell', async () => {
    total = undefined;
    const { notes } = await channel.subscribe('lattices');
    expect(notes).toEqual([expect.stringContaining('could not be measured')]);
  });

  it('is said where it is nothing at all, by the library or by arXiv', async () => {
    const { notes } = await channel.subscribe('lattices');
    expect(notes).toEqual(['Nothing in the last four weeks of arXiv matched.']);
    await many(1, '2026-10-01');
    channel.set('2026-10-29T12:00:00Z');
    await channel.see(paperOf('2611.00001', 'Grokking', '2026-10-28'));
    expect((await channel.subscribe('cat:cs.ZZ')).notes).toEqual([
      'Nothing in the last four weeks of this library matched.',
    ]);
    // One paper in four weeks is none a week, and yet something.
    expect((await channel.subscribe('grokking')).notes).toEqual([]);
    expect((await channel.subscribe('id:2611.00002')).notes).toEqual([]);
  });

  it.each([[true], [false]])(
    'is no question where the days it wants are over, which is said: %s',
    async (anyway) => {
      const { notes } = await channel.subscribe('lattices before:2020', { anyway });
      expect(notes).toEqual([
        'It looks for papers of 31 December 2019 and before, so no new paper matches; what becomes of those is told.',
      ]);
      expect(asked).toEqual([]);
      total = 1;
      expect((await channel.subscribe('lattices since:2026', { anyway })).notes).toEqual([]);
      expect((await channel.subscribe('lattices year:2026', { anyway })).notes).toEqual([]);
    },
  );
});

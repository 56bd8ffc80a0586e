import { afterEach, expect, it } from 'vitest';
import { syncPapers } from '../../src/sync/watched.ts';
import { openSync } from './parts.ts';

let end = async (): Promise<void> => {};
afterEach(() => end());

it('single papers are read a hundred at a time, and ids that arXiv does not know are told', async () => {
  const papers = Array.from({ length: 120 }, (_, index) => ({
    id: `2611.${String(index + 1).padStart(5, '0')}`,
    versions: ['2026-11-17T10:00:00Z'],
    changed: '2026-11-20',
  }));
  const sync = await openSync({ papers });
  ({ end } = sync);
  const ids = [...papers.map(({ id }) => id), '2611.99999', 'hep-th/9901001'];
  expect(await syncPapers(ids, sync.parts)).toMatchObject({
    papers: 120,
    new: 120,
    warning: 'arXiv does not know 2611.99999, hep-th/9901001.',
  });
  expect(sync.questions()).toHaveLength(2);
  sync.site.papers[0] = {
    ...(papers[0] ?? { id: '', changed: '' }),
    versions: ['2026-11-17T10:00:00Z', '2026-11-20T10:00:00Z'],
    abstract: 'Something else.',
  };
  await syncPapers(ids, sync.parts);
  expect((await sync.changes()).slice(120)).toEqual(['new-version 2611.00001']);
  expect(await sync.state('Single papers')).toMatchObject({
    newestId: '2611.00120',
    warning: expect.stringContaining('does not know'),
  });
});

it('an answer that comes short is no word about the papers that it lacks', async () => {
  const papers = Array.from({ length: 8 }, (_, index) => ({
    id: `2611.0000${index + 1}`,
    versions: ['2026-11-17T10:00:00Z'],
    changed: '2026-11-20',
  }));
  const sync = await openSync({ papers }, { pageSize: 5 });
  ({ end } = sync);
  const report = await syncPapers(
    papers.map(({ id }) => id),
    sync.parts,
  );
  expect(report).toMatchObject({ papers: 8, new: 8 });
  expect(report).not.toHaveProperty('warning');
});

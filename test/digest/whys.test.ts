import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Why } from '../../src/core/digest/digests.ts';
import { type Channel, openChannel, paperOf } from './channel.ts';

let channel: Channel;
beforeEach(async () => {
  channel = await openChannel('2026-11-09T12:00:00Z');
  await channel.read();
});
afterEach(() => channel.store.close());

const PAPER = '2611.00001';

/** Why a paper is or is not there, for the one subscription of the channel. */
async function why(paper = PAPER): Promise<Why> {
  const [one] = await channel.digests.why(channel.asker, paper);
  if (one === undefined) throw new Error('the channel has no subscription');
  return one;
}

it('a paper that does not match is told by what keeps it from that: words that it lacks, and excluded ones that it has', async () => {
  await channel.subscribe('lattices grokking author:tegmark -quantum');
  await channel.see(paperOf(PAPER, 'Quantum lattices', '2026-11-09'));
  expect(await why()).toMatchObject({
    missing: ['grokking', 'author:tegmark', '-quantum'],
    next: { kind: 'no news' },
    past: [],
  });
  expect(await why()).not.toHaveProperty('matched');
});

it.each([
  ['grokking ANDNOT (quantum OR review)', 'Grokking quantum things', ['-quantum']],
  ['grokking ANDNOT (quantum AND things)', 'Grokking quantum things', ['-(quantum AND things)']],
  ['author:one AND (lattices OR bosons)', 'Grokking', ['(lattices OR bosons)']],
  ['author:nobody AND (lattices OR grokking)', 'Grokking', ['author:nobody']],
  ['id:2611.00009 OR lattices', 'Grokking', ['(id:2611.00009 OR lattices)']],
  ['lattices AND NOT (grokking OR review)', 'Grokking', ['lattices', '-grokking']],
])('of %s the parts are told that keep "%s" away', async (query, title, missing) => {
  await channel.subscribe(query);
  await channel.see(paperOf(PAPER, title, '2026-11-09'));
  expect((await why()).missing).toEqual(missing);
});

it('one that matches is told by its words and where they stand, and by what the next digest has of it', async () => {
  await channel.subscribe('lattices');
  await channel.see(paperOf(PAPER, 'Lattices', '2026-11-09'));
  const { matched, next } = await why();
  expect(matched).toMatchObject([{ word: 'Lattices', fields: ['title', 'abstract'] }]);
  expect(next).toEqual({ kind: 'shown', section: 'new' });
});

it('what becomes of papers that a channel does not follow any more is not told, and not said to be', async () => {
  await channel.see(paperOf(PAPER, 'Lattices', '2026-11-09'), paperOf('2611.00002', 'Bosons', '2026-11-09'));
  for (const id of [PAPER, '2611.00002']) await channel.text(`/follow ${id}`);
  await channel.see(paperOf(PAPER, 'Lattices', '2026-11-09', '2026-11-12'));
  channel.set('2026-11-13T09:00:00Z');
  await channel.read();
  await channel.run();
  expect((await channel.planned()).flatMap(({ shown }) => shown)).toEqual([PAPER]);
  await channel.text(`/unfollow ${PAPER}`);
  expect(await why()).not.toHaveProperty('isBrought');
  expect(await channel.text(`/digest why ${PAPER}`)).not.toContain('told all the same');
});

it('one that was brought and does not match any more is not said to be told where its section is left out', async () => {
  const { subscription } = await channel.subscribe('lattices');
  await channel.see(paperOf(PAPER, 'Lattices', '2026-11-09'));
  channel.set('2026-11-13T09:00:00Z');
  await channel.read();
  await channel.run();
  await channel.see(paperOf(PAPER, 'Bosons', '2026-11-09', '2026-11-12'));
  expect(await why()).toMatchObject({ isBrought: true, next: { kind: 'shown', section: 'versions' } });
  for (const sections of [['new'], ['new', 'published']] as const) {
    await channel.digests.edit(channel.asker, subscription.id, { sections, anyway: true });
    const words = await channel.text(`/digest why ${PAPER}`);
    expect(words).toContain('belongs to a section that this subscription leaves out');
    expect(words).not.toContain('told all the same');
  }
});

it('one that the cap keeps out of the next digest is told as such', async () => {
  await channel.subscribe('lattices', { cap: 1 });
  await channel.see(
    paperOf(PAPER, 'A long title in which lattices are one of many words', '2026-11-09'),
    paperOf('2611.00002', 'Lattices, lattices', '2026-11-09'),
  );
  expect((await why()).next).toEqual({ kind: 'over the cap', section: 'new' });
  expect((await why('2611.00002')).next).toEqual({ kind: 'shown', section: 'new' });
});

it('one that was told is in the past of its own subscription, and of another one that it matches, only', async () => {
  await channel.subscribe('lattices', { cadence: { cron: '0 9 * * 2', zone: 'UTC' } });
  for (const query of ['quantum', 'grokking']) await channel.subscribe(query);
  await channel.see(paperOf(PAPER, 'Quantum lattices', '2026-11-09'));
  channel.set('2026-11-10T09:00:00Z');
  await channel.read();
  await channel.run();
  const whys = await channel.digests.why(channel.asker, PAPER);
  expect(whys.map(({ past }) => past.map(({ kind, digest }) => [kind, digest.subscription]))).toEqual([
    [['shown', 1]],
    [['shown', 1]],
    [],
  ]);
  expect(whys.map(({ next }) => next)).toMatchObject([{ why: 'before' }, { why: 'told' }, {}]);
});

it('one in a section that the subscription leaves out, and one that is older than it, are told as such', async () => {
  await channel.see(paperOf('2610.00001', 'Lattices', '2026-10-01'));
  await channel.subscribe('lattices', { sections: ['versions'] });
  await channel.see(
    paperOf(PAPER, 'Lattices', '2026-11-09'),
    paperOf('2401.00001', 'Lattices', '2024-01-01'),
  );
  expect((await why()).next).toEqual({ kind: 'no news', why: 'section' });
  expect((await why('2610.00001')).next).toEqual({ kind: 'no news', why: 'before' });
  expect((await why('2401.00001')).next).toEqual({ kind: 'no news', why: 'old' });
});

it('a paper that the channel follows matches without words, and any other has nothing that it lacks', async () => {
  await channel.see(
    paperOf(PAPER, 'Lattices', '2026-11-09'),
    paperOf('2611.00002', 'Lattices', '2026-11-09'),
  );
  await channel.digests.follow(channel.asker, { id: PAPER, title: 'Lattices' }, 'UTC');
  expect(await why()).toMatchObject({ matched: [], missing: [], next: { kind: 'no news', why: 'before' } });
  expect((await why('2611.00002')).matched).toBeUndefined();
});

it('a query that is not understood any more is itself what is missing', async () => {
  const { subscription } = await channel.subscribe('lattices');
  await channel.store.subscriptions.change(
    subscription.id,
    (one) => ({ ...one, query: 'similar:2401.00001' }),
    () => ({ by: 'U1', at: '2026-11-09T12:00:00Z', what: 'by an earlier release' }),
  );
  await channel.see(paperOf(PAPER, 'Lattices', '2026-11-09'));
  expect((await why()).missing).toEqual(['similar:2401.00001']);
});

it('what is read for it goes as far back as what is not paused, and for one that is paused only where it matters there', async () => {
  await channel.see(paperOf('2611.00002', 'Quantum things', '2026-11-09'));
  await channel.subscribe('quantum');
  await channel.see(paperOf('2611.00003', 'Other things', '2026-11-09'));
  await channel.subscribe('lattices');
  await channel.see(paperOf(PAPER, 'Lattices', '2026-11-09'));
  const [quantum, lattices] = await channel.store.subscriptions.list();
  if (quantum === undefined || lattices === undefined) throw new Error('not subscribed');
  await channel.store.subscriptions.change(
    quantum.id,
    (before) => ({ ...before, paused: { at: '2026-11-09T12:00:00Z', by: 'U1' } }),
    () => ({ by: 'U1', at: '2026-11-09T12:00:00Z', what: 'paused' }),
  );
  const reads = vi.spyOn(channel.store, 'changesAfter');
  const whys = await channel.digests.why(channel.asker, PAPER);
  expect(whys.map(({ next }) => next.kind)).toEqual(['no news', 'shown']);
  expect(reads.mock.calls.map(([after]) => after)).toEqual([lattices.cursor]);
  expect(lattices.cursor).toBeGreaterThan(quantum.cursor);
});

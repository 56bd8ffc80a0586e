import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Channel, openChannel, paperOf } from './channel.ts';

const GROKKING = 'Grokking of lattices';

let channel: Channel;
beforeEach(async () => {
  channel = await openChannel('2026-11-09T12:00:00Z');
  await channel.read();
});
afterEach(() => channel.store.close());

async function nextFriday(): Promise<void> {
  channel.set('2026-11-13T09:00:00Z');
  await channel.read();
  await channel.run();
}

it('a new version of a paper that the library did not know is told as one, and that nobody here saw what changed', async () => {
  await channel.subscribe('grokking');
  channel.set('2026-11-12T04:00:00Z');
  await channel.see(paperOf('2405.00001', GROKKING, '2024-05-01', '2026-11-10'));
  const [subscription] = await channel.digests.all();
  if (subscription === undefined) throw new Error('it is gone');
  const { posts } = await channel.digests.previewNext(subscription);
  expect(JSON.stringify(posts)).toContain('v1 → v2 on 10 November 2026; what changed was not seen here');
  await nextFriday();
  expect(await channel.planned()).toMatchObject([
    { headline: '1 new version for: grokking (9 to 13 November 2026)', shown: ['2405.00001'] },
  ]);
  channel.set('2026-11-20T09:00:00Z');
  await channel.read();
  await channel.run();
  expect(await channel.planned()).toHaveLength(1);
});

it('the first reading of a source, after somebody subscribed, brings what is announced from then on, and no flood', async () => {
  await channel.subscribe('grokking');
  channel.set('2026-11-09T12:10:00Z');
  const days = ['02', '03', '04', '05', '06', '07', '08', '09'];
  await channel.see(...days.map((day) => paperOf(`2611.000${day}`, GROKKING, `2026-11-${day}`)));
  await nextFriday();
  // On Sunday evening all was announced that had come by Friday afternoon.
  const [digest] = await channel.planned();
  expect(digest?.shown.toSorted()).toEqual(['2611.00006', '2611.00007', '2611.00008', '2611.00009']);
});

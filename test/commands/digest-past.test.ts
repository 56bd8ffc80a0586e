import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Channel, openChannel, paperOf } from '../digest/channel.ts';

let channel: Channel;
beforeEach(async () => {
  channel = await openChannel('2026-11-09T12:00:00Z');
  await channel.read();
});
afterEach(() => channel.store.close());

async function friday(day: string): Promise<void> {
  channel.set(`${day}T09:00:00Z`);
  await channel.read();
  await channel.run();
}

it('of very many papers over the cap /digest history and why say how many are kept, and of which no more is known', async () => {
  await channel.subscribe('lattices', { cap: 2, anyway: true });
  const ids = Array.from({ length: 210 }, (_, index) => `2611.${String(index).padStart(5, '0')}`);
  await channel.see(...ids.map((id) => paperOf(id, 'Lattices', '2026-11-09')));
  await friday('2026-11-13');
  const [digest] = await channel.planned();
  expect(digest).toMatchObject({ unkept: 8 });
  expect(await channel.text('/digest history 1')).toMatch(
    /^Digest 1 of 13 November 2026: 2 papers and the best 200 of 208 over the cap, page 1 of 21/,
  );
  const [{ upTo } = { upTo: 0 }] = await channel.store.subscriptions.history(channel.asker, 1);
  expect(await channel.text(`/digest history subscription:1 upto:${upTo}`)).toMatch(
    /^Digest 1 of 13 November 2026: the best 200 of 208 over the cap, page 1 of 20/,
  );
  const { shown = [], left = [] } = digest ?? {};
  const kept = new Set([...shown, ...left]);
  const beyond = ids.find((id) => !kept.has(id)) ?? '';
  expect(await channel.text(`/digest why ${left[0]}`)).toContain('It was over the cap of digest 1');
  expect(await channel.text(`/digest why ${beyond}`)).toContain(
    'If it was news, it was over the cap of digest 1 of 13 November 2026, of which only the best 200 of 208 are kept.',
  );
});

it('the button for what is over the cap opens the digest that it stands in, also after one that had nothing to tell', async () => {
  await channel.subscribe('grokking', { cap: 1, empty: 'say' });
  await channel.see(
    paperOf('2611.00001', 'Grokking of lattices', '2026-11-09'),
    paperOf('2611.00002', 'Grokking of rings', '2026-11-09'),
  );
  await friday('2026-11-13');
  await friday('2026-11-20');
  const [empty, full] = await channel.store.subscriptions.history(channel.asker, 2);
  expect(empty?.upTo).toBe(full?.upTo);
  expect(await channel.text(`/digest history subscription:1 upto:${full?.upTo}`)).toMatch(
    /^Digest 1 of .*: 1 paper over the cap/,
  );
});

it('days are those of the subscription: in Auckland a digest that is due on Friday is one of Friday', async () => {
  await channel.subscribe('grokking', { cadence: { cron: '0 9 * * 5', zone: 'Pacific/Auckland' } });
  await channel.see(paperOf('2611.00001', 'Grokking of lattices', '2026-11-10'));
  channel.set('2026-11-12T20:00:00Z');
  await channel.read();
  await channel.run();
  expect(await channel.text('/digest history')).toContain('1. 13 November 2026: 1 new paper');
  expect(await channel.text('/digest history 1')).toMatch(/^Digest 1 of 13 November 2026/);
  expect(await channel.text('/digest why 2611.00001')).toContain('digest 1 of 13 November 2026');
});

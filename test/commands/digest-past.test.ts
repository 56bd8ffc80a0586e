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
  for (const [line, words] of [
    ['/digest history 1 page:22', 'There are only 21 pages of digest 1'],
    [`/digest history subscription:1 upto:${upTo} page:99`, 'There are only 20 pages of digest 1'],
    ['/digest history page:2', 'There is only 1 page of digests in this channel'],
    ['/digest list page:99', 'There is only 1 page of subscriptions in this channel'],
  ] as const)
    expect(await channel.text(line)).toMatch(new RegExp(`^${words}\n`));
  const { shown = [], left = [] } = digest ?? {};
  const kept = new Set([...shown, ...left]);
  const beyond = ids.find((id) => !kept.has(id)) ?? '';
  expect(await channel.text(`/digest why ${left[0]}`)).toContain('It was over the cap of digest 1');
  expect(await channel.text(`/digest why ${beyond}`)).toContain(
    'If it was news, it was over the cap of digest 1 of 13 November 2026, of which only the best 200 of 208 are kept.',
  );
});

it('/digest now says what is paused, what is on its way, and how long many messages take', async () => {
  for (const word of ['lattices', 'grokking', 'scaling']) await channel.subscribe(word);
  await channel.see(
    ...['Lattices', 'Grokking'].map((title, at) => paperOf(`2611.0000${at}`, title, '2026-11-09')),
  );
  await channel.digests.pause(channel.asker, 2);
  expect(await channel.text('/digest now')).toMatch(
    /^1 digest will be posted here within a minute\.\n\n1\. lattices\nPaused, though there is something to tell: 2 \(grokking\)\. To go on: \/digest resume 2\n/,
  );
  expect(await channel.text('/digest now')).toMatch(
    /^There is nothing to post beside what is being posted already\.\n\nPaused.*\nBeing posted already, or waiting for a word of yours: 1 \(lattices\)\./,
  );
  await channel.run();
  expect(await channel.text('/digest now')).toMatch(
    /^There is nothing to post: what has something to tell is paused\./,
  );
  await channel.digests.remove(channel.asker, 2);
  const ids = Array.from({ length: 50 }, (_, at) => `2610.000${String(at).padStart(2, '0')}`);
  await channel.see(...ids.map((id) => paperOf(id, 'Scaling', '2026-11-08')));
  channel.set('2026-11-10T12:00:00Z');
  await channel.digests.edit(channel.asker, 3, { anyway: true, cap: 50, newsAlso: 'channel' });
  await channel.digests.now(channel.asker);
  await channel.run();
  await channel.see(...ids.map((id) => paperOf(id, 'Scaling', '2026-11-08', '2026-11-10')));
  expect(await channel.text('/digest now')).toMatch(
    /^1 digest will be posted here message by message, which takes about 3 minutes\./,
  );
});

it('/digest now counts what it does not name', async () => {
  const words = Array.from({ length: 23 }, (_, at) => `topic${String.fromCharCode(97 + at)}x`);
  for (const word of words) await channel.subscribe(word);
  await channel.see(...words.map((word, at) => paperOf(`2611.000${at + 10}`, word, '2026-11-09')));
  expect(await channel.text('/digest now')).toMatch(/\n20\. topictx\nand 3 others$/m);
  for (let at = 1; at <= 5; at += 1) {
    const { subscription } = await channel.subscribe(`lattices${at}`);
    await channel.store.subscriptions.change(
      subscription.id,
      (one) => ({ ...one, query: `similar:2401.0000${at}` }),
      () => ({ by: 'U1', at: '2026-11-09T12:00:00Z', what: 'by an earlier release' }),
    );
  }
  expect(await channel.text('/digest now')).toMatch(
    /(?:An earlier release took .*\n){3}And 2 others of this kind\. What is read, and since when: \/about/,
  );
});

it('a digest that is on its way is no past, nor is what it tells nothing', async () => {
  await channel.subscribe('lattices');
  await channel.run();
  await channel.see(paperOf('2611.00001', 'Lattices', '2026-11-09'));
  channel.set('2026-11-13T09:00:00Z');
  await channel.read();
  await channel.run(1);
  const why = await channel.text('/digest why 2611.00001');
  expect(why).toContain(
    'It is in digest 1 of 13 November 2026, which is not posted whole yet. Being posted: 1 of 2 messages are there.',
  );
  expect(why).not.toMatch(/[Aa]nother digest|It was in|dealt with/);
  const first = 'Digest 1 comes first. Being posted: 1 of 2 messages are there.';
  expect(await channel.text('/digest preview')).toContain(
    `${first}\nAfter it nothing would be posted by now: this subscription skips empty digests.`,
  );
  await channel.see(paperOf('2611.00002', 'Lattices', '2026-11-12'));
  expect(await channel.text('/digest preview')).toMatch(
    /^1 new paper for: lattices[^]*Digest 1 comes first\./,
  );
  expect(await channel.text('/digest why 2611.00002')).toContain('It will be in the next digest');
  await channel.run();
  expect(await channel.text('/digest why 2611.00001')).toContain('It was in digest 1 of 13 November 2026.');
});

it('a digest that a pause holds back is not said to be posted, and its rest comes after the pause', async () => {
  await channel.subscribe('lattices');
  await channel.run();
  await channel.see(paperOf('2611.00001', 'Lattices', '2026-11-09'));
  channel.set('2026-11-13T09:00:00Z');
  await channel.read();
  await channel.run(1);
  expect(await channel.text('/digest history')).toContain('(being posted)');
  await channel.text('/digest pause 1');
  const broken = 'Its last digest broke off: 1 of 2 messages are there. For the rest: /digest resume 1';
  expect(await channel.text('/digest list')).toContain(broken);
  expect(await channel.text('/digest why 2611.00001')).toContain(broken);
  expect(await channel.text('/digest history')).toContain('(the rest waits: /digest resume 1)');
  expect(await channel.text('/digest resume 1')).toContain(
    'What was left of its digest comes now: 1 message.\n',
  );
  await channel.run();
  expect(await channel.text('/digest history')).not.toMatch(/being posted|the rest waits/);
});

it('/digest now claims no quiet where arXiv could not be read', async () => {
  await channel.subscribe('lattices');
  channel.set('2026-11-13T09:00:00Z');
  expect(await channel.text('/digest now')).toMatch(
    /^There is nothing to post: nothing new for this channel that could be read\.\n\narXiv last read 4 days ago/,
  );
  await channel.read();
  expect(await channel.text('/digest now')).toMatch(
    /^There is nothing to post: nothing is new for this channel\./,
  );
});

it('a digest in doubt is told as such, with what to type', async () => {
  await channel.subscribe('lattices');
  await channel.run();
  await channel.see(paperOf('2611.00001', 'Lattices', '2026-11-09'));
  channel.set('2026-11-13T09:00:00Z');
  await channel.read();
  await channel.run(0);
  const when = { holder: 'h', now: '2026-11-13T09:00:00.000Z', next: '2026-11-13T09:00:00.000Z' };
  const taken = await channel.store.ledger.take(channel.asker, {
    ...when,
    until: '2026-11-13T09:01:00.000Z',
  });
  await channel.store.ledger.settle(
    taken?.delivery.id ?? 0,
    { kind: 'unproven', at: '2026-11-13T10:00:00.000Z', word: { summary: 'Is it there?', cards: [] } },
    when,
  );
  const doubt = 'Nobody can say whether its last message was posted: /digest resume 1';
  for (const line of ['/digest why 2611.00001', '/digest preview', '/digest list'])
    expect(await channel.text(line)).toContain(doubt);
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

it('days stay those of the subscription when it is gone, and when it moves', async () => {
  const auckland = { cron: '0 9 * * 5', zone: 'Pacific/Auckland' };
  await channel.subscribe('grokking', { cadence: auckland });
  await channel.subscribe('lattices');
  await channel.see(paperOf('2611.00001', 'Grokking of rings', '2026-11-10'));
  channel.set('2026-11-12T20:00:00Z');
  await channel.read();
  await channel.run();
  await channel.digests.edit(channel.asker, 1, { cadence: { ...auckland, zone: 'UTC' }, anyway: true });
  expect(await channel.text('/digest history')).toContain('1. 13 November 2026: 1 new paper');
  await channel.digests.remove(channel.asker, 1);
  expect(await channel.text('/digest history')).toContain('1. 13 November 2026: 1 new paper');
  expect(await channel.text('/digest history 1')).toMatch(/^Digest 1 of 13 November 2026/);
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

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Digests } from '../../src/core/digest/digests.ts';
import type { Subscription } from '../../src/core/digest/subscription.ts';
import type { Paper } from '../../src/core/paper.ts';
import { type Channel, openChannel, paperOf } from './channel.ts';

const NOVEMBER = { from: '2026-11-01', until: '2026-11-30' };

let channel: Channel;
beforeEach(async () => {
  channel = await openChannel('2026-11-30T12:00:00Z');
  await channel.read();
});
afterEach(() => channel.store.close());

async function previewed(wanted: Parameters<Digests['previewPeriod']>[0]): Promise<string> {
  return (await channel.digests.previewPeriod(wanted, NOVEMBER, 'UTC')).headline;
}

describe('a preview of a period', () => {
  it('counts all papers and versions of its days, however many', async () => {
    const ids = Array.from({ length: 2_600 }, (_, index) => `2611.${String(index).padStart(5, '0')}`);
    await channel.see(
      ...ids.map((id) => paperOf(id, 'Lattices', '2026-11-09')),
      ...ids
        .slice(0, 2_300)
        .map((id) => paperOf(id.replace('2611', '2509'), 'Lattices', '2025-09-01', '2026-11-10')),
      paperOf('2610.00001', 'Lattices', '2026-10-31'),
    );
    expect(await previewed('lattices')).toBe(
      '2,600 new papers and 2,300 new versions for: lattices (1 to 30 November 2026)',
    );
  });

  it('finds versions of days long past behind thousands that are newer', async () => {
    const ids = Array.from({ length: 2_600 }, (_, index) => `2501.${String(index).padStart(5, '0')}`);
    await channel.see(
      ...ids.map((id) => paperOf(id, 'Lattices', '2025-01-10', '2026-11-09')),
      paperOf('2502.00001', 'Lattices', '2025-02-10', '2026-09-15'),
    );
    const september = { from: '2026-09-01', until: '2026-09-30' };
    expect((await channel.digests.previewPeriod('lattices', september, 'UTC')).headline).toMatch(
      /^1 new version for/,
    );
  });

  it('says so where not all that match were looked at', async () => {
    const { library } = channel;
    await channel.see(paperOf('2611.00001', 'Lattices', '2026-11-09'));
    const footer = async () =>
      (await channel.digests.previewPeriod('lattices', NOVEMBER, 'UTC')).posts[0]?.reply.footer ?? '';
    expect(await footer()).not.toContain('papers that match');
    const search = library.search.bind(library);
    library.search = async (...asked) => ({ ...(await search(...asked)), total: 30_000 });
    expect(await footer()).toContain('Only 20,000 of the papers that match were looked at');
  });

  it('is limited to the days that the query wants, too', async () => {
    await channel.see(
      paperOf('2611.00001', 'Lattices', '2026-11-09'),
      paperOf('2611.00002', 'Lattices', '2026-11-20'),
    );
    expect(await previewed('lattices since:2026-11-15')).toMatch(/^1 new paper for/);
    expect(await previewed('lattices since:2026-12')).toMatch(/^Nothing new for/);
  });

  it('of a subscription has its sections and its cap', async () => {
    await channel.see(
      paperOf('2611.00001', 'Lattices', '2026-11-09'),
      paperOf('2509.00001', 'Lattices', '2025-09-01', '2026-11-10'),
      paperOf('2509.00002', 'Lattices', '2025-09-01', '2026-11-10'),
    );
    const { subscription } = await channel.subscribe('lattices', { sections: ['versions'], cap: 1 });
    const { headline, posts } = await channel.digests.previewPeriod(subscription, NOVEMBER, 'UTC');
    expect(headline).toMatch(/^2 new versions for: lattices/);
    expect(posts[0]?.reply.footer).toBe('Over the cap of 1: 1 more.');
  });

  it('of the papers that a channel follows tells what became of them, never that they are new', async () => {
    await channel.see(
      paperOf('2611.00001', 'Lattices', '2026-11-09'),
      paperOf('2611.00002', 'Lattices', '2026-11-09', '2026-11-20'),
    );
    await channel.digests.follow(channel.asker, { id: '2611.00001', title: 'Lattices' }, 'UTC');
    const { subscription } = await channel.digests.follow(
      channel.asker,
      { id: '2611.00002', title: 'Lattices' },
      'UTC',
    );
    expect(await previewed(subscription)).toBe(
      '1 new version of the papers followed here (1 to 30 November 2026)',
    );
  });

  it('has publications and withdrawals by the day on which the library learnt of them', async () => {
    const papers = ['2509.00001', '2509.00002', '2509.00003'].map((id) =>
      paperOf(id, 'Lattices', '2025-09-01'),
    );
    channel.set('2026-10-01T12:00:00Z');
    await channel.see(...papers);
    const [first, second, third] = papers as [Paper, Paper, Paper];
    channel.set('2026-10-31T12:00:00Z');
    await channel.see({ ...third, journalRef: 'Nature 1 (2026) 3' });
    channel.set('2026-11-01T00:00:00Z');
    await channel.see({ ...first, journalRef: 'Nature 1 (2026) 1' });
    channel.set('2026-11-30T12:00:00Z');
    await channel.see({ ...second, withdrawn: true });
    expect(await previewed('lattices')).toBe(
      '1 now published and 1 withdrawn for: lattices (1 to 30 November 2026)',
    );
  });
});

describe('a preview of the next digest', () => {
  it('leaves what is being posted to that digest, and what it left out by its cap', async () => {
    const { subscription } = await channel.subscribe('lattices', { cap: 1 });
    const see = (number: number) => channel.see(paperOf(`2611.0000${number}`, 'Lattices', '2026-11-30'));
    await see(1);
    await see(2);
    channel.set('2026-12-04T09:00:00Z');
    await channel.read();
    // The line that tells of the subscription comes first.
    await channel.run(2);
    const preview = await channel.digests.previewNext(subscription);
    expect(preview).toMatchObject({ posts: [], open: { sent: 1, left: 1 } });
    await see(3);
    const { headline } = await channel.digests.previewNext(subscription);
    expect(headline).toBe('1 new paper for: lattices (4 December 2026)');
  });

  it('is what is posted, if it is posted then', async () => {
    const { subscription } = await channel.subscribe('lattices');
    await channel.see(paperOf('2611.00001', 'Lattices', '2026-11-30'));
    channel.set('2026-12-04T09:00:00Z');
    await channel.read();
    const { posts } = await channel.digests.previewNext(subscription);
    await channel.run(0);
    const posted: unknown[] = [];
    for (;;) {
      const when = { holder: 'h', now: '2026-12-04T09:00:00.000Z', next: '2026-12-04T09:00:00.000Z' };
      const lease = { ...when, until: '2026-12-04T09:01:00.000Z' };
      const taken = await channel.store.ledger.take(channel.asker, lease);
      if (taken === undefined) break;
      posted.push(taken.delivery.reply);
      await channel.store.ledger.settle(taken.delivery.id, { kind: 'sent', id: 'm' }, when);
    }
    // The first line told the channel that it is subscribed.
    expect(posted.slice(1)).toEqual(posts.map(({ reply }) => reply));
  });
});

describe('a preview of the next digest', () => {
  it('has nothing that another one of the channel tells before it, and says that it is paused', async () => {
    for (const query of ['grokking', 'lattices', 'title:lattices']) await channel.subscribe(query);
    const [first, second, asleep] = await channel.store.subscriptions.list();
    if (first === undefined || second === undefined || asleep === undefined) throw new Error('not there');
    await channel.digests.pause(channel.asker, asleep.id);
    await channel.see(
      paperOf('2612.00001', 'Grokking of lattices', '2026-12-01'),
      paperOf('2612.00002', 'Lattices', '2026-12-01'),
    );
    const headline = async (one: Subscription) => (await channel.digests.previewNext(one)).headline;
    expect(await headline(first)).toBe('1 new paper for: grokking (30 November 2026)');
    expect(await headline(second)).toBe('1 new paper for: lattices (30 November 2026)');
    const inTurn = [];
    for await (const { subscription, preview } of channel.digests.previewChannel(channel.asker))
      inTurn.push([subscription.id, preview.posts.length > 0, preview.paused !== undefined]);
    expect(inTurn).toEqual([
      [first.id, true, false],
      [second.id, true, false],
      [asleep.id, false, true],
    ]);
    expect(await channel.text(`/digest preview number:${asleep.id}`)).toContain('It is paused since');
    // What is posted is what was shown.
    channel.set('2026-12-04T09:00:00Z');
    await channel.read();
    await channel.run();
    expect((await channel.planned()).map(({ shown }) => shown)).toEqual([['2612.00002'], ['2612.00001']]);
  });

  it('says once that arXiv could not be read, as the channel is told so once', async () => {
    for (const query of ['grokking', 'lattices', 'scaling']) await channel.subscribe(query);
    channel.set('2026-12-04T12:00:00Z');
    const said: boolean[] = [];
    for await (const { preview } of channel.digests.previewChannel(channel.asker))
      said.push(preview.posts.length > 0);
    expect(said).toEqual([true, false, false]);
  });

  it('is planned after those only that can tell the same before it, and not kept from it by one that cannot be planned', async () => {
    for (const query of ['bosons', 'grokking', 'lattices', 'title:lattices', 'quanta'])
      await channel.subscribe(query);
    const byQuery = new Map((await channel.store.subscriptions.list()).map((one) => [one.query, one]));
    const [bosons, grokking, lattices, asleep] = ['bosons', 'grokking', 'lattices', 'quanta'].map((query) => {
      const one = byQuery.get(query);
      if (one === undefined) throw new Error('not there');
      return one;
    }) as [Subscription, Subscription, Subscription, Subscription];
    await channel.digests.pause(channel.asker, asleep.id);
    await channel.see(
      paperOf('2612.00001', 'Grokking of lattices and bosons', '2026-12-01'),
      paperOf('2612.00002', 'Lattices', '2026-12-01'),
    );
    const { subscriptions } = channel.store;
    const real = subscriptions.told.bind(subscriptions);
    const told = vi.spyOn(subscriptions, 'told').mockImplementation(async (all) => {
      if (all.some(({ id }) => id === bosons.id)) throw new Error('not to be read');
      return real(all);
    });
    const searches = vi.spyOn(channel.library, 'search');
    expect((await channel.digests.previewNext(grokking)).headline).toMatch(/^1 new paper for: grokking/);
    expect((await channel.digests.previewNext(lattices)).headline).toMatch(/^1 new paper for: lattices/);
    const planned = told.mock.calls.flatMap(([all]) => all.map(({ id }) => id));
    expect(planned).toEqual([bosons, grokking, bosons, grokking, lattices].map(({ id }) => id));
    expect(searches.mock.calls.map(([{ text }]) => text)).toEqual(['grokking', 'lattices']);
    await expect(channel.digests.previewNext(bosons)).rejects.toThrow('not to be read');
  });

  it('is planned as if it stood alone where very many come before it, and says so', async () => {
    const words = Array.from({ length: 51 }, (_, index) => `a${String(index).padStart(2, '0')}`);
    for (const word of words) await channel.subscribe(`lattices OR ${word}`);
    const { subscription } = await channel.subscribe('title:lattices');
    await channel.see(paperOf('2612.00001', 'Lattices', '2026-12-01'));
    const told = vi.spyOn(channel.store.subscriptions, 'told');
    const { posts, notLookedAt } = await channel.digests.previewNext(subscription);
    expect([posts.length > 0, notLookedAt]).toEqual([true, 51]);
    expect(told).toHaveBeenCalledTimes(1);
    const text = await channel.text(`/digest preview number:${subscription.id}`);
    expect(text).toContain('51 other subscriptions of this channel come before it, too many to look at here');
    // The fiftieth in turn is planned behind the others, which told it already.
    const earlier = (await channel.store.subscriptions.list()).find(({ query }) => query.endsWith('a49'));
    if (earlier === undefined) throw new Error('not there');
    expect(await channel.digests.previewNext(earlier)).toMatchObject({ posts: [] });
  });
});

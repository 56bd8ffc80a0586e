import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DigestPlan, PlannedPost, Settlement, Taken } from '../../src/core/digest/delivery.ts';
import type { AuditRecord, OwnerWord } from '../../src/core/digest/ports.ts';
import type { NewSubscription, Place, Subscription } from '../../src/core/digest/subscription.ts';
import type { Store } from '../../src/core/ports.ts';
import type { Card, Reply } from '../../src/core/reply.ts';
import { toldTo } from '../../src/digest/told.ts';
import { at, newSubscription, planOf, postOf } from '../digest/plans.ts';

const CHANNEL: Place = { platform: 'slack', channel: 'C1' };
const OTHER: Place = { platform: 'discord', channel: 'C1' };
const BOTH = ['slack', 'discord'];
const WORD = reply('A word');

/**
 * What every engine keeps to of subscriptions and of the ledger.
 *
 * @param open gives a new, empty store each time
 */
export function digestStoreContract(name: string, open: () => Promise<Store>): void {
  describe(`the store contract, digests: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(async () => {
      await store.close();
    });

    async function subscribe(more: Partial<NewSubscription> = {}): Promise<Subscription> {
      const added = await store.subscriptions.add(newSubscription(more), () => record('subscribed'));
      if (added === undefined) throw new Error('it is there already');
      return added;
    }

    async function subscribed(id: number): Promise<Subscription> {
      const found = await store.subscriptions.get(id);
      if (found === undefined) throw new Error('it is gone');
      return found;
    }

    async function plan(
      subscription: Subscription,
      posts: readonly PlannedPost[],
      more: Partial<DigestPlan> = {},
    ): Promise<boolean> {
      const { newest } = await toldTo(store.subscriptions, subscription);
      return store.subscriptions.plan({ ...planOf(subscription, posts, newest), ...more });
    }

    /** Takes what is next, as a process of its own. */
    async function take(now: string, place = CHANNEL, holder = `h-${now}`): Promise<Taken | undefined> {
      return store.ledger.take(place, { holder, now, until: later(now, 2) });
    }

    async function must(now: string, place = CHANNEL): Promise<Taken> {
      const taken = await take(now, place);
      if (taken === undefined) throw new Error(`nothing to do at ${now}`);
      return taken;
    }

    async function settle(taken: Taken, settlement: Settlement, now: string, next = now): Promise<boolean> {
      const holder = `h-${taken.delivery.triedAt}`;
      return store.ledger.settle(taken.delivery.id, settlement, { holder, now, next });
    }

    /** Posts everything that can be posted at a time; resolves to the summaries, with the thread of each. */
    async function postAll(now: string, place = CHANNEL): Promise<string[]> {
      const posted: string[] = [];
      for (;;) {
        const holder = `all-${posted.length}`;
        const taken = await take(now, place, holder);
        if (taken === undefined) return posted;
        const { delivery, task } = taken;
        const under = delivery.thread === undefined ? '' : ` under ${delivery.thread}`;
        posted.push(`${task} ${delivery.reply.summary}${under}`);
        const sent = { kind: 'sent', id: `m-${delivery.reply.summary}` } as const;
        await store.ledger.settle(delivery.id, sent, { holder, now, next: now });
      }
    }

    describe('subscriptions', () => {
      test('are kept as they were wanted, under numbers that are never used again', async () => {
        const first = await subscribe();
        const second = await subscribe({ query: 'cat:cs.LG', ...OTHER });
        expect(first).toEqual({ ...newSubscription(), id: first.id, revision: 1 });
        expect(await store.subscriptions.list()).toEqual([first, second]);
        expect(await store.subscriptions.list(OTHER)).toEqual([second]);
        await store.subscriptions.remove(second.id, () => record('removed'));
        expect(await store.subscriptions.get(second.id)).toBeUndefined();
        expect((await subscribe({ query: 'third' })).id).toBeGreaterThan(second.id);
      });

      test('a channel has a query once, and follows papers in one', async () => {
        await subscribe();
        const papers = await subscribe({ kind: 'papers', query: '2401.00001' });
        const again = (more: Partial<NewSubscription>) =>
          store.subscriptions.add(newSubscription(more), () => record('again'));
        expect(await again({})).toBeUndefined();
        expect(await again({ kind: 'papers', query: '2401.00002' })).toBeUndefined();
        expect(await again({ ...OTHER })).toBeDefined();
        const other = await subscribe({ query: 'other' });
        const taken = await store.subscriptions.change(
          other.id,
          (before) => ({ ...before, query: newSubscription().query }),
          () => record('edited'),
        );
        expect(taken).toBeUndefined();
        const more = await store.subscriptions.change(
          papers.id,
          (before) => ({ ...before, query: '2401.00001 2401.00002' }),
          () => record('followed'),
        );
        expect(more?.query).toBe('2401.00001 2401.00002');
      });

      test('every change is in the audit log of its channel, and is told there once', async () => {
        const { id } = await subscribe();
        await subscribe(OTHER);
        await store.subscriptions.change(
          id,
          (before) => ({ ...before, cap: 3 }),
          ({ cap }) => ({ ...record(`cap ${cap}`), notice: reply(`Now ${cap} at most`) }),
        );
        await store.subscriptions.change(
          id,
          () => undefined,
          () => ({ ...record('nothing'), notice: reply('Nothing') }),
        );
        await store.subscriptions.remove(id, () => record('removed'));
        expect((await store.subscriptions.audit(CHANNEL, 2)).map(({ what }) => what)).toEqual([
          'removed',
          'cap 3',
        ]);
        expect(await store.subscriptions.audit(CHANNEL, 10)).toContainEqual({
          ...CHANNEL,
          at: at(0),
          by: 'U1',
          subscription: id,
          what: 'subscribed',
        });
        expect(await postAll(at(1))).toEqual(['post Now 3 at most']);
      });

      test('those are due whose time has come, the longest overdue first', async () => {
        const late = await subscribe({ query: 'late', dueAt: at(5) });
        const early = await subscribe({ query: 'early', dueAt: at(1) });
        await subscribe({ query: 'not yet', dueAt: at(9) });
        await subscribe({ query: 'paused', dueAt: at(1), paused: { at: at(0), by: 'U1' } });
        expect(await store.subscriptions.due(at(0), 10)).toEqual([]);
        expect(await store.subscriptions.due(at(5), 10)).toEqual([early, late]);
        expect(await store.subscriptions.due(at(5), 1)).toEqual([early]);
      });
    });

    describe('a workspace that is forgotten', () => {
      const gone = { platform: 'slack', within: 'T8/' };
      const place = { ...CHANNEL, channel: 'T8/C1' };
      const ownerIn = ({ channel }: Place): string => channel.replace('C', 'U');

      async function keptOf(where: Place) {
        const { subscriptions } = store;
        const said = await words(store);
        return {
          subscriptions: await subscriptions.list(where),
          audit: await subscriptions.audit(where, 10),
          digests: await subscriptions.history(where, 10),
          roots: [...(await subscriptions.roots(where, ['2401.00001', '2401.00002'])).keys()],
          words: said.filter(({ platform, user }) => platform === where.platform && user === ownerIn(where)),
        };
      }

      async function allOf(places: readonly Place[]): Promise<Awaited<ReturnType<typeof keptOf>>[]> {
        const kept = [];
        for (const one of places) kept.push(await keptOf(one));
        return kept;
      }

      /** A digest that was posted, one that was refused, and one of which a message is being posted. */
      async function live(where: Place): Promise<Taken> {
        const owner = ownerIn(where);
        await plan(await subscribe({ ...where, owner, query: 'posted' }), [
          postOf('A', undefined, ['2401.00001']),
        ]);
        await postAll(at(1), where);
        await store.subscriptions.setRoot(where, { paper: '2401.00002', message: 'm', at: at(1) });
        await plan(await subscribe({ ...where, owner, query: 'refused' }), [postOf('B')]);
        await settle(await must(at(2), where), refused, at(2));
        const posts = [postOf('C'), postOf('D', { post: 0 })];
        await plan(await subscribe({ ...where, owner, query: 'open' }), posts);
        return must(at(3), where);
      }

      test('leaves nothing behind, and nothing of another goes', async () => {
        const others: Place[] = [
          { ...place, channel: 'T88/C1' },
          { ...place, channel: 'C8' },
          { ...place, channel: 't8/C1' },
          { ...place, platform: 'discord' },
        ];
        const begun = await live(place);
        for (const other of others) await live(other);
        const before = await allOf(others);
        for (const kept of [await keptOf(place), ...before])
          for (const part of Object.values(kept)) expect(part).not.toEqual([]);
        await store.subscriptions.forget(gone);
        expect(await settle(begun, { kind: 'sent', id: 'late' }, at(4))).toBe(false);
        expect(await postAll(at(99), place)).toEqual([]);
        expect(Object.values(await keptOf(place)).flat()).toEqual([]);
        expect(await allOf(others)).toEqual(before);
      });

      test('by the names of its channels loses those, and nothing of another goes', async () => {
        const all = ['C1', 'C2', 'C3'].map((channel) => ({ platform: 'discord', channel }));
        const others: Place[] = [
          { platform: 'discord', channel: 'C11' },
          { platform: 'slack', channel: 'C1' },
        ];
        for (const one of [...all, ...others]) await live(one);
        const before = await allOf(others);
        const [first, second, third] = all;
        if (first === undefined || second === undefined || third === undefined) throw new Error('none');
        await store.subscriptions.forget({ platform: 'discord', channels: ['C1', 'C2', 'C4'] });
        for (const one of [first, second]) {
          const { words: said, ...kept } = await keptOf(one);
          expect(Object.values(kept).flat()).toEqual([]);
          // What was to be said of no channel in particular is still said.
          expect(said).toHaveLength(1);
        }
        expect((await keptOf(third)).subscriptions).toHaveLength(3);
        expect(await allOf(others)).toEqual(before);
      });

      test('by the names of its channels takes along what was to be said about those', async () => {
        const about = async (channel: string): Promise<void> => {
          const where = { platform: 'discord', channel };
          await plan(await subscribe({ ...where, owner: 'U1', query: 'q' }), [postOf('A')]);
          const word = { ...WORD, about: channel };
          await settle(await must(at(1), where), { ...refused, word }, at(1));
        };
        for (const channel of ['C1', 'C2']) await about(channel);
        await store.subscriptions.forget({ platform: 'discord', channels: ['C1'] });
        expect((await words(store)).map(({ reply: said }) => said.about)).toEqual(['C2']);
      });

      test('keeps in mind that a channel is gone until its subscription is resumed', async () => {
        const { id } = await subscribe();
        await plan((await store.subscriptions.get(id)) ?? (await subscribe()), [postOf('A')]);
        await settle(await must(at(1)), { ...refused, gone: true }, at(1));
        expect(await store.subscriptions.get(id)).toMatchObject({
          paused: { at: at(1), reason: 'Gone.', gone: true },
        });
        await store.subscriptions.resume(id, 'post', () => record('resumed'));
        expect(await store.subscriptions.get(id)).not.toHaveProperty('paused');
      });

      test('may begin anew, under numbers that were never used', async () => {
        const before = await subscribe(place);
        await store.subscriptions.forget(gone);
        await store.subscriptions.forget(gone);
        expect(await plan(before, [postOf('A')])).toBe(false);
        expect((await subscribe(place)).id).toBeGreaterThan(before.id);
      });
    });

    describe('a plan', () => {
      test('is written once, whoever else has the same', async () => {
        const subscription = await subscribe();
        const both = await Promise.all([
          plan(subscription, [postOf('A')]),
          plan(subscription, [postOf('A')]),
        ]);
        expect(both.toSorted()).toEqual([false, true]);
        expect(await postAll(at(1))).toEqual(['post A']);
        expect(await plan(subscription, [postOf('A')])).toBe(false);
      });

      test('is void when its subscription was changed, paused or removed meanwhile', async () => {
        const changed = await subscribe({ query: 'changed' });
        await store.subscriptions.change(
          changed.id,
          (before) => ({ ...before, cap: 3 }),
          () => record('edited'),
        );
        const paused = await subscribe({ query: 'paused', paused: { at: at(0) } });
        const removed = await subscribe({ query: 'removed' });
        await store.subscriptions.remove(removed.id, () => record('removed'));
        for (const one of [changed, paused, removed]) expect(await plan(one, [postOf('A')])).toBe(false);
        expect(await store.subscriptions.history(CHANNEL, 10)).toEqual([]);
        expect(await postAll(at(9))).toEqual([]);
      });

      test('is void when its channel got another digest meanwhile, which may tell the same', async () => {
        const [one, other] = [await subscribe({ query: 'one' }), await subscribe({ query: 'other' })];
        const { newest } = await toldTo(store.subscriptions, other);
        expect(await plan(one, [postOf('A')])).toBe(true);
        expect(await plan(other, [postOf('B')], { newest })).toBe(false);
        expect(await plan(other, [postOf('B')])).toBe(true);
      });

      test('is made by what the channel was told beyond the cursor, and from where the last one ended', async () => {
        const all = [
          await subscribe({ query: 'one' }),
          await subscribe({ query: 'behind', cursor: 11 }),
          await subscribe({ query: 'beyond', cursor: 12 }),
          await subscribe({ query: 'elsewhere', ...OTHER }),
        ] as const;
        const [one, behind, beyond, elsewhere] = all;
        const nothing = { digests: [], newest: undefined, until: at(0), lookedUntil: at(0) };
        expect(await store.subscriptions.told(all)).toEqual(new Map(all.map(({ id }) => [id, nothing])));
        await plan(one, [postOf('A')], { upTo: 12, until: at(3), lookedUntil: at(2) });
        const [digest] = await store.subscriptions.history(CHANNEL, 1);
        const newest = digest?.id;
        expect(await store.subscriptions.told(all)).toEqual(
          new Map([
            [one.id, { digests: [digest], newest, until: at(3), lookedUntil: at(2) }],
            [behind.id, { digests: [digest], newest, until: at(0), lookedUntil: at(0) }],
            [beyond.id, { digests: [], newest, until: at(0), lookedUntil: at(0) }],
            [elsewhere.id, nothing],
          ]),
        );
        expect(await store.subscriptions.told([])).toEqual(new Map());
      });

      test('without posts moves the cursor and the next time at once', async () => {
        const subscription = await subscribe({ dueAt: at(0) });
        expect(await plan(subscription, [], { upTo: 12, dueAt: at(9) })).toBe(true);
        expect(await subscribed(subscription.id)).toMatchObject({ cursor: 12, dueAt: at(9), revision: 2 });
        expect(await plan(subscription, [], { upTo: 12, dueAt: at(9) })).toBe(false);
        expect(await store.subscriptions.history(CHANNEL, 10)).toEqual([]);
      });

      test('without posts moves where the next one begins as far as everything was looked through', async () => {
        const subscription = await subscribe({ dueAt: at(0) });
        await plan(subscription, [], { upTo: 12, until: at(3), lookedUntil: at(3) });
        const looked = await subscribed(subscription.id);
        expect(await toldTo(store.subscriptions, looked)).toMatchObject({ until: at(3), lookedUntil: at(3) });
        await plan(looked, [postOf('A')], { upTo: 13, until: at(4), lookedUntil: at(3) });
        expect(await toldTo(store.subscriptions, looked)).toMatchObject({ until: at(4), lookedUntil: at(3) });
      });

      test('one of many is written as if it stood alone, and void after another one for its channel', async () => {
        const all: Subscription[] = [];
        for (const [channel, query] of [
          ['C1', 'a'],
          ['C1', 'b'],
          ['C1', 'c'],
          ['C2', 'd'],
          ['C3', 'e'],
        ] as const)
          all.push(await subscribe({ channel, query }));
        const [quiet, one, other, elsewhere, changed] = all;
        if (quiet === undefined || one === undefined || other === undefined) throw new Error('not there');
        if (elsewhere === undefined || changed === undefined) throw new Error('not there');
        await store.subscriptions.change(
          changed.id,
          (before) => ({ ...before, cap: 3 }),
          () => record('changed'),
        );
        const plans = [
          planOf(quiet, []),
          planOf(one, [postOf('A'), postOf('B', { post: 0 })]),
          planOf(other, [postOf('C')]),
          planOf(elsewhere, [postOf('D'), postOf('E', { post: 0 })]),
          planOf(changed, [postOf('F')]),
          planOf(quiet, [postOf('G')]),
        ];
        const written = await store.subscriptions.planAll(plans);
        expect(plans.map((made) => written.has(made))).toEqual([true, true, false, true, false, false]);
        const left = [];
        for (const { id } of all) left.push((await store.subscriptions.progress(id))?.left);
        expect(left).toEqual([undefined, 2, undefined, 2, undefined]);
        const moved = { cursor: 12, lookedUntil: at(1) };
        for (const [before, more] of [
          [quiet, moved],
          [elsewhere, {}],
        ] as const)
          expect(await store.subscriptions.get(before.id)).toEqual({
            ...before,
            ...more,
            dueAt: at(9),
            plannedAt: at(0),
            revision: before.revision + 1,
          });
        for (const channel of ['C1', 'C2']) {
          const [digest] = await store.subscriptions.history({ platform: 'slack', channel }, 9);
          expect(digest).toMatchObject({ channel, upTo: 12 });
        }
      });

      test('moves the cursor with the last message, and until then nothing else is planned', async () => {
        const subscription = await subscribe({ dueAt: at(0) });
        await plan(subscription, [postOf('A'), postOf('B')], { upTo: 12, dueAt: at(1) });
        const begun = await subscribed(subscription.id);
        expect(begun).toMatchObject({ cursor: 7, dueAt: at(1) });
        expect(await store.subscriptions.due(at(5), 10)).toEqual([]);
        expect(await plan(begun, [postOf('C')])).toBe(false);
        await settle(await must(at(1)), { kind: 'sent', id: 'm' }, at(1));
        expect((await subscribed(subscription.id)).cursor).toBe(7);
        expect(await store.subscriptions.progress(subscription.id)).toMatchObject({ sent: 1, left: 1 });
        await settle(await must(at(2)), { kind: 'sent', id: 'm2' }, at(2));
        expect((await subscribed(subscription.id)).cursor).toBe(12);
        expect(await store.subscriptions.progress(subscription.id)).toBeUndefined();
        expect(await store.subscriptions.due(at(5), 10)).toHaveLength(1);
      });

      test('is in the history of its channel for good', async () => {
        const subscription = await subscribe();
        await plan(subscription, [postOf('A')], { upTo: 12 });
        const [begun] = await store.subscriptions.history(CHANNEL, 10);
        expect(begun).toEqual({
          ...CHANNEL,
          id: begun?.id,
          subscription: subscription.id,
          after: 7,
          upTo: 12,
          from: at(0),
          until: at(1),
          lookedUntil: at(1),
          content: { headline: 'A', shown: ['2401.00001'], left: [] },
          plannedAt: at(0),
        });
        await postAll(at(1));
        await store.subscriptions.remove(subscription.id, () => record('removed'));
        const settled = { ...begun, settledAt: at(1) };
        expect(await store.subscriptions.history(CHANNEL, 10)).toEqual([settled]);
        expect(await store.subscriptions.history(OTHER, 10)).toEqual([]);
      });
    });

    const pause = (id: number) =>
      store.subscriptions.change(
        id,
        (before) => ({ ...before, paused: { at: at(1), by: 'U1', reason: 'Asked for.' } }),
        () => record('paused'),
      );

    describe('the ledger', () => {
      async function digest(...posts: readonly PlannedPost[]): Promise<Subscription> {
        const subscription = await subscribe({ query: `query ${Math.random()}` });
        await plan(subscription, posts, { upTo: 12 });
        return subscription;
      }

      test('gives what was planned, in that order, each under a marker of its own', async () => {
        await digest(postOf('A'), postOf('B'));
        await digest(postOf('C'));
        const first = await must(at(1));
        expect(first).toMatchObject({
          task: 'post',
          delivery: { ...CHANNEL, reply: reply('A'), attempts: 1, triedAt: at(1) },
        });
        expect(first.delivery.marker).toMatch(/^[0-9a-f]{20,40}$/);
        await settle(first, { kind: 'sent', id: 'm' }, at(1));
        const second = await must(at(2));
        expect(second.delivery.marker).not.toBe(first.delivery.marker);
        await settle(second, { kind: 'sent', id: 'm' }, at(2));
        expect(await postAll(at(3))).toEqual(['post C']);
      });

      test('gives what channels are told alike as whole as if one alone were told, with a digest of its own around it', async () => {
        const abstract: Card = {
          kind: 'paper',
          id: '2401.00001',
          title: 'A “title” of \\d and \u2028',
          url: 'https://arxiv.org/abs/2401.00001',
          authors: 'A. Author',
          facts: [{ label: 'Categories', value: 'cs.LG' }],
          abstract: 'It has {"cards":[]} in it.\nAnd a \ud83d\ude42.',
          links: [],
        };
        const news: Reply = {
          summary: 'New "version"',
          cards: [{ kind: 'section', heading: 'v2', lines: ['a \\ b'] }],
          buttons: [{ label: 'Paper', command: 'paper', values: { paper: '2401.00002' } }],
          footer: 'That is all.',
        };
        const repliesOf = (channel: string): Reply[] => [
          reply(`of ${channel}`),
          { summary: `Abstracts for ${channel}`, cards: [{ kind: 'section', lines: [] }, abstract] },
          news,
          news,
        ];
        const channels = ['C1', 'C2', 'C3'];
        const plans: DigestPlan[] = [];
        for (const channel of channels) {
          const [main, details] = repliesOf(channel);
          if (main === undefined || details === undefined) throw new Error('not there');
          const posts: PlannedPost[] = [
            { reply: main, papers: ['2401.00001'] },
            { reply: details, under: { post: 0 }, papers: [] },
            { reply: news, under: { paper: '2401.00002', or: 0 }, papers: ['2401.00002'] },
            { reply: news, papers: [] },
          ];
          plans.push(planOf(await subscribe({ channel }), posts));
        }
        expect((await store.subscriptions.planAll(plans)).size).toBe(3);
        for (const channel of channels) {
          const taken: Reply[] = [];
          const threads: (string | undefined)[] = [];
          for (const minute of [1, 2, 3, 4]) {
            const next = await must(at(minute), { platform: 'slack', channel });
            taken.push(next.delivery.reply);
            threads.push(next.delivery.thread);
            await settle(next, { kind: 'sent', id: `${channel}-${minute}` }, at(minute));
          }
          expect(taken).toEqual(repliesOf(channel));
          expect(threads).toEqual([undefined, `${channel}-1`, `${channel}-1`, undefined]);
        }
      });

      test('gives a delivery to one process, and the next one only after it', async () => {
        await digest(postOf('A'), postOf('B'));
        const both = await Promise.all([take(at(1), CHANNEL, 'x'), take(at(1), CHANNEL, 'y')]);
        expect(both.filter((taken) => taken !== undefined)).toHaveLength(1);
        expect(await take(at(2))).toBeUndefined();
      });

      test('tells the channels in which something can be done, the longest waiting first', async () => {
        const there = await subscribe(OTHER);
        await plan(there, [postOf('B')], { plannedAt: at(2) });
        await digest(postOf('A'), postOf('C'));
        expect(await store.ledger.waiting(later(at(0), -1), BOTH, 10)).toEqual([]);
        expect(await store.ledger.waiting(at(2), BOTH, 10)).toEqual([CHANNEL, OTHER]);
        expect(await store.ledger.waiting(at(2), BOTH, 1)).toEqual([CHANNEL]);
        expect(await store.ledger.waiting(at(2), ['discord'], 1)).toEqual([OTHER]);
        await settle(await must(at(3)), { kind: 'sent', id: 'm' }, at(3), at(6));
        expect(await store.ledger.waiting(at(5), BOTH, 10)).toEqual([OTHER]);
        expect(await take(at(5))).toBeUndefined();
        expect(await postAll(at(6))).toEqual(['post C']);
      });

      test('a lease that ran out means a look, not a second post', async () => {
        await digest(postOf('A'), postOf('B'));
        const first = await must(at(1));
        expect(await take(at(2))).toBeUndefined();
        const second = await must(at(3));
        expect(second).toMatchObject({
          task: 'look',
          delivery: { marker: first.delivery.marker, triedAt: at(1), doubtAt: at(3), attempts: 2 },
        });
      });

      test('a lease can be prolonged by its holder only', async () => {
        await digest(postOf('A'));
        const { delivery } = await must(at(1));
        const lease = { holder: `h-${at(1)}`, now: at(2), until: at(9) };
        expect(await store.ledger.extend(delivery.id, { ...lease, holder: 'x' })).toBe(false);
        expect(await store.ledger.extend(delivery.id, lease)).toBe(true);
        expect(await take(at(8))).toBeUndefined();
        expect((await must(at(9))).task).toBe('look');
        expect(await store.ledger.extend(delivery.id, lease)).toBe(false);
      });

      test('who lost the lease may only say that it is there', async () => {
        await digest(postOf('A'), postOf('B'));
        const first = await must(at(1));
        const { id } = first.delivery;
        await take(at(3), CHANNEL, 'y');
        const by = (holder: string) => ({ holder, now: at(4), next: at(4) });
        for (const kind of ['again', 'look'] as const)
          expect(await store.ledger.settle(id, { kind, at: at(4) }, by(`h-${at(1)}`))).toBe(false);
        expect(await store.ledger.settle(id, { kind: 'sent', id: 'm' }, by(`h-${at(1)}`))).toBe(true);
        expect(await store.ledger.settle(id, { kind: 'sent', id: 'm2' }, by('y'))).toBe(false);
        expect(await postAll(at(5))).toEqual(['post B']);
      });

      test('what is to be tried again holds back what comes after it', async () => {
        await digest(postOf('A'), postOf('B'));
        await digest(postOf('C'));
        await settle(await must(at(1)), { kind: 'again', at: at(5) }, at(1), at(5));
        expect(await take(at(4))).toBeUndefined();
        expect(await postAll(at(5))).toEqual(['post A', 'post B', 'post C']);
      });

      test('what nobody knows is looked up first, and posted if it is not there', async () => {
        await digest(postOf('A'), postOf('B'));
        await settle(await must(at(1)), { kind: 'look', at: at(4) }, at(1), at(4));
        expect(await take(at(3))).toBeUndefined();
        const look = await take(at(4), CHANNEL, `h-${at(1)}`);
        expect(look).toMatchObject({ task: 'look', delivery: { doubtAt: at(1), triedAt: at(1) } });
        if (look !== undefined) await settle(look, { kind: 'again', at: at(4) }, at(4));
        expect(await postAll(at(5))).toEqual(['post A', 'post B']);
      });

      test('a post is placed under another one of its digest, or under that which has it below', async () => {
        await digest(postOf('Root', undefined, ['2401.00001']));
        await postAll(at(1));
        await digest(
          postOf('Main'),
          postOf('Detail', { post: 0 }),
          postOf('News', { paper: '2401.00001' }),
          postOf('Deeper', { post: 2 }),
          postOf('Unknown paper', { paper: '2401.00009' }),
        );
        expect(await postAll(at(2))).toEqual([
          'post Main',
          'post Detail under m-Main',
          'post News under m-Root',
          'post Deeper under m-Root',
          'post Unknown paper',
        ]);
      });

      test('a post that was begun stays where that was, though its paper is talked about elsewhere by now', async () => {
        await digest(postOf('Root', undefined, ['2401.00001']));
        await postAll(at(1));
        await digest(postOf('News', { paper: '2401.00001' }));
        await settle(await must(at(2)), { kind: 'again', at: at(3), id: 'm-half' }, at(2));
        const root = { paper: '2401.00001', message: 'm-elsewhere', at: at(2) };
        await store.subscriptions.setRoot(CHANNEL, root);
        expect(await postAll(at(3))).toEqual(['post News under m-Root']);
      });

      test('where a paper appeared first is kept, by channel', async () => {
        const first = await digest(
          postOf('Main', undefined, ['2401.00001', '2401.00001']),
          postOf('Under', { post: 0 }, ['2401.00002']),
        );
        await postAll(at(1));
        const second = await digest(postOf('Later', undefined, ['2401.00001', '2401.00003']));
        await postAll(at(2));
        const papers = ['2401.00001', '2401.00002', '2401.00003', '2401.00004'];
        const roots = await store.subscriptions.roots(CHANNEL, papers);
        expect([...roots.values()].toSorted((a, b) => (a.paper < b.paper ? -1 : 1))).toEqual([
          { paper: '2401.00001', message: 'm-Main', at: at(1) },
          { paper: '2401.00002', message: 'm-Main', at: at(1) },
          { paper: '2401.00003', message: 'm-Later', at: at(2) },
        ]);
        expect(await store.subscriptions.roots(OTHER, papers)).toEqual(new Map());
        expect(await store.subscriptions.roots(CHANNEL, [])).toEqual(new Map());
        const rooted = async (since: string) => (await store.subscriptions.rooted(CHANNEL, since)).toSorted();
        expect(await rooted(at(1))).toEqual(['2401.00001', '2401.00002', '2401.00003']);
        expect(await rooted(at(2))).toEqual(['2401.00003']);
        const [paper = ''] = papers;
        const moved = { paper, message: 'm-elsewhere', at: '2025-12-01T00:00:00.000Z' };
        await store.subscriptions.setRoot(CHANNEL, moved);
        await store.subscriptions.setRoot(OTHER, moved);
        expect((await store.subscriptions.roots(CHANNEL, papers)).get(paper)).toEqual(moved);
        expect([...(await store.subscriptions.roots(OTHER, papers)).keys()]).toEqual([paper]);
        expect(await rooted(at(2))).toEqual(['2401.00001', '2401.00003']);
        expect(await store.subscriptions.rooted(OTHER, at(2))).toEqual([paper]);
        // Where a person said that it is talked about, no subscription brought it.
        const brought = await store.subscriptions.broughtBy(papers);
        expect([...brought].map(([id, own]) => [id, own.toSorted()])).toEqual([
          [first.id, ['2401.00001', '2401.00002']],
          [second.id, ['2401.00003']],
        ]);
        const root = { paper: '2401.00004', message: 'm-talk', at: at(2) };
        await store.subscriptions.setRoot(CHANNEL, root);
        expect(await store.subscriptions.broughtBy(['2401.00004'])).toEqual(new Map());
        const third = await digest(postOf('Talked about', undefined, ['2401.00004']));
        await postAll(at(3));
        expect([...(await store.subscriptions.broughtBy(['2401.00004'])).keys()]).toEqual([third.id]);
        expect((await store.subscriptions.roots(CHANNEL, ['2401.00004'])).get('2401.00004')).toEqual(root);
        await store.subscriptions.remove(third.id, () => record('removed'));
        const fourth = await digest(postOf('Anew', undefined, ['2401.00004', '2401.00003']));
        await postAll(at(4));
        expect([...(await store.subscriptions.broughtBy(['2401.00003', '2401.00004']))]).toEqual([
          [second.id, ['2401.00003']],
          [fourth.id, ['2401.00004']],
        ]);
        expect(await store.subscriptions.broughtBy([])).toEqual(new Map());
      });

      test('news of a paper whose root is gone goes to the channel and is its root from then on', async () => {
        await digest(postOf('Root', undefined, ['2401.00001']));
        await postAll(at(1));
        await digest(postOf('News', { paper: '2401.00001' }));
        await settle(await must(at(2)), { kind: 'rootless' }, at(2));
        expect(await postAll(at(3))).toEqual(['post News']);
        const roots = await store.subscriptions.roots(CHANNEL, ['2401.00001']);
        expect(roots.get('2401.00001')?.message).toBe('m-News');
      });

      test('news goes under the message where its paper came first, also where that was on its way when it was planned', async () => {
        const [paper, another] = ['2401.00001', '2401.00002'];
        await digest(postOf('Root', undefined, [paper]));
        await digest(
          postOf('Main', undefined, [paper, another]),
          postOf('News', { paper, or: 0 }, [paper]),
          postOf('Other news', { paper: another, or: 0 }, [another]),
        );
        expect(await postAll(at(1))).toEqual([
          'post Root',
          'post Main',
          'post News under m-Root',
          'post Other news under m-Main',
        ]);
        await digest(postOf('Next'), postOf('No root', { paper: '2401.00003', or: 0 }));
        expect(await postAll(at(2))).toEqual(['post Next', 'post No root under m-Next']);
      });

      test('news is left out where its own digest was removed, and goes to the channel where the message of its paper was', async () => {
        const [paper, another] = ['2401.00001', '2401.00002'];
        await digest(postOf('Root', undefined, [paper]));
        await postAll(at(1));
        await digest(
          postOf('Main', undefined, [paper, another]),
          postOf('News', { paper, or: 0 }),
          postOf('Other news', { paper: another, or: 0 }),
        );
        await settle(await must(at(2)), { kind: 'sent', id: 'm-Main' }, at(2));
        await settle(await must(at(3)), { kind: 'rootless' }, at(3));
        const news = await must(at(4));
        expect(news).toMatchObject({ task: 'post', delivery: { reply: reply('News') } });
        expect(news.delivery).not.toHaveProperty('thread');
        await store.ledger.settle(
          news.delivery.id,
          { kind: 'sent', id: 'm-News' },
          { holder: `h-${at(4)}`, now: at(4), next: at(4) },
        );
        await settle(await must(at(5)), { kind: 'rootless' }, at(5));
        expect(await postAll(at(6))).toEqual([]);
      });

      test('news that comes to the channel itself is not repeated there', async () => {
        const [paper] = ['2401.00001'];
        const news = [postOf('News', { paper }), { ...postOf('Copy'), copy: true as const }, postOf('Last')];
        await digest(postOf('Root', undefined, [paper]));
        await postAll(at(1));
        await digest(...news);
        expect(await postAll(at(2))).toEqual(['post News under m-Root', 'post Copy', 'post Last']);
        const subscription = await digest(...news);
        await settle(await must(at(3)), { kind: 'rootless' }, at(3));
        expect(await postAll(at(4))).toEqual(['post News', 'post Last']);
        expect(await subscribed(subscription.id)).toMatchObject({ cursor: 12 });
      });

      test.each([
        ['came to the channel itself', {}, ['post Last']],
        ['stands under a message', { paper: '2401.00001' }, ['post Copy', 'post Last']],
      ])(
        'news in doubt that a person says is there, and that %s, is told there once',
        async (_, under, rest) => {
          await digest(postOf('Root', undefined, ['2401.00001']));
          await postAll(at(1));
          const news = postOf('News', 'paper' in under ? under : { paper: '2401.00002' });
          const copy = { ...postOf('Copy'), copy: true as const };
          const subscription = await digest(news, copy, postOf('Last'));
          await settle(await must(at(2)), unproven(at(60)), at(2));
          await store.subscriptions.resume(subscription.id, 'there', () => record('resumed'));
          expect(await postAll(at(10))).toEqual(rest);
        },
      );

      test('what was to go under a removed message of its own digest is left out, and the digest ends', async () => {
        const subscription = await digest(postOf('Main'), postOf('Detail', { post: 0 }));
        await settle(await must(at(1)), { kind: 'sent', id: 'm' }, at(1));
        await settle(await must(at(2)), { kind: 'rootless' }, at(2));
        expect(await postAll(at(3))).toEqual([]);
        expect((await subscribed(subscription.id)).cursor).toBe(12);
      });

      test('where no thread can be opened, of a digest is left out what would open one, and nothing else', async () => {
        const [old, other, begun] = ['2401.00001', '2401.00002', '2401.00003'];
        await digest(postOf('Begun', undefined, [begun]), postOf('Below', { post: 0 }));
        await digest(postOf('Root', undefined, [old]), postOf('Other root', undefined, [other]));
        await postAll(at(1));
        const subscription = await digest(
          postOf('Main'),
          postOf('Detail', { post: 0 }),
          postOf('News', { paper: old }),
          { ...postOf('Copy'), copy: true },
          postOf('In its thread', { paper: begun }),
          postOf('Other news', { paper: other }),
        );
        await digest(postOf('Next'), postOf('Next detail', { post: 0 }));
        await settle(await must(at(2)), { kind: 'sent', id: 'm-Main' }, at(2));
        await settle(await must(at(3)), { kind: 'rootless', full: true }, at(3));
        expect(await postAll(at(4))).toEqual([
          'post Copy',
          'post In its thread under m-Begun',
          'post Next',
          'post Next detail under m-Next',
        ]);
        expect(await subscribed(subscription.id)).toMatchObject({ cursor: 12 });
        const roots = await store.subscriptions.roots(CHANNEL, [old, other]);
        expect([roots.get(old)?.message, roots.get(other)?.message]).toEqual(['m-Root', 'm-Other root']);
      });

      test('a channel that takes no posts pauses the subscription; nothing was posted, so all of it comes again', async () => {
        const subscription = await digest(postOf('A'), postOf('B'));
        const other = await digest(postOf('C'));
        await settle(await must(at(1)), refused, at(1));
        const paused = await subscribed(subscription.id);
        expect(paused).toMatchObject({ cursor: 7, paused: { at: at(1), reason: 'Gone.' } });
        expect(await store.subscriptions.progress(subscription.id)).toBeUndefined();
        expect(await store.subscriptions.due(at(9), 10)).toEqual([]);
        expect(await words(store)).toEqual([{ platform: 'slack', user: 'U1', reply: WORD }]);
        expect(await postAll(at(2))).toEqual(['post C']);
        expect(await subscribed(other.id)).not.toHaveProperty('paused');
        const resumed = await store.subscriptions.resume(subscription.id, 'post', () => record('resumed'));
        expect(resumed).not.toHaveProperty('paused');
        expect(await plan(await subscribed(subscription.id), [postOf('All')])).toBe(true);
      });

      test('after a digest that was refused its subscription is as due as before', async () => {
        const before = await digest(postOf('A'));
        expect((await subscribed(before.id)).dueAt).toBe(at(9));
        await settle(await must(at(1)), refused, at(1));
        const after = await subscribed(before.id);
        expect(after).toMatchObject({
          dueAt: before.dueAt,
          cursor: before.cursor,
          paused: { reason: 'Gone.' },
        });
      });

      test.each<[string, (id: number) => Promise<unknown>, Settlement | undefined]>([
        ['refused', async () => undefined, refused],
        [
          'removed after a try in vain',
          (id) => store.subscriptions.remove(id, () => record('removed')),
          { kind: 'again', at: at(60) },
        ],
        ['paused before it began', pause, undefined],
      ])(
        'what a digest claimed that was %s can be told by the others of its channel',
        async (_, end, settlement) => {
          const claiming = await digest(postOf('A'));
          const [idle, busy] = [
            await subscribe({ query: 'idle', cursor: 9 }),
            await subscribe({ query: 'busy', cursor: 9 }),
          ];
          await plan(idle, []);
          await plan(busy, [postOf('B')]);
          if (settlement !== undefined) await settle(await must(at(1)), settlement, at(1));
          await end(claiming.id);
          expect((await subscribed(idle.id)).cursor).toBe(claiming.cursor);
          expect(await postAll(at(60))).toEqual(['post B']);
          expect((await subscribed(busy.id)).cursor).toBe(claiming.cursor);
          // What it told itself it does not tell again.
          const { digests } = await toldTo(store.subscriptions, await subscribed(busy.id));
          expect(digests).toMatchObject([{ after: 9, upTo: 12 }]);
        },
      );

      test('a plan made beside a digest that was undone meanwhile is void', async () => {
        const claiming = await digest(postOf('A'));
        const other = await subscribe({ query: 'other' });
        const { newest } = await toldTo(store.subscriptions, other);
        await pause(claiming.id);
        expect(await store.subscriptions.plan({ ...planOf(other, [], newest) })).toBe(false);
      });

      test.each<[string, Settlement]>([
        ['of which a part is there', { kind: 'again', at: at(2), id: 'm1' }],
        ['of which nobody knows whether it is there', { ...refused, inDoubt: true }],
      ])(
        'a digest %s is not undone, and is not posted without a look where there is doubt',
        async (_, settlement) => {
          const one = await digest(postOf('A'));
          await settle(await must(at(1)), settlement, at(1));
          await pause(one.id);
          expect(await store.subscriptions.progress(one.id)).toMatchObject({ left: 1 });
          await store.subscriptions.resume(one.id, 'post', () => record('resumed'));
          const next = await must(at(9));
          expect(next.task).toBe(settlement.kind === 'again' ? 'post' : 'look');
        },
      );

      test('a digest that was refused in its middle goes on there after the pause', async () => {
        const subscription = await digest(postOf('A'), postOf('B'), postOf('C'));
        await settle(await must(at(1)), { kind: 'sent', id: 'm' }, at(1));
        await settle(await must(at(2)), refused, at(2));
        expect(await postAll(at(9))).toEqual([]);
        expect(await store.ledger.waiting(at(9), BOTH, 10)).toEqual([]);
        await store.subscriptions.resume(subscription.id, 'post', () => record('resumed'));
        expect(await postAll(at(10))).toEqual(['post B', 'post C']);
        expect(await subscribed(subscription.id)).toMatchObject({ cursor: 12 });
      });

      test('or the rest is left out', async () => {
        const subscription = await digest(postOf('A'), postOf('B'), postOf('C'));
        await settle(await must(at(1)), { kind: 'sent', id: 'm' }, at(1));
        await settle(await must(at(2)), refused, at(2));
        const resumed = await store.subscriptions.resume(subscription.id, 'skip', () => record('resumed'));
        expect(resumed?.cursor).toBe(12);
        expect(await postAll(at(10))).toEqual([]);
      });

      test('what cannot be looked up waits for a person, who is asked once, and only its digest waits', async () => {
        const subscription = await digest(postOf('A'), postOf('B'));
        await digest(postOf('C'));
        await settle(await must(at(1)), { kind: 'look', at: at(2) }, at(1));
        for (const [now, next] of [
          [2, 6],
          [6, 20],
        ] as const) {
          const look = await take(at(now), CHANNEL, `h-${at(1)}`);
          expect(look).toMatchObject({ task: 'look', delivery: { doubtAt: at(1) } });
          if (look !== undefined) await settle(look, unproven(at(next)), at(now));
        }
        expect(await words(store)).toEqual([{ platform: 'slack', user: 'U1', reply: WORD }]);
        expect(await postAll(at(7))).toEqual(['post C']);
        expect(await store.subscriptions.progress(subscription.id)).toMatchObject({
          sent: 0,
          left: 2,
          unproven: { at: at(1) },
        });
      });

      test('what was to go under a message that a person has found is left out: nobody knows which message that is', async () => {
        await digest(postOf('Root', undefined, ['2401.00001']));
        await postAll(at(0));
        const subscription = await digest(
          postOf('A'),
          postOf('B', { post: 0 }),
          postOf('C'),
          postOf('D', { paper: '2401.00001', or: 0 }),
          postOf('E', { paper: '2401.00002', or: 0 }),
        );
        await settle(await must(at(1)), { kind: 'look', at: at(2) }, at(1));
        const look = await take(at(2), CHANNEL, `h-${at(1)}`);
        if (look !== undefined) await settle(look, unproven(at(60)), at(2));
        await store.subscriptions.resume(subscription.id, 'there', () => record('resumed'));
        expect(await postAll(at(10))).toEqual(['post C', 'post D under m-Root']);
        expect(await subscribed(subscription.id)).toMatchObject({ cursor: 12 });
      });

      test.each([
        ['post', ['post A', 'post B under m-A']],
        ['there', []],
        ['skip', []],
      ] as const)('a person says what becomes of a message in doubt: %s', async (rest, posted) => {
        const subscription = await digest(postOf('A'), postOf('B', { post: 0 }));
        await settle(await must(at(1)), unproven(at(20)), at(1));
        await store.subscriptions.resume(subscription.id, rest, () => record('resumed'));
        expect(await postAll(at(3))).toEqual(posted);
        expect((await subscribed(subscription.id)).cursor).toBe(12);
      });

      test('a message in doubt that is found after all lets the rest of its digest go', async () => {
        await digest(postOf('A'), postOf('B', { post: 0 }));
        await settle(await must(at(1)), unproven(at(5)), at(1));
        expect(await postAll(at(5))).toEqual(['look A', 'post B under m-A']);
      });

      test.each([
        ['it is found', async () => postAll(at(5))],
        [
          'a person has decided',
          async (id: number) => store.subscriptions.resume(id, 'there', () => record('resumed')),
        ],
        [
          'the rest is left out',
          async (id: number) => store.subscriptions.resume(id, 'skip', () => record('resumed')),
        ],
        [
          'its subscription is removed',
          async (id: number) => store.subscriptions.remove(id, () => record('removed')),
        ],
      ])('nobody is asked of a message in doubt any more once %s', async (_, end) => {
        const subscription = await digest(postOf('A'), postOf('B'));
        await settle(await must(at(1)), unproven(at(5)), at(1));
        const place = { ...CHANNEL, channel: 'C-other' };
        await plan(await subscribe(place), [postOf('C')]);
        await settle(await must(at(1), place), refused, at(1));
        expect(await words(store)).toHaveLength(2);
        await end(subscription.id);
        expect(await words(store)).toHaveLength(1);
      });

      test('tells after how many tries nobody knew whether a message was posted, until a person decides', async () => {
        const subscription = await digest(postOf('A'));
        const takeAt = async (minute: number) => take(at(minute), CHANNEL, `h-${at(1)}`);
        const doubts: unknown[] = [];
        for (const [minute, kind] of [
          [1, 'look'],
          [2, 'look'],
          [3, 'again'],
          [4, 'again'],
          [5, 'look'],
        ] as const) {
          const taken = await takeAt(minute);
          doubts.push(taken?.delivery.doubts);
          if (taken !== undefined) await settle(taken, { kind, at: at(minute + 1) }, at(minute));
        }
        const last = await takeAt(6);
        expect([...doubts, last?.delivery.doubts]).toEqual([0, 1, 1, 1, 1, 2]);
        if (last !== undefined) await settle(last, unproven(at(60)), at(6));
        await store.subscriptions.resume(subscription.id, 'post', () => record('resumed'));
        expect(await take(at(7))).toMatchObject({ delivery: { doubts: 0 } });
      });

      test('tells how often a message was refused for a reason that may pass, and not how often it had to wait', async () => {
        const subscription = await digest(postOf('A'));
        const doubts: unknown[] = [];
        for (const [minute, how] of [
          [1, { refused: true }],
          [2, {}],
          [3, { refused: true }],
        ] as const) {
          const taken = await take(at(minute), CHANNEL, `h-${at(1)}`);
          doubts.push(taken?.delivery.doubts);
          if (taken !== undefined)
            await settle(taken, { kind: 'again', at: at(minute + 1), ...how }, at(minute));
        }
        const last = await take(at(4), CHANNEL, `h-${at(1)}`);
        expect([...doubts, last?.delivery.doubts]).toEqual([0, 1, 1, 2]);
        if (last !== undefined) await settle(last, { ...refused, inDoubt: true }, at(4));
        await store.subscriptions.resume(subscription.id, 'post', () => record('resumed'));
        expect(await take(at(7))).toMatchObject({ delivery: { doubts: 0 } });
      });

      test('a pause holds back the rest of a digest, and its end lets it go', async () => {
        const subscription = await digest(postOf('A'), postOf('B'));
        await settle(await must(at(1)), { kind: 'sent', id: 'm' }, at(1));
        await store.subscriptions.change(
          subscription.id,
          (before) => ({ ...before, paused: { at: at(1), by: 'U1' } }),
          () => record('paused'),
        );
        expect(await postAll(at(3))).toEqual([]);
        await store.subscriptions.resume(subscription.id, 'post', () => record('resumed'));
        expect(await postAll(at(3))).toEqual(['post B']);
      });

      test('nothing more of a removed subscription is posted', async () => {
        const subscription = await digest(postOf('A'), postOf('B'));
        const first = await must(at(1));
        await store.subscriptions.remove(subscription.id, () => record('removed'));
        expect(await settle(first, { kind: 'sent', id: 'm' }, at(1))).toBe(false);
        expect(await postAll(at(9))).toEqual([]);
        expect(await store.subscriptions.history(CHANNEL, 1)).toMatchObject([{ settledAt: at(0) }]);
      });

      test('a digest of which nobody can have seen anything goes with its subscription', async () => {
        const subscription = await digest(postOf('A'), postOf('B'));
        await store.subscriptions.remove(subscription.id, () => record('removed'));
        expect(await store.subscriptions.history(CHANNEL, 1)).toEqual([]);
        expect(await postAll(at(9))).toEqual([]);
      });

      test('a look for what waits for a person lets nothing else go before its time', async () => {
        await digest(postOf('A'));
        await digest(postOf('B'));
        await settle(await must(at(1)), unproven(at(5)), at(1));
        await settle(await must(at(2)), { kind: 'look', at: at(20) }, at(2), at(20));
        await settle(await must(at(5)), { kind: 'sent', id: 'm' }, at(5));
        expect(await take(at(19))).toBeUndefined();
        expect((await must(at(20))).task).toBe('look');
      });

      test('a message in doubt keeps its time over a pause', async () => {
        const subscription = await digest(postOf('A'));
        await settle(await must(at(1)), { kind: 'look', at: at(20) }, at(1), at(20));
        await store.subscriptions.change(
          subscription.id,
          (before) => ({ ...before, paused: { at: at(1), by: 'U1' } }),
          () => record('paused'),
        );
        await store.subscriptions.resume(subscription.id, 'post', () => record('resumed'));
        expect(await take(at(19))).toBeUndefined();
        expect((await must(at(20))).task).toBe('look');
      });

      test('who changed something hears when its line to the channel is refused', async () => {
        await store.subscriptions.add(newSubscription(), () => ({
          ...record('subscribed'),
          by: 'U7',
          notice: reply('Hello'),
        }));
        await settle(await must(at(1)), refused, at(1));
        expect(await words(store)).toEqual([{ platform: 'slack', user: 'U7', reply: WORD }]);
      });

      test('a line to the channel that is refused or cannot be found again is given up', async () => {
        for (const settlement of [refused, unproven(at(2))]) {
          await store.subscriptions.add(newSubscription({ query: settlement.kind }), () => ({
            ...record('subscribed'),
            notice: reply('Hello'),
          }));
          await settle(await must(at(1)), settlement, at(1));
        }
        expect(await postAll(at(9))).toEqual([]);
      });

      test('an owner hears once within a day why a channel takes no posts, and of another reason again', async () => {
        const other = { ...refused, reason: 'Archived.', word: reply('Another word') };
        for (const [minute, settlement] of [refused, refused, other].entries()) {
          await digest(postOf('A'));
          await settle(await must(at(minute)), settlement, at(minute));
        }
        expect((await words(store)).map(({ reply: said }) => said.summary)).toEqual([
          'A word',
          'Another word',
        ]);
      });

      test('an owner can be told something, unless the subscription is gone', async () => {
        const { id } = await subscribe();
        await store.subscriptions.tellOwner(id, WORD);
        await store.subscriptions.tellOwner(id + 1, WORD);
        expect(await words(store)).toEqual([{ platform: 'slack', user: 'U1', reply: WORD }]);
      });

      test('a word that was said is gone', async () => {
        await digest(postOf('A'));
        await settle(await must(at(1)), refused, at(1));
        const [word] = await wordsOf(store);
        await store.ledger.wordOver(word?.id ?? 0);
        expect(await wordsOf(store)).toEqual([]);
      });

      test('a word is one process’s own until its time is over, then somebody else’s', async () => {
        await digest(postOf('A'));
        await settle(await must(at(1)), refused, at(1));
        const { ledger } = store;
        const first = await ledger.takeWord(['slack'], { now: at(2), until: at(5) });
        expect(first).toMatchObject({ tries: 1, doubts: 1, user: 'U1', reply: WORD });
        expect(await ledger.takeWord(['slack'], { now: at(4), until: at(9) })).toBeUndefined();
        expect(await ledger.takeWord(['discord'], { now: at(6), until: at(9) })).toBeUndefined();
        expect(await ledger.takeWord(['slack'], { now: at(5), until: at(9) })).toEqual({
          ...first,
          tries: 2,
          doubts: 2,
        });
      });

      test('a word for later keeps no other one waiting, and comes again when its time has come', async () => {
        const { ledger } = store;
        const takeAt = async (minute: number) =>
          (await ledger.takeWord(['slack'], { now: at(minute), until: at(minute + 1) }))?.id ?? 0;
        for (const letter of ['A', 'B']) {
          const place = { ...CHANNEL, channel: `C-${letter}` };
          await plan(await subscribe(place), [postOf(letter)]);
          await settle(await must(at(1), place), refused, at(1));
        }
        const early = await takeAt(2);
        await ledger.wordLater(early, at(20), 'unsaid');
        const other = await takeAt(3);
        expect(other).not.toBe(early);
        await ledger.wordOver(other);
        expect(await takeAt(19)).toBe(0);
        expect(await takeAt(20)).toBe(early);
      });

      test('a word counts as said perhaps, unless it certainly was not', async () => {
        const { ledger } = store;
        await digest(postOf('A'));
        await settle(await must(at(1)), refused, at(1));
        const taken = async (minute: number) =>
          ledger.takeWord(['slack'], { now: at(minute), until: at(99) });
        const first = await taken(2);
        await ledger.wordLater(first?.id ?? 0, at(3), 'unsaid');
        expect(await taken(3)).toMatchObject({ tries: 2, doubts: 1 });
        await ledger.wordLater(first?.id ?? 0, at(4), 'unknown');
        expect(await taken(4)).toMatchObject({ tries: 3, doubts: 2 });
      });

      test('a word that waits for a clock that was ahead is set right', async () => {
        const { ledger } = store;
        await digest(postOf('A'));
        await settle(await must(at(1)), refused, at(1));
        const word = await ledger.takeWord(['slack'], { now: at(900_000), until: at(900_010) });
        expect(word).toBeDefined();
        await store.subscriptions.setRight(at(2), ({ dueAt }) => dueAt);
        expect(await ledger.takeWord(['slack'], { now: at(3), until: at(9) })).toMatchObject({
          id: word?.id,
        });
      });
    });
  });
}

const refused = { kind: 'refused', reason: 'Gone.', word: WORD } as const;

function unproven(when: string): Settlement {
  return { kind: 'unproven', at: when, word: WORD };
}

async function words(store: Store): Promise<Pick<OwnerWord, 'platform' | 'user' | 'reply'>[]> {
  return (await wordsOf(store)).map(({ platform, user, reply: said }) => ({ platform, user, reply: said }));
}

/** All words to owners that wait, and go on waiting. */
async function wordsOf({ ledger }: Store): Promise<readonly OwnerWord[]> {
  const taken: OwnerWord[] = [];
  const now = '9000-01-01T00:00:00.000Z';
  for (;;) {
    const word = await ledger.takeWord(['slack', 'discord'], { now, until: '9999-01-01T00:00:00.000Z' });
    if (word === undefined) break;
    taken.push(word);
  }
  for (const { id } of taken) await ledger.wordLater(id, now, 'unsaid');
  return taken;
}

function reply(summary: string): Reply {
  return { summary, cards: [] };
}

function record(what: string): AuditRecord {
  return { by: 'U1', at: at(0), what };
}

function later(time: string, minutes: number): string {
  return new Date(Date.parse(time) + minutes * 60_000).toISOString();
}

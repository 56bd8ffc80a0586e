import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FindOutcome, PostOutcome, TellOutcome } from '../../src/core/chat.ts';
import type { PlannedPost } from '../../src/core/digest/delivery.ts';
import type { Ledger } from '../../src/core/digest/ports.ts';
import type { Subscription } from '../../src/core/digest/subscription.ts';
import type { Store } from '../../src/core/ports.ts';
import { createDigestLoop, type LoopParts, type NamedChat } from '../../src/digest/run.ts';
import { toldTo } from '../../src/digest/told.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { createDrivenClock } from '../fakes/clock.ts';
import { createFakeLog } from '../fakes/log.ts';
import { at, newSubscription, planOf, postOf } from './plans.ts';

const MINUTE = 60_000;
/** Hours go by faster when nobody looks every second. */
const SELDOM = { tickMs: 60_000 };
const SENT: PostOutcome = { kind: 'sent', id: 'm-1' };
const LOST: PostOutcome = { kind: 'unknown', reason: 'Slack did not answer.' };

let store: Store;
beforeEach(async () => {
  store = await openSqliteStore(':memory:');
});
afterEach(async () => {
  await store.close();
});

/** A platform that does what a test says, and otherwise posts; everything asked of it, with the minute. */
function world(
  script: {
    readonly post?: readonly (PostOutcome | (() => Promise<PostOutcome>))[];
    readonly find?: readonly (FindOutcome | 'throws')[];
    readonly startAt?: string;
  } = {},
) {
  const clock = createDrivenClock(Date.parse(script.startAt ?? at(0)));
  const log = createFakeLog();
  const said: string[] = [];
  const seconds: number[] = [];
  const told: string[] = [];
  const posts = [...(script.post ?? [])];
  const finds = [...(script.find ?? [])];
  const note = (text: string): void => {
    said.push(text);
    seconds.push((clock.now() - Date.parse(at(0))) / 1_000);
  };
  const chat: NamedChat = {
    platform: 'slack',
    async post(channel, { summary }, { thread }) {
      note(`post ${summary} in ${channel}${thread === undefined ? '' : ` under ${thread}`}`);
      const next = posts.shift() ?? SENT;
      return typeof next === 'function' ? next() : next;
    },
    async find(channel, marker, since) {
      note(`find in ${channel}`);
      expect(marker).toMatch(/^[0-9a-f]+$/);
      // The clock may have been hours ahead.
      expect(Date.parse(since)).toBeLessThan(Date.parse(at(0)) - 9 * 60 * MINUTE);
      const next = finds.shift() ?? { kind: 'absent' };
      if (next === 'throws') throw new Error('unforeseen');
      return next;
    },
    async tell(user, { summary, about }) {
      told.push(`${user}: [${about}] ${summary}`);
      return { kind: 'told' };
    },
  };
  let holders = 0;
  const leaving = new AbortController();
  const parts: LoopParts = {
    ledger: store.ledger,
    clock,
    log,
    planner: { planDue: async () => undefined },
    chats: () => [chat],
    newHolder: () => `h${(holders += 1)}`,
  };
  return {
    clock,
    log,
    said,
    seconds,
    told,
    chat,
    parts,
    leaving,
    /** Runs for so long by the clock of the test. */
    run: async (ms: number, more: Partial<LoopParts> = {}): Promise<void> => {
      const loop = createDigestLoop({ ...parts, ...more });
      const end = clock.sleep(ms).then(() => leaving.abort());
      await Promise.all([loop.run(leaving.signal), end]);
      await loop.settled();
    },
  };
}

async function digest(
  posts: readonly PlannedPost[],
  more: Partial<Parameters<typeof newSubscription>[0]> = {},
): Promise<Subscription> {
  const added = await store.subscriptions.add(
    newSubscription({ query: `q${Math.random()}`, ...more }),
    () => ({
      by: 'U1',
      at: at(0),
      what: 'subscribed',
    }),
  );
  if (added === undefined) throw new Error('it is there already');
  const { newest } = await toldTo(store.subscriptions, added);
  await store.subscriptions.plan(planOf(added, posts, newest));
  return added;
}

describe('a digest', () => {
  it('goes out message by message, each under its own, and then the cursor moves', async () => {
    const { id } = await digest([postOf('Main'), postOf('Detail', { post: 0 }), postOf('More', { post: 0 })]);
    const { run, said } = world();
    await run(MINUTE);
    expect(said).toEqual(['post Main in C1', 'post Detail in C1 under m-1', 'post More in C1 under m-1']);
    expect(await store.subscriptions.get(id)).toMatchObject({ cursor: 12 });
  });

  it('never bursts into a channel, and channels do not wait for one another', async () => {
    await digest([postOf('A1'), postOf('A2'), postOf('A3')]);
    await digest([postOf('B1'), postOf('B2')], { channel: 'C2' });
    const { run, said, seconds } = world();
    await run(MINUTE);
    const times = (letter: string) => seconds.filter((_, index) => said[index]?.includes(` ${letter}`));
    for (const letter of ['A', 'B']) {
      const gaps = times(letter)
        .slice(1)
        .map((time, index) => time - (times(letter)[index] ?? 0));
      for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(1.5);
    }
    expect((times('B')[0] ?? 0) - (times('A')[0] ?? 0)).toBeLessThan(1.5);
  });

  it('is one of eight that are on their way at once, however many are due', async () => {
    for (let number = 1; number <= 12; number += 1)
      await digest([postOf(`A${number}`)], { channel: `C${number}` });
    const { chat, clock, run } = world();
    let [now, most, all] = [0, 0, 0];
    const slow: NamedChat = {
      ...chat,
      async post() {
        now += 1;
        all += 1;
        most = Math.max(most, now);
        await clock.sleep(10_000);
        now -= 1;
        return SENT;
      },
    };
    await run(MINUTE, { chats: () => [slow] });
    expect([most, all]).toEqual([8, 12]);
  });

  it('keeps its order while a platform asks to wait, and does not ask before', async () => {
    await digest([postOf('A'), postOf('B')]);
    const { run, said, seconds } = world({ post: [{ kind: 'later', afterMs: 90_000 }] });
    await run(5 * MINUTE);
    expect(said).toEqual(['post A in C1', 'post A in C1', 'post B in C1']);
    expect(seconds[1]).toBeGreaterThanOrEqual(90);
  });

  it('is tried less and less often while nothing works', async () => {
    await digest([postOf('A')]);
    const later: PostOutcome = { kind: 'later', afterMs: 1 };
    const { run, said } = world({ post: Array.from({ length: 1_000 }, () => later) });
    await run(24 * 60 * MINUTE, SELDOM);
    expect(said.length).toBeGreaterThan(90);
    expect(said.length).toBeLessThan(210);
  });
});

describe('a lost answer', () => {
  it('is looked up, and what is there is not posted again', async () => {
    const { id } = await digest([postOf('A'), postOf('B', { post: 0 })]);
    const { run, said, seconds } = world({ post: [LOST], find: [{ kind: 'found', id: 'm-7' }] });
    await run(2 * MINUTE);
    expect(said).toEqual(['post A in C1', 'find in C1', 'post B in C1 under m-7']);
    expect((seconds[1] ?? 0) - (seconds[0] ?? 0)).toBeGreaterThanOrEqual(20);
    expect(await store.subscriptions.get(id)).toMatchObject({ cursor: 12 });
  });

  it.each(['absent', 'partly'] as const)('is posted again when it is %s', async (kind) => {
    await digest([postOf('A')]);
    const { run, said } = world({
      post: [LOST],
      find: [kind === 'absent' ? { kind } : { kind, id: 'm-1' }],
    });
    await run(2 * MINUTE);
    expect(said).toEqual(['post A in C1', 'find in C1', 'post A in C1']);
  });

  it('and a platform that cannot be asked is no reason to post again', async () => {
    await digest([postOf('A')]);
    const { run, said } = world({
      post: [LOST],
      find: ['throws', { kind: 'unknown', reason: 'Busy.' }, { kind: 'found', id: 'm-1' }],
    });
    await run(10 * MINUTE);
    expect(said).toEqual(['post A in C1', 'find in C1', 'find in C1', 'find in C1']);
  });

  it('is asked of the owner when it cannot be found out, once, and nothing of that digest is posted', async () => {
    const { id } = await digest([postOf('A'), postOf('B')], { query: 'grokking' });
    const blind: FindOutcome = { kind: 'unknown', reason: 'I may not read that channel.' };
    const { run, said, told } = world({ post: [LOST], find: Array.from({ length: 1_000 }, () => blind) });
    await run(5 * 60 * MINUTE, SELDOM);
    expect(said.filter((line) => line.startsWith('post'))).toEqual(['post A in C1']);
    expect(told).toEqual([
      'U1: [C1] I cannot find out whether "A" of subscription 1 (grokking) is in that channel. I may not read that channel. Look whether it is there, and type /digest resume 1 in that channel; until then the rest of that digest waits.',
    ]);
    expect(await store.subscriptions.progress(id)).toMatchObject({ left: 2, unproven: {} });
  });

  it('of a platform that does not answer for hours is waited for, in order, and nobody is asked', async () => {
    await digest([postOf('A')]);
    await digest([postOf('B')]);
    const busy: FindOutcome = { kind: 'later', afterMs: 1 };
    const { run, said, told } = world({ post: [LOST], find: Array.from({ length: 25 }, () => busy) });
    await run(6 * 60 * MINUTE, SELDOM);
    expect(said.filter((line) => line.startsWith('post'))).toEqual([
      'post A in C1',
      'post A in C1',
      'post B in C1',
    ]);
    expect(told).toEqual([]);
  });

  it('after hours in which the platform asked to wait is no reason for a pause', async () => {
    const { id } = await digest([postOf('A')]);
    const later: PostOutcome = { kind: 'later', afterMs: 1 };
    const { run, said } = world({ post: [...Array.from({ length: 25 }, () => later), LOST] });
    await run(8 * 60 * MINUTE, SELDOM);
    expect(said.slice(-3)).toEqual(['post A in C1', 'find in C1', 'post A in C1']);
    expect(await store.subscriptions.get(id)).toMatchObject({ cursor: 12 });
  });

  it('of something that was never posted and is never taken whole ends in a pause', async () => {
    const { id } = await digest([postOf('A')]);
    const { run } = world({ post: Array.from({ length: 1_000 }, () => LOST) });
    await run(24 * 60 * MINUTE, SELDOM);
    expect(await store.subscriptions.get(id)).toMatchObject({ paused: { reason: 'Slack did not answer.' } });
    // The last try may have reached the channel.
    await store.subscriptions.resume(id, 'post', () => ({ by: 'U1', at: at(0), what: 'resumed' }));
    const after = world();
    await after.run(24 * 60 * MINUTE, SELDOM);
    expect(after.said).toEqual(['find in C1', 'post A in C1']);
  });
});

describe('a channel that takes no posts', () => {
  it('pauses its subscription with a word to the owner, and the other channels go on', async () => {
    const { id } = await digest([postOf('A'), postOf('B')], { query: 'grokking' });
    await digest([postOf('C')], { channel: 'C2' });
    const { run, said, told } = world({ post: [{ kind: 'refused', reason: 'That channel is archived.' }] });
    await run(MINUTE);
    expect(said).toEqual(['post A in C1', 'post C in C2']);
    expect(told).toEqual([
      'U1: [C1] I could not post "A" of subscription 1 (grokking), so that subscription is paused. That channel is archived. Once that is mended, type /digest resume 1 in that channel; nothing is lost until then. What else of yours is due there meanwhile is paused for the same reason without another word: /digest list',
    ]);
    expect(await store.subscriptions.get(id)).toMatchObject({
      cursor: 7,
      paused: { reason: 'That channel is archived.' },
    });
  });

  it('is believed only after some tries where the reason may pass, and then pauses the subscription', async () => {
    const { id } = await digest([postOf('A')]);
    const odd: PostOutcome = { kind: 'refused', reason: 'Discord refuses it.', mayPass: true };
    const once = world({ post: [odd] });
    await once.run(MINUTE);
    expect(once.said).toEqual(['post A in C1', 'post A in C1']);
    expect(once.told).toEqual([]);
    const { id: other } = await digest([postOf('B')], { query: 'other' });
    const always = world({ post: Array.from({ length: 100 }, () => odd) });
    await always.run(3 * 60 * MINUTE, SELDOM);
    expect(always.said).toEqual(Array.from({ length: 8 }, () => 'post B in C1'));
    expect(await store.subscriptions.get(id)).not.toHaveProperty('paused');
    expect(await store.subscriptions.get(other)).toMatchObject({ paused: { reason: 'Discord refuses it.' } });
    expect(always.told).toHaveLength(1);
  });

  it('is not believed the sooner for having had to wait before', async () => {
    const { id } = await digest([postOf('A'), postOf('B')]);
    const odd: PostOutcome = { kind: 'refused', reason: 'Discord refuses it.', mayPass: true };
    const busy: PostOutcome = { kind: 'later', afterMs: 1_000 };
    const { run, said, told } = world({ post: [...Array.from({ length: 9 }, () => busy), odd] });
    await run(3 * 60 * MINUTE, SELDOM);
    expect(said).toEqual([...Array.from({ length: 11 }, () => 'post A in C1'), 'post B in C1']);
    expect(told).toEqual([]);
    expect(await store.subscriptions.get(id)).not.toHaveProperty('paused');
  });

  it('but for threads is kept waiting for less than a minute, however much of a digest would open one', async () => {
    const below = Array.from({ length: 9 }, (_, n) => postOf(`Detail ${n}`, { post: 0 }));
    const { id } = await digest([postOf('Main'), ...below, postOf('Last')]);
    const full: PostOutcome = { kind: 'refused', reason: 'Full.', thread: 'full', mayPass: true };
    const { run, said, told } = world({ post: [SENT, full, full, full] });
    await run(MINUTE);
    expect(said.map((line) => line.slice(0, 13))).toEqual([
      'post Main in ',
      ...Array.from({ length: 3 }, () => 'post Detail 0'),
      'post Last in ',
    ]);
    expect(told).toEqual([]);
    expect(await store.subscriptions.get(id)).not.toHaveProperty('paused');
  });

  it('of a post in its middle pauses at once, and what is there is finished after that, not repeated', async () => {
    const { id } = await digest([postOf('A'), postOf('B')]);
    const half: PostOutcome = { kind: 'refused', reason: 'Only 1 of 2 are there.', id: 'm-1' };
    const { run, said, told } = world({ post: [half] });
    await run(3 * 60 * MINUTE, SELDOM);
    expect([said, told.length]).toEqual([['post A in C1'], 1]);
    expect(await store.subscriptions.progress(id)).toMatchObject({ left: 2 });
    await store.subscriptions.resume(id, 'post', () => ({ by: 'U1', at: at(0), what: 'resumed' }));
    const after = world({ find: [{ kind: 'partly', id: 'm-1' }] });
    await after.run(3 * 60 * MINUTE, SELDOM);
    expect(after.said).toEqual(['find in C1', 'post A in C1', 'post B in C1']);
  });

  it('is told of once, however many digests of an owner are due there, and to each owner', async () => {
    for (const [query, owner] of [
      ['one', 'U1'],
      ['two', 'U1'],
      ['three', 'U2'],
      ['four', 'U1'],
    ] as const)
      await digest([postOf(query)], { query, owner });
    const gone: PostOutcome = { kind: 'refused', reason: 'That channel is archived.' };
    const { run, told } = world({ post: [gone, gone, gone, gone] });
    await run(MINUTE);
    expect(told.map((word) => word.slice(0, 45))).toEqual([
      'U1: [C1] I could not post "one" of subscripti',
      'U2: [C1] I could not post "three" of subscrip',
    ]);
    const all = await store.subscriptions.list();
    expect(all.filter(({ paused }) => paused !== undefined)).toHaveLength(4);
  });

  it('is told of once, also where the owner takes no messages', async () => {
    await digest([postOf('A')]);
    const { run, chat, log } = world({ post: [{ kind: 'refused', reason: 'That channel is archived.' }] });
    let words = 0;
    const deaf: NamedChat = {
      ...chat,
      async tell() {
        words += 1;
        return { kind: 'refused' };
      },
    };
    await run(MINUTE, { chats: () => [deaf] });
    expect(words).toBe(1);
    const now = '9999-01-01T00:00:00.000Z';
    expect(await store.ledger.takeWord(['slack'], { now, until: now })).toBeUndefined();
    expect(log.lines.map(({ message }) => message)).toContain('an owner could not be told');
  });

  const ARCHIVED: PostOutcome = { kind: 'refused', reason: 'That channel is archived.' };

  /** Those who were told, and when (ms), by a platform that has this to say. */
  const telling = (one: ReturnType<typeof world>, outcome: (user: string) => TellOutcome) => {
    const told: { readonly user: string; readonly ms: number }[] = [];
    const chat: NamedChat = {
      ...one.chat,
      async tell(user) {
        told.push({ user, ms: one.clock.now() });
        return outcome(user);
      },
    };
    return { told, chats: () => [chat] };
  };

  it('is told of after an outage of two days, also by a bot that was started anew meanwhile', async () => {
    await digest([postOf('A')]);
    const before = world({ post: [ARCHIVED] });
    const { chats } = telling(before, () => ({ kind: 'later', afterMs: 0 }));
    await before.run(2 * 24 * 60 * MINUTE, { chats, tickMs: MINUTE });
    expect(before.log.lines.map(({ message }) => message)).not.toContain('an owner could not be told');
    const after = world({ startAt: at(2 * 24 * 60) });
    await after.run(20 * MINUTE);
    expect(after.told).toEqual([expect.stringContaining('I could not post')]);
  });

  it('is not told of without end, where that cannot be done', async () => {
    await digest([postOf('A')]);
    const one = world({ post: [ARCHIVED] });
    const { told, chats } = telling(one, () => ({ kind: 'later', afterMs: 0 }));
    await one.run(9 * 24 * 60 * MINUTE, { chats, tickMs: 10 * MINUTE });
    expect(told).toHaveLength(500);
    expect(one.log.lines.map(({ message }) => message)).toContain('an owner could not be told');
  });

  it('is told of once more where nobody knows whether it was, three hours later, and never again', async () => {
    await digest([postOf('A')]);
    const one = world({ post: [ARCHIVED] });
    const { told, chats } = telling(one, () => ({ kind: 'unknown' }));
    await one.run(24 * 60 * MINUTE, { chats, tickMs: MINUTE });
    expect(told).toHaveLength(2);
    expect((told[1]?.ms ?? 0) - (told[0]?.ms ?? 0)).toBeGreaterThanOrEqual(180 * MINUTE);
  });

  it('is told of when the platform asked to wait and that is over, not before', async () => {
    await digest([postOf('A')]);
    const one = world({ post: [ARCHIVED] });
    const outcomes: TellOutcome[] = [{ kind: 'later', afterMs: 30 * MINUTE }, { kind: 'told' }];
    const { told, chats } = telling(one, () => outcomes.shift() ?? { kind: 'told' });
    await one.run(60 * MINUTE, { chats });
    expect(told).toHaveLength(2);
    expect((told[1]?.ms ?? 0) - (told[0]?.ms ?? 0)).toBeGreaterThanOrEqual(30 * MINUTE);
  });

  it('is told of when a clock that was days ahead has been set right', async () => {
    await digest([postOf('A')]);
    const one = world({ post: [ARCHIVED] });
    let ahead = 3 * 24 * 60 * MINUTE;
    const clock = { ...one.clock, now: () => one.clock.now() + ahead };
    const outcomes: TellOutcome[] = [{ kind: 'later', afterMs: 0 }];
    const { told, chats } = telling(one, () => outcomes.shift() ?? { kind: 'told' });
    // As the planner does when it sees that; by then it is written down until when to wait.
    const planner = {
      async planDue() {
        if (told.length > 0) ahead = 0;
        await store.subscriptions.setRight(new Date(clock.now()).toISOString(), ({ dueAt }) => dueAt);
      },
    };
    await one.run(4 * 60 * MINUTE, { chats, clock, planner, tickMs: MINUTE });
    expect(told).toHaveLength(2);
  });

  it('is told to others at once where one workspace takes no words for an hour, and later where nobody knows', async () => {
    for (const number of [0, 1]) await digest([postOf('A')], { channel: `C${number}`, owner: `U${number}` });
    for (const [outcome, least, most] of [
      [{ kind: 'later', afterMs: 60 * MINUTE }, 0, MINUTE],
      [{ kind: 'unknown' }, 15 * MINUTE, 16 * MINUTE],
    ] as const) {
      const one = world({ post: [ARCHIVED, ARCHIVED] });
      const { told, chats } = telling(one, () => outcome);
      await one.run(20 * MINUTE, { chats });
      const gap = (told[1]?.ms ?? 0) - (told[0]?.ms ?? 0);
      expect(gap).toBeGreaterThanOrEqual(least);
      expect(gap).toBeLessThan(most);
      await store.close();
      store = await openSqliteStore(':memory:');
      for (const number of [0, 1])
        await digest([postOf('A')], { channel: `C${number}`, owner: `U${number}` });
    }
  });

  it('is told to many owners one after the other, and to none while the platform asks to wait', async () => {
    for (let number = 0; number < 30; number += 1)
      await digest([postOf('A')], { channel: `C${number}`, owner: `U${number}` });
    const one = world({ post: Array.from({ length: 30 }, () => ARCHIVED) });
    let calls = 0;
    const outcome = (): TellOutcome =>
      (calls += 1) === 5 ? { kind: 'later', afterMs: 2 * MINUTE } : { kind: 'told' };
    const { told, chats } = telling(one, outcome);
    await one.run(10 * MINUTE, { chats });
    expect(new Set(told.map(({ user }) => user)).size).toBe(30);
    const gaps = told.slice(1).map(({ ms }, index) => ms - (told[index]?.ms ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
    expect(gaps[4]).toBeGreaterThanOrEqual(2 * MINUTE);
  });

  it('of a platform that is off keeps no word from an owner on one that is on', async () => {
    const record = { at: at(0), what: 'subscribed', notice: { summary: 'Subscribed.', cards: [] } };
    for (let number = 1; number <= 25; number += 1) {
      const place = { platform: number <= 22 ? 'discord' : 'slack', channel: `C${number}` };
      await store.subscriptions.add(newSubscription(place), () => ({ ...record, by: `U${number}` }));
      const lease = { holder: 'h', now: at(0), until: at(1) };
      const taken = await store.ledger.take(place, lease);
      const word = { summary: 'Refused.', cards: [] };
      await store.ledger.settle(
        taken?.delivery.id ?? 0,
        { kind: 'refused', reason: 'Gone.', word },
        { holder: 'h', now: at(0), next: at(1) },
      );
    }
    const { run, told } = world();
    await run(MINUTE);
    expect(told.map((word) => word.slice(0, 3))).toEqual(['U23', 'U24', 'U25']);
  });

  it('is known as soon as somebody subscribes there', async () => {
    const record = { by: 'U7', at: at(0), what: 'subscribed' };
    const notice = { summary: 'This channel now gets a digest.', cards: [] };
    await store.subscriptions.add(newSubscription(), () => ({ ...record, notice }));
    const { run, told } = world({ post: [{ kind: 'refused', reason: 'I am not in that channel.' }] });
    await run(MINUTE);
    expect(told).toEqual([
      'U7: [C1] I could not post "This channel now gets a digest." in that channel, and a digest could not be posted there either. I am not in that channel.',
    ]);
  });

  it('is not what a missing thread means', async () => {
    const first = await digest([postOf('Root', undefined, ['2401.00001'])]);
    const before = world();
    await before.run(MINUTE);
    await digest([postOf('News', { paper: '2401.00001' })]);
    const gone: PostOutcome = { kind: 'refused', reason: 'The message is gone.', thread: 'gone' };
    const { run, said } = world({ post: [gone] });
    await run(MINUTE);
    expect(said).toEqual(['post News in C1 under m-1', 'post News in C1']);
    expect(await store.subscriptions.get(first.id)).not.toHaveProperty('paused');
  });
});

describe('the loop', () => {
  it('plans before it posts, again and again, and a failing plan stops no post', async () => {
    await digest([postOf('A')]);
    let plans = 0;
    const { run, said, log } = world();
    await run(MINUTE, {
      planner: {
        async planDue() {
          plans += 1;
          throw new Error('no');
        },
      },
    });
    expect(said).toEqual(['post A in C1']);
    expect(plans).toBeGreaterThan(50);
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('plans and posts nothing while no platform is connected', async () => {
    await digest([postOf('A')]);
    let plans = 0;
    const { run, said } = world();
    const planner = { planDue: async () => void (plans += 1) };
    await run(MINUTE, { chats: () => [], planner });
    expect([said, plans]).toEqual([[], 0]);
  });

  it('writes down what was on its way when it was stopped, and begins nothing new', async () => {
    const { id } = await digest([postOf('A'), postOf('B')], { query: 'grokking' });
    await digest([postOf('C')], { channel: 'C2' });
    const answered = Promise.withResolvers<PostOutcome>();
    const { parts, said, leaving, clock } = world({ post: [() => answered.promise] });
    clock.until(clock.now());
    const loop = createDigestLoop(parts);
    const running = loop.run(leaving.signal);
    await expect.poll(() => said.length).toBe(1);
    leaving.abort();
    await running;
    answered.resolve(SENT);
    await loop.settled();
    expect(said).toEqual(['post A in C1']);
    expect(await store.subscriptions.progress(id)).toMatchObject({ sent: 1, left: 1 });
  });

  it('keeps a post that takes long for itself', async () => {
    await digest([postOf('A')]);
    const one = world();
    const other = world();
    const may: boolean[] = [];
    const chat: NamedChat = {
      ...one.chat,
      async post(_channel, _reply, { mayBegin }) {
        await one.clock.sleep(20 * MINUTE);
        may.push(mayBegin?.() ?? false);
        return SENT;
      },
    };
    const both = { ...SELDOM, clock: one.clock, chats: () => [chat] };
    const loop = createDigestLoop({ ...one.parts, ...both });
    const running = loop.run(one.leaving.signal);
    await one.run(30 * MINUTE, { ...SELDOM, clock: one.clock, chats: () => [other.chat] });
    await running;
    await loop.settled();
    expect(other.said).toEqual([]);
    expect(may).toEqual([true]);
    expect(await store.ledger.waiting(at(10_000), ['slack'], 1)).toEqual([]);
  });

  it('that was frozen in the middle of a post does not post what another process has posted meanwhile', async () => {
    const { id } = await digest([postOf('A'), postOf('B', { post: 0 })]);
    const other = world({ find: [{ kind: 'absent' }] });
    // One that sleeps: nothing of it goes on, and the time goes on all the same.
    const frozen = world();
    const asleep = Promise.withResolvers<void>();
    const woken = Promise.withResolvers<void>();
    const outcomes: PostOutcome[] = [];
    const said: string[] = [];
    const sleeper: NamedChat = {
      ...frozen.chat,
      async post(_channel, { summary }, { mayBegin }) {
        asleep.resolve();
        await woken.promise;
        const may = mayBegin?.() ?? true;
        if (may) said.push(summary);
        outcomes.push(may ? SENT : { kind: 'later', afterMs: 1 });
        return outcomes.at(-1) ?? SENT;
      },
    };
    const clock = {
      now: () => other.clock.now(),
      sleep: async () => woken.promise,
    };
    const loop = createDigestLoop({
      ...frozen.parts,
      clock,
      newHolder: () => 'the one that sleeps',
      chats: () => [sleeper],
    });
    const running = loop.run(frozen.leaving.signal);
    await asleep.promise;
    await other.run(10 * MINUTE);
    expect(other.said).toEqual(['find in C1', 'post A in C1', 'post B in C1 under m-1']);
    frozen.leaving.abort();
    woken.resolve();
    await running;
    await loop.settled();
    expect([said, outcomes.length]).toEqual([[], 1]);
    expect(await store.subscriptions.get(id)).toMatchObject({ cursor: 12 });
    expect(await store.subscriptions.progress(id)).toBeUndefined();
  });

  it('that was frozen while nobody else was there posts what is left once it is awake', async () => {
    await digest([postOf('A')]);
    const { run, said, chat, clock } = world();
    let tries = 0;
    const sleeping: NamedChat = {
      ...chat,
      async post(channel, reply, options) {
        tries += 1;
        if (options.mayBegin?.() === false) return { kind: 'later', afterMs: 1 };
        return chat.post(channel, reply, options);
      },
    };
    // The first lease cannot be prolonged, and the post is begun when it is nearly over.
    const ledger: Ledger = { ...store.ledger, extend: async () => false };
    const slow: NamedChat = {
      ...sleeping,
      async post(...words) {
        if (tries === 0) await clock.sleep(100_000);
        return sleeping.post(...words);
      },
    };
    await run(10 * MINUTE, { ledger, chats: () => [slow] });
    expect([tries, said]).toEqual([2, ['post A in C1']]);
  });

  it('survives a disk that is full for a while: what was posted is found, not repeated', async () => {
    const { id } = await digest([postOf('A'), postOf('B')]);
    const { run, said, log, clock } = world({ find: [{ kind: 'found', id: 'm-1' }] });
    const full = (): boolean => {
      const minute = (clock.now() - Date.parse(at(0))) / MINUTE;
      return said.length > 0 && minute < 10;
    };
    const refusing =
      <A extends unknown[], R>(call: (...words: A) => Promise<R>) =>
      async (...words: A): Promise<R> => {
        if (full()) throw new Error('The disk is full.');
        return call(...words);
      };
    const { ledger: whole } = store;
    const ledger: Ledger = {
      ...whole,
      take: refusing((...words) => whole.take(...words)),
      extend: refusing((...words) => whole.extend(...words)),
      settle: refusing((...words) => whole.settle(...words)),
    };
    await run(30 * MINUTE, { ledger });
    expect(said).toEqual(['post A in C1', 'find in C1', 'post B in C1']);
    expect(await store.subscriptions.get(id)).toMatchObject({ cursor: 12 });
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });
});

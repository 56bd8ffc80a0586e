import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Reply } from '../../../src/core/reply.ts';
import type { Fault } from '../../fakes/slack/faults.ts';
import { cardWith } from '../hostile.ts';
import { type Bot, startBot } from './bot.ts';
import { shownText } from './shown-text.ts';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot();
  await bot.start();
});
afterEach(async () => {
  await bot.stop();
  expect(bot.slack.overLimits).toEqual([]);
});

const SINCE = '2026-01-01T00:00:00.000Z';
const note: Reply = { summary: 'News', cards: [] };
const long: Reply = {
  summary: '40 papers',
  cards: Array.from({ length: 40 }, (_, index) =>
    cardWith(`Paper ${index} ${'long '.repeat(60)}`, { id: `2501.${10_000 + index}` }),
  ),
};

describe('a post', () => {
  it('carries an opaque key, and nothing else unseen', async () => {
    await bot.adapter.post('T1/C1', note, { marker: 'abc-1' });
    expect(bot.slack.inChannel('C1')[0]?.metadata).toEqual({
      event_type: 'paperthread_post',
      event_payload: { key: 'abc-1' },
    });
  });

  it('goes out once, however Slack answers', async () => {
    bot.slack.faults.next('chat.postMessage', { kind: 'http', status: 503 });
    expect(await bot.adapter.post('T1/C1', note, { marker: 'a' })).toMatchObject({
      kind: 'unknown',
      reason: 'Slack answered with HTTP 503.',
    });
    bot.slack.faults.next('chat.postMessage', { kind: 'lost-answer' });
    expect(await bot.adapter.post('T1/C1', note, { marker: 'b' })).toMatchObject({ kind: 'unknown' });
    bot.slack.faults.next('chat.postMessage', { kind: 'half-answer' });
    expect(await bot.adapter.post('T1/C1', note, { marker: 'c' })).toMatchObject({ kind: 'unknown' });
    expect(bot.slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(3);
    expect(bot.slack.inChannel('C1')).toHaveLength(2);
  });

  it('is certainly not there where Slack could not be reached', async () => {
    await bot.adapter.post('T1/C1', note, { marker: 'a' });
    await bot.slack.stop();
    expect(await bot.adapter.post('T1/C1', note, { marker: 'b' })).toEqual({
      kind: 'later',
      afterMs: 30_000,
    });
    expect(await bot.adapter.find('T1/C1', 'b', SINCE)).toEqual({ kind: 'later', afterMs: 30_000 });
  });

  it('too long for one message has its rest under it, in order, the first part as its name', async () => {
    const outcome = await bot.adapter.post('T1/C1', long, { marker: 'big' });
    const [first, ...others] = bot.slack.inChannel('C1');
    expect(outcome).toEqual({ kind: 'sent', id: first?.ts });
    expect(others.length).toBeGreaterThan(0);
    expect(others.map(({ thread }) => thread)).toEqual(others.map(() => first?.ts));
    const order = [...shownText(bot.slack.inChannel('C1')).matchAll(/Paper (\d+) /g)].map(([, number]) =>
      Number(number),
    );
    expect([...new Set(order)]).toEqual(long.cards.map((_, index) => index));
  });

  it('that Slack slows down in the middle comes late, but complete and in order', async () => {
    const posting = bot.adapter.post('T1/C1', long, { marker: 'big' });
    await bot.slack.until('the first part', () => bot.slack.inChannel('C1')[0]);
    bot.slack.faults.next('chat.postMessage', { kind: 'rate-limited', seconds: 1 });
    expect(await posting).toMatchObject({ kind: 'sent' });
    expect(shownText(bot.slack.inChannel('C1'))).toContain('Paper 39');
    expect(bot.slack.inChannel('C1').map(({ text }) => /part (\d)/.exec(text)?.[1])).toEqual(['1', '2', '3']);
  });

  it.each([
    ['asks to wait', { kind: 'rate-limited', seconds: 1 }],
    ['does not take its form', { kind: 'error', error: 'invalid_blocks' }],
  ] as const)(
    'that Slack %s is not sent again where that may be somebody else’s to do',
    async (_what, fault) => {
      bot.slack.faults.next('chat.postMessage', fault, 1, 1);
      let asked = 0;
      const mayBegin = (): boolean => (asked += 1) <= 2;
      const outcome = await bot.adapter.post('T1/C1', long, { marker: 'big', mayBegin });
      expect(outcome).toMatchObject({ kind: 'later', id: bot.slack.inChannel('C1')[0]?.ts });
      expect(bot.slack.inChannel('C1')).toHaveLength(1);
      expect(bot.slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(2);
    },
  );

  it('whose rest is refused says so where it stands', async () => {
    const posting = bot.adapter.post('T1/C1', long, { marker: 'big' });
    await bot.slack.until('the first part', () => bot.slack.inChannel('C1')[0]);
    bot.slack.faults.next('chat.postMessage', { kind: 'error', error: 'restricted_action' });
    expect(await posting).toMatchObject({ kind: 'sent' });
    expect(bot.slack.inChannel('C1').at(-1)?.text).toContain('Not all of this could be posted.');
    await bot.store.notes.set('slack-posts', 'T1/C1/big', { id: '', sent: 0, done: false });
    expect(await bot.adapter.find('T1/C1', 'big', SINCE)).toMatchObject({ kind: 'found' });
  });

  it('whose rest is refused, and of which that cannot be said any more, says so the next time', async () => {
    bot.slack.faults.next('chat.postMessage', { kind: 'error', error: 'restricted_action' }, 2, 1);
    let asked = 0;
    const mayBegin = (): boolean => (asked += 1) <= 2;
    const outcome = await bot.adapter.post('T1/C1', long, { marker: 'big', mayBegin });
    expect(outcome).toMatchObject({ kind: 'later', id: bot.slack.inChannel('C1')[0]?.ts });
    expect(await bot.adapter.find('T1/C1', 'big', SINCE)).toMatchObject({ kind: 'partly' });
    expect(await bot.adapter.post('T1/C1', long, { marker: 'big' })).toMatchObject({ kind: 'sent' });
    const words = bot.slack.inChannel('C1').filter(({ text }) => text.includes('Not all of this'));
    expect(words).toHaveLength(1);
  });

  const parts = () => bot.slack.inChannel('C1').map(({ text }) => /part (\d)/.exec(text)?.[1]);
  const POST = 'chat.postMessage';

  it('of which Slack does not say whether a part arrived looks for that part, and goes on', async () => {
    for (const kind of ['lost-answer', 'half-answer'] as const) bot.slack.faults.next(POST, { kind }, 1, 1);
    expect(await bot.adapter.post('T1/C1', long, { marker: 'big' })).toMatchObject({ kind: 'sent' });
    expect(parts()).toEqual(['1', '2', '3']);
    expect(await bot.adapter.find('T1/C1', 'big', SINCE)).toMatchObject({ kind: 'found' });
  });

  it.each<[string, Fault]>([
    ['asks to wait', { kind: 'rate-limited', seconds: 600 }],
    ['does not answer', { kind: 'dropped' }],
  ])('of which a part is in doubt stays so where Slack %s when it is looked up', async (_, fault) => {
    bot.slack.faults.next(POST, { kind: 'lost-answer' }, 1, 1);
    bot.slack.faults.next('conversations.replies', fault);
    const again = () => bot.adapter.post('T1/C1', long, { marker: 'big' });
    expect(await again()).toMatchObject({ kind: 'unknown' });
    expect(parts()).toEqual(['1', '2']);
    expect(await bot.adapter.find('T1/C1', 'big', SINCE)).toMatchObject({ kind: 'partly' });
    expect(await again()).toMatchObject({ kind: 'sent' });
    expect(parts()).toEqual(['1', '2', '3']);
  });

  it.each([true, false])(
    'that was cut off by the end of the process is finished by the next (memory lost: %s)',
    async (forgets) => {
      const posting = bot.adapter.post('T1/C1', long, { marker: 'big' });
      await bot.slack.until('the first part', () => bot.slack.inChannel('C1')[0]);
      await bot.adapter.stop();
      expect(await posting).toEqual({ kind: 'later', afterMs: 30_000, id: expect.any(String) });
      expect(parts()).toEqual(['1']);
      const { slack, store } = bot;
      bot = await startBot(forgets ? { slack } : { slack, store });
      await bot.start();
      const id = slack.inChannel('C1')[0]?.ts;
      expect(await bot.adapter.find('T1/C1', 'big', SINCE)).toEqual({ kind: 'partly', id });
      expect(await bot.adapter.post('T1/C1', long, { marker: 'big' })).toEqual({ kind: 'sent', id });
      expect(parts()).toEqual(['1', '2', '3']);
      if (forgets) await store.close();
    },
  );

  it('that is there already is not posted again', async () => {
    const first = await bot.adapter.post('T1/C1', note, { marker: 'a' });
    expect(await bot.adapter.post('T1/C1', note, { marker: 'a' })).toEqual(first);
    expect(bot.slack.inChannel('C1')).toHaveLength(1);
  });

  it('of which nothing can be remembered is not begun, or looked for before it goes on', async () => {
    const broken = (name: 'get' | 'set') =>
      vi.spyOn(bot.store.notes, name).mockRejectedValueOnce(new Error('the disk is full'));
    broken('get');
    expect(await bot.adapter.post('T1/C1', long, { marker: 'big' })).toMatchObject({ kind: 'later' });
    expect(parts()).toEqual([]);
    broken('set');
    expect(await bot.adapter.post('T1/C1', long, { marker: 'big' })).toMatchObject({ kind: 'unknown' });
    expect(await bot.adapter.find('T1/C1', 'big', SINCE)).toMatchObject({ kind: 'partly' });
    expect(await bot.adapter.post('T1/C1', long, { marker: 'big' })).toMatchObject({ kind: 'sent' });
    expect(parts()).toEqual(['1', '2', '3']);
  });

  it('under another message is finished there', async () => {
    const root = await bot.adapter.post('T1/C1', note, { marker: 'root' });
    const thread = root.kind === 'sent' ? root.id : '';
    bot.slack.faults.next(POST, { kind: 'http', status: 503 }, 1, 1);
    const again = () => bot.adapter.post('T1/C1', long, { marker: 'big', thread });
    expect(await again()).toMatchObject({ kind: 'unknown' });
    expect(await bot.adapter.find('T1/C1', 'big', SINCE, thread)).toMatchObject({ kind: 'partly' });
    expect(await again()).toMatchObject({ kind: 'sent' });
    expect(bot.slack.inChannel('C1').map((one) => one.thread)).toEqual([undefined, thread, thread, thread]);
    expect(await bot.adapter.find('T1/C1', 'big', SINCE, thread)).toMatchObject({ kind: 'found' });
  });

  it('that waits because Slack asks to does not hold up the end', async () => {
    bot.slack.faults.next(POST, { kind: 'rate-limited', seconds: 300 }, 1, 1);
    const posting = bot.adapter.post('T1/C1', long, { marker: 'big' });
    await bot.slack.until('the second part', () =>
      bot.slack.calls.filter(({ method }) => method === POST).length > 1 ? true : undefined,
    );
    const since = performance.now();
    await bot.adapter.stop();
    expect(performance.now() - since).toBeLessThan(1_000);
    expect(await posting).toEqual({ kind: 'later', afterMs: 300_000, id: expect.any(String) });
    expect(parts()).toEqual(['1']);
  });

  it('brings a long citation list as a file under it', async () => {
    const code = { kind: 'code' as const, text: '@article{a}\n'.repeat(600), fileName: 'all.bib' };
    await bot.adapter.post('T1/C1', { summary: 'All', cards: [code] }, { marker: 'cite' });
    expect(bot.slack.files).toMatchObject([
      { name: 'all.bib', channel: 'C1', thread: bot.slack.inChannel('C1')[0]?.ts },
    ]);
  });

  it('waits for its turn in its channel, and for no other channel', async () => {
    bot.slack.addChannel('C3', 'T1');
    const started = Date.now();
    const post = (channel: string, marker: string) => bot.adapter.post(channel, note, { marker });
    await Promise.all([post('T1/C1', 'a'), post('T1/C1', 'b'), post('T1/C3', 'c')]);
    const [first, second] = bot.slack.inChannel('C1');
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
    expect((bot.slack.inChannel('C3')[0]?.at ?? Number.POSITIVE_INFINITY) - started).toBeLessThan(1_000);
  });

  it('that still waits for its turn at the end is left for later', async () => {
    const posts = ['a', 'b', 'c', 'd'].map((marker) => bot.adapter.post('T1/C1', note, { marker }));
    await bot.slack.until('the first', () => bot.slack.inChannel('C1')[0]);
    const since = performance.now();
    await bot.adapter.stop();
    expect(performance.now() - since).toBeLessThan(1_000);
    expect((await Promise.all(posts)).map(({ kind }) => kind)).toEqual(['sent', 'later', 'later', 'later']);
    expect(bot.slack.inChannel('C1')).toHaveLength(1);
  });

  it('does not keep a command waiting, also while Slack slows it down', async () => {
    bot.slack.faults.next('chat.postMessage', { kind: 'rate-limited', seconds: 30 });
    expect(await bot.adapter.post('T1/C1', note, { marker: 'a' })).toEqual({
      kind: 'later',
      afterMs: 30_000,
    });
    const since = performance.now();
    await bot.slack.happens({
      type: 'app_mention',
      user: 'U1',
      text: '<@UBT1> grokking',
      channel: 'C1',
      ts: '1700000000.000100',
    });
    await bot.slack.until('the answer', () => bot.slack.inChannel('C1')[0]);
    expect(performance.now() - since).toBeLessThan(2_000);
  });

  it.each([
    ['T1/C2', 'Type /invite @paperthread there.'],
    ['T1/C404', 'There is no such channel'],
  ])('where it may not post is refused with what to do: %s', async (channel, words) => {
    const outcome = await bot.adapter.post(channel, note, { marker: 'a' });
    expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringContaining(words) });
  });

  it.each([
    ['restricted_action', /Posting permissions/],
    ['no_permission', /Posting permissions/],
    ['messages_tab_disabled', /App Home/],
    ['something_new', /^Slack refused it \(something_new\)\.$/],
  ])('that Slack refuses (%s) is told with the clicks that mend it', async (error, words) => {
    bot.slack.faults.next('chat.postMessage', { kind: 'error', error });
    const outcome = await bot.adapter.post('T1/C1', note, { marker: 'a' });
    expect(outcome).toEqual({ kind: 'refused', reason: expect.stringMatching(words) });
  });

  it.each([
    ['service_unavailable', 'later'],
    ['team_added_to_org', 'later'],
    ['internal_error', 'unknown'],
    ['fatal_error', 'unknown'],
  ])('in which Slack fails (%s) is not given up: %s', async (error, kind) => {
    bot.slack.faults.next('chat.postMessage', { kind: 'error', error });
    expect(await bot.adapter.post('T1/C1', note, { marker: 'a' })).toMatchObject({ kind });
  });
});

describe('looking for a post', () => {
  it('goes through as many pages as there are', async () => {
    await bot.adapter.post('T1/C1', note, { marker: 'wanted' });
    for (let index = 0; index < 40; index += 1)
      bot.slack.world.show({ team: 'T1', channel: 'C1', via: 'person', text: 'x', blocks: [] });
    expect(await bot.adapter.find('T1/C1', 'wanted', SINCE)).toMatchObject({ kind: 'found' });
    expect(bot.slack.calls.filter(({ method }) => method === 'conversations.history')).toHaveLength(3);
  });

  it('does not believe a key that somebody else copied', async () => {
    const metadata = { event_type: 'paperthread_post', event_payload: { key: 'wanted' } };
    bot.slack.world.show({ team: 'T1', channel: 'C1', via: 'person', text: 'x', blocks: [], metadata });
    expect(await bot.adapter.find('T1/C1', 'wanted', SINCE)).toEqual({ kind: 'absent' });
  });

  it('does not see what the history does not show yet', async () => {
    bot.slack.world.historyLagMs = 300;
    await bot.adapter.post('T1/C1', note, { marker: 'wanted' });
    expect(await bot.adapter.find('T1/C1', 'wanted', SINCE)).toEqual({ kind: 'absent' });
    await bot.slack.until('the lag', () => Date.now() - (bot.slack.inChannel('C1')[0]?.at ?? 0) > 300);
    expect(await bot.adapter.find('T1/C1', 'wanted', SINCE)).toMatchObject({ kind: 'found' });
  });

  it('is found to be absent in a channel in which thousands of messages were written since', async () => {
    bot.slack.world.historyPage = 999;
    for (let index = 0; index < 3_000; index += 1)
      bot.slack.world.show({ team: 'T1', channel: 'C1', via: 'person', text: `${index}`, blocks: [] });
    expect(await bot.adapter.find('T1/C1', 'wanted', SINCE)).toEqual({ kind: 'absent' });
  });

  it.each([
    ['T1/C1', 'channels:history'],
    ['T1/G1', 'groups:history'],
  ])('is left to a person when the permission is missing: %s', async (channel, scope) => {
    const [workspace] = bot.slack.workspaces.values();
    workspace?.scopes.splice(workspace.scopes.indexOf(scope), 1);
    expect(await bot.adapter.find(channel, 'x', SINCE)).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining(`lacks the scope ${scope}`),
    });
  });

  it.each<[string, Fault]>([
    ['does not answer', { kind: 'dropped' }],
    ['breaks off its answer', { kind: 'half-answer' }],
    ['fails', { kind: 'http', status: 503 }],
    ['asks to wait', { kind: 'rate-limited', seconds: 600 }],
  ])('is for later, and nothing to ask a person, while Slack %s', async (_, fault) => {
    bot.slack.faults.next('conversations.history', fault);
    const outcome = await bot.adapter.find('T1/C1', 'x', SINCE);
    expect(outcome).toEqual({ kind: 'later', afterMs: expect.any(Number) });
    if (fault.kind === 'rate-limited') expect(outcome).toMatchObject({ afterMs: 600_000 });
  });
});

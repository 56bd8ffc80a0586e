import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchedQuery } from '../../../src/core/digest/subscription-query.ts';
import { buttonsIn, messagesOf, textIn, until } from '../../fakes/discord/people.ts';
import {
  CHANNEL,
  type FakeChannel,
  FORUM,
  GUILD,
  newChannel,
  snowflake,
  USER,
} from '../../fakes/discord/state.ts';
import { type DigestDesk, openDigestDesk } from '../digest-desk.ts';
import { newsPaper } from '../news.ts';
import { type Bot, openBot } from './bot.ts';
import { seen } from './seen.ts';

let desk: DigestDesk;
let bot: Bot;
beforeEach(async () => {
  desk = await openDigestDesk([newsPaper('2501.00001', 'Something older')]);
  bot = await openBot({
    notes: desk.store.notes,
    library: desk.library,
    digests: desk.digests,
    discussed: desk.discussed,
  });
  await bot.adapter.start();
  desk.run(bot.adapter);
});
afterEach(async () => {
  await bot.adapter.stop();
  await desk.stop();
  await bot.discord.stop();
  expect(bot.discord.state.violations).toEqual([]);
  expect(bot.discord.state.pings).toEqual([]);
});

const MANAGER = { permissions: (1n << 5n) | (1n << 11n) | (1n << 35n) | (1n << 38n) };
const NARROW = newsPaper('2501.00002', 'Narrow grokking');

/** Typed in the channel; for a forum elsewhere, where it is named. */
const ask = async (
  name: string,
  values: Readonly<Record<string, string>> = {},
  channel = CHANNEL,
): Promise<string> => {
  const asked =
    channel === FORUM
      ? bot.people.slash(name, { ...values, channel }, MANAGER)
      : bot.people.slash(name, values, { ...MANAGER, channel });
  return textIn(await messagesOf(asked));
};
const textsIn = (channel: string): string[] =>
  (bot.discord.state.channels.get(channel)?.messages ?? []).map(({ body, files }) =>
    textIn([{ body, files, ephemeral: false }]),
  );
const inChannel = (text: string, channel = CHANNEL): Promise<void> =>
  until(() => textsIn(channel).some((one) => one.includes(text)), 5_000, `"${text}" in ${channel}`);
const threadsOf = (channel: string): FakeChannel[] =>
  [...bot.discord.state.channels.values()].filter(({ parent }) => parent === channel);
const direct = (): FakeChannel | undefined =>
  [...bot.discord.state.channels.values()].find(({ recipient }) => recipient === USER);
const told = async (): Promise<string> => {
  await until(() => (direct()?.messages.length ?? 0) > 0, 5_000, 'a word to the owner');
  return textsIn(direct()?.id ?? '').join('\n');
};
const subscribed = async (channel = CHANNEL): Promise<void> => {
  expect(await ask('digest subscribe', { query: 'grokking', zone: 'UTC' }, channel)).toContain('Subscribed');
  await desk.pass(1);
};

/** A thread that gets a digest, of which the first has news. */
async function subscribedThread() {
  const thread = newChannel({
    id: snowflake(Date.now()),
    guild: GUILD,
    type: 11,
    name: 'a thread',
    parent: CHANNEL,
  });
  bot.discord.state.channels.set(thread.id, thread);
  await subscribed(thread.id);
  await inChannel('now gets a digest', thread.id);
  await desk.learn([NARROW]);
  await ask('digest now', {}, thread.id);
  return thread;
}

describe('an answer that tells of a change', () => {
  const kept = async () => ({
    subscriptions: await desk.store.subscriptions.list(),
    audit: await desk.store.subscriptions.audit({ platform: 'discord', channel: CHANNEL }, 100),
  });

  it.each<[string, Readonly<Record<string, string | number>>, [string, Readonly<Record<string, string>>][]]>([
    ['digest subscribe', { query: 'sparse autoencoders' }, [['digest pause', {}]]],
    ['digest edit', { cap: 3 }, []],
    ['digest pause', {}, [['digest resume', {}]]],
    ['digest resume', {}, []],
    ['digest remove', {}, [['digest subscribe', { query: 'grokking' }]]],
    ['digest now', {}, []],
    ['follow', { paper: '2501.00001' }, [['unfollow', { paper: '2501.00001' }]]],
    ['unfollow', { paper: '2501.00001' }, [['follow', { paper: '2501.00001' }]]],
  ])(
    'has no button to share it, and one of an earlier edition does not do it again: %s',
    async (name, values, then) => {
      await subscribed();
      await desk.learn([NARROW]);
      if (name === 'unfollow') await ask('follow', { paper: '2501.00001' });
      const first = await messagesOf(bot.people.slash(name, values, MANAGER));
      expect(Object.keys(buttonsIn(first))).not.toContain('Share');
      for (const [command, more] of then) await ask(command, more);
      const before = await kept();
      const words = await messagesOf(bot.people.press(`share:${name}:${JSON.stringify(values)}`, MANAGER));
      expect(textIn(words)).toContain('cannot be shared');
      expect(words[0]?.ephemeral).toBe(true);
      expect(await kept()).toEqual(before);
    },
  );

  it('on the style of citations keeps the one that was set since', async () => {
    await ask('cite', { paper: 'default apa' });
    await ask('cite', { paper: 'default', style: 'ieee' });
    for (const values of [{ paper: 'default apa' }, { paper: 'default', style: 'apa' }]) {
      const words = await messagesOf(bot.people.press(`share:cite:${JSON.stringify(values)}`, MANAGER));
      expect(textIn(words)).toContain('cannot be shared');
    }
    expect(await ask('cite', { paper: 'default' })).toContain('IEEE');
  });
});

describe('the line about a change', () => {
  it('says who made it, and calls nobody', async () => {
    const called = { global_name: `<@${USER}> @everyone **b**` };
    await messagesOf(
      bot.people.slash('digest subscribe', { query: 'grokking', zone: 'UTC' }, { ...MANAGER, called }),
    );
    await desk.pass(1);
    await inChannel('This channel now gets a digest');
    const [line = ''] = textsIn(CHANNEL);
    expect(seen(line)).toContain(`(by <@${USER}> @everyone **b**)`);
  });
});

describe('a digest on Discord', () => {
  it('stands in the channel with its abstracts in its thread, and later news of a paper goes there too', async () => {
    await subscribed();
    await inChannel('now gets a digest');
    await desk.learn([NARROW]);
    await ask('digest now');
    await desk.pass(1);
    await inChannel('1 new paper');
    await until(() => threadsOf(CHANNEL).length === 1, 5_000, 'a thread');
    const [thread] = threadsOf(CHANNEL);
    await inChannel('An abstract', thread?.id);
    await desk.learn([newsPaper(NARROW.id, 'Narrow grokking', 2)]);
    await ask('digest now');
    await desk.pass(1);
    await inChannel('1 new version');
    await inChannel('rewritten', thread?.id);
    expect(threadsOf(CHANNEL)).toHaveLength(1);
  });

  it('of several papers has a thread that is called after it, so that those of a channel can be told apart', async () => {
    await subscribed();
    for (const [number, count] of [2, 3].entries()) {
      const ids = Array.from({ length: count }, (_, index) => `2602.0${number}00${index + 1}`);
      await desk.learn(ids.map((id) => newsPaper(id, `Grokking ${id}`)));
      await ask('digest now');
      await desk.pass(1);
      await until(() => threadsOf(CHANNEL).length === number + 1, 5_000, 'a thread');
    }
    expect(threadsOf(CHANNEL).map(({ name }) => name)).toEqual([
      expect.stringMatching(/^Abstracts: 2 new papers for: grokking \(.*\d{4}\)$/),
      expect.stringMatching(/^Abstracts: 3 new papers for: grokking \(.*\d{4}\)$/),
    ]);
  });

  it('in a thread goes on in that thread, as there are none within', async () => {
    const thread = await subscribedThread();
    await desk.pass(1);
    await inChannel('An abstract', thread.id);
    await desk.learn([newsPaper(NARROW.id, 'Narrow grokking', 2)]);
    await ask('digest now', {}, thread.id);
    await desk.pass(1);
    await inChannel('rewritten', thread.id);
    expect(await ask('digest list', {}, thread.id)).not.toContain('paused');
  });

  it('in a forum is a post, with what belongs to it in that post', async () => {
    await subscribed(FORUM);
    await desk.learn([NARROW]);
    await ask('digest now', {}, FORUM);
    await desk.pass(1);
    await until(
      () => threadsOf(FORUM).some(({ id }) => textsIn(id).join().includes('An abstract')),
      5_000,
      'abstracts',
    );
    expect(await ask('digest list', {}, FORUM)).not.toContain('paused');
  });

  it.each(['before', 'after'])(
    'tells later news of a paper in its discussion, opened %s the digest',
    async (when) => {
      await subscribed();
      await desk.learn([NARROW]);
      const digest = async (): Promise<void> => {
        await ask('digest now');
        await desk.pass(1);
        await inChannel('1 new paper');
      };
      if (when === 'after') await digest();
      const shown = await messagesOf(bot.people.slash('paper', { paper: NARROW.id }));
      const led = textIn(await messagesOf(bot.people.press(buttonsIn(shown)['Discuss'] ?? '')));
      const thread = bot.discord.state.channels.get(/<#(\d+)>/.exec(led)?.[1] ?? '');
      expect(thread).toMatchObject({ name: 'Narrow grokking', parent: CHANNEL });
      if (when === 'before') await digest();
      await desk.learn([newsPaper(NARROW.id, 'Narrow grokking', 2)]);
      await ask('digest now');
      await desk.pass(1);
      await inChannel('rewritten', thread?.id);
    },
  );

  it.each([true, false])(
    'tells later news of a paper in the channel when a moderator has locked its discussion (closed: %s)',
    async (archived) => {
      await subscribed();
      await desk.learn([NARROW]);
      const shown = await messagesOf(bot.people.slash('paper', { paper: NARROW.id }));
      const led = textIn(await messagesOf(bot.people.press(buttonsIn(shown)['Discuss'] ?? '')));
      const thread = bot.discord.state.channels.get(/<#(\d+)>/.exec(led)?.[1] ?? '');
      await ask('digest now');
      await desk.pass(1);
      Object.assign(thread ?? {}, { archived, locked: true });
      await desk.learn([newsPaper(NARROW.id, 'Narrow grokking', 2)]);
      await ask('digest now');
      await desk.pass(2);
      expect(textsIn(CHANNEL).filter((text) => text.includes('rewritten'))).not.toEqual([]);
      expect(await ask('digest list')).not.toContain('paused');
      expect(direct()).toBeUndefined();
    },
  );

  it('goes on without its abstracts where the server has no room for another thread, after some tries', async () => {
    await subscribed();
    await desk.learn([NARROW]);
    bot.discord.fail(/\/threads$/, { status: 400, body: { code: 160006, message: 'Too many' } }, 99);
    await ask('digest now');
    await desk.pass(60);
    expect(bot.discord.requests(/\/threads$/)).toHaveLength(3);
    expect(textsIn(CHANNEL).filter((text) => text.includes('1 new paper'))).toHaveLength(1);
    bot.discord.mend();
    expect(await ask('digest list')).not.toContain('paused');
    await desk.learn([newsPaper(NARROW.id, 'Narrow grokking', 2)]);
    await ask('digest now');
    await desk.pass(2);
    await until(() => threadsOf(CHANNEL).length > 0, 5_000, 'a thread');
    expect(textsIn(threadsOf(CHANNEL)[0]?.id ?? '').join()).toContain('rewritten');
    expect(direct()).toBeUndefined();
  });

  it('tells later news of a paper in the channel when its discussion and the card above it were deleted', async () => {
    await subscribed();
    await desk.learn([NARROW]);
    await ask('digest now');
    await desk.pass(1);
    const shown = await messagesOf(bot.people.slash('paper', { paper: NARROW.id }));
    const led = textIn(await messagesOf(bot.people.press(buttonsIn(shown)['Discuss'] ?? '')));
    const thread = /<#(\d+)>/.exec(led)?.[1] ?? '';
    const { messages } = bot.discord.state.channels.get(CHANNEL) ?? { messages: [] };
    messages.splice(
      messages.findIndex(({ id }) => id === thread),
      1,
    );
    bot.discord.state.channels.delete(thread);
    await desk.learn([newsPaper(NARROW.id, 'Narrow grokking', 2)]);
    await ask('digest now');
    await desk.pass(2);
    expect(textsIn(CHANNEL).filter((text) => text.includes('rewritten'))).toHaveLength(2);
    expect(await ask('digest list')).not.toContain('paused');
  });

  it.each([
    ['view', CHANNEL, 'View Channel'],
    ['send', CHANNEL, 'Send Messages'],
    ['threads', CHANNEL, 'Create Public Threads'],
    ['history', FORUM, 'Read Message History'],
  ] as const)(
    'is refused at once where the bot lacks a permission, which is named: %s',
    async (right, channel, name) => {
      bot.discord.state.channels.get(channel)?.denied.add(right);
      const refused = await ask('digest subscribe', { query: 'grokking' }, channel);
      expect(refused).toContain(
        `I cannot post here. Give me the permission ${name}: right click on the channel`,
      );
      expect(refused).toContain('Then type this again.');
      expect(await ask('follow', { paper: NARROW.id }, channel)).toContain(name);
      expect(await desk.digests.all()).toEqual([]);
    },
  );

  it('is refused at once in a private thread that the bot was not added to, with what adds it', async () => {
    const thread = newChannel({
      id: snowflake(Date.now()),
      guild: GUILD,
      type: 12,
      name: '',
      parent: CHANNEL,
    });
    bot.discord.state.channels.set(thread.id, thread);
    const refused = await ask('digest subscribe', { query: 'grokking' }, thread.id);
    expect(refused).toContain('If it is a private thread, mention me in a message there, which adds me');
    expect(refused).toContain('Then type this again.');
    expect(await desk.digests.all()).toEqual([]);
    thread.added = true;
    await subscribed(thread.id);
    await inChannel('now gets a digest', thread.id);
    await desk.learn([NARROW]);
    await ask('digest now', {}, thread.id);
    thread.added = false;
    await desk.pass(1);
    expect(await told()).toContain('mention me in it; if I was removed from the server, invite me again.');
  });

  it('is refused in a kind of channel that takes none', async () => {
    const voice = newChannel({ id: snowflake(Date.now()), guild: GUILD, type: 2, name: 'voice' });
    bot.discord.state.channels.set(voice.id, voice);
    expect(await ask('digest subscribe', { query: 'grokking' }, voice.id)).toContain('this kind of channel');
  });

  it.each<[string, (channel: FakeChannel) => void, string]>([
    ['hidden from the bot', ({ denied }) => denied.add('view'), 'View Channel'],
    ['forbidden to the bot', ({ denied }) => denied.add('send'), 'Send Messages'],
  ])('of a channel that is %s is switched off, with a word to its owner', async (_, change, words) => {
    await subscribed();
    await inChannel('now gets a digest');
    await desk.learn([NARROW]);
    await ask('digest now');
    const channel = bot.discord.state.channels.get(CHANNEL);
    if (channel === undefined) throw new Error('no channel');
    change(channel);
    await desk.pass(1);
    const word = await told();
    expect(word).toContain('so that subscription is paused.');
    expect(word).toContain(words);
    const tried = (): number => bot.discord.requests(new RegExp(`^POST /channels/${CHANNEL}/`)).length;
    const before = tried();
    await desk.pass(60);
    bot.discord.state.channels.set(CHANNEL, channel);
    channel.denied.clear();
    expect(await ask('digest list')).toContain(words);
    expect(tried()).toBe(before);
    await ask('digest resume');
    await ask('digest now');
    await desk.pass(1);
    await inChannel('1 new paper');
  });

  it.each([
    ['deleted', 10003, 'This channel or thread no longer exists.'],
    ['in a server that the bot is not in any more', 10004, 'I am no longer in that server.'],
  ] as const)(
    'of a channel that is %s is told of in words that can be followed, and nothing is read for it',
    async (_, code, words) => {
      await subscribed();
      await inChannel('now gets a digest');
      await desk.learn([NARROW]);
      await ask('digest now');
      bot.discord.fail(/^POST /, { status: 404, body: { code, message: 'Unknown' } });
      await desk.pass(1);
      const word = await told();
      expect(word).toContain(words);
      expect(word).toContain('To have a digest in another channel, type /digest subscribe there.');
      expect(word).not.toMatch(/Once that is mended|in that channel|<#/);
      const [subscription] = await desk.digests.all();
      expect(subscription).toMatchObject({ paused: { gone: true } });
      expect(subscription === undefined ? 'none' : watchedQuery(subscription)).toBeUndefined();
      await ask('digest resume');
      const [again] = await desk.digests.all();
      expect(again === undefined ? undefined : watchedQuery(again)?.text).toBe('grokking');
    },
  );

  it.each<[string, (thread: FakeChannel) => unknown, string]>([
    ['deleted', ({ id }) => bot.discord.state.channels.delete(id), 'no longer exists'],
    ['hidden from the bot', ({ denied }) => denied.add('view'), 'View Channel'],
    ['forbidden to the bot', ({ denied }) => denied.add('send'), 'Send Messages in Threads'],
    ['locked', (thread) => (thread.locked = true), 'This thread is locked'],
    [
      'locked and archived',
      (thread) => Object.assign(thread, { locked: true, archived: true }),
      'This thread is locked',
    ],
  ])('of a thread that is %s is switched off, with a word to its owner', async (_, change, words) => {
    const thread = await subscribedThread();
    change(thread);
    await desk.pass(1);
    expect(await told()).toContain(words);
    expect(textsIn(CHANNEL)).toEqual([]);
  });

  it('that may open no thread names that permission', async () => {
    await subscribed();
    await desk.learn([NARROW]);
    await ask('digest now');
    bot.discord.state.channels.get(CHANNEL)?.denied.add('threads');
    await desk.pass(1);
    expect(await told()).toContain('Create Public Threads');
  });
});

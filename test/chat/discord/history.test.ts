import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/core/reply.ts';
import { channelJson } from '../../fakes/discord/channels.ts';
import {
  CHANNEL,
  type FakeChannel,
  FORUM,
  GUILD,
  newChannel,
  OTHER_USER,
  snowflake,
} from '../../fakes/discord/state.ts';
import { createFakeNotes } from '../../fakes/notes.ts';
import { type Bot, openBot } from './bot.ts';
import { paperCard } from './replies.ts';

const ARCHIVED = /^GET \/channels\/\d+\/threads\/archived\/public$/;
const FIRST_MESSAGE = /^GET \/channels\/\d+\/messages\/\d+$/;
const reply: Reply = { summary: '1 new paper', cards: [paperCard()] };

let bot: Bot;
let since = '';
beforeEach(async () => {
  bot = await openBot({ notes: createFakeNotes() });
  since = new Date().toISOString();
  await bot.adapter.start();
});
afterEach(async () => {
  expect(bot.discord.state.violations).toEqual([]);
  await bot.adapter.stop();
  await bot.discord.stop();
});

/** Posts in the forum, and has the bot forget it. */
async function postedAndForgotten(): Promise<FakeChannel> {
  const outcome = await bot.adapter.post(FORUM, reply, { marker: 'digest-17' });
  const thread = bot.discord.state.channels.get(outcome.kind === 'sent' ? outcome.id : '');
  if (thread === undefined) throw new Error('no post');
  await bot.adapter.stop();
  bot = await openBot({ discord: bot.discord, notes: createFakeNotes() });
  await bot.adapter.start();
  return thread;
}

function archivedPage(threads: readonly FakeChannel[], more: boolean, changes: object = {}): void {
  const listed = threads.map((thread) => ({ ...channelJson(bot.discord.state, thread), ...changes }));
  bot.discord.fail(ARCHIVED, { status: 200, body: { threads: listed, members: [], has_more: more } });
}

const otherThread = (ms: number): FakeChannel =>
  newChannel({ id: snowflake(ms), guild: GUILD, type: 11, name: 'Other', parent: FORUM });
const find = () => bot.adapter.find(FORUM, 'digest-17', since);

describe('a post in a forum', () => {
  it('is found when it was archived meanwhile, behind other archived ones', async () => {
    const thread = await postedAndForgotten();
    thread.archived = true;
    const newer = otherThread(Date.now() + 1_000);
    bot.discord.state.channels.set(newer.id, newer);
    newer.archived = true;
    archivedPage([newer], true);
    archivedPage([thread], false);
    expect(await find()).toEqual({ kind: 'found', id: thread.id });
    const [, second] = bot.discord.requests(ARCHIVED);
    expect(Date.parse(second?.query.get('before') ?? '')).toBeGreaterThan(Date.now() - 60_000);
  });

  it('is absent when no post archived since then carries its marker, and older ones are not read', async () => {
    archivedPage([otherThread(Date.now() - 86_400_000)], true);
    expect(await find()).toEqual({ kind: 'absent' });
    expect(bot.discord.requests(ARCHIVED)).toHaveLength(1);
    expect(bot.discord.requests(FIRST_MESSAGE)).toHaveLength(0);
  });

  it('is not guessed at where too many posts were archived since then', async () => {
    for (let page = 0; page < 60; page += 1) archivedPage([otherThread(Date.now())], true);
    expect(await find()).toMatchObject({ kind: 'unknown' });
  });

  it('is looked for among the posts of the bot alone, also where the first message of one is gone', async () => {
    const thread = await postedAndForgotten();
    thread.archived = true;
    const emptied = otherThread(Date.now());
    bot.discord.state.channels.set(emptied.id, emptied);
    archivedPage([thread, otherThread(Date.now())], false, { owner_id: OTHER_USER });
    expect(await find()).toEqual({ kind: 'absent' });
    expect(bot.discord.requests(FIRST_MESSAGE).map(({ path }) => path)).toEqual([
      `/channels/${emptied.id}/messages/${emptied.id}`,
    ]);
  });

  it('is absent after its thread was deleted, and posted anew', async () => {
    const outcome = await bot.adapter.post(FORUM, reply, { marker: 'digest-17' });
    bot.discord.state.channels.delete(outcome.kind === 'sent' ? outcome.id : '');
    expect(await find()).toEqual({ kind: 'absent' });
    expect(await bot.adapter.post(FORUM, reply, { marker: 'digest-17' })).toMatchObject({ kind: 'sent' });
    expect(await find()).toMatchObject({ kind: 'found' });
  });
});

describe('a post that was deleted', () => {
  it('is absent, and is posted anew when somebody wants it again', async () => {
    const first = await bot.adapter.post(CHANNEL, reply, { marker: 'digest-17' });
    bot.discord.state.channels.get(CHANNEL)?.messages.splice(0);
    expect(await bot.adapter.find(CHANNEL, 'digest-17', since)).toEqual({ kind: 'absent' });
    const again = await bot.adapter.post(CHANNEL, reply, { marker: 'digest-17' });
    const [message] = bot.discord.state.channels.get(CHANNEL)?.messages ?? [];
    expect(again).toEqual({ kind: 'sent', id: message?.id });
    expect(again).not.toEqual(first);
  });
});

import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { createDiscordAdapter } from '../../../src/chat/discord/adapter.ts';
import type { Notes } from '../../../src/core/ports.ts';
import type { Library } from '../../../src/library.ts';
import { openAsked } from '../../commands/ask.ts';
import { type FakeDiscord, startFakeDiscord } from '../../fakes/discord/server.ts';
import type { FakeState } from '../../fakes/discord/state.ts';
import { createFakeNotes } from '../../fakes/notes.ts';
import { type ChatPartsOptions, createChatParts } from '../chat-parts.ts';

export type BotOptions = ChatPartsOptions & {
  readonly discord?: FakeDiscord;
  readonly change?: (state: FakeState) => void;
  readonly notes?: Notes;
  readonly token?: string;
  readonly guildId?: string;
  readonly pages?: readonly string[];
  readonly library?: Library;
};

/** The bot as it runs, with the real client, beside a Discord of its own. Not started yet. */
export async function openBot(options: BotOptions = {}) {
  const discord = options.discord ?? (await startFakeDiscord(options.change));
  const library = options.library ?? (await openAsked(options.pages)).library;
  const { parts, log, fatal } = createChatParts(library, options.notes ?? createFakeNotes(), options);
  const adapter = createDiscordAdapter(parts, {
    token: options.token ?? discord.state.token,
    applicationId: discord.state.applicationId,
    guildId: options.guildId,
    apiUrl: discord.url,
  });
  return { discord, adapter, log, fatal, parts, people: discord.people };
}

export type Bot = Awaited<ReturnType<typeof openBot>>;

/** A bot that runs for all tests of a file. After each of them: nothing was over a limit, and nobody was pinged. */
export function useBot(options: BotOptions = {}): Bot {
  const bot = {} as Bot;
  beforeAll(async () => {
    Object.assign(bot, await openBot(options));
    await bot.adapter.start();
  });
  afterEach(() => {
    expect(bot.discord.state.violations).toEqual([]);
    expect(bot.discord.state.pings).toEqual([]);
  });
  afterAll(async () => {
    await bot.adapter.stop();
    await bot.discord.stop();
  });
  return bot;
}

import { commands } from '../../../commands/index.ts';
import { createDiscordAdapter } from '../../../src/chat/discord/discord.ts';
import type { ChatParts } from '../../../src/core/chat.ts';
import type { Command } from '../../../src/core/command.ts';
import type { SetupError } from '../../../src/core/errors.ts';
import type { Notes } from '../../../src/core/ports.ts';
import type { Suggest } from '../../../src/core/suggest.ts';
import { createDispatch } from '../../../src/dispatch.ts';
import { addPasted } from '../../../src/pasted.ts';
import { openAsked } from '../../commands/ask.ts';
import { type FakeDiscord, startFakeDiscord } from '../../fakes/discord/server.ts';
import type { FakeState } from '../../fakes/discord/state.ts';
import { createFakeLog } from '../../fakes/log.ts';
import { createFakeNotes } from '../../fakes/notes.ts';

export type BotOptions = {
  readonly discord?: FakeDiscord;
  readonly change?: (state: FakeState) => void;
  readonly commands?: readonly Command[];
  readonly notes?: Notes;
  readonly suggest?: Suggest;
  readonly token?: string;
  readonly guildId?: string;
  readonly timeLimit?: number;
  readonly pages?: readonly string[];
};

/** The bot as it runs, with the real client, beside a Discord of its own. Not started yet. */
export async function openBot(options: BotOptions = {}) {
  const discord = options.discord ?? (await startFakeDiscord(options.change));
  const log = createFakeLog();
  const faults: SetupError[] = [];
  const known = options.commands ?? commands;
  const { library } = await openAsked(options.pages);
  const software = { version: '0' };
  const dispatch = createDispatch({
    commands: known,
    library,
    software,
    log,
    ...(options.timeLimit === undefined ? {} : { timeLimit: options.timeLimit }),
  });
  const parts: ChatParts = {
    commands: known,
    dispatch,
    library,
    suggest: options.suggest ?? (async () => []),
    addPasted: (text) => addPasted(library, text),
    notes: options.notes ?? createFakeNotes(),
    log,
    software,
    fatal: (error) => faults.push(error),
  };
  const adapter = createDiscordAdapter(
    {
      token: options.token ?? discord.state.token,
      applicationId: discord.state.applicationId,
      guildId: options.guildId,
      apiUrl: discord.url,
    },
    parts,
  );
  return { discord, adapter, log, faults, parts, people: discord.people };
}

export type Bot = Awaited<ReturnType<typeof openBot>>;

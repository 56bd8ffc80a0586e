import type { Command } from '../../../src/core/command.ts';
import { parseOptions, splitLine } from '../../../src/core/options.ts';
import { type ChatWorld, chatAdapterContract, type SeenAnswer } from '../../contract/chat-adapter.ts';
import { components, text as textOf } from '../../fakes/discord/limits.ts';
import { messagesOf, textIn } from '../../fakes/discord/people.ts';
import { CHANNEL, OTHER_CHANNEL, type Shown } from '../../fakes/discord/state.ts';
import { openBot } from './bot.ts';
import { seen } from './seen.ts';

const POST = /^POST \/channels\/\d+\/messages$/;
/** More often than the library sends anything again. */
const ALWAYS = 100;

async function discordWorld(commands: readonly Command[]): Promise<ChatWorld> {
  const { discord, adapter, people } = await openBot({ commands });
  await adapter.start();
  const { state } = discord;
  return {
    adapter,
    channels: [CHANNEL, OTHER_CHANNEL],
    async ask(line) {
      const { command: name, text } = splitLine(line, commands);
      const command = commands.find((known) => known.name === name);
      if (command === undefined) throw new Error(`/${name} is not registered`);
      const [shown] = await messagesOf(people.slash(name, parseOptions(command, text)));
      if (shown === undefined) throw new Error(`no answer to ${line}`);
      return answerOf(shown);
    },
    answers: () =>
      [...state.interactions.values()]
        .flatMap(({ original, followUps }) => [original, ...followUps])
        .flatMap((shown) => (shown === undefined ? [] : [answerOf(shown)])),
    posts: async (channel) =>
      (state.channels.get(channel)?.messages ?? []).map(({ id, body, files }) => ({
        id,
        text: readable({ body, files }),
      })),
    told: (user) =>
      [...state.channels.values()]
        .filter(({ recipient }) => recipient === user)
        .flatMap(({ messages }) => messages.map(({ body, files }) => readable({ body, files }))),
    faults: {
      shut: () => discord.fail(POST, { status: 403, body: { code: 50007, message: 'Cannot send messages' } }),
      loseAnswer: () => discord.fail(POST, 'reset', ALWAYS),
      drop: () => discord.fail(POST, 'drop', ALWAYS),
      breakOff: () =>
        discord.fail(POST, { status: 400, body: { code: 130000, message: 'Overloaded' } }, 1, 1),
      rateLimit: (seconds) =>
        discord.fail(POST, {
          status: 429,
          body: { message: 'You are being rate limited.', retry_after: seconds, global: false },
          headers: { 'retry-after': String(seconds), 'x-ratelimit-scope': 'user' },
        }),
      remove(channel, id) {
        const { messages = [] } = state.channels.get(channel) ?? {};
        messages.splice(0, messages.length, ...messages.filter((one) => one.id !== id));
        state.channels.delete(id);
      },
      close: (channel) => void state.channels.get(channel)?.denied.add('send'),
    },
    pings: () => state.pings,
    broken: () => state.violations,
    async stop() {
      await adapter.stop();
      await discord.stop();
    },
  };
}

function answerOf(shown: Shown): SeenAnswer {
  return { text: readable(shown), onlyAsker: shown.ephemeral };
}

/** The text of a message, where its links lead, and the text of its files. */
function readable({ body, files }: Pick<Shown, 'body' | 'files'>): string {
  const links = components(body['components']).map(({ component }) => textOf(component['url']));
  const text = seen(textIn([{ body, files, ephemeral: false }]));
  return [text, ...links.filter(Boolean), ...files.map((file) => file.text)].join('\n');
}

chatAdapterContract('Discord', discordWorld);

import { createDiscordAdapter } from '../../src/chat/discord/adapter.ts';
import { createSlackAdapter } from '../../src/chat/slack/adapter.ts';
import type { ChatAdapter } from '../../src/core/chat.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { Place } from '../../src/core/digest/subscription.ts';
import type { Store } from '../../src/core/ports.ts';
import type { NamedChat } from '../../src/digest/run.ts';
import type { Library } from '../../src/library.ts';
import { createChatParts } from '../chat/chat-parts.ts';
import { seen } from '../chat/discord/seen.ts';
import { idOf, oneWorkspace } from '../chat/slack/bot.ts';
import { shownText } from '../chat/slack/shown-text.ts';
import { textIn } from '../fakes/discord/people.ts';
import { type FakeDiscord, startFakeDiscord } from '../fakes/discord/server.ts';
import { GUILD, newChannel } from '../fakes/discord/state.ts';
import { type FakeSlack, startFakeSlack } from '../fakes/slack/slack.ts';

/** A post as people in a channel see it, with all of its messages. */
export type Arrival = {
  readonly platform: string;
  readonly channel: string;
  /** Of its first message. */
  readonly id: string;
  /** The message under which it stands. */
  readonly thread?: string;
  /** What each of its messages is marked with, the same of none. */
  readonly marks: readonly string[];
  /** When each of its messages came (ms). */
  readonly at: readonly number[];
  /** What can be read of it, a line for each line. */
  readonly lines: readonly string[];
  /** What stands on its buttons. */
  readonly labels: readonly string[];
  /** Where its links lead. */
  readonly urls: readonly string[];
};

type Message = {
  readonly id: string;
  readonly at: number;
  readonly thread?: string;
  /** The marker of the post, and which of its messages it is. */
  readonly mark: string;
  readonly text: string;
  readonly raw: unknown;
};

const POSTING = 'chat.postMessage';
const SENDING = /^POST \/channels\/\d+\/messages$/;
/** Discord's library sends again by itself; an answer that is lost for good is lost every time. */
const ALWAYS = 9;
/** Now and then, never twice for the same post, something goes wrong on the way. */
const EVERY = 13;

/**
 * The loopback Slack and Discord with these channels, in a time of their own, and the real adapters on them. `held` keeps that time
 * standing still while something real is under way.
 */
export async function openPlatforms(
  places: readonly Place[],
  parts: { readonly store: Store; readonly library: Library; readonly clock: Clock },
  held: <T>(work: () => Promise<T>) => Promise<T>,
) {
  const { clock, store, library } = parts;
  const slack = await startFakeSlack(() => clock.now());
  slack.world.historyPage = 200;
  slack.world.historyLagMs = 5_000;
  const discord = await startFakeDiscord((state) => {
    state.now = () => clock.now();
    state.bucket = { limit: 5, perMs: 5_000 };
    for (const { platform, channel: id } of places)
      if (platform === 'discord')
        state.channels.set(id, newChannel({ id, guild: GUILD, type: 0, name: 'papers' }));
  });
  for (const { platform, channel } of places) if (platform === 'slack') slack.addChannel(idOf(channel), 'T1');
  const connected = new Map<string, ChatAdapter>();
  const troubles = new Map<string, number>();

  const messagesIn = ({ platform, channel }: Place): Message[] =>
    platform === 'slack' ? inSlack(slack, idOf(channel)) : inDiscord(discord, channel);

  const calls = { slack: 0, discord: 0 };
  /** Makes some calls go wrong, each kind in its turn; resolves to the end of that. */
  const trouble = (platform: keyof typeof calls): (() => void) => {
    calls[platform] += 1;
    if (calls[platform] % EVERY !== 0) return () => undefined;
    const kinds = platform === 'slack' ? SLACK_TROUBLES : DISCORD_TROUBLES;
    const [name, make] = kinds[(calls[platform] / EVERY) % kinds.length] ?? kinds[0];
    troubles.set(`${platform}: ${name}`, (troubles.get(`${platform}: ${name}`) ?? 0) + 1);
    make(slack, discord);
    return () => {
      if (platform === 'discord') discord.mend();
    };
  };

  const chatOf = (adapter: ChatAdapter): NamedChat => {
    const platform = adapter.name === 'Slack' ? 'slack' : 'discord';
    return {
      platform,
      post: (channel, reply, options) =>
        held(async () => {
          const over = trouble(platform);
          return adapter.post(channel, reply, options).finally(over);
        }),
      find: (...asked) => held(() => adapter.find(...asked)),
      tell: (...words) => held(() => adapter.tell(...words)),
    };
  };

  return {
    troubles,
    chats: () => [...connected.values()].map(chatOf),
    linkTo: async ({ platform, channel }: Place, message: string) =>
      connected.get(platform)?.linkTo(channel, message),
    /** Connects the bot to both. */
    async start(): Promise<void> {
      const { parts: chatParts } = createChatParts(library, store.notes, { clock });
      const settings = {
        token: discord.state.token,
        applicationId: discord.state.applicationId,
        apiUrl: discord.url,
      };
      for (const adapter of [
        createSlackAdapter(chatParts, oneWorkspace(slack)),
        createDiscordAdapter(chatParts, settings),
      ]) {
        await adapter.start();
        connected.set(adapter.name.toLowerCase(), adapter);
      }
    },
    async stop(): Promise<void> {
      for (const adapter of connected.values()) await adapter.stop();
      connected.clear();
    },
    /** All posts of a channel, in the order in which they were begun. */
    arrivals(place: Place): Arrival[] {
      const posts = Map.groupBy(
        messagesIn(place).toSorted((a, b) => a.at - b.at),
        ({ mark }) => /^[0-9a-f]+/.exec(mark)?.[0] ?? mark,
      );
      return [...posts.values()].map((messages): Arrival => {
        const [first] = messages as [Message, ...Message[]];
        const raw = messages.map((one) => one.raw);
        return {
          ...place,
          id: first.id,
          ...(first.thread === undefined ? {} : { thread: first.thread }),
          marks: messages.map(({ mark }) => mark),
          at: messages.map(({ at }) => at),
          lines: messages.flatMap(({ text }) => text.split('\n')).map(plain),
          labels: [...labelsIn(raw)],
          urls: [...JSON.stringify(raw).matchAll(/https:[^"\s)]+/g)].map(([url]) => url),
        };
      });
    },
    /** What either platform does not take or forbids, and whom anything would have pinged. */
    faults: () => [...slack.overLimits, ...discord.state.violations, ...discord.state.pings],
    async close(): Promise<void> {
      await slack.stop();
      await discord.stop();
    },
  };
}

type Trouble = readonly [name: string, make: (slack: FakeSlack, discord: FakeDiscord) => void];

const SLACK_TROUBLES: readonly [Trouble, ...Trouble[]] = [
  ['lost answer', ({ faults }) => faults.next(POSTING, { kind: 'lost-answer' })],
  ['asked to wait', ({ faults }) => faults.next(POSTING, { kind: 'rate-limited', seconds: 40 })],
  ['HTTP 503', ({ faults }) => faults.next(POSTING, { kind: 'http', status: 503 })],
  ['lost on the way', ({ faults }) => faults.next(POSTING, { kind: 'dropped' })],
];

const DISCORD_TROUBLES: readonly [Trouble, ...Trouble[]] = [
  ['lost answer', (_, discord) => discord.fail(SENDING, 'reset', ALWAYS)],
  ['HTTP 502', (_, discord) => discord.fail(SENDING, { status: 502, body: {} })],
  ['lost on the way', (_, discord) => discord.fail(SENDING, 'drop', ALWAYS)],
  [
    'overloaded',
    (_, discord) => discord.fail(SENDING, { status: 400, body: { code: 130000, message: 'x' } }),
  ],
];

function inSlack(slack: FakeSlack, channel: string): Message[] {
  return slack.inChannel(channel).map(({ ts, at, thread, blocks, metadata }) => ({
    id: ts,
    at,
    ...(thread === undefined ? {} : { thread }),
    mark: /"key":"([^"]+)"/.exec(JSON.stringify(metadata))?.[1] ?? ts,
    text: shownText([{ blocks }]),
    raw: blocks,
  }));
}

function inDiscord(discord: FakeDiscord, id: string): Message[] {
  return [...discord.state.channels.values()].flatMap((channel) => {
    if (channel.id !== id && channel.parent !== id) return [];
    return channel.messages.map((message) => ({
      id: message.id,
      at: message.at,
      ...(channel.id === id ? {} : { thread: channel.id }),
      mark: /"post:([^"]+)"/.exec(JSON.stringify(message.body))?.[1] ?? message.id,
      text: seen(textIn([{ ...message, ephemeral: false }])),
      raw: message.body['components'],
    }));
  });
}

/** A line without the marks that make it bold or small. */
function plain(line: string): string {
  return line.replace(/^-# /, '').replaceAll('**', '');
}

function* labelsIn(value: unknown): Iterable<string> {
  if (Array.isArray(value)) for (const one of value) yield* labelsIn(one);
  else if (typeof value === 'object' && value !== null) {
    const { type, label, text } = value as { type?: unknown; label?: unknown; text?: { text?: unknown } };
    if (type === 'button') yield String(text?.text);
    else if (type === 2 && typeof label === 'string') yield label;
    else yield* labelsIn(Object.values(value));
  }
}

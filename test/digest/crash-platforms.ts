import { seen } from '../chat/discord/seen.ts';
import { shownText } from '../chat/slack/shown-text.ts';
import { textIn } from '../fakes/discord/people.ts';
import { startFakeDiscord } from '../fakes/discord/server.ts';
import { newChannel } from '../fakes/discord/state.ts';
import { startFakeSlack } from '../fakes/slack/slack.ts';

/** A message as it stands in a channel, and the message that it is under. */
export type Seen = {
  readonly id: string;
  readonly channel: string;
  /** What can be read of it. */
  readonly text: string;
  /** All that it is made of. */
  readonly whole: unknown;
  readonly under?: string;
};

type Mishap = 'lost' | 'half' | 'refused' | 'busy' | 'dropped' | 'hangs';

type Decide = (post: boolean) => Mishap | undefined;
/** Puts one process's fate in the place of the one before. */
type Hear = (process: number, decide: Decide) => void;

export type Platform = {
  readonly url: string;
  readonly token: string;
  readonly channels: readonly string[];
  /** Asked at every call of the platform; whether it is a post, and what is to happen to it. */
  hear: Hear;
  /** So much time has passed that the platform has forgotten what it does not show. */
  forget(): void;
  /** All messages, the oldest first. */
  seen(): readonly Seen[];
  readonly broken: readonly string[];
  /** Resolves when nobody is connected any more, and all that was sent has been read. */
  left(): Promise<void>;
  stop(): Promise<void>;
};

/** What is to happen to a call, as one of the processes has it. */
function fates(): { readonly hear: Hear; readonly decide: Decide } {
  const all = new Map<number, Decide>();
  return {
    hear: (process, decide) => void all.set(process, decide),
    decide: (post) => [...all.values()].map((decide) => decide(post)).find((mishap) => mishap !== undefined),
  };
}

export async function slackWorld(): Promise<Platform> {
  const slack = await startFakeSlack();
  slack.addChannel('C3', 'T1');
  const { hear, decide } = fates();
  slack.faults.take = (method) => {
    switch (decide(method === 'chat.postMessage')) {
      case 'lost':
        return { kind: 'lost-answer' };
      case 'half':
        return { kind: 'half-answer' };
      case 'refused':
        return { kind: 'http', status: 500 };
      case 'busy':
        return { kind: 'rate-limited', seconds: 1 };
      case 'dropped':
        return { kind: 'dropped' };
      case 'hangs':
        return { kind: 'late', ms: 2_000 };
      case undefined:
        return undefined;
    }
  };
  return {
    url: slack.apiUrl,
    token: 'xoxb-T1-fake',
    channels: ['C1', 'C3'],
    hear,
    forget: () => undefined,
    seen: () =>
      slack.shown.map(({ ts, channel, thread, blocks }) => ({
        id: ts,
        channel,
        text: shownText([{ blocks }]),
        whole: blocks,
        ...(thread === undefined ? {} : { under: thread }),
      })),
    broken: slack.overLimits,
    left: slack.left,
    stop: () => slack.stop(),
  };
}

export async function discordWorld(): Promise<Platform> {
  const discord = await startFakeDiscord();
  const { state } = discord;
  const channels = ['200000000000000011', '200000000000000012'];
  for (const id of channels) state.channels.set(id, newChannel({ id, guild: 'g', type: 0, name: 'x' }));
  const { hear, decide } = fates();
  discord.moods.fault = (line) => {
    switch (decide(/^POST \/channels\/\d+\/messages$/.test(line))) {
      case 'lost':
        return 'reset';
      case 'half':
        return 'fin';
      case 'refused':
        return { status: 500, body: { code: 0, message: 'no' } };
      case 'busy':
        return {
          status: 429,
          body: { message: 'You are being rate limited.', retry_after: 7, global: false },
          headers: { 'retry-after': '7', 'x-ratelimit-scope': 'user' },
        };
      case 'dropped':
        return 'drop';
      case 'hangs':
        return 'hang';
      case undefined:
        return undefined;
    }
  };
  return {
    url: discord.url,
    token: state.token,
    channels,
    hear,
    // A nonce is known for a few minutes; what helps within them must not hide what happens after.
    forget: () => {
      state.skew += 600_000;
    },
    seen: () =>
      [...state.channels.values()]
        .flatMap(({ id: channel, parent, messages }) =>
          messages.map((message) => ({
            id: message.id,
            channel: parent ?? channel,
            text: seen(textIn([{ ...message, ephemeral: false }])),
            whole: message.body['components'],
            ...(parent === undefined ? {} : { under: channel }),
          })),
        )
        .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)),
    broken: state.violations,
    left: discord.left,
    stop: () => discord.stop(),
  };
}

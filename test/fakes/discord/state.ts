import type { Json } from './limits.ts';

/** What the fake Discord knows. Tests read and change it freely. */
export type FakeChannel = {
  readonly id: string;
  readonly guild: string | undefined;
  /** 0 text, 1 direct message, 3 direct messages of several, 11 thread, 12 private thread, 15 forum. */
  readonly type: number;
  name: string;
  readonly parent?: string;
  /** Whose direct messages these are. */
  readonly recipient?: string;
  readonly messages: FakeMessage[];
  /** What the bot may not do here. */
  readonly denied: Set<'view' | 'send' | 'history' | 'threads'>;
  /** People do not see it unless they are administrators; the bot does. */
  hidden: boolean;
  archived: boolean;
  /** Only moderators may write in it, or take it out of the archive. */
  locked: boolean;
  /** Of a private thread: whether somebody has added the bot. */
  added: boolean;
  tagRequired: boolean;
  readonly tags: { id: string; name: string; moderated: boolean }[];
  appliedTags: string[];
};

export type FakeMessage = {
  readonly id: string;
  readonly author: string;
  readonly body: Json;
  readonly files: readonly FakeFile[];
  readonly at: number;
  readonly nonce?: string;
};

export type FakeFile = { readonly name: string; readonly text: string };

export type FakeGuild = { readonly id: string; available: boolean };

export type Callback = { readonly type: number; readonly data: Json; readonly afterMs: number };

/** One interaction as people see it: what was answered first, and the messages that stand there now. */
export type FakeInteraction = {
  readonly id: string;
  readonly token: string;
  readonly at: number;
  callback?: Callback;
  /** The message that "@original" means; undefined while "thinking" or after it was deleted. */
  original?: Shown;
  deleted?: true;
  readonly followUps: Shown[];
};

export type Shown = { readonly body: Json; readonly files: readonly FakeFile[]; readonly ephemeral: boolean };

export type FakeState = {
  token: string;
  readonly applicationId: string;
  readonly botId: string;
  readonly guilds: FakeGuild[];
  readonly channels: Map<string, FakeChannel>;
  readonly interactions: Map<string, FakeInteraction>;
  /** Registered commands by route, and how often a list was put. */
  readonly commands: Map<string, Json[]>;
  puts: number;
  /** Everything that Discord's limits forbid, in words, with the request. */
  readonly violations: string[];
  /** Everybody who would have been pinged. */
  readonly pings: string[];
  /** Files that people have attached, by their path, and where they can be fetched. */
  readonly attached: Map<string, Uint8Array>;
  fileHost: string;
  /** Milliseconds within which a nonce is remembered. */
  nonceWindow: number;
  /** So many messages a channel takes in so many milliseconds; absent for any number. */
  bucket?: { readonly limit: number; readonly perMs: number };
  /** Its time (ms), without the skew; the real one unless a test says so. */
  now: () => number;
  /** Milliseconds that have passed besides. */
  skew: number;
  sessionsRemaining: number;
  shards: number;
  intentsAllowed: boolean;
};

export const GUILD = '100000000000000001';
export const OTHER_GUILD = '100000000000000002';
export const CHANNEL = '200000000000000001';
export const OTHER_CHANNEL = '200000000000000002';
export const FORUM = '200000000000000003';
export const DIRECT = '200000000000000004';
export const USER = '300000000000000001';
export const OTHER_USER = '300000000000000002';

const EPOCH_MS = 1_420_070_400_000;
let counter = 0n;

/** A fresh id that carries its time, as Discord's do. */
export function snowflake(ms: number): string {
  counter += 1n;
  return ((BigInt(ms - EPOCH_MS) << 22n) + (counter & 0xfffffn)).toString();
}

export function createState(): FakeState {
  const channels = [
    newChannel({ id: CHANNEL, guild: GUILD, type: 0, name: 'papers' }),
    newChannel({ id: OTHER_CHANNEL, guild: GUILD, type: 0, name: 'other' }),
    newChannel({ id: FORUM, guild: GUILD, type: 15, name: 'forum' }),
    newChannel({ id: DIRECT, guild: undefined, type: 1, name: '' }),
  ];
  return {
    token: 'MTIz.fake.token-of-the-bot',
    applicationId: '400000000000000001',
    botId: '400000000000000001',
    guilds: [{ id: GUILD, available: true }],
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    interactions: new Map(),
    commands: new Map(),
    puts: 0,
    violations: [],
    pings: [],
    attached: new Map(),
    fileHost: '',
    nonceWindow: 120_000,
    now: Date.now,
    skew: 0,
    sessionsRemaining: 1_000,
    shards: 1,
    intentsAllowed: true,
  };
}

export function newChannel(
  channel: Pick<FakeChannel, 'id' | 'guild' | 'type' | 'name'> & { parent?: string; recipient?: string },
): FakeChannel {
  return {
    ...channel,
    messages: [],
    denied: new Set(),
    hidden: false,
    archived: false,
    locked: false,
    added: false,
    tagRequired: false,
    tags: [],
    appliedTags: [],
  };
}

export function isThread({ type }: FakeChannel): boolean {
  return type === 11 || type === 12;
}

/** A private thread shows to nobody who was not added to it. */
export function isHidden({ type, added, denied }: FakeChannel): boolean {
  return denied.has('view') || (type === 12 && !added);
}

export function nowOf(state: FakeState): number {
  return state.now() + state.skew;
}

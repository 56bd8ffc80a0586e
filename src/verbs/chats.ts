import { setTimeout } from 'node:timers/promises';
import type { App } from '../app.ts';
import type { ChatAdapter } from '../core/chat.ts';
import { SetupError } from '../core/errors.ts';
import { listAnd } from '../core/text.ts';
import { say } from './say.ts';

/** So long somebody at a keyboard waits for the platforms before the prompt comes. */
const PROMPT_WAIT_MS = 3_000;

/** The chat platforms beside the work. */
export type Chats = {
  /** How many are configured. */
  readonly count: number;
  /** Those that are connected by now. */
  readonly connected: ReadonlySet<ChatAdapter>;
  /** Fires when a signal asks to stop, and when a platform refuses to go on. */
  readonly until: AbortSignal;
};

/**
 * Connects every chat platform that is configured, beside the work, and disconnects them after it. When one refuses its settings
 * or closes for good, `until` fires and this rejects with its words; one that is slow to connect holds nobody up.
 */
export async function withChats(
  app: App,
  signal: AbortSignal,
  work: (chats: Chats) => Promise<number>,
): Promise<number> {
  const refused = new AbortController();
  const chats = await app.chats((error) => refused.abort(error));
  const until = AbortSignal.any([signal, refused.signal]);
  const over = new AbortController();
  // What is said once a prompt stands there would break into what is typed.
  const quiet = new AbortController();
  const leaving = AbortSignal.any([until, over.signal, quiet.signal]);
  const connected = new Set<ChatAdapter>();
  const starting = connectAll(chats, connected, leaving).catch((error: unknown) => refused.abort(error));
  try {
    if (process.stdin.isTTY && chats.length > 0) {
      await Promise.race([starting, setTimeout(PROMPT_WAIT_MS, undefined, { ref: false })]);
      quiet.abort();
      if (!until.aborted) await sayAwaited(chats.filter((chat) => !connected.has(chat)));
    }
    const code = await work({ count: chats.length, connected, until });
    refused.signal.throwIfAborted();
    return code;
  } finally {
    over.abort();
    await Promise.all(chats.map((chat) => chat.stop()));
    await starting;
  }
}

/** Waits for the signal; a bot without a terminal lives until it is told to go. */
export async function ended(signal: AbortSignal): Promise<number> {
  if (!signal.aborted) {
    // Only a timer or a connection keeps a process alive, and there may be none while a platform cannot be reached.
    const alive = setInterval(() => undefined, 60_000);
    await new Promise((resolve) => {
      signal.addEventListener('abort', resolve, { once: true });
    });
    clearInterval(alive);
  }
  return 0;
}

/** Rejects with the words of the first platform that refuses. Says who is connected until the signal fires. */
async function connectAll(
  chats: readonly ChatAdapter[],
  connected: Set<ChatAdapter>,
  quiet: AbortSignal,
): Promise<void> {
  await Promise.all(
    chats.map(async (chat) => {
      await connect(chat);
      connected.add(chat);
      if (quiet.aborted) return;
      // For whoever looks at the service's log: each line is true when it is said, also while another platform is out of reach.
      const names = chats.filter((one) => connected.has(one)).map(({ name }) => name);
      const lines = [
        ...(chat.welcome === undefined ? [] : [chat.welcome]),
        `Paperthread answers on ${listAnd(names)}.`,
      ];
      await say(process.stdout, lines.join('\n'));
    }),
  );
}

/** What would be said of platforms once they are connected, said before that, as there is no time for it later. */
async function sayAwaited(chats: readonly ChatAdapter[]): Promise<void> {
  if (chats.length === 0) return;
  const names = listAnd(chats.map(({ name }) => name));
  const lines = [
    ...chats.flatMap(({ welcome }) => welcome ?? []),
    `${names} ${chats.length === 1 ? 'is' : 'are'} not connected yet. Paperthread answers there as soon as it can.`,
  ];
  await say(process.stdout, lines.join('\n'));
}

async function connect(chat: ChatAdapter): Promise<void> {
  try {
    await chat.start();
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw new SetupError(`${chat.name} could not be started: ${String(error)}`);
  }
}

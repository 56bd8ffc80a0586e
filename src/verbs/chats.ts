import type { App } from '../app.ts';
import type { ChatAdapter } from '../core/chat.ts';
import { SetupError } from '../core/errors.ts';
import { say } from './say.ts';

/**
 * Connects the chat platforms that are configured, beside the work, and disconnects them after it. When one refuses its settings
 * or is closed for good, `until` fires and this rejects with its words; one that is slow to connect holds nobody up.
 */
export async function withChats(
  app: App,
  signal: AbortSignal,
  work: (chats: number, until: AbortSignal) => Promise<number>,
): Promise<number> {
  const refused = new AbortController();
  const chats = await app.chats((error) => refused.abort(error));
  const until = AbortSignal.any([signal, refused.signal]);
  const starting = chats.map((chat) => connect(chat, until).catch((error: unknown) => refused.abort(error)));
  try {
    const code = await work(chats.length, until);
    refused.signal.throwIfAborted();
    return code;
  } finally {
    await Promise.all(chats.map((chat) => chat.stop()));
    await Promise.all(starting);
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

async function connect(chat: ChatAdapter, until: AbortSignal): Promise<void> {
  const greet = (): Promise<void> => say(process.stdout, chat.welcome ?? `${chat.name} is set up.`);
  // At a terminal it is said before the prompt comes, lest it break into what is typed.
  if (process.stdin.isTTY) await greet();
  try {
    await chat.start();
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw new SetupError(`${chat.name} could not be started: ${String(error)}`);
  }
  if (!until.aborted && !process.stdin.isTTY) await greet();
}

import type { App } from '../app.ts';
import type { ChatAdapter } from '../core/chat.ts';

/** The chat platforms, connected. */
export type Chats = {
  readonly names: readonly string[];
  /** Rejects with the words of a platform that refuses to go on; else never settles. */
  readonly lost: Promise<never>;
  stop(): Promise<void>;
};

/** Connects every platform that is configured, or none: should one refuse, the others are stopped again. */
export async function connectChats(app: App): Promise<Chats> {
  const { promise: lost, reject } = Promise.withResolvers<never>();
  // It may come while nobody waits for it yet.
  lost.catch(() => {});
  const chats = await app.chats(reject);
  const started: ChatAdapter[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((chat) => chat.stop()));
  };
  try {
    for (const chat of chats) {
      await chat.start();
      started.push(chat);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { names: started.map(({ name }) => name), lost, stop };
}

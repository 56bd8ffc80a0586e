import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { App } from '../app.ts';
import { systemClock } from '../clock.ts';
import type { ChatAdapter } from '../core/chat.ts';
import { createDigestLoop } from '../digest/run.ts';

/** What was on its way when the platforms were left is written down in this time; what is not, is looked up at the next start. */
const WRITE_DOWN_MS = 2_000;

export type Posting = {
  /** Begins nothing new from now on. */
  leave(): void;
  /** To be called when the platforms are left: resolves when what came of the last posts is written down. */
  ended(): Promise<void>;
};

/** Plans and posts digests beside everything else, on the platforms that are connected, until the signal fires. */
export function postDigests(app: App, connected: ReadonlySet<ChatAdapter>, signal: AbortSignal): Posting {
  const leaving = new AbortController();
  let taken = 0;
  const process = randomUUID();
  const loop = createDigestLoop({
    ledger: app.ledger,
    planner: app.planner,
    clock: systemClock,
    log: app.log,
    newHolder: () => `${process}-${(taken += 1)}`,
    chats: () =>
      [...connected].map((chat) => ({
        platform: chat.name.toLowerCase(),
        post: (...words) => chat.post(...words),
        find: (...words) => chat.find(...words),
        tell: (...words) => chat.tell(...words),
      })),
  });
  const running = loop.run(AbortSignal.any([signal, leaving.signal]));
  return {
    leave: () => leaving.abort(),
    async ended() {
      const late = setTimeout(WRITE_DOWN_MS, undefined, { ref: false });
      await Promise.race([running.then(() => loop.settled()), late]);
    },
  };
}

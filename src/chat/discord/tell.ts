import { setTimeout as sleep } from 'node:timers/promises';
import { type APIDMChannel, Routes, SnowflakeUtil } from 'discord.js';
import type { ChatAdapter } from '../../core/chat.ts';
import { filesOf } from './answer.ts';
import { buttonsOf } from './custom-id.ts';
import { whileAllowed } from './deadline.ts';
import { isUnauthorised, logFields } from './errors.ts';
import { failureOf } from './post-outcome.ts';
import type { PostWire } from './posts.ts';
import { renderReply } from './render.ts';

/** After a failure it is tried once more, under the same nonce, so that this cannot make two of it. */
const PAUSE_MS = 5_000;
const ALWAYS = (): boolean => true;

/**
 * Direct messages to people, such as to whoever set up something that does not work any more. `hurry` fires when no more waits are
 * worth it.
 */
export function createTell(
  { bot, notes, log, hurry }: Pick<PostWire, 'bot' | 'notes' | 'log' | 'hurry'>,
  pauseMs = PAUSE_MS,
): ChatAdapter['tell'] {
  const twice = async (call: () => Promise<unknown>): Promise<unknown> => {
    try {
      return await call();
    } catch (error) {
      if (failureOf(error).kind !== 'unknown' || isUnauthorised(error) || hurry.aborted) throw error;
      await sleep(pauseMs, undefined, { signal: hurry }).catch(() => undefined);
      return call();
    }
  };
  return async (user, reply) => {
    let isOpen = false;
    try {
      const buttons = await buttonsOf(reply.buttons ?? [], notes);
      const opened = await twice(() => bot.post(Routes.userChannels(), { body: { recipient_id: user } }));
      const { id: channel } = opened as APIDMChannel;
      isOpen = true;
      for (const message of renderReply(reply, { buttons })) {
        // The nonce makes another try harmless, the library's own as well.
        const nonce = SnowflakeUtil.generate().toString();
        const body = { ...message.body, nonce, enforce_nonce: true };
        const request = { ...filesOf(message), body };
        const send = (): Promise<unknown> => bot.post(Routes.channelMessages(channel), request);
        await whileAllowed(ALWAYS, () => twice(send));
      }
      return { kind: 'told' };
    } catch (error) {
      log.warn({ ...logFields(error), user }, 'somebody could not be told');
      const failure = failureOf(error);
      if (failure.kind === 'later') return { kind: 'later', afterMs: failure.afterMs };
      // Such as that somebody takes no direct messages from strangers.
      if (failure.kind === 'refused') return { kind: 'refused' };
      return isOpen ? { kind: 'unknown' } : { kind: 'later', afterMs: 0 };
    }
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { type APIDMChannel, Routes, SnowflakeUtil } from 'discord.js';
import type { ChatAdapter } from '../../core/chat.ts';
import { filesOf } from './answer.ts';
import { buttonsOf } from './custom-id.ts';
import { isUnauthorised, logFields } from './errors.ts';
import { failureOf } from './post-outcome.ts';
import type { PostWire } from './posts.ts';
import { renderReply } from './render.ts';

/** Nobody waits for such a word, and there is no other: it is worth a few minutes. */
const PAUSES_MS = [5_000, 30_000, 120_000] as const;

/**
 * Direct messages to people, such as to whoever set up something that does not work any more. What Discord does not take just now
 * is tried again after each of the pauses, or after what it asks for, until `hurry` fires.
 */
export function createTell(
  { bot, notes, log, hurry }: Pick<PostWire, 'bot' | 'notes' | 'log' | 'hurry'>,
  pausesMs: readonly number[] = PAUSES_MS,
): ChatAdapter['tell'] {
  const patiently = async (call: () => Promise<unknown>): Promise<unknown> => {
    for (const pauseMs of pausesMs) {
      try {
        return await call();
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === 'refused' || isUnauthorised(error) || hurry.aborted) throw error;
        const askedMs = failure.kind === 'later' ? failure.afterMs : 0;
        await sleep(Math.max(pauseMs, askedMs), undefined, { signal: hurry }).catch(() => undefined);
      }
    }
    return call();
  };
  return async (user, reply) => {
    try {
      const buttons = await buttonsOf(reply.buttons ?? [], notes);
      const opened = await patiently(() => bot.post(Routes.userChannels(), { body: { recipient_id: user } }));
      const { id: channel } = opened as APIDMChannel;
      for (const message of renderReply(reply, { buttons })) {
        // The nonce makes another try harmless, the library's own as well.
        const nonce = SnowflakeUtil.generate().toString();
        const body = { ...message.body, nonce, enforce_nonce: true };
        const request = { ...filesOf(message), body };
        await patiently(() => bot.post(Routes.channelMessages(channel), request));
      }
      return true;
    } catch (error) {
      // Many people take no direct messages from strangers.
      log.warn({ ...logFields(error), user }, 'somebody could not be told');
      return false;
    }
  };
}

import { type APIDMChannel, Routes, SnowflakeUtil } from 'discord.js';
import type { ChatAdapter } from '../../core/chat.ts';
import { filesOf } from './answer.ts';
import { buttonsOf } from './custom-id.ts';
import { logFields } from './errors.ts';
import type { PostWire } from './posts.ts';
import { renderReply } from './render.ts';

/** Direct messages to people, such as to whoever set up something that does not work any more. */
export function createTell({
  bot,
  notes,
  log,
}: Pick<PostWire, 'bot' | 'notes' | 'log'>): ChatAdapter['tell'] {
  return async (user, reply) => {
    try {
      const buttons = await buttonsOf(reply.buttons ?? [], notes);
      const opened = await bot.post(Routes.userChannels(), { body: { recipient_id: user } });
      const { id: channel } = opened as APIDMChannel;
      for (const message of renderReply(reply, { buttons })) {
        // The library tries again by itself, which the nonce makes harmless.
        const nonce = SnowflakeUtil.generate().toString();
        const body = { ...message.body, nonce, enforce_nonce: true };
        await bot.post(Routes.channelMessages(channel), { ...filesOf(message), body });
      }
      return true;
    } catch (error) {
      // Many people take no direct messages from strangers.
      log.warn({ ...logFields(error), user }, 'somebody could not be told');
      return false;
    }
  };
}

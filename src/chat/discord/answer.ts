import {
  DiscordAPIError,
  InteractionResponseType,
  MessageFlags,
  RESTJSONErrorCodes,
  type RequestData,
  Routes,
  SnowflakeUtil,
} from 'discord.js';
import { createInTurn } from '../../core/in-turn.ts';
import type { Log } from '../../core/ports.ts';
import { codeOf, logFields } from './errors.ts';
import { CALLBACK_PAUSES_MS, type InteractionRests, trying, WEBHOOK_PAUSES_MS } from './interaction-rests.ts';
import { type DiscordMessage, renderWords } from './render.ts';

export type Answered = { readonly id: string; readonly token: string; readonly application_id: string };

/** The answer to one interaction, in the order of the calls. None of them rejects: what cannot be said any more is logged. */
export type Answer = {
  /** Shows that work goes on. Who will see the answer is settled by this; nothing happens where something was shown before. */
  defer(audience: Audience): Promise<void>;
  /** Shows messages in place of what stood there before. */
  show(messages: readonly DiscordMessage[], audience: Audience): Promise<void>;
  /** Any other first response: choices, a modal. */
  respond(type: InteractionResponseType, data: object): Promise<void>;
};

export type Audience = 'asker' | 'channel';

/** Too late, or more than fifteen minutes ago: with these, nothing can be said on this interaction any more. */
const OVER: ReadonlySet<RESTJSONErrorCodes> = new Set([
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.InvalidWebhookToken,
]);

const NOT_HERE = 'This cannot be shown here. Whoever asked is told why.';
const MISSING =
  'A part of this answer may be missing, as the connection to Discord failed. Ask again to see all of it.';

/**
 * A callback that Discord had already taken (40060, after its answer was lost on the way) counts as done; one that somebody else
 * had given is left alone. A message that Discord does not take is replaced by words; one whose fate is unknown is repeated only
 * where that cannot show it twice.
 */
export function createAnswer(
  interaction: Answered,
  { callback, webhook }: InteractionRests,
  log: Log,
): Answer {
  const original = Routes.webhookMessage(interaction.application_id, interaction.token, '@original');
  let seenBy: Audience | undefined;
  /** Who would see a first answer of which nobody can say whether Discord took it. */
  let unsure: Audience | undefined;
  let over = false;
  /** "Thinking" stands before the channel, or may: the first message behind it would be seen by all who see that. */
  let thinking = false;
  /** How often a first answer was sent, taken or not. */
  let sent = 0;
  const turns = createInTurn();

  const tell = (error: unknown): void => {
    if (OVER.has(codeOf(error))) over = true;
    const ageMs = Date.now() - SnowflakeUtil.timestampFrom(interaction.id);
    const words = isTaken(error)
      ? 'another program with this DISCORD_TOKEN has answered: stop one of the two'
      : 'Discord did not take an answer';
    log.warn({ ...logFields(error), ageMs }, words);
  };
  const inTurn = (work: () => Promise<void>): Promise<void> =>
    turns.run(async () => {
      if (!over) await work().catch(tell);
    });
  /** Does what may be refused, and puts words in its place then. */
  const orWords = async (
    work: () => Promise<void>,
    instead: (words: DiscordMessage) => Promise<void>,
  ): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (over || !isRefused(error)) throw error;
      const reference = crypto.randomUUID().slice(0, 8);
      log.error({ reference, ...logFields(error) }, 'Discord does not take an answer');
      await instead(renderWords(`Discord does not take this answer. Look for ${reference} in the log.`));
    }
  };

  /** False when Discord had taken an earlier first answer after all, so that this one is not shown. */
  const first = async (
    audience: Audience,
    type: InteractionResponseType,
    data: object,
    files: RequestData = {},
  ): Promise<boolean> => {
    const route = Routes.interactionCallback(interaction.id, interaction.token);
    const isPublicThinking =
      audience === 'channel' && type === InteractionResponseType.DeferredChannelMessageWithSource;
    thinking ||= isPublicThinking;
    seenBy = audience;
    try {
      await trying(CALLBACK_PAUSES_MS, () => {
        sent += 1;
        return callback.post(route, { ...files, body: { type, data }, auth: false });
      });
      thinking = isPublicThinking;
      return true;
    } catch (error) {
      if (isTaken(error)) {
        // None of ours was before it: another process with this token answers, and does so to the end.
        if (sent === 1) {
          over = true;
          throw error;
        }
        seenBy = unsure ?? audience;
        return unsure === undefined;
      }
      seenBy = undefined;
      if (!isRefused(error)) unsure ??= audience;
      throw error;
    }
  };

  /** Once only: a second one after a lost answer would stand there twice, and Discord knows no nonce here. */
  const follow = async (message: DiscordMessage, audience: Audience): Promise<void> => {
    const route = Routes.webhook(interaction.application_id, interaction.token);
    await webhook.post(route, { ...filesOf(message), body: bodyOf(message, audience), auth: false });
  };

  const change = async (message: DiscordMessage, audience: Audience): Promise<void> => {
    // Files that are not named again would stay.
    const body = { attachments: [], ...message.body };
    try {
      await trying(WEBHOOK_PAUSES_MS, () =>
        webhook.patch(original, { ...filesOf(message), body, auth: false }),
      );
      thinking = false;
    } catch (error) {
      if (codeOf(error) !== RESTJSONErrorCodes.UnknownMessage) throw error;
      // Somebody has deleted what stood there so far.
      await follow(message, audience);
    }
  };

  /**
   * What was for the channel makes room for what only the asker may see. Where it cannot, the asker is still told, but nothing may
   * be told behind "thinking" before something else has taken its place.
   */
  const withdraw = async (): Promise<void> => {
    try {
      await trying(WEBHOOK_PAUSES_MS, () => webhook.delete(original, { auth: false }));
    } catch (error) {
      if (codeOf(error) === RESTJSONErrorCodes.UnknownMessage) return;
      tell(error);
      if (thinking && !over) await change(renderWords(NOT_HERE), 'channel');
    }
  };

  /** Puts a message in the place of a first answer of which nobody can say whether it is there; false when it is not, or still nobody can. */
  const reaches = async (message: DiscordMessage, audience: Audience): Promise<boolean> => {
    if (unsure !== audience) return false;
    const body = { attachments: [], ...message.body };
    try {
      await webhook.patch(original, { ...filesOf(message), body, auth: false });
      seenBy = audience;
      return true;
    } catch {
      return false;
    }
  };

  const open = async (message: DiscordMessage, audience: Audience): Promise<void> => {
    const type = InteractionResponseType.ChannelMessageWithSource;
    try {
      if (!(await first(audience, type, bodyOf(message, audience), filesOf(message))))
        await place(message, audience);
    } catch (error) {
      if (isRefused(error) || OVER.has(codeOf(error)) || !(await reaches(message, audience))) throw error;
    }
  };

  const place = async (message: DiscordMessage, audience: Audience): Promise<void> => {
    if (seenBy === undefined) await open(message, audience);
    else if (seenBy === 'channel' && audience === 'asker') {
      // The first answer fixed who sees it; what only the asker may see needs a message of its own.
      await withdraw();
      if (!over) await follow(message, audience);
    } else await change(message, audience);
  };

  return {
    defer: (audience) =>
      inTurn(async () => {
        if (seenBy !== undefined) return;
        const flags = audience === 'asker' ? { flags: MessageFlags.Ephemeral } : {};
        await first(audience, InteractionResponseType.DeferredChannelMessageWithSource, flags);
      }),
    show: ([message, ...others], audience) =>
      inTurn(async () => {
        if (message === undefined) return;
        // One whose fate is unknown ends the answer: the next would stand in its place.
        await orWords(
          () => place(message, audience),
          (words) => place(words, 'asker'),
        );
        let missing = false;
        for (const other of others) {
          if (over) return;
          await orWords(
            () => follow(other, audience),
            (words) => follow(words, 'asker'),
          ).catch((error: unknown) => {
            missing = true;
            tell(error);
          });
        }
        if (missing && !over) await follow(renderWords(MISSING), 'asker');
      }),
    respond: (type, data) =>
      inTurn(async () => {
        // Choices have no place for words, and one that was typed over is nobody's loss.
        if (type === InteractionResponseType.ApplicationCommandAutocompleteResult) {
          await first('asker', type, data).catch((error: unknown) => {
            if (OVER.has(codeOf(error))) log.debug(logFields(error), 'suggestions came too late');
            else throw error;
          });
        } else
          await orWords(
            async () => void (await first('asker', type, data)),
            (words) => place(words, 'asker'),
          );
      }),
  };
}

/** There is a first answer already. */
function isTaken(error: unknown): boolean {
  return codeOf(error) === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;
}

/** Discord has looked at it and does not want it, but would take something else. */
function isRefused(error: unknown): boolean {
  return error instanceof DiscordAPIError && !OVER.has(codeOf(error));
}

/** A message's body for those who may see it. */
export function bodyOf({ body }: DiscordMessage, audience: Audience): DiscordMessage['body'] {
  return audience === 'asker' ? { ...body, flags: body.flags | MessageFlags.Ephemeral } : body;
}

/** The files of a message as the library sends them. */
export function filesOf({ files }: DiscordMessage): RequestData {
  return files.length === 0 ? {} : { files: files.map(({ name, data }) => ({ name, data })) };
}

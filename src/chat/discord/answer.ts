import {
  InteractionResponseType,
  MessageFlags,
  type REST,
  RESTJSONErrorCodes,
  type RequestData,
  Routes,
} from 'discord.js';
import type { Log } from '../../core/ports.ts';
import { codeOf, isLost, logFields } from './errors.ts';
import type { DiscordMessage } from './render.ts';

/** Two ways to Discord's REST, neither with the bot's token: an interaction brings its own. */
export type InteractionRests = {
  /** Gives up soon: Discord waits three seconds for the first answer, and the library tries again by itself. */
  readonly callback: REST;
  readonly webhook: REST;
};

export type Answered = { readonly id: string; readonly token: string; readonly application_id: string };

/** The answer to one interaction, in the order of the calls. None of them rejects: what cannot be said any more is logged. */
export type Answer = {
  /** Shows that work goes on. Who will see the answer is settled by this. */
  defer(audience: Audience): Promise<void>;
  /** Shows messages in place of what stood there before. */
  show(messages: readonly DiscordMessage[], audience: Audience): Promise<void>;
  /** Any other first response: choices, a modal. */
  respond(type: InteractionResponseType, data: object): Promise<void>;
};

export type Audience = 'asker' | 'channel';

/**
 * A callback that Discord had already taken (40060, after its answer was lost on the way) counts as done; one that came too late
 * (10062) is the end of the matter.
 */
export function createAnswer(interaction: Answered, rests: InteractionRests, log: Log): Answer {
  const received = Date.now();
  const original = Routes.webhookMessage(interaction.application_id, interaction.token, '@original');
  let seenBy: Audience | undefined;
  let dead = false;
  let turn = Promise.resolve();

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    if (dead) return;
    try {
      await work();
    } catch (error) {
      dead = true;
      log.warn({ ...logFields(error), ageMs: Date.now() - received }, 'Discord did not take an answer');
    }
  };
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    turn = turn.then(() => attempt(work));
    return turn;
  };

  const callback = async (
    type: InteractionResponseType,
    data: object,
    files: RequestData = {},
  ): Promise<void> => {
    const route = Routes.interactionCallback(interaction.id, interaction.token);
    const send = () => rests.callback.post(route, { ...files, body: { type, data }, auth: false });
    try {
      // A connection that was closed in between is the one failure that the library does not try again.
      await send().catch((error: unknown) => (isLost(error) ? send() : Promise.reject(error)));
    } catch (error) {
      if (codeOf(error) !== RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged) throw error;
    }
  };

  const follow = async (message: DiscordMessage, audience: Audience): Promise<void> => {
    const route = Routes.webhook(interaction.application_id, interaction.token);
    await rests.webhook.post(route, { ...filesOf(message), body: bodyOf(message, audience), auth: false });
  };

  const change = async (message: DiscordMessage, audience: Audience): Promise<void> => {
    // Files that are not named again would stay.
    const body = { attachments: [], ...message.body };
    try {
      await rests.webhook.patch(original, { ...filesOf(message), body, auth: false });
    } catch (error) {
      unlessDeleted(error);
      await follow(message, audience);
    }
  };

  return {
    defer: (audience) =>
      inTurn(async () => {
        if (seenBy !== undefined) return;
        seenBy = audience;
        const flags = audience === 'asker' ? { flags: MessageFlags.Ephemeral } : {};
        await callback(InteractionResponseType.DeferredChannelMessageWithSource, flags);
      }),
    show: ([first, ...others], audience) =>
      inTurn(async () => {
        if (first === undefined) return;
        if (seenBy === undefined) {
          seenBy = audience;
          await callback(
            InteractionResponseType.ChannelMessageWithSource,
            bodyOf(first, audience),
            filesOf(first),
          );
        } else if (seenBy === 'channel' && audience === 'asker') {
          // The first answer fixed who sees it; what only the asker may see needs a message of its own.
          await rests.webhook.delete(original, { auth: false }).catch(unlessDeleted);
          await follow(first, audience);
        } else await change(first, audience);
        for (const message of others) await follow(message, audience);
      }),
    respond: (type, data) =>
      inTurn(async () => {
        seenBy = 'asker';
        await callback(type, data);
      }),
  };
}

/** Somebody may have deleted what stood there so far; every other error is thrown again. */
function unlessDeleted(error: unknown): void {
  if (codeOf(error) !== RESTJSONErrorCodes.UnknownMessage) throw error;
}

/** A message's body for those who may see it. */
export function bodyOf({ body }: DiscordMessage, audience: Audience): DiscordMessage['body'] {
  return audience === 'asker' ? { ...body, flags: body.flags | MessageFlags.Ephemeral } : body;
}

/** The files of a message as the library sends them. */
export function filesOf({ files }: DiscordMessage): RequestData {
  return files.length === 0 ? {} : { files: files.map(({ name, data }) => ({ name, data })) };
}

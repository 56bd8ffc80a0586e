import { createHash } from 'node:crypto';
import {
  type APIChannel,
  type APIMessageComponentInteraction,
  ChannelType,
  HTTPError,
  type REST,
  RESTJSONErrorCodes,
  Routes,
} from 'discord.js';
import type { ChatParts } from '../../core/chat.ts';
import { textOption } from '../../core/options.ts';
import type { Reply } from '../../core/reply.ts';
import type { Answer } from './answer.ts';
import { isDiscussable, isThread } from './channel-kinds.ts';
import { openThread } from './delivery.ts';
import { codeOf } from './errors.ts';
import { failureOf } from './post-outcome.ts';
import {
  dropRecord,
  isWhole,
  nameOfMessage,
  type PostKey,
  type PostRecord,
  readRecord,
} from './post-record.ts';
import type { Posts } from './posts.ts';
import { type DiscordMessage, renderMarkdown, renderWords } from './render.ts';
import { checkRights } from './rights.ts';

export type Discussions = {
  /** Opens the thread of a paper in this channel, or leads to the one that is there. */
  ofPaper(interaction: APIMessageComponentInteraction, paper: string, answer: Answer): Promise<void>;
  /** Opens the thread of a post. */
  ofPost(interaction: APIMessageComponentInteraction, marker: string, answer: Answer): Promise<void>;
};

type CardOutcome =
  | { readonly kind: 'there'; readonly id: string }
  | { readonly kind: 'not there'; readonly reason: string };

const SPACE = 'discord-discussions';
const OPENING = 'discord-discussions-opening';
/** Within this time a second press waits for the first. */
const OPENING_MS = 30_000;
const LOOK_FIRST =
  'Look into the channel in a minute. If the discussion is not there, press Discuss again: I look for it before I open another.';

const BUSY = 'Discord is busy. Try again in a minute.';
const SHUT_OUT =
  'Discord does not let me in any more, so I cannot post. Whoever runs me finds the reason in my log.';
const PRIVATE =
  'This is a private thread, and a discussion would stand in the channel for all to read. Press Discuss there.';
const NO_THREADS = 'There are no threads in this kind of channel.';

export type DiscussionWire = {
  readonly bot: REST;
  /** Whether the bot's token is no longer believed: there is no later then, and whoever pressed must not be told to wait. */
  readonly isShutOut: () => boolean;
};

export function createDiscussions(parts: ChatParts, posts: Posts, wire: DiscussionWire): Discussions {
  const { dispatch, commands, notes, discussed } = parts;

  const exists = async (thread: string): Promise<boolean> => {
    try {
      await wire.bot.get(Routes.channel(thread));
      return true;
    } catch (error) {
      if (codeOf(error) === RESTJSONErrorCodes.UnknownChannel) return false;
      throw error;
    }
  };

  /** A thread does not tell what kind of channel it belongs to. */
  const typeOf = async (channel: string, { channel: here }: APIMessageComponentInteraction) =>
    here.id === channel ? here.type : ((await wire.bot.get(Routes.channel(channel))) as APIChannel).type;

  const openForPaper = async (channel: string, paper: string, gone: string): Promise<DiscordMessage> => {
    const command = commands.find(({ name }) => name === 'paper');
    const outcome = await dispatch({
      command: 'paper',
      input: { [textOption(command) ?? 'paper']: paper },
      platform: 'discord',
    });
    if (outcome.kind === 'refused') return renderWords(outcome.message);
    const marker = `discuss-${createHash('sha256').update(`${channel}\n${paper}\n${gone}`).digest('hex').slice(0, 30)}`;
    const key = { channel, marker };
    const before = await readRecord(notes, key);
    const card = await cardOf(key, outcome.reply, before);
    if (card.kind === 'not there') return renderWords(wire.isShutOut() ? SHUT_OUT : card.reason);
    const record = await readRecord(notes, key);
    // A post in a forum is a thread from the beginning.
    const opened =
      record?.target === channel ? await openBelow(channel, card.id, record.name) : await exists(card.id);
    await notes.set(SPACE, `${channel}:${paper}`, { thread: card.id });
    if (opened) {
      await discussed({ platform: 'discord', channel }, paper, card.id);
      return leadTo(card.id);
    }
    await dropRecord(notes, key);
    if (before === undefined)
      return renderWords('My card was deleted just now. Press Discuss again for another.');
    // Under another marker: to the nonce of the one that was deleted Discord would only say that it is gone.
    return openForPaper(channel, paper, card.id);
  };

  /** Opens the thread of a message where it has none yet. False when the message was deleted. */
  const openBelow = async (channel: string, message: string, name: string): Promise<boolean> => {
    try {
      await openThread(wire.bot, channel, message, name);
      return true;
    } catch (error) {
      if (codeOf(error) === RESTJSONErrorCodes.UnknownMessage) return false;
      throw error;
    }
  };

  /** The card under which a thread goes, posted once however often and long after each other people press. */
  const cardOf = async (
    { channel, marker }: PostKey,
    reply: Reply,
    record: PostRecord | undefined,
  ): Promise<CardOutcome> => {
    if (record !== undefined && !isWhole(record)) {
      const found = await posts.find(channel, marker, record.begun);
      switch (found.kind) {
        case 'found':
          return { kind: 'there', id: found.id };
        case 'unknown':
          return { kind: 'not there', reason: `${found.reason} ${LOOK_FIRST}` };
        case 'later':
          return { kind: 'not there', reason: LOOK_FIRST };
        case 'partly':
        case 'absent':
          break;
      }
    }
    const begun = record?.begun ?? new Date().toISOString();
    const posted = await posts.post(channel, reply, { marker });
    switch (posted.kind) {
      case 'sent':
        return { kind: 'there', id: posted.id };
      case 'later':
        return { kind: 'not there', reason: BUSY };
      case 'refused':
        return { kind: 'not there', reason: posted.reason };
      case 'unknown': {
        const found = await posts.find(channel, marker, begun);
        // What is not there may still be on its way, so it is not posted again before somebody asks for it.
        return found.kind === 'found'
          ? { kind: 'there', id: found.id }
          : { kind: 'not there', reason: `${posted.reason} ${LOOK_FIRST}` };
      }
    }
  };

  const explained = async (answer: Answer, work: () => Promise<DiscordMessage>): Promise<void> => {
    await answer.defer('asker');
    try {
      await answer.show([await work()], 'asker');
    } catch (error) {
      const reason = wire.isShutOut() ? SHUT_OUT : whyNot(error);
      if (reason === undefined) throw error;
      await answer.show([renderWords(reason)], 'asker');
    }
  };

  return {
    ofPaper: (interaction, paper, answer) =>
      explained(answer, async () => {
        const channel = rootOf(interaction);
        const known = await notes.get(SPACE, `${channel}:${paper}`);
        const thread = known !== undefined && 'thread' in known ? String(known.thread) : '';
        if (thread !== '' && (await exists(thread))) return leadTo(thread);
        if (interaction.channel.type === ChannelType.PrivateThread) return renderWords(PRIVATE);
        const type = await typeOf(channel, interaction);
        if (!isDiscussable(type)) return renderWords(NO_THREADS);
        checkRights(interaction, 'discussion', type);
        if (!(await notes.claim(OPENING, `${channel}:${paper}`, {}, OPENING_MS)))
          return renderWords('This discussion is just being opened. Look into the channel.');
        try {
          return await openForPaper(channel, paper, thread);
        } finally {
          await notes.delete(OPENING, `${channel}:${paper}`);
        }
      }),
    ofPost: (interaction, marker, answer) =>
      explained(answer, async () => {
        if (isThread(interaction.channel.type)) return renderWords('This is its thread: just write here.');
        const record = await readRecord(notes, { channel: interaction.channel.id, marker });
        const message = record?.sent[0] ?? interaction.message.id;
        if (await exists(message)) return leadTo(message);
        checkRights(interaction, 'thread', interaction.channel.type);
        // The first message of the post may be gone; the one that was pressed is there.
        const name = record?.name ?? nameOfMessage(interaction.message);
        for (const one of new Set([message, interaction.message.id]))
          if (await openBelow(interaction.channel.id, one, name)) return leadTo(one);
        return renderWords('The message was deleted just now.');
      }),
  };
}

/** Undefined for a fault of our own. */
function whyNot(error: unknown): string | undefined {
  const failure = failureOf(error);
  if (failure.kind === 'refused') return failure.reason;
  return failure.kind === 'later' || error instanceof HTTPError ? BUSY : undefined;
}

/** The channel that a thread belongs to; any other channel is its own. */
function rootOf({ channel }: APIMessageComponentInteraction): string {
  const parent = isThread(channel.type) && 'parent_id' in channel ? channel.parent_id : undefined;
  return parent ?? channel.id;
}

/** The id is Discord's own, so it stands unescaped and becomes a link. */
function leadTo(thread: string): DiscordMessage {
  return renderMarkdown(`Discussion: <#${thread}>`);
}

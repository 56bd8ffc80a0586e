import { createHash } from 'node:crypto';
import { RESTJSONErrorCodes } from 'discord.js';
import type { FindOutcome, PostOptions, PostOutcome } from '../../core/chat.ts';
import type { Clock } from '../../core/clock.ts';
import type { Log, Notes } from '../../core/ports.ts';
import type { Reply } from '../../core/reply.ts';
import { buttonsOf, postButton } from './custom-id.ts';
import { whileAllowed } from './deadline.ts';
import { createDelivery, type DeliveryWire } from './delivery.ts';
import { codeOf, logFields } from './errors.ts';
import { findParts, type History } from './history.ts';
import { lookOutcomeOf, outcomeOf, type Progress } from './post-outcome.ts';
import { dropRecord, keepMore, type PostRecord, readRecord, saveRecord, threadName } from './post-record.ts';
import { renderReply } from './render.ts';

export type PostWire = History &
  DeliveryWire & {
    readonly notes: Notes;
    readonly log: Log;
    readonly clock: Pick<Clock, 'sleep'>;
    /** Once it has fired there is no rest between the messages of a post: somebody waits for its end. */
    readonly hurry: AbortSignal;
  };

/** From one message of a post to the next, as in Slack: people can still talk, and Discord takes five in five seconds. */
const SPACING_MS = 1_100;

export type Posts = {
  post(channel: string, reply: Reply, options: PostOptions): Promise<PostOutcome>;
  find(channel: string, marker: string, since: string, thread?: string): Promise<FindOutcome>;
};

/**
 * Posts that are made once. A reply may take several messages; each has its own nonce and carries the marker with its number, so
 * that a post which broke off in the middle is finished, not repeated.
 */
export function createPosts(wire: PostWire): Posts {
  const { notes, log } = wire;
  const deliver = createDelivery(wire);
  return {
    async post(channel, reply, options) {
      const { mayBegin = () => true } = options;
      const key = { channel, marker: options.marker };
      const under = options.thread !== undefined;
      let progress: Progress = { sent: 0, parts: 0, under };
      try {
        const buttons = await buttonsOf(reply.buttons ?? [], notes);
        const seal = (part: number, parts: number) => postButton(options.marker, part, parts);
        const messages = renderReply(reply, { buttons, seal, whole: true });
        const before = await readRecord(notes, key);
        // One of which nothing is there may go elsewhere now: the message that it was to stand under is gone.
        let record: PostRecord =
          before !== undefined && before.sent.length > 0
            ? before
            : {
                begun: before?.begun ?? new Date().toISOString(),
                target: options.thread ?? channel,
                name: threadName(reply),
                sent: [],
                parts: messages.length,
              };
        await saveRecord(notes, key, record);
        for (const [part, message] of messages.entries()) {
          progress = { sent: record.sent.length, id: record.sent[0], parts: messages.length, under };
          if (record.sent[part] !== undefined) continue;
          if (part > 0) await wire.clock.sleep(SPACING_MS, wire.hurry);
          const nonce = nonceOf(record.target, options.marker, part);
          const { target, name } = record;
          const delivered = await whileAllowed(mayBegin, () =>
            deliver({ channel, target, name, message, nonce }),
          );
          record = { ...record, target: delivered.target, sent: [...record.sent, delivered.id] };
          await keepMore(notes, key, record);
        }
        return { kind: 'sent', id: record.sent[0] ?? '' };
      } catch (error) {
        log.warn({ ...logFields(error), channel, marker: options.marker }, 'a post to Discord failed');
        return outcomeOf(error, progress);
      }
    },
    async find(channel, marker, since, thread) {
      try {
        const record = await readRecord(notes, { channel, marker });
        const target = record?.target ?? thread ?? channel;
        const found = await findParts(wire, target, marker, since).catch((error: unknown) => {
          // The thread that was to be opened for it is not there, so it can only be where there are none within.
          if (target !== channel && codeOf(error) === RESTJSONErrorCodes.UnknownChannel)
            return findParts(wire, channel, marker, since);
          throw error;
        });
        if (found.kind !== 'parts') return found;
        const [first] = found.ids;
        if (first === undefined) {
          // Else a post after this would still be taken for sent.
          await dropRecord(notes, { channel, marker });
          return { kind: 'absent' };
        }
        await saveRecord(
          notes,
          { channel, marker },
          {
            begun: record?.begun ?? since,
            target: found.target,
            name: record?.name ?? 'Discussion',
            sent: found.ids,
            parts: found.parts,
          },
        );
        return { kind: found.ids.length >= found.parts ? 'found' : 'partly', id: first };
      } catch (error) {
        log.warn({ ...logFields(error), channel, marker }, 'a post on Discord could not be looked up');
        return lookOutcomeOf(error);
      }
    },
  };
}

/** The same for the same message of the same post, whoever sends it and when; another channel or part has another. */
function nonceOf(channel: string, marker: string, part: number): string {
  return createHash('sha256').update(`${channel}\n${marker}\n${part}`).digest('base64url').slice(0, 25);
}

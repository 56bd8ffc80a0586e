import type { ChatParts, FindOutcome, PostOptions, PostOutcome } from '../../core/chat.ts';
import { isNotConnected } from '../../core/not-connected.ts';
import type { Reply } from '../../core/reply.ts';
import type { Desk } from './desk.ts';
import { isSlackError, isThreadGone, type Trouble, troubleOf } from './errors.ts';
import { sendFiles } from './files.ts';
import { type Mark, type Marked, markedIn, metadataOf, type Spot, TooManyMessages } from './history.ts';
import type { Pacing } from './pacing.ts';
import { inSomeForm } from './plainer.ts';
import { keepMore, type PostKey, type PostRecord, readRecord, saveRecord } from './post-record.ts';
import { type Rendered, renderNote, renderReply, type SlackMessage } from './render.ts';
import { politely } from './speak.ts';
import { findAddressed, INSTALLED_ANEW_MS } from './workspaces.ts';

/** What is under way already is rather late than torn. */
const MOST_PATIENT_MS = 10 * 60_000;

/** When to try again what could not be begun, or was left at the end of this process. */
const RESTART_MS = 30_000;
const LATER = { kind: 'later', afterMs: RESTART_MS } as const;

/** One post on its way. */
type Post = {
  readonly spot: Spot;
  readonly key: PostKey;
  readonly rendered: Rendered;
  readonly mayBegin: () => boolean;
};

/** A call that may not begin any more was not made. */
class TooLate extends Error {}

/** Of a desk what posting needs. */
export type PostDesk = Pick<Desk, 'workspaces'> & {
  readonly parts: Pick<ChatParts, 'notes' | 'log' | 'commands'>;
};

export type Posts = {
  post(channel: string, reply: Reply, options: PostOptions): Promise<PostOutcome>;
  find(channel: string, marker: string, since: string, thread?: string): Promise<FindOutcome>;
};

/**
 * Posts that nobody asked for just now, such as digests: paced per channel, never repeated, and finished where they broke off
 * when they are posted again. A channel is its id with that of its workspace before it (`T1/C1`). `leaving` fires when no more
 * waits are worth it.
 */
export function createPosts({ parts, workspaces }: PostDesk, pacing: Pacing, leaving: AbortSignal): Posts {
  const { notes, log } = parts;

  const send = async (
    { workspace, channel, thread }: Spot,
    message: SlackMessage,
    mark: Mark,
    mayBegin: () => boolean,
  ): Promise<string> => {
    const { postMessage } = workspace.client.chat;
    const under = thread === undefined ? {} : { thread_ts: thread };
    const more = { metadata: metadataOf(mark), ...under };
    const { ts = '' } = await inSomeForm(async (shape) => {
      if (!mayBegin()) throw new TooLate('Nothing may be begun any more.');
      return postMessage({ channel, ...message, blocks: shape(message.blocks), ...more });
    });
    return ts;
  };

  const turn = async ({ team, channel }: PostKey): Promise<boolean> =>
    (await pacing.turn(`${team}/${channel}`)) && !leaving.aborted;

  /** Sends a message that belongs under the first; whether it is there is looked up when Slack does not say. */
  const sendUnder = async (
    spot: Spot,
    message: SlackMessage,
    mark: Mark,
    mayBegin: () => boolean,
  ): Promise<string> => {
    try {
      return await politely(() => send(spot, message, mark, mayBegin), leaving, MOST_PATIENT_MS);
    } catch (error) {
      if (error instanceof TooLate || isNotConnected(error)) throw error;
      if (isSlackError(error) && troubleOf(error).kind !== 'unknown') throw error;
      const since = new Date(Number(spot.thread) * 1_000).toISOString();
      try {
        for await (const { key, ts } of markedIn(spot, since, leaving)) if (key === mark.key) return ts;
      } catch (err) {
        // Why it could not be looked up says nothing of whether it is there.
        log.warn({ reason: String(err) }, 'a part of a post could not be looked up');
      }
      throw error;
    }
  };

  /** Sends what is not there yet; the turn for its first message was given already. */
  const sendAll = async (
    { spot, key, rendered: { messages, files }, mayBegin }: Post,
    before: PostRecord,
  ): Promise<PostOutcome> => {
    let record = before;
    const keep = async (next: PostRecord): Promise<void> => {
      record = next;
      await keepMore(notes, key, next);
    };
    const under = (): Spot & { thread: string } => ({ ...spot, thread: spot.thread ?? record.id });
    try {
      for (const [index, message] of messages.entries()) {
        if (index < before.sent) continue;
        if (index > before.sent && !(await turn(key))) return { ...LATER, ...partOf(record) };
        const first = index === 0;
        const mark = first
          ? { key: key.marker, parts: messages.length }
          : { key: partKey(key.marker, index + 1), parts: 1 };
        const ts = first
          ? await send(spot, message, mark, mayBegin)
          : await sendUnder(under(), message, mark, mayBegin);
        await keep({ id: first ? ts : record.id, sent: index + 1, done: false });
      }
      if (files.length > 0 && !mayBegin()) return { ...LATER, ...partOf(record) };
      // Once: a file carries no key by which it could be found again.
      await keep({ ...record, done: true });
      await sendFiles({ ...under(), user: '' }, files, 'channel');
    } catch (error) {
      if (error instanceof TooLate) return { ...LATER, ...partOf(record) };
      const trouble = await known(error, key.team);
      const dead = isSlackError(error) && troubleOf(error).kind === 'dead';
      const over = record.done || trouble.kind === 'refused';
      if (record.sent === 0 && spot.thread !== undefined && isThreadGone(trouble))
        return { kind: 'refused', reason: trouble.reason, thread: 'gone' };
      if (record.sent === 0 || dead || !over) return outcomeOf(trouble, record);
      log.error({ ...key, reason: trouble.reason }, 'a post is there, but not all that belongs under it');
      const words = renderNote(`Not all of this could be posted. ${trouble.reason}`);
      try {
        await send(under(), words, { key: restKey(key.marker), parts: 1 }, mayBegin);
      } catch (err) {
        if (err instanceof TooLate && !record.done) return { ...LATER, ...partOf(record) };
        log.error({ reason: String(err) }, 'nor could that be said there');
      }
      await keep({ ...record, done: true });
    }
    return { kind: 'sent', id: record.id };
  };

  /** Dead credentials are no matter of one post. */
  const known = async (error: unknown, team: string): Promise<Exclude<Trouble, { kind: 'dead' }>> => {
    if (!isSlackError(error)) {
      // Such as an answer that broke off in its middle: what was asked for may have been done.
      log.error({ reason: String(error) }, 'a call of Slack ended in an unforeseen way');
      return { kind: 'unknown', reason: 'Slack did not answer as it should.' };
    }
    const trouble = troubleOf(error);
    if (isNotConnected(error)) return { ...LATER, reason: trouble.reason };
    if (trouble.kind !== 'dead') return trouble;
    await workspaces.refused(team, trouble);
    // What was not posted is posted when there is a token again.
    return { kind: 'later', afterMs: RESTART_MS, reason: trouble.reason };
  };

  /** How much of a post is there. What was found is kept, so that posting it again goes on behind that. */
  const look = async (spot: Spot, key: PostKey, since: string): Promise<FindOutcome> => {
    const { marker } = key;
    const first = await firstOf(markedIn(spot, since, leaving), marker);
    if (first === undefined) return { kind: 'absent' };
    const { ts: id, parts: wanted } = first;
    const before = await readRecord(notes, key);
    const there = new Set<string>([marker]);
    if (wanted > 1 && before?.done !== true)
      for await (const one of markedIn({ ...spot, thread: spot.thread ?? id }, since, leaving))
        there.add(one.key);
    let found = 1;
    while (there.has(partKey(marker, found + 1))) found += 1;
    // The history may lag behind what Slack said.
    const sent = Math.max(before?.sent ?? 0, found);
    const done = before?.done === true || sent >= wanted || there.has(restKey(marker));
    await saveRecord(notes, key, { id, sent, done });
    return { kind: done ? 'found' : 'partly', id };
  };

  return {
    async post(address, reply, { marker, thread, mayBegin = () => true }) {
      const { workspace, id: channel } = await findAddressed(workspaces, address);
      if (workspace === undefined) return { kind: 'later', afterMs: INSTALLED_ANEW_MS };
      const key = { team: workspace.team, channel, marker };
      const spot = { workspace, channel, ...(thread === undefined ? {} : { thread }) };
      let before: PostRecord = { id: '', sent: 0, done: false };
      try {
        before = (await readRecord(notes, key)) ?? before;
      } catch (err) {
        log.error({ err }, 'nothing is posted without knowing what was posted before');
        return LATER;
      }
      if (before.done) return { kind: 'sent', id: before.id };
      // What was begun before the end was asked for is still posted, if it need not wait.
      if (!(await pacing.turn(`${key.team}/${channel}`))) return LATER;
      // Not before its turn: a long digest would keep commands waiting while all of it is rendered.
      const rendered = renderReply(reply, { commands: parts.commands, opensThread: thread === undefined });
      if (rendered.messages.length === 0) return { kind: 'refused', reason: 'There was nothing to post.' };
      return sendAll({ spot, key, rendered, mayBegin }, before);
    },

    async find(address, marker, since, thread) {
      const { workspace, id: channel } = await findAddressed(workspaces, address);
      if (workspace === undefined) return { kind: 'later', afterMs: INSTALLED_ANEW_MS };
      const spot = { workspace, channel, ...(thread === undefined ? {} : { thread }) };
      try {
        return await look(spot, { team: workspace.team, channel, marker }, since);
      } catch (error) {
        if (error instanceof TooManyMessages) return { kind: 'unknown', reason: error.message };
        const trouble = await known(error, workspace.team);
        if (thread !== undefined && isThreadGone(trouble)) return { kind: 'absent' };
        if (trouble.kind === 'refused') return { kind: 'unknown', reason: trouble.reason };
        return trouble.kind === 'later' ? { kind: 'later', afterMs: trouble.afterMs } : LATER;
      }
    },
  };
}

/** The message that is there of a post which broke off. */
function partOf({ sent, id }: PostRecord): { readonly id?: string } {
  return sent === 0 ? {} : { id };
}

function partKey(marker: string, number: number): string {
  return `${marker}.${number}`;
}

/** Of the words that the rest could not be posted. */
function restKey(marker: string): string {
  return `${marker}.rest`;
}

async function firstOf(messages: AsyncIterable<Marked>, key: string): Promise<Marked | undefined> {
  for await (const one of messages) if (one.key === key) return one;
  return undefined;
}

function outcomeOf(trouble: Exclude<Trouble, { kind: 'dead' }>, record: PostRecord): PostOutcome {
  return trouble.kind === 'later'
    ? { kind: 'later', afterMs: trouble.afterMs, ...partOf(record) }
    : { kind: trouble.kind, reason: trouble.reason };
}

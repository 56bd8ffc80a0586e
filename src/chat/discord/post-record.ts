import type { Notes } from '../../core/ports.ts';
import type { Reply } from '../../core/reply.ts';
import { plainLabel, readLine } from './escape.ts';
import { textsOf } from './message-text.ts';

/**
 * What is kept of a post: when it was begun (ISO), where it went (its thread, where it has one), what its thread is called, and the
 * messages sent.
 */
export type PostRecord = {
  readonly begun: string;
  readonly target: string;
  readonly name: string;
  readonly sent: readonly string[];
  readonly parts: number;
};

const SPACE = 'discord-posts';
const LIFE_MS = 90 * 86_400_000;
const LONGEST_NAME = 100;

/** The channel that was asked for, and the marker: two channels may get the same post. */
export type PostKey = { readonly channel: string; readonly marker: string };

export async function readRecord(notes: Notes, key: PostKey): Promise<PostRecord | undefined> {
  return (await notes.get(SPACE, keyText(key))) as PostRecord | undefined;
}

export function saveRecord(notes: Notes, key: PostKey, record: PostRecord): Promise<void> {
  return notes.set(SPACE, keyText(key), record, LIFE_MS);
}

/** Keeps it where no more is known by now: another process may have gone on with the post while this one slept. */
export async function keepMore(notes: Notes, key: PostKey, record: PostRecord): Promise<void> {
  const there = await readRecord(notes, key);
  if (there === undefined || there.sent.length <= record.sent.length) await saveRecord(notes, key, record);
}

export function dropRecord(notes: Notes, key: PostKey): Promise<void> {
  return notes.delete(SPACE, keyText(key));
}

/** Whether all of its messages are known to be there. */
export function isWhole({ sent, parts }: PostRecord): boolean {
  return sent.length >= parts;
}

function keyText({ channel, marker }: PostKey): string {
  return `${channel}:${marker}`;
}

/** A thread is called after the paper it is about, or else after what the reply says. */
export function threadName(reply: Reply): string {
  const [card, ...others] = reply.cards.filter(({ kind }) => kind === 'paper');
  const text = card?.kind === 'paper' && others.length === 0 ? card.title : reply.summary;
  return plainLabel(text, LONGEST_NAME) || 'Discussion';
}

/** The same where nothing is kept of a post any more: by what its message begins with. */
export function nameOfMessage(message: Parameters<typeof textsOf>[0]): string {
  const [line = ''] = textsOf(message)[0]?.split('\n') ?? [];
  return plainLabel(readLine(line), LONGEST_NAME) || 'Discussion';
}

import type { Notes } from '../../core/ports.ts';

const SPACE = 'slack-posts';
const LIFE_MS = 90 * 86_400_000;

/** What is kept of a post, so that one which broke off is finished and not repeated. */
export type PostRecord = {
  /** Its first message. */
  readonly id: string;
  /** How many of its messages are there. */
  readonly sent: number;
  /** Nothing is left to do: all of it is there, or the rest was refused and that was said under it. */
  readonly done: boolean;
};

/** Two channels may get the same post. */
export type PostKey = { readonly team: string; readonly channel: string; readonly marker: string };

export async function readRecord(notes: Notes, key: PostKey): Promise<PostRecord | undefined> {
  return (await notes.get(SPACE, keyText(key))) as PostRecord | undefined;
}

/** Keeps it where no more is known by now: another process may have gone on with the post while this one slept. */
export async function keepMore(notes: Notes, key: PostKey, record: PostRecord): Promise<void> {
  const there = await readRecord(notes, key);
  if (there === undefined || (!there.done && there.sent <= record.sent)) await saveRecord(notes, key, record);
}

export function saveRecord(notes: Notes, key: PostKey, record: PostRecord): Promise<void> {
  return notes.set(SPACE, keyText(key), record, LIFE_MS);
}

function keyText({ team, channel, marker }: PostKey): string {
  return `${team}/${channel}/${marker}`;
}

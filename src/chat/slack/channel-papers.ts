import type { Notes } from '../../core/ports.ts';

const SPACE = 'slack-channel-paper';
/** Longer than anybody looks back. */
const LIFE_MS = 5 * 365 * 24 * 60 * 60_000;

/** A message of a channel: its time is its name. */
type Where = { readonly team: string; readonly channel: string; readonly paper: string };

/** The message in which somebody first linked a paper in a channel, or undefined; an earlier release also kept posts of its own here. */
export async function firstMention(notes: Notes, where: Where): Promise<string | undefined> {
  const note = await notes.get(SPACE, keyOf(where));
  return note !== undefined && 'ts' in note && typeof note.ts === 'string' ? note.ts : undefined;
}

/** Remembers the message, unless the paper was there before. */
export async function rememberMention(notes: Notes, where: Where, ts: string): Promise<void> {
  await notes.claim(SPACE, keyOf(where), { ts }, LIFE_MS);
}

function keyOf({ team, channel, paper }: Where): string {
  return `${team}/${channel}/${paper}`;
}

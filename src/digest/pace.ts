/** How long a delivery is one process's own; prolonged while its call is under way. Whoever died is waited for that long. */
export const LEASE_MS = 120_000;
/**
 * No call begins in the last part of a lease, so that one has ended before another process looks for what it posted: longer than any
 * call of a platform takes, and by how much the clocks of two machines may differ.
 */
export const LEASE_MARGIN_MS = 30_000;
/** From one message of a channel to the next: a digest comes in piece by piece, and people can still talk. */
export const PACE_MS = 1_500;
/** From one message to the next over all channels: on a Friday at nine thousands may be due at once. */
export const SPACING_MS = 200;
/** So many messages are on their way at once. */
export const MOST_AT_ONCE = 8;
/** How often to look whether something is to be planned or posted. */
export const TICK_MS = 1_000;
/** A message that may be there shows in the channel's history after so long, if it is. */
export const SETTLE_MS = 20_000;
/**
 * A channel is searched from so long before the first try: the machine's clock may have been ahead then, by hours where it was taken
 * for another zone's. In a channel with more messages than can be looked through a person is asked rather sooner.
 */
export const CLOCK_SKEW_MS = 12 * 3_600_000;
/** A message that could not be looked up for so long is a matter for its owner. */
export const ASK_AFTER_MS = 600_000;
/** So often it is looked up again all the same: a permission may have been given. */
export const LOOK_AGAIN_MS = 3_600_000;
/** A message that is in doubt after so many tries, as a part of it is refused, is refused; by then about an hour has passed. */
export const MOST_TRIES = 10;
/** So often a refusal is not believed whose reason may pass; by then up to half an hour has passed besides what it was told to wait. */
export const MOST_REFUSALS = 8;
/** The same where there is no room for a thread, in which only what the channel has in short is told at length: under a minute. */
export const MOST_FULL = 3;

/** A word to a person is one process's own for so long; a call that was left unfinished is over by then. */
export const WORD_LEASE_MS = 600_000;
/** From one word to the next: platforms take opening many conversations at once for spam. */
export const WORD_SPACING_MS = 1_000;
/** A word that a platform does not take is tried for some days. */
export const MOST_WORD_TRIES = 500;
/** A platform that took no word gets no other one for so long, and for so long when nobody knows whether it took one. */
export const BUSY_MS = 60_000;
export const UNSURE_MS = 900_000;
/** Nobody is told twice but where nobody knows whether they were; then it is said once more, by when most outages are over. */
export const MOST_DOUBTS = 2;
export const WORD_AGAIN_MS = 3 * 3_600_000;

const FIRST_REST_MS = 15_000;
const CEILING_MS = 900_000;

/** How long (ms) to rest after so many tries: doubling from fifteen seconds to a quarter of an hour, each between half and whole. */
export function restAfter(tries: number, random: () => number = Math.random): number {
  const full = Math.min(CEILING_MS, FIRST_REST_MS * 2 ** Math.max(0, tries - 1));
  return Math.round(full / 2 + (full / 2) * random());
}

/** One message a second is what Slack takes per channel; a little more keeps us on the safe side. */
const SPACING_MS = 1_100;

/** Does things for a channel in turn, spaced out; channels do not wait for one another. */
export type Pacing = <T>(channel: string, work: () => Promise<T>) => Promise<T>;

/** `spacingMs` from the start of one piece of work to the next on the same channel. */
export function createPacing(spacingMs = SPACING_MS): Pacing {
  const tails = new Map<string, Promise<void>>();
  return async (channel, work) => {
    const before = tails.get(channel) ?? Promise.resolve();
    const { promise: tail, resolve: free } = Promise.withResolvers<void>();
    tails.set(channel, tail);
    await before;
    const timer = setTimeout(() => {
      free();
      if (tails.get(channel) === tail) tails.delete(channel);
    }, spacingMs);
    // The pause between two messages is no reason to stay alive.
    timer.unref();
    return work();
  };
}

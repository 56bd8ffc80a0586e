/** One message a second is what Slack takes per channel; a little more keeps us on the safe side. */
const SPACING_MS = 1_100;

/** Turns at posting into a channel, spaced out; channels do not wait for one another. */
export type Pacing = {
  /** Resolves when it is this one's turn: to false when it waited in vain, because no more turns are given. */
  turn(channel: string): Promise<boolean>;
  /** Lets everybody who waits go. */
  close(): void;
};

/** `spacingMs` from one turn to the next in the same channel. */
export function createPacing(spacingMs = SPACING_MS): Pacing {
  const tails = new Map<string, Promise<void>>();
  const end = Promise.withResolvers<void>();
  let closed = false;
  return {
    async turn(channel) {
      const before = tails.get(channel);
      const { promise: tail, resolve: free } = Promise.withResolvers<void>();
      tails.set(channel, tail);
      if (before !== undefined) {
        await Promise.race([before, end.promise]);
        if (closed) return false;
      }
      const timer = setTimeout(() => {
        free();
        if (tails.get(channel) === tail) tails.delete(channel);
      }, spacingMs);
      // The pause between two messages is no reason to stay alive.
      timer.unref();
      return true;
    },
    close() {
      closed = true;
      end.resolve();
    },
  };
}

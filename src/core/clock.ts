/** Time as waiting needs it; tests bring their own. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Ends early, without a fault, when the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

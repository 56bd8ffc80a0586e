import type { Config } from '../config.ts';

export type VerbContext = {
  readonly config: Config;
  /** Fires when the process is asked to stop. */
  readonly signal: AbortSignal;
};

/** One thing the program can be started for. `words` are its arguments; resolves to the exit code. */
export type Verb = (words: readonly string[], context: VerbContext) => Promise<number>;

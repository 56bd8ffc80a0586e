/** Works that never overlap. */
export type InTurn = {
  /** Runs a work once those before it have ended, however they did; how this one ends only its caller is told. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Waits for all that was begun so far. */
  settled(): Promise<void>;
};

/** Lets works run one after the other, in the order in which they come. */
export function createInTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(work) {
      const done = last.then(work);
      last = done.catch(() => undefined);
      return done;
    },
    async settled() {
      await last;
    },
  };
}

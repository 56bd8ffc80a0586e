import { DatabaseSync, StatementSync } from 'node:sqlite';

/**
 * This process is killed by SIGKILL when it asks its database for the so-manieth time from now on, before that is done: in the
 * middle of a transaction, before it is committed, or between one that is and whatever comes next.
 */
export function dieAtQuestion(number: number): void {
  let asked = 0;
  const dying = (prototype: object, name: string): void => {
    const real: unknown = Reflect.get(prototype, name);
    if (typeof real !== 'function') throw new Error(`there is no ${name}`);
    Reflect.set(prototype, name, function (this: unknown, ...words: readonly unknown[]): unknown {
      asked += 1;
      if (asked === number) process.kill(process.pid, 'SIGKILL');
      return Reflect.apply(real, this, words);
    });
  };
  dying(DatabaseSync.prototype, 'exec');
  dying(StatementSync.prototype, 'all');
  dying(StatementSync.prototype, 'run');
}

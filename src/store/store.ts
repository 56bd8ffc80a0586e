import { setImmediate } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import type { Change } from '../core/change.ts';
import type { KnownPaper } from '../core/paper.ts';
import type { Store, StoredPaper, StoreWriter } from '../core/ports.ts';
import { readChangesAfter, readChangesOf, writeChanges } from './changes.ts';
import { buildCitationKeys } from './citation-keys.ts';
import { buildLedger } from './digest/ledger.ts';
import { buildSubscriptions } from './digest/subscriptions.ts';
import { readFacts } from './facts.ts';
import { readIdentity } from './identity.ts';
import { buildNotes } from './notes.ts';
import { readPapers, readPapersAfter, writePapers } from './papers.ts';
import type { Schema } from './schema.ts';
import { lastNumber, takeNumbers } from './sequence.ts';
import { deleteSourceState, readSourceStates, writeSourceState } from './source-states.ts';
import { buildTurns, type Read } from './turns.ts';

/** What a database engine brings; everything else about the store is the same on all of them. */
export type Engine = {
  /** Sees what is committed, also while a transaction runs. May be the same as `writes`. */
  readonly reads: Kysely<Schema>;
  readonly writes: Kysely<Schema>;
  /** Makes a transaction wait until the writers before it, of all processes, are done. Absent when beginning one does that. */
  takeTurn?(transaction: Transaction<Schema>): Promise<void>;
  /** Called once, when nothing runs any more. */
  close(): Promise<void>;
};

/**
 * The store over an engine whose database is migrated. Inside a transaction use its writer only: a call of the store itself
 * can wait for the transaction it is called from.
 */
export function buildStore(engine: Engine): Store {
  const running = new Set<Promise<unknown>>();
  let closed: Promise<void> | undefined;

  async function run<T>(work: () => Promise<T>): Promise<T> {
    if (closed !== undefined) throw new Error('The library is closed.');
    const done = work();
    running.add(done);
    try {
      return await done;
    } finally {
      running.delete(done);
    }
  }

  async function close(): Promise<void> {
    await Promise.allSettled(running);
    await engine.close();
  }

  async function* papersAfter(seq: number): AsyncGenerator<readonly StoredPaper[]> {
    let last: number | undefined = seq;
    while (last !== undefined) {
      const after: number = last;
      const batch = await run(() => readPapersAfter(engine.reads, after));
      if (batch.length > 0) yield batch;
      last = batch.at(-1)?.seq;
      // An embedded engine answers without ever waiting; the rest of the process must have its turn too.
      await setImmediate();
    }
  }

  function transact<T>(work: (transaction: Transaction<Schema>) => Promise<T>): Promise<T> {
    return run(() =>
      engine.writes.transaction().execute(async (transaction) => {
        await engine.takeTurn?.(transaction);
        return await work(transaction);
      }),
    );
  }

  const read: Read = (work) => run(() => work(engine.reads));

  return {
    transaction: (work) => transact((transaction) => workOn(transaction, work)),
    get: (ids) => run(() => readPapers(engine.reads, ids)),
    identity: () => run(() => readIdentity(engine.reads)),
    lastSeq: () => run(() => lastNumber(engine.reads)),
    papersAfter,
    changesAfter: (seq, limit) => run(() => readChangesAfter(engine.reads, seq, limit)),
    changesOf: (paperId) => run(() => readChangesOf(engine.reads, paperId)),
    facts: () => run(() => readFacts(engine.reads)),
    sourceStates: () => run(() => readSourceStates(engine.reads)),
    saveSourceState: (state) => transact((transaction) => writeSourceState(transaction, state)),
    forgetSource: (name) => transact((transaction) => deleteSourceState(transaction, name)),
    turns: buildTurns(transact),
    notes: buildNotes(read, transact),
    citationKeys: buildCitationKeys(read, transact),
    subscriptions: buildSubscriptions(read, transact),
    ledger: buildLedger(read, transact),
    close: () => (closed ??= close()),
  };
}

/**
 * Runs the work of one transaction. Calls that it began but did not await are part of it, calls after its end are refused
 * (they would be committed on their own), and a failed call fails the whole even where the work went on: half of a `put`
 * may be written.
 */
async function workOn<T>(
  transaction: Transaction<Schema>,
  work: (writer: StoreWriter) => Promise<T>,
): Promise<T> {
  const calls: Promise<unknown>[] = [];
  let over = false;

  async function call<R>(start: () => Promise<R>): Promise<R> {
    if (over) throw new Error('This transaction of the library is over; a call inside it was not awaited.');
    const done = start();
    calls.push(done);
    return await done;
  }

  try {
    const result = await work({
      get: (ids) => call(() => readPapers(transaction, ids)),
      put: (papers, changes, at) => call(() => write(transaction, papers, changes, at)),
    });
    over = true;
    await Promise.all(calls);
    return result;
  } finally {
    over = true;
    await Promise.allSettled(calls);
  }
}

/**
 * Changes are numbered before papers, so the newest number is that of a paper: who has read `papersAfter` to its end holds
 * the number of the newest state. A paper given twice counts once, as it stands the last time.
 */
async function write(
  transaction: Transaction<Schema>,
  given: readonly KnownPaper[],
  changes: readonly Change[],
  at: string,
): Promise<void> {
  const papers = [...new Map(given.map((known) => [known.paper.id, known])).values()];
  const count = papers.length + changes.length;
  if (count === 0) return;
  const first = await takeNumbers(transaction, count);
  await writePapers(transaction, papers, first + changes.length);
  await writeChanges(transaction, changes, first, at);
}

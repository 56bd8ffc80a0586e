import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Documents indexed or read that leave enough behind to be worth a collection. */
const MUCH = 1_000;
/** As many leave behind more than the index takes: a long build pauses for a collection each time. */
const VERY_MUCH = 2_500;
const DELAY_MS = 1_000;

/**
 * Gives memory back to the system after much work, and in between when there is very much of it. Building an index lets the heap grow
 * to several times of what stays, and so does a start, at which one is read; V8 keeps that room until something fills it, which in
 * a bot that waits for people nothing does. It is collected a second later; the room goes, in small steps, within some ten more, as
 * soon as little else is done: V8 takes it back by itself, but only after a collection.
 */
export class GiveBack {
  #documents = 0;
  #soon: NodeJS.Timeout | undefined;

  /** Counts work that was done; what is still to be given back after other work waits until this, too, is a second ago. */
  worked(documents: number): void {
    this.#documents += documents;
    if (this.#documents < MUCH) return;
    // Whoever only asks one question is gone by then.
    this.#soon ??= setTimeout(() => void this.#collect(), DELAY_MS).unref();
    this.#soon.refresh();
  }

  /** Waits for a collection when so much was done that one is due at once: rather before somebody is answered than meanwhile. */
  async between(): Promise<void> {
    if (this.#documents >= VERY_MUCH) await this.#collect();
  }

  async #collect(): Promise<void> {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    this.#documents = 0;
    await collectGarbage();
  }
}

/**
 * One collection, which stops the program for a third of what the inspector's takes: that one collects until nothing more is found
 * and moves all that stays together, in one go.
 */
async function collectGarbage(): Promise<void> {
  // A program that was started without the flag finds the function only in globals that are made after it.
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('globalThis.gc');
  if (typeof collect === 'function') await collect({ type: 'major', execution: 'async' });
}

import { setTimeout } from 'node:timers/promises';

/** Documents indexed or read that leave enough behind to be worth a collection, which takes a tenth of a second. */
const MUCH = 1_000;
/** As many leave behind more than the index takes: a long build pauses for a collection each time. */
const VERY_MUCH = 2_500;
/** Whoever only asks one question is gone by then. */
const DELAY_MS = 1_000;

/**
 * Gives memory back to the system a second after much work, and in between when there is very much of it. Building an index lets
 * the heap grow to several times of what stays, and so does a start, at which one is read; V8 keeps that room until something fills
 * it, which in a bot that waits for people nothing does.
 */
export class GiveBack {
  #documents = 0;
  #last: AbortController | undefined;

  /** Counts work that was done. */
  worked(documents: number): void {
    this.#documents += documents;
    if (this.#documents < MUCH) return;
    this.#last?.abort();
    this.#last = new AbortController();
    void this.#later(this.#last.signal);
  }

  /** Waits for a collection when so much was done that one is due at once: rather before somebody is answered than meanwhile. */
  async between(): Promise<void> {
    if (this.#documents < VERY_MUCH) return;
    this.#last?.abort();
    this.#documents = 0;
    await collectGarbage();
  }

  async #later(signal: AbortSignal): Promise<void> {
    try {
      await setTimeout(DELAY_MS, undefined, { ref: false, signal });
    } catch {
      // More work came.
      return;
    }
    this.#documents = 0;
    await collectGarbage();
  }
}

/** The one collection a program may ask for without flags, and the only kind that also shrinks the heap. */
async function collectGarbage(): Promise<void> {
  try {
    const { Session } = await import('node:inspector/promises');
    const session = new Session();
    session.connect();
    await session.post('HeapProfiler.collectGarbage').finally(() => session.disconnect());
  } catch {
    // A Node built without an inspector keeps its memory; nothing else depends on it.
  }
}

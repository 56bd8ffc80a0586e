import { createInTurn } from '../../core/in-turn.ts';
import type { Log } from '../../core/ports.ts';
import type { Way } from './ways.ts';

/** Nobody is left for three seconds without a word. */
const PATIENCE_MS = 2_000;

/** A way on which somebody waits until it is answered, or until the end. */
export type PatientWay = Way & {
  /** Ends the waiting; a word that no answer has taken the place of goes, where it can. */
  end(): Promise<void>;
};

/**
 * The same way, on which the asker hears after two seconds since `began` (milliseconds) that the answer takes its time, unless
 * it or something of it is there by then. What is shown comes one after the other, so that the answer never comes before what
 * it is to replace; an interim word that fails harms nothing.
 */
export function withPatience(way: Way, began: number, log: Log): PatientWay {
  let [told, answered] = [false, false];
  const turns = createInTurn();
  const inTurn = (word: () => Promise<boolean>): Promise<void> =>
    turns.run(async () => {
      try {
        if (await word()) told = true;
      } catch (error) {
        log.warn({ reason: String(error) }, 'an interim answer did not reach Slack');
      }
    });
  const waiting = (): Promise<void> =>
    inTurn(async () => {
      if (!told) await way.waiting();
      return true;
    });
  const timer = setTimeout(() => void waiting(), Math.max(0, began + PATIENCE_MS - Date.now()));
  const stop = async (): Promise<void> => {
    clearTimeout(timer);
    await turns.settled();
  };
  return {
    caller: way.caller,
    shares: way.shares,
    waiting,
    async interim(message) {
      let shown = false;
      await inTurn(async () => {
        shown = await way.interim(message);
        return shown;
      });
      return shown;
    },
    async show(rendered, audience) {
      answered = true;
      await stop();
      await way.show(rendered, audience);
    },
    async refuse(text) {
      answered = true;
      await stop();
      await way.refuse(text);
    },
    withdraw: () => way.withdraw(),
    async end() {
      await stop();
      if (told && !answered) await way.withdraw();
    },
  };
}

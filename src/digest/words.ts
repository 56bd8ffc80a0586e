import type { Delivery } from '../core/digest/delivery.ts';
import type { Reply } from '../core/reply.ts';
import { clip } from '../core/text.ts';

/** What the owner hears of a channel that takes no posts any more. `reason` is a whole sentence. */
export function refusedWord(delivery: Delivery, reason: string): Reply {
  if (delivery.digest === undefined)
    return {
      summary: `I could not post ${named(delivery)} in its channel, and a digest could not be posted there either. ${reason}`,
      cards: [],
    };
  return {
    summary: `I could not post ${named(delivery)}, so its digest is paused. ${reason} Once that is mended, type /digest resume in its channel; nothing is lost until then.`,
    cards: [],
  };
}

/** What the owner is asked about a message that may be there or not. */
export function unprovenWord(delivery: Delivery, reason: string): Reply {
  return {
    summary: `I cannot find out whether ${named(delivery)} is in its channel. ${reason} Look whether it is there, and type /digest resume in that channel; until then the rest of that digest waits.`,
    cards: [],
  };
}

function named({ reply }: Delivery): string {
  return `"${clip(reply.summary, 120)}"`;
}

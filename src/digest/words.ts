import type { Delivery } from '../core/digest/delivery.ts';
import { type Subscription, subjectOf } from '../core/digest/subscription.ts';
import type { Reply } from '../core/reply.ts';
import { clip } from '../core/text.ts';

/** What the owner hears of a channel that takes no posts any more. `reason` is a whole sentence. */
export function refusedWord(delivery: Delivery, reason: string): Reply {
  if (delivery.digest === undefined)
    return {
      summary: `I could not post ${named(delivery)} in that channel, and a digest could not be posted there either. ${reason}`,
      cards: [],
      about: delivery.channel,
    };
  return {
    summary: `I could not post ${named(delivery)}, so that subscription is paused. ${reason} Once that is mended, type ${resume(delivery)} in that channel; nothing is lost until then. What else of yours is due there meanwhile is paused for the same reason without another word: /digest list`,
    cards: [],
    about: delivery.channel,
  };
}

/** What the owner hears of a channel that is no longer there: nothing can be typed in it, and nobody be led to it. */
export function goneWord(delivery: Delivery, reason: string): Reply {
  return {
    summary: `I could not post ${named(delivery)}. ${reason} Nothing is posted there any more, nor looked for on its behalf. To have a digest in another channel, type /digest subscribe there.`,
    cards: [],
  };
}

/** What the owner is asked about a message that may be there or not. */
export function unprovenWord(delivery: Delivery, reason: string): Reply {
  return {
    summary: `I cannot find out whether ${named(delivery)} is in that channel. ${reason} Look whether it is there, and type ${resume(delivery)} in that channel; until then the rest of that digest waits.`,
    cards: [],
    about: delivery.channel,
  };
}

/** What the owner hears of a digest that the program fails to put together. */
export function unplannableWord(
  subscription: Pick<Subscription, 'id' | 'kind' | 'query' | 'channel'>,
): Reply {
  const { id, channel } = subscription;
  return {
    summary: `I cannot put together the digest of subscription ${id} (${subjectOf(subscription, 60)}): something goes wrong in Paperthread, and whoever runs it finds it in the log. I go on trying, and nothing is lost until then.`,
    cards: [],
    about: channel,
  };
}

function named({ reply, subscription }: Delivery): string {
  const whose =
    subscription === undefined
      ? ''
      : ` of subscription ${subscription.id} (${clip(subscription.subject, 60)})`;
  return `"${clip(reply.summary, 120)}"${whose}`;
}

function resume({ subscription }: Delivery): string {
  return subscription === undefined ? '/digest resume' : `/digest resume ${subscription.id}`;
}

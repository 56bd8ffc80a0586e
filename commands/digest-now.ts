import { defineCommand } from '../src/core/command.ts';
import { type Subscription, subjectOf } from '../src/core/digest/subscription.ts';
import type { Card, Reply } from '../src/core/reply.ts';
import { count, listAnd } from '../src/core/text.ts';
import { askerOf, checkPostable, noneYet } from './digest-parts.ts';

/** Subscriptions that are named; more are counted. */
const MOST_NAMED = 20;
/** With its abstracts, and news in threads, a digest takes some seconds; see `PACE_MS`. */
const SOON = 5;

export const digestNow = defineCommand({
  name: 'digest now',
  description: 'Post at once what the digests of this channel have to tell.',
  options: [],
  examples: ['/digest now'],
  visibility: 'asker',
  managersOnly: true,
  async run(_values, context) {
    const asker = askerOf(context);
    await checkPostable(context);
    const all = await context.digests.list(asker);
    if (all.length === 0) throw noneYet();
    const { posting, paused } = await context.digests.now(asker);
    if (posting.length === 0) return nothing(paused, all.length);
    const lines = posting.slice(0, MOST_NAMED).map((one) => `${one.id}. ${subjectOf(one)}`);
    return {
      summary: `${count(posting.length, 'digest')} will be posted here${posting.length > SOON ? ', one after the other' : ' within a minute'}.`,
      cards: [{ kind: 'section', lines }, ...leftOut(paused)],
    };
  },
});

function nothing(paused: readonly Subscription[], all: number): Reply {
  const buttons = [{ label: 'Subscriptions here', command: 'digest list', values: {} }];
  if (paused.length === all)
    return {
      summary: 'There is nothing to post: what this channel subscribed to is paused.',
      cards: leftOut(paused),
      buttons,
    };
  return {
    summary: 'There is nothing to post: nothing is new for this channel, or it is being posted already.',
    cards: [
      {
        kind: 'section',
        lines: [
          'A subscription tells what comes after it was made, or after the day it was given: from:2026-11-01. What it would have told before: /digest preview period:"last 30 days"',
        ],
      },
      ...leftOut(paused),
    ],
    buttons,
  };
}

function leftOut(paused: readonly Subscription[]): Card[] {
  const [first] = paused;
  if (first === undefined) return [];
  const named = paused.slice(0, MOST_NAMED).map(({ id }) => String(id));
  const more = paused.length - named.length;
  const numbers = listAnd(more > 0 ? [...named, `${more} more`] : named);
  return [
    {
      kind: 'section',
      lines: [`Left out, because paused: ${numbers}. To go on: /digest resume ${first.id}`],
    },
  ];
}

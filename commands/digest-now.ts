import { defineCommand } from '../src/core/command.ts';
import { type Subscription, subjectOf } from '../src/core/digest/subscription.ts';
import { count, listAnd } from '../src/core/text.ts';
import { askerOf, checkPostable, noneYet } from './digest-parts.ts';

/** More subscriptions than this take a while to look through. */
const SOON = 50;
const MOST_LISTED = 20;
const MOST_NAMED = 5;
const MOST_NOTES = 3;

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
    if (all.length > SOON)
      await context.show({ summary: 'Looking what is new for this channel…', cards: [] });
    const { posted, takesMs, paused, open, coverage } = await context.digests.now(asker);
    const notes = [
      ...(paused.length === 0
        ? []
        : [
            `Paused, though there is something to tell: ${named(paused)}. To go on: /digest resume ${paused[0]?.id}`,
          ]),
      ...(open.length === 0 ? [] : [`Being posted already, or waiting for a word of yours: ${named(open)}.`]),
      ...coverage.slice(0, MOST_NOTES),
      ...(coverage.length > MOST_NOTES
        ? [
            `And ${count(coverage.length - MOST_NOTES, 'other')} of this kind. What is read, and since when: /about`,
          ]
        : []),
    ];
    if (posted.length > 0)
      return {
        summary: `${count(posted.length, 'digest')} will be posted here ${inWords(takesMs)}.`,
        cards: [
          {
            kind: 'section',
            lines: [
              ...posted.slice(0, MOST_LISTED).map((one) => `${one.id}. ${subjectOf(one)}`),
              ...(posted.length > MOST_LISTED ? [`and ${count(posted.length - MOST_LISTED, 'other')}`] : []),
              ...notes,
            ],
          },
        ],
      };
    return {
      summary: all.every((one) => one.paused !== undefined)
        ? 'There is nothing to post: what this channel subscribed to is paused. To go on: /digest resume'
        : nothing(paused.length, open.length, coverage.length === 0),
      cards: [
        {
          kind: 'section',
          lines: [
            ...notes,
            'A subscription tells what comes after it was made, or after the day it was given: from:2026-11-01. What it would have told before: /digest preview period:"last 30 days"',
          ],
        },
      ],
      buttons: [{ label: 'Subscriptions here', command: 'digest list', values: {} }],
    };
  },
});

function nothing(paused: number, open: number, isWhole: boolean): string {
  if (paused + open === 0)
    return isWhole
      ? 'There is nothing to post: nothing is new for this channel.'
      : 'There is nothing to post: nothing new for this channel that could be read.';
  return open === 0
    ? 'There is nothing to post: what has something to tell is paused.'
    : 'There is nothing to post beside what is being posted already.';
}

function named(some: readonly Subscription[]): string {
  const more = some.length - MOST_NAMED;
  const names = some.slice(0, MOST_NAMED).map((one) => `${one.id} (${subjectOf(one, 30)})`);
  return listAnd(more > 0 ? [...names, count(more, 'other')] : names);
}

function inWords(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  return minutes <= 1 ? 'within a minute' : `message by message, which takes about ${minutes} minutes`;
}

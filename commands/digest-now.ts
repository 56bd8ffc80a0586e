import { defineCommand } from '../src/core/command.ts';
import { clip, count } from '../src/core/text.ts';
import { askerOf, checkPostable } from './digest-parts.ts';

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
    const due = await context.digests.now(asker);
    if (due.length === 0)
      return {
        summary: 'There is nothing to post: nothing is new for this channel, or it is being posted already.',
        cards: [
          {
            kind: 'section',
            lines: [
              'A subscription tells what comes after it was made, or after the day it was given: from:2026-11-01. What it would have told before: /digest preview period:"last 30 days"',
            ],
          },
        ],
        buttons: [{ label: 'Subscriptions here', command: 'digest list', values: {} }],
      };
    return {
      summary: `${count(due.length, 'digest')} will be posted here within a minute.`,
      cards: [
        { kind: 'section', lines: due.slice(0, 20).map(({ id, query }) => `${id}. ${clip(query, 80)}`) },
      ],
    };
  },
});

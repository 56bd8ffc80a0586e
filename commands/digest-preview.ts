import { type CommandContext, defineCommand } from '../src/core/command.ts';
import { formatDay } from '../src/core/day.ts';
import type { Preview } from '../src/core/digest/digests.ts';
import { readPeriod } from '../src/core/digest/read-period.ts';
import type { Reply } from '../src/core/reply.ts';
import { clip, count } from '../src/core/text.ts';
import { askerOf, knownZone, pickSubscription, progressLine } from './digest-parts.ts';

const LINES = 10;

export const digestPreview = defineCommand({
  name: 'digest preview',
  description:
    'Show what a digest would tell, to you alone: the next one here, or one of any query and period.',
  options: [
    {
      name: 'query',
      description: 'A query to try, or the number of a subscription; the one of this channel by default.',
      type: 'string',
      rest: true,
      completion: 'topic',
    },
    {
      name: 'period',
      description: 'Days to look at: last 30 days, 2025-05, 2025-05-01..2025-05-31.',
      type: 'string',
    },
    {
      name: 'number',
      description: 'The number of a subscription.',
      type: 'integer',
      min: 1,
      completion: 'subscription',
    },
  ],
  examples: [
    '/digest preview sparse autoencoders period:2025-05',
    '/digest preview author:tegmark period:"last 30 days"',
  ],
  visibility: 'asker',
  async run(values, context) {
    return shown(await previewOf(values, context));
  },
});

type Typed = { readonly query?: string; readonly period?: string; readonly number?: number };

async function previewOf({ query, period, number }: Typed, context: CommandContext): Promise<Preview> {
  const { digests, now, caller } = context;
  const wanted = number ?? (query !== undefined && /^\d{1,9}$/.test(query) ? Number(query) : undefined);
  if (query !== undefined && wanted === undefined) {
    const zone = knownZone((await caller?.timeZone?.()) ?? 'UTC') ?? 'UTC';
    return digests.previewPeriod(query, readPeriod(period ?? 'last 30 days', now.slice(0, 10)), zone);
  }
  const subscription = await pickSubscription(context, askerOf(context), wanted);
  return period === undefined
    ? digests.previewNext(subscription)
    : digests.previewPeriod(subscription, readPeriod(period, now.slice(0, 10)), subscription.cadence.zone);
}

/** The digest's own message as it would be posted, and in a few words what would go into threads. */
function shown({ headline, posts, coverage, open, paused, notLookedAt }: Preview): Reply {
  const [main, ...others] = posts;
  const first = [
    ...(paused === undefined
      ? []
      : [
          `It is paused since ${formatDay(paused.at.slice(0, 10))}: nothing is posted before /digest resume.`,
        ]),
    ...(open === undefined ? [] : [`Digest ${open.digest.id} comes first. ${progressLine(open)}`]),
    ...(notLookedAt === undefined
      ? []
      : [
          `${count(notLookedAt, 'other subscription')} of this channel come before it, too many to look at here: what those tell, it leaves out.`,
        ]),
  ];
  if (main === undefined)
    return {
      summary: headline,
      cards: [
        {
          kind: 'section',
          lines: [
            ...first,
            `${open === undefined ? 'Nothing would be posted' : 'After it nothing would be posted by now'}: this subscription skips empty digests.`,
            ...(coverage === undefined ? [] : [coverage]),
          ],
        },
      ],
    };
  const lines = others.slice(0, LINES).map(({ reply }) => clip(reply.summary, 150));
  const more = others.length - lines.length;
  return {
    ...main.reply,
    cards: [
      ...main.reply.cards,
      ...(others.length === 0
        ? []
        : [
            {
              kind: 'section' as const,
              heading: 'In threads',
              lines: [...lines, ...(more > 0 ? [`and ${count(more, 'more message')}`] : [])],
            },
          ]),
    ],
    footer: ['This is a preview: nothing was posted.', ...first, main.reply.footer ?? ''].join(' ').trim(),
  };
}

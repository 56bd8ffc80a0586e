import { defineCommand } from '../src/core/command.ts';
import { dayOf } from '../src/core/day.ts';
import { describeCadence, readCadence } from '../src/core/digest/cadence.ts';
import { readSections } from '../src/core/digest/sections.ts';
import { DEFAULT_CAP, SECTIONS } from '../src/core/digest/subscription.ts';
import { UserError } from '../src/core/errors.ts';
import { clip } from '../src/core/text.ts';
import {
  askerOf,
  checkPostable,
  formatMoment,
  guessedZone,
  otherwiseButtons,
  particulars,
  SUBSCRIPTION_OPTIONS,
  zoneFor,
} from './digest-parts.ts';

export const digestSubscribe = defineCommand({
  name: 'digest subscribe',
  description: 'Post new papers and new versions for a query in this channel, weekly by default.',
  options: [
    {
      name: 'query',
      description: 'What /papers takes: words, "a phrase", -without, author: cat: id: and the other fields.',
      type: 'string',
      required: true,
      rest: true,
      completion: 'topic',
    },
    ...SUBSCRIPTION_OPTIONS,
    {
      name: 'from',
      description: 'The first day that counts, such as 2026-11-01; now by default.',
      type: 'string',
    },
  ],
  examples: [
    '/digest subscribe sparse autoencoders',
    '/digest subscribe author:tegmark cadence:daily hour:8:30 zone:America/New_York',
    '/digest subscribe cat:q-bio.NC cadence:"monthly 1" cap:10 empty:say',
  ],
  visibility: 'asker',
  managersOnly: true,
  async run(values, context) {
    const asker = askerOf(context);
    await checkPostable(context);
    const { zone, guessed } = await zoneFor(context, asker, values.zone);
    const from = values.from === undefined ? {} : { from: readDay(values.from) };
    const { subscription, notes, otherwise } = await context.digests.subscribe(asker, {
      query: values.query,
      cadence: readCadence(values.cadence ?? 'weekly friday', values.hour, zone),
      sections: values.sections === undefined ? SECTIONS : readSections(values.sections),
      cap: values.cap ?? DEFAULT_CAP,
      empty: values.empty ?? 'skip',
      newsAlso: values.news ?? 'thread',
      anyway: values.anyway ?? false,
      ...from,
    });
    const { id, query, cadence, dueAt } = subscription;
    const how = particulars(subscription);
    return {
      summary: `Subscribed: this channel gets a digest ${describeCadence(cadence)} for: ${clip(query, 300)}`,
      cards: [
        {
          kind: 'section',
          lines: [
            `The first comes on ${formatMoment(dueAt, cadence.zone)}, with what is news from ${from.from ?? 'now'} on. It is subscription ${id}.`,
            ...(how.length === 0 ? [] : [`As you asked: ${how.join('; ')}.`]),
            ...(guessed ? [guessedZone(subscription)] : []),
            ...notes,
          ],
        },
      ],
      buttons: [
        ...otherwiseButtons(id, otherwise),
        {
          label: 'Preview of the last 30 days',
          command: 'digest preview',
          values: { number: id, period: 'last 30 days' },
        },
        { label: 'Subscriptions here', command: 'digest list', values: {} },
      ],
    };
  },
});

function readDay(text: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (dayOf(Number(year), Number(month), Number(day)) === text) return text;
  throw new UserError(`"${clip(text, 20)}" is no day. Type one like from:2026-11-01`);
}

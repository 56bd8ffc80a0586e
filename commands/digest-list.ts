import { defineCommand } from '../src/core/command.ts';
import { lastPagePassed, pageButtons } from '../src/core/list-buttons.ts';
import { count } from '../src/core/text.ts';
import { askerOf, formatMoment, progressLine, subscriptionLines, zoneFor } from './digest-parts.ts';

const ON_PAGE = 10;

export const digestList = defineCommand({
  name: 'digest list',
  description: 'Show the subscriptions of this channel, and who changed what.',
  options: [
    { name: 'page', description: 'Which page of the list.', type: 'integer', min: 1, max: 1000 },
    { name: 'log', description: 'Show the last changes instead.', type: 'boolean' },
  ],
  examples: ['/digest list', '/digest list log:yes'],
  visibility: 'asker',
  async run({ page = 1, log = false }, context) {
    const asker = askerOf(context);
    const { digests } = context;
    if (log) {
      const entries = await digests.audit(asker);
      const { zone } = await zoneFor(context, asker, undefined);
      return {
        summary: `The last ${count(entries.length, 'change')} of digests in this channel, by the clock of ${zone}`,
        cards: entries.map(({ at, by, what }) => ({
          kind: 'section' as const,
          lines: [`${formatMoment(at, zone)}, by ${by}: ${what}`],
        })),
      };
    }
    const all = await digests.list(asker);
    if (all.length === 0)
      return {
        summary: 'This channel has no subscriptions.',
        cards: [{ kind: 'section', lines: ['Make one, for example: /digest subscribe sparse autoencoders'] }],
      };
    const pages = Math.ceil(all.length / ON_PAGE);
    const shown = all.slice((page - 1) * ON_PAGE, page * ON_PAGE);
    if (shown.length === 0)
      return lastPagePassed(pages, 'of subscriptions in this channel', {
        command: 'digest list',
        values: {},
      });
    const cards = [];
    for (const one of shown) {
      const open = await digests.progress(one.id);
      const state = open === undefined ? [] : [progressLine(open)];
      cards.push({ kind: 'section' as const, lines: [...subscriptionLines(one), ...state] });
    }
    const range = pages === 1 ? '' : `, page ${page} of ${pages}`;
    return {
      summary: `${count(all.length, 'subscription')} in this channel${range}`,
      cards,
      buttons: [
        ...pageButtons({ command: 'digest list', values: {}, page, more: page < pages }),
        { label: 'Last changes', command: 'digest list', values: { log: true } },
      ],
    };
  },
});

import { type CommandContext, defineCommand } from '../src/core/command.ts';
import { formatDay } from '../src/core/day.ts';
import type { Digest } from '../src/core/digest/delivery.ts';
import { UserError } from '../src/core/errors.ts';
import { pageButtons, paperButtons } from '../src/core/list-buttons.ts';
import { shortCard } from '../src/core/paper-card.ts';
import type { Reply } from '../src/core/reply.ts';
import { clip, count } from '../src/core/text.ts';
import { askerOf } from './digest-parts.ts';

const ON_PAGE = 10;

export const digestHistory = defineCommand({
  name: 'digest history',
  description:
    'Show the digests that this channel got, or the papers of one of them, those over its cap too.',
  options: [
    {
      name: 'number',
      description: 'The number of a digest.',
      type: 'integer',
      min: 1,
      max: 999_999_999,
      rest: true,
    },
    { name: 'subscription', description: 'Only those of this subscription.', type: 'integer', min: 1 },
    {
      name: 'upto',
      description: 'With a subscription: its digest that ends with this change, as buttons ask.',
      type: 'integer',
      min: 0,
    },
    { name: 'page', description: 'Which page.', type: 'integer', min: 1, max: 1000 },
  ],
  examples: ['/digest history', '/digest history 12'],
  visibility: 'asker',
  async run(values, context) {
    const { number, subscription, upto, page = 1 } = values;
    const all = (await context.digests.history(askerOf(context))).filter(
      (digest) => subscription === undefined || digest.subscription === subscription,
    );
    if (number === undefined && upto === undefined) return listed(all, page, subscription);
    const digest = all.find(({ id, upTo }) => (number === undefined ? upTo === upto : id === number));
    if (digest === undefined)
      throw new UserError(
        `This channel has no digest ${number ?? 'of that kind any more'}. Those it has: /digest history`,
      );
    return number === undefined
      ? papersOf(digest, digest.content.left, context, { page, of: 'over the cap' })
      : papersOf(digest, [...digest.content.shown, ...digest.content.left], context, { page, of: 'in all' });
  },
});

function listed(all: readonly Digest[], page: number, subscription: number | undefined): Reply {
  const shown = all.slice((page - 1) * ON_PAGE, page * ON_PAGE);
  if (all.length === 0) return { summary: 'This channel has had no digest yet.', cards: [] };
  return {
    summary: `${count(all.length, 'digest')} in this channel${all.length > ON_PAGE ? `, page ${page} of ${Math.ceil(all.length / ON_PAGE)}` : ''}`,
    cards: [
      {
        kind: 'section',
        lines: shown.map(
          ({ id, plannedAt, settledAt, content }) =>
            `${id}. ${formatDay(plannedAt.slice(0, 10))}: ${clip(content.headline, 150)}${settledAt === undefined ? ' (being posted)' : ''}`,
        ),
      },
    ],
    buttons: [
      ...shown.slice(0, 5).map(({ id }) => ({
        label: `Papers of ${id}`,
        command: 'digest history',
        values: { number: id },
      })),
      ...pages(all.length, page, subscription === undefined ? {} : { subscription }),
    ],
  };
}

async function papersOf(
  digest: Digest,
  ids: readonly string[],
  { library }: CommandContext,
  { page, of }: { readonly page: number; readonly of: string },
): Promise<Reply> {
  const { unkept = 0, left, shown: told } = digest.content;
  const all = (left.length + unkept).toLocaleString('en-US');
  const best = `the best ${left.length} of ${all} over the cap`;
  const several = `${count(ids.length, 'paper')} ${of}`;
  const which =
    unkept === 0 ? several : of === 'in all' ? `${count(told.length, 'paper')} and ${best}` : best;
  const shown = ids.slice((page - 1) * ON_PAGE, page * ON_PAGE);
  const known = await library.get(shown);
  const day = formatDay(digest.plannedAt.slice(0, 10));
  const range = ids.length > ON_PAGE ? `, page ${page} of ${Math.ceil(ids.length / ON_PAGE)}` : '';
  const same =
    of === 'in all' ? { number: digest.id } : { subscription: digest.subscription, upto: digest.upTo };
  const list = {
    cards: shown.flatMap((id) => {
      const paper = known.get(id)?.paper;
      return paper === undefined ? [] : [shortCard(paper)];
    }),
    ...(ids.length > ON_PAGE ? { from: (page - 1) * ON_PAGE + 1 } : {}),
  };
  return {
    summary: `Digest ${digest.id} of ${day}: ${which}${range}`,
    ...list,
    buttons: [
      ...paperButtons(list),
      ...(shown.length === 0
        ? []
        : [
            {
              label: `BibTeX of these ${shown.length}`,
              command: 'cite',
              values: { paper: shown.join(' '), style: 'bibtex' },
            },
          ]),
      ...pages(ids.length, page, same),
    ],
  };
}

function pages(all: number, page: number, values: Readonly<Record<string, number>>) {
  return pageButtons({ command: 'digest history', values, page, more: page * ON_PAGE < all });
}

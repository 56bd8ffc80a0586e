import { type CommandContext, defineCommand } from '../src/core/command.ts';
import { formatDay } from '../src/core/day.ts';
import type { Digest } from '../src/core/digest/delivery.ts';
import { dayIn } from '../src/core/digest/period.ts';
import type { Subscription } from '../src/core/digest/subscription.ts';
import { UserError } from '../src/core/errors.ts';
import { lastPagePassed, pageButtons, paperButtons } from '../src/core/list-buttons.ts';
import { shortCard } from '../src/core/paper-card.ts';
import type { Reply } from '../src/core/reply.ts';
import { clip, count } from '../src/core/text.ts';
import { askerOf } from './digest-parts.ts';

const ON_PAGE = 10;

type DayOf = (digest: Digest) => string;

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
    {
      name: 'subscription',
      description: 'Only those of this subscription.',
      type: 'integer',
      min: 1,
      completion: 'subscription',
    },
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
    const asker = askerOf(context);
    const all = (await context.digests.history(asker)).filter(
      (digest) => subscription === undefined || digest.subscription === subscription,
    );
    const dayOf = daysOf(await context.digests.list(asker));
    if (number === undefined && upto === undefined)
      return listed(all, page, context, { subscription, dayOf });
    // A later digest that only says that nothing is new ends with the same change.
    const digest = all.find(({ id, upTo, content }) =>
      number === undefined ? upTo === upto && content.left.length > 0 : id === number,
    );
    if (digest === undefined)
      throw new UserError(
        `This channel has no digest ${number ?? 'of that kind any more'}. Those it has: /digest history`,
      );
    return number === undefined
      ? papersOf(digest, digest.content.left, context, { page, dayOf, of: 'over the cap' })
      : papersOf(digest, [...digest.content.shown, ...digest.content.left], context, {
          page,
          dayOf,
          of: 'in all',
        });
  },
});

/** The day of a digest where its subscription was. One of an earlier release does not tell, so it is where that one is, or the newest. */
function daysOf(subscriptions: readonly Subscription[]): DayOf {
  const zones = new Map(subscriptions.map(({ id, cadence }) => [id, cadence.zone]));
  const zone = subscriptions.at(-1)?.cadence.zone ?? 'UTC';
  return ({ subscription, plannedAt, content }) =>
    formatDay(dayIn(plannedAt, content.zone ?? zones.get(subscription) ?? zone));
}

async function listed(
  all: readonly Digest[],
  page: number,
  context: CommandContext,
  { subscription, dayOf }: { readonly subscription: number | undefined; readonly dayOf: DayOf },
): Promise<Reply> {
  const shown = all.slice((page - 1) * ON_PAGE, page * ON_PAGE);
  if (all.length === 0) return { summary: 'This channel has had no digest yet.', cards: [] };
  const values = subscription === undefined ? {} : { subscription };
  if (shown.length === 0) return passed(all.length, 'of digests in this channel', values);
  return {
    summary: `${count(all.length, 'digest')} in this channel${all.length > ON_PAGE ? `, page ${page} of ${Math.ceil(all.length / ON_PAGE)}` : ''}`,
    cards: [
      {
        kind: 'section',
        lines: await Promise.all(
          shown.map(
            async (digest) =>
              `${digest.id}. ${dayOf(digest)}: ${clip(digest.content.headline, 150)}${await stateOf(digest, context)}`,
          ),
        ),
      },
    ],
    buttons: [
      ...shown.slice(0, 5).map(({ id }) => ({
        label: `Papers of ${id}`,
        command: 'digest history',
        values: { number: id },
      })),
      ...pages(all.length, page, values),
    ],
  };
}

/** Whether it is there, where that is not so yet. */
async function stateOf(digest: Digest, { digests }: CommandContext): Promise<string> {
  if (digest.settledAt !== undefined) return '';
  const open = await digests.progress(digest.subscription);
  if (open?.paused !== true && open?.unproven === undefined) return ' (being posted)';
  return ` (the rest waits: /digest resume ${digest.subscription})`;
}

async function papersOf(
  digest: Digest,
  ids: readonly string[],
  { library }: CommandContext,
  { page, of, dayOf }: { readonly page: number; readonly of: string; readonly dayOf: DayOf },
): Promise<Reply> {
  const { unkept = 0, left, shown: told } = digest.content;
  const all = (left.length + unkept).toLocaleString('en-US');
  const best = `the best ${left.length} of ${all} over the cap`;
  const several = `${count(ids.length, 'paper')} ${of}`;
  const which =
    unkept === 0 ? several : of === 'in all' ? `${count(told.length, 'paper')} and ${best}` : best;
  const shown = ids.slice((page - 1) * ON_PAGE, page * ON_PAGE);
  const same =
    of === 'in all' ? { number: digest.id } : { subscription: digest.subscription, upto: digest.upTo };
  if (shown.length === 0 && page > 1) return passed(ids.length, `of digest ${digest.id}`, same);
  const known = await library.get(shown);
  const day = dayOf(digest);
  const range = ids.length > ON_PAGE ? `, page ${page} of ${Math.ceil(ids.length / ON_PAGE)}` : '';
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

/** One that says that nothing is new has one page, too. */
function passed(all: number, what: string, values: Readonly<Record<string, number>>): Reply {
  return lastPagePassed(Math.max(1, Math.ceil(all / ON_PAGE)), what, { command: 'digest history', values });
}

function pages(all: number, page: number, values: Readonly<Record<string, number>>) {
  return pageButtons({ command: 'digest history', values, page, more: page * ON_PAGE < all });
}

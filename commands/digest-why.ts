import { defineCommand } from '../src/core/command.ts';
import { formatDay } from '../src/core/day.ts';
import type { Digest } from '../src/core/digest/delivery.ts';
import type { Why } from '../src/core/digest/digests.ts';
import type { NoNews } from '../src/core/digest/news.ts';
import { dayIn } from '../src/core/digest/period.ts';
import { subjectOf } from '../src/core/digest/subscription.ts';
import { findPaper, PAPER_OPTION } from '../src/core/find-paper.ts';
import { matchReason } from '../src/core/match-reason.ts';
import { readableTitle } from '../src/core/paper-card.ts';
import { clip, count, listAnd } from '../src/core/text.ts';
import { askerOf, progressLine } from './digest-parts.ts';

/** Subscriptions that are told of one by one; those that have to do with the paper come first. */
const MOST_TOLD = 10;

export const digestWhy = defineCommand({
  name: 'digest why',
  description: "Say why a paper is, or is not, in this channel's digests.",
  options: [PAPER_OPTION],
  examples: ['/digest why 2505.15811'],
  visibility: 'asker',
  async run(values, context) {
    const asker = askerOf(context);
    const { paper } = await findPaper(context, values.paper);
    const whys = await context.digests.why(asker, paper.id);
    const title = `${readableTitle(paper)} (arXiv:${paper.id})`;
    if (whys.length === 0)
      return { summary: `This channel has no subscriptions, so nothing tells it of ${title}.`, cards: [] };
    const ranked = whys.toSorted((a, b) => rank(a) - rank(b));
    const rest = ranked.length - MOST_TOLD;
    return {
      summary: `Why ${title} is or is not in the digests of this channel`,
      cards: [
        ...ranked.slice(0, MOST_TOLD).map((why) => ({ kind: 'section' as const, ...told(why) })),
        ...(rest > 0
          ? [{ kind: 'section' as const, lines: [`and ${count(rest, 'more subscription')} of this channel`] }]
          : []),
      ],
      buttons: [{ label: 'Versions', command: 'versions', values: { paper: paper.id } }],
    };
  },
});

function rank({ matched, past }: Why): number {
  if (past.length > 0) return 0;
  return matched === undefined ? 2 : 1;
}

function told(why: Why): { heading: string; lines: string[] } {
  const { subscription, past } = why;
  const { id, cadence, paused } = subscription;
  return {
    heading: `Subscription ${id}: ${subjectOf(subscription)}`,
    lines: [
      matchLine(why),
      ...past.slice(0, 3).map(({ digest, kind: how }) => {
        const day = formatDay(dayIn(digest.plannedAt, digest.content.zone ?? cadence.zone));
        const open = why.open?.digest.id === digest.id ? [progressLine(why.open)] : [];
        return [pastLine(digest, how, { day, own: id }), ...open].join(' ');
      }),
      ...nextLines(why),
      ...(paused === undefined ? [] : ['The subscription is paused.']),
    ],
  };
}

function pastLine(
  { id, content, subscription, settledAt }: Digest,
  how: Why['past'][number]['kind'],
  { day, own }: { readonly day: string; readonly own: number },
): string {
  const isOpen = settledAt === undefined;
  if (subscription !== own)
    return `Digest ${id} of ${day} ${isOpen ? 'tells of it' : 'told of it already'}, for subscription ${subscription}.`;
  switch (how) {
    case 'shown':
      return isOpen
        ? `It is in digest ${id} of ${day}, which is not posted whole yet.`
        : `It was in digest ${id} of ${day}.`;
    case 'over the cap':
      return `It was over the cap of digest ${id} of ${day}: /digest history ${id}`;
    case 'beyond what is kept': {
      const { left, unkept = 0 } = content;
      return `If it was news, it was over the cap of digest ${id} of ${day}, of which only the best ${left.length} of ${(left.length + unkept).toLocaleString('en-US')} are kept.`;
    }
  }
}

function matchLine({ matched, missing, subscription }: Why): string {
  if (matched === undefined) {
    if (subscription.kind === 'papers') return 'It is not among the papers followed here.';
    return missing.length === 0
      ? 'It does not match: its words, or its days, do not fit together as the query asks.'
      : `It does not match because of: ${clip(listAnd(missing), 300)}`;
  }
  if (subscription.kind === 'papers') return 'It is followed here.';
  const reason = matchReason({ matched });
  return reason === '' ? 'It matches.' : `It matches: ${reason}`;
}

const REASONS: Readonly<Record<NoNews | 'unchanged', string>> = {
  unchanged: 'Nothing has happened to it that this library saw.',
  before: 'All that happened to it was before this subscription began, or has been dealt with.',
  old: 'What happened to it is old: it had been announced before this subscription began, or was there long before this library saw it.',
  told: 'It stands in another digest of this channel already.',
  section: 'What happened to it belongs to a section that this subscription leaves out.',
};

const STILL = 'What becomes of it is told all the same, as this subscription has brought it here.';

function nextLines({ matched, isBrought, next, subscription, open, past }: Why): string[] {
  if (isBrought === true) {
    const why = next.kind === 'no news' ? next.why : undefined;
    const isSaid = why === undefined || why === 'told' || why === 'section';
    const isTold = why !== 'section' && subscription.sections.some((section) => section !== 'new');
    return [...(isTold ? [STILL] : []), ...(isSaid ? [nextLine(next, subscription)] : [])];
  }
  if (matched === undefined) return [];
  // What is on its way is told already, and is not dealt with yet.
  const isOnItsWay = open !== undefined && past.some(({ digest }) => digest.id === open.digest.id);
  if (isOnItsWay && next.kind === 'no news' && next.why === 'before') return [];
  return [nextLine(next, subscription)];
}

function nextLine(next: Why['next'], { cap }: Why['subscription']): string {
  if (next.kind === 'no news') return REASONS[next.why];
  return next.kind === 'shown'
    ? `It will be in the next digest, under "${next.section}".`
    : `It is over the cap of ${cap} of the next digest: others match better.`;
}

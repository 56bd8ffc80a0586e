import { matchReason } from '../match-reason.ts';
import type { Paper } from '../paper.ts';
import { fullCard } from '../paper-card.ts';
import { remembered } from '../remembered.ts';
import type { Button, Card, Reply } from '../reply.ts';
import { clip, count, listAnd } from '../text.ts';
import type { DigestContent, PlannedPost } from './delivery.ts';
import { entryCard, newsReply, type ToldPaper } from './paper-news.ts';
import { formatPeriod } from './period.ts';
import { type Entry, isRestored, type Selection } from './select.ts';
import { SECTIONS, type Subscription } from './subscription.ts';

/** The same paper stands in the digests of many channels. */
const wholeCard = remembered((paper: Paper) => fullCard(paper));

/** As many ids as are kept of papers that were left out: behind the button nobody turns more pages. */
const MOST_LEFT = 200;
const LONGEST_QUERY = 80;
/** The number of a subscription that only serves to show what one would bring. */
export const NOBODY = 0;

/** Everything that a digest is written from. */
export type DigestParts = {
  readonly subscription: Subscription;
  /** ISO, both. */
  readonly from: string;
  readonly until: string;
  readonly upTo: number;
  readonly selection: Selection;
  /** Those of `selection.shown`, in its order. */
  readonly papers: readonly ToldPaper[];
  /** Which papers have a place in the channel where they appeared first, with a link to it where the platform has one. */
  readonly roots: ReadonlyMap<string, string | undefined>;
  /** What keeps it from being whole, in words. */
  readonly coverage: string | undefined;
  /** Whether that is to be told though there is nothing else to tell and the subscription is to be silent then. */
  readonly mustSay: boolean;
  /** How many times it was due and was not posted before this. */
  readonly missed: number;
};

/** What there is to say, and the posts that say it; no posts when there is nothing, and the subscription is to be silent then. */
export function composeDigest(parts: DigestParts): {
  readonly content: DigestContent;
  readonly posts: readonly PlannedPost[];
} {
  const { subscription, selection, papers } = parts;
  const main = mainReply(parts);
  const unkept = selection.left.length - MOST_LEFT;
  const content: DigestContent = {
    headline: main.summary,
    shown: papers.map(({ paper }) => paper.id),
    left: selection.left.slice(0, MOST_LEFT).map(({ paperId }) => paperId),
    ...(unkept > 0 ? { unkept } : {}),
  };
  if (papers.length === 0)
    return {
      content,
      posts: subscription.empty === 'say' || parts.mustSay ? [{ reply: main, papers: [] }] : [],
    };
  return {
    content,
    posts: [{ reply: main, papers: content.shown }, ...detailPosts(parts, main.summary), ...newsPosts(parts)],
  };
}

function mainReply(parts: DigestParts): Reply {
  const { subscription, selection, papers } = parts;
  const notes = footnotes(parts);
  const footer = notes.length === 0 ? {} : { footer: notes.join(' ') };
  if (papers.length === 0) return { summary: headline(parts), cards: [], ...footer };
  return {
    summary: headline(parts),
    cards: GROUPS.flatMap((group) => groupCards(group, parts)),
    buttons: [
      bibliographyButton(papers.map(({ paper }) => paper.id)),
      ...(selection.left.length === 0 || subscription.id === NOBODY
        ? []
        : [moreButton(subscription, parts.upTo, selection.left.length)]),
    ],
    ...footer,
  };
}

function headline({ subscription, selection, coverage, from, until }: DigestParts): string {
  const period = formatPeriod(from, until, subscription.cadence.zone);
  const about =
    subscription.kind === 'papers'
      ? 'of the papers followed here'
      : `for: ${clip(subscription.query, LONGEST_QUERY)}`;
  const counts = GROUPS.flatMap((group) => {
    const number = countOf(group, selection);
    return number === 0 ? [] : [COUNTED[group](number)];
  });
  const nothing = coverage === undefined ? 'Nothing new' : 'Nothing new that could be read';
  return counts.length === 0 ? `${nothing} ${about} (${period})` : `${listAnd(counts)} ${about} (${period})`;
}

/** What has a heading of its own: the sections, and what is restored apart from what is withdrawn. */
const GROUPS = [...SECTIONS, 'restored'] as const;
type Group = (typeof GROUPS)[number];

function groupOf(entry: Entry): Group {
  return isRestored(entry) ? 'restored' : entry.section;
}

function countOf(group: Group, { counts, shown, left }: Selection): number {
  if (group !== 'restored' && group !== 'withdrawn') return counts[group];
  if (counts.withdrawn === 0) return 0;
  const restored = [...shown, ...left].filter(isRestored).length;
  return group === 'restored' ? restored : counts.withdrawn - restored;
}

const COUNTED: Readonly<Record<Group, (number: number) => string>> = {
  new: (number) => count(number, 'new paper'),
  versions: (number) => count(number, 'new version'),
  published: (number) => `${number.toLocaleString('en-US')} now published`,
  withdrawn: (number) => `${number.toLocaleString('en-US')} withdrawn`,
  restored: (number) => `${number.toLocaleString('en-US')} restored`,
};

const HEADINGS: Readonly<Record<Group, string>> = {
  new: 'New papers',
  versions: 'New versions',
  published: 'Now published',
  withdrawn: 'Withdrawn',
  restored: 'Restored',
};

function groupCards(group: Group, { papers, selection, roots }: DigestParts): Card[] {
  const shown = papers.filter(({ entry }) => groupOf(entry) === group);
  if (shown.length === 0) return [];
  const all = countOf(group, selection);
  const number = shown.length === all ? String(all) : `${shown.length} of ${all.toLocaleString('en-US')}`;
  return [
    { kind: 'section', heading: `${HEADINGS[group]} (${number})`, lines: [] },
    ...shown.map((told) => entryCard(told, reasonOf(told.entry), roots.get(told.paper.id))),
  ];
}

/** Why a paper is there. */
function reasonOf(entry: Entry): string {
  return entry.isBrought === true
    ? 'nothing now; this subscription brought it here before'
    : matchReason(entry);
}

function footnotes({ selection, coverage, missed, subscription, from, until }: DigestParts): string[] {
  return [
    ...(missed === 0
      ? []
      : [
          `This is a catch-up: it covers ${formatPeriod(from, until, subscription.cadence.zone)}, and takes the place of ${count(missed, 'digest')} that ${missed === 1 ? 'was' : 'were'} not posted.`,
        ]),
    ...(selection.told === 0
      ? []
      : [
          `${count(selection.told, 'more paper')} matched and ${selection.told === 1 ? 'stands' : 'stand'} in another digest of this channel already.`,
        ]),
    ...(subscription.id === NOBODY && selection.left.length > 0
      ? [`Over the cap of ${subscription.cap}: ${selection.left.length.toLocaleString('en-US')} more.`]
      : []),
    ...(coverage === undefined ? [] : [coverage]),
  ];
}

function bibliographyButton(ids: readonly string[]): Button {
  return {
    label: ids.length === 1 ? 'BibTeX' : `BibTeX of these ${ids.length}`,
    command: 'cite',
    values: { paper: ids.join(' '), style: 'bibtex' },
  };
}

/** The digest has no number before it is written down; its subscription and how far it reaches name it as well. */
function moreButton({ id }: Subscription, upTo: number, left: number): Button {
  const all = left.toLocaleString('en-US');
  return {
    label: left > MOST_LEFT ? `the best ${MOST_LEFT} of ${all} more` : `and ${all} more`,
    command: 'digest history',
    values: { subscription: id, upto: upTo },
  };
}

/** The abstracts of the new papers, numbered as above. On Discord their thread is called so, and stands in a list of others. */
function detailPosts({ papers }: DigestParts, about: string): PlannedPost[] {
  const fresh = papers.filter(({ entry }) => entry.section === 'new');
  if (!fresh.some(({ paper }) => paper.abstract !== undefined)) return [];
  return [
    {
      reply: {
        summary: `${fresh.length === 1 ? 'Abstract' : 'Abstracts'}: ${about}`,
        cards: fresh.map(({ paper }) => wholeCard(paper)),
      },
      under: { post: 0 },
      papers: [],
    },
  ];
}

/** Each later news of a paper under the post where the channel saw it first; where it did not until this is posted, under this digest. */
function newsPosts({ papers, roots, subscription }: DigestParts): PlannedPost[] {
  return papers
    .filter(({ entry }) => entry.section !== 'new')
    .flatMap((told) => {
      const reply = newsReply(told);
      const { id } = told.paper;
      const under = roots.has(id) ? { paper: id } : { paper: id, or: 0 };
      return [
        { reply, under, papers: [id] },
        ...(subscription.newsAlso === 'channel' ? [{ reply, papers: [], copy: true as const }] : []),
      ];
    });
}

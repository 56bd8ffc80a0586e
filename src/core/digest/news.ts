import type { Change, StoredChange } from '../change.ts';
import { type Day, shiftDay } from '../day.ts';
import type { PaperVersion } from '../paper.ts';
import { remembered } from '../remembered.ts';
import type { Section, Subscription } from './subscription.ts';

/** A paper is announced within a few days of its submission, at most. */
const LEEWAY_DAYS = 7;
/** What was submitted so long before it was first seen was looked up, back-filled or imported: it is no news. */
const OLD_DAYS = 60;

/** One thing that happened to a paper, without the texts that changed: a window can hold very many. */
export type NewsItem = { readonly seq: number; readonly at: string } & (
  | { readonly kind: 'new-paper' }
  | { readonly kind: 'new-version'; readonly from: PaperVersion; readonly to: PaperVersion }
  | { readonly kind: 'published' | 'withdrawn' | 'restored' }
);

/** What happened to a paper in a window of changes, oldest first, and the day of its first version where that is known. */
export type PaperNews = {
  readonly paperId: string;
  readonly submitted?: Day;
  readonly items: readonly NewsItem[];
};

/** Adds changes, oldest first, to what happened by paper. */
export function gatherNews(changes: readonly StoredChange[], into: Map<string, NewsItem[]>): void {
  for (const { seq, at, change } of changes) {
    const items = into.get(change.paperId);
    const item = itemOf(change, { seq, at });
    if (items === undefined) into.set(change.paperId, [item]);
    else items.push(item);
  }
}

function itemOf(change: Change, when: { readonly seq: number; readonly at: string }): NewsItem {
  return change.kind === 'new-version'
    ? { ...when, kind: change.kind, from: change.from, to: change.to }
    : { ...when, kind: change.kind };
}

/** What makes something that happened no news for a subscription. */
export type NoNews =
  /** It was dealt with before: at or before the subscription's cursor. */
  | 'before'
  /** It is older than the subscription, or was long there when it was first seen. */
  | 'old'
  /** Another digest of this channel has told it. */
  | 'told'
  /** It belongs to a section that the subscription leaves out. */
  | 'section';

/** The news of a paper as one entry: the section it stands in, and all that it tells. */
export type JudgedNews =
  | { readonly section: Section; readonly items: readonly NewsItem[] }
  | { readonly section: undefined; readonly why: NoNews };

/** For what of a subscription it is judged, and whether a change of a paper stands in a digest of the channel already. */
export type Judge = {
  readonly subscription: Pick<Subscription, 'cursor' | 'since' | 'sections'>;
  readonly told: (paperId: string, seq: number) => boolean;
};

/** Several things that happened to one paper are one entry: a new paper that already has v2, v2 and v3, v2 and its publication. */
export function judgeNews(
  { paperId, submitted, items }: PaperNews,
  { subscription, told }: Judge,
): JudgedNews {
  const { cursor, sections } = subscription;
  const after = items.filter(({ seq }) => seq > cursor);
  if (after.length === 0) return { section: undefined, why: 'before' };
  const fresh = withoutUndone(after).filter((item) => isFresh(item, submitted, freshFor(subscription)));
  if (fresh.length === 0) return { section: undefined, why: 'old' };
  const untold = fresh.filter(({ seq }) => !told(paperId, seq));
  if (untold.length === 0) return { section: undefined, why: 'told' };
  const section = ORDER.find(
    (one) => sections.includes(one) && untold.some((item) => sectionOf(item) === one),
  );
  return section === undefined ? { section, why: 'section' } : { section, items: untold };
}

/** Which section a paper with several news stands in: the first of these. */
const ORDER: readonly Section[] = ['withdrawn', 'new', 'versions', 'published'];

function sectionOf({ kind }: NewsItem): Section {
  switch (kind) {
    case 'new-paper':
      return 'new';
    case 'new-version':
      return 'versions';
    case 'published':
      return 'published';
    case 'withdrawn':
    case 'restored':
      return 'withdrawn';
  }
}

/** A withdrawal that was taken back in the same window never happened, as far as people need to know. */
function withoutUndone(items: readonly NewsItem[]): readonly NewsItem[] {
  const withdrawals = items.filter(({ kind }) => kind === 'withdrawn' || kind === 'restored');
  const [first, last] = [withdrawals[0], withdrawals.at(-1)];
  const undone = first !== undefined && last !== undefined && first.kind !== last.kind;
  return items.filter(
    (item) => (item.kind !== 'withdrawn' && item.kind !== 'restored') || (!undone && item === last),
  );
}

function isFresh(item: NewsItem, submitted: Day | undefined, first: Day): boolean {
  const day =
    item.kind === 'new-paper' ? submitted : item.kind === 'new-version' ? item.to.submitted : undefined;
  if (day === undefined) return true;
  return day >= first && day >= oldFor(item);
}

/** The first day of what is new for a subscription, which judges thousands of papers by it. */
const freshFor = remembered(({ since }: Pick<Subscription, 'since'>) =>
  shiftDay(since.slice(0, 10), -LEEWAY_DAYS),
);

/** The same of what happened, which thousands of subscriptions judge. */
const oldFor = remembered(({ at }: NewsItem) => shiftDay(at.slice(0, 10), -OLD_DAYS));

import type { Change, StoredChange } from '../change.ts';
import { type Day, shiftDay } from '../day.ts';
import type { PaperVersion } from '../paper.ts';
import { rememberedFew } from '../remembered.ts';
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

/** For whom news are judged. */
export type Judge = {
  readonly subscription: Pick<Subscription, 'cursor' | 'since' | 'createdAt' | 'sections'>;
  /** ISO: where the period begins that is to be told of. */
  readonly from: string;
  /** Whether a change of a paper stands in a digest of the channel already. */
  readonly told: (paperId: string, seq: number) => boolean;
  /** Whether the channel has had the paper, or follows it: what happens to it then is news, however late the library learns of it. */
  readonly knows: (paperId: string) => boolean;
};

/** Several things that happened to one paper are one entry: a new paper that already has v2, v2 and v3, v2 and its publication. */
export function judgeNews(
  { paperId, submitted, items }: PaperNews,
  { subscription, from, told, knows }: Judge,
): JudgedNews {
  const { cursor, sections } = subscription;
  const after = (items[0]?.seq ?? 0) > cursor ? items : items.filter(({ seq }) => seq > cursor);
  if (after.length === 0) return { section: undefined, why: 'before' };
  const isFirst = after.some(({ kind }) => kind === 'new-paper');
  const fresh = withoutUndone(after).filter(
    (item) =>
      (item.kind === 'new-version' && knows(paperId)) ||
      isFresh({ item, day: dayOf(item, submitted), isFirst }, subscription, from),
  );
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
  if (withdrawals.length === 0) return items;
  const [first, last] = [withdrawals[0], withdrawals.at(-1)];
  const undone = first !== undefined && last !== undefined && first.kind !== last.kind;
  return items.filter(
    (item) => (item.kind !== 'withdrawn' && item.kind !== 'restored') || (!undone && item === last),
  );
}

function dayOf(item: NewsItem, submitted: Day | undefined): Day | undefined {
  if (item.kind === 'new-paper') return submitted;
  return item.kind === 'new-version' ? item.to.submitted : undefined;
}

/**
 * Whether it is young enough. Of what lies between the day that a person named and the day on which they did, they asked to be told;
 * of the rest, what was not long there when it was first seen, or when the period began that is told of (nobody looked for a while).
 * A version can only be older than the subscription where its paper was known before.
 */
function isFresh(
  {
    item,
    day,
    isFirst,
  }: { readonly item: NewsItem; readonly day: Day | undefined; readonly isFirst: boolean },
  { since, createdAt }: Pick<Subscription, 'since' | 'createdAt'>,
  from: string,
): boolean {
  if (day === undefined) return true;
  const [start, made] = [since.slice(0, 10), createdAt.slice(0, 10)];
  if (start < made && day >= start && day <= made) return true;
  const seen = item.at < from ? item.at : from;
  if (day < youngFrom(seen.slice(0, 10))) return false;
  return !isFirst || day >= inTimeFrom(start);
}

const youngFrom = rememberedFew((day) => shiftDay(day, -OLD_DAYS));
const inTimeFrom = rememberedFew((day) => shiftDay(day, -LEEWAY_DAYS));

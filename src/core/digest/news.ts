import type { Change, StoredChange } from '../change.ts';
import { type Day, shiftDay } from '../day.ts';
import type { Paper, PaperVersion } from '../paper.ts';
import { rememberedFew } from '../remembered.ts';
import { firstVersion, latestVersion } from '../versions.ts';
import { announcedUpTo } from './announcements.ts';
import type { Section, Subscription } from './subscription.ts';

/** What was submitted so long before it was first seen was looked up, back-filled or imported: it is no news. */
const OLD_DAYS = 60;

/** One thing that happened to a paper, without the texts that changed: a window can hold very many. */
export type NewsItem = { readonly seq: number; readonly at: string } & (
  | { readonly kind: 'new-paper' }
  | { readonly kind: 'new-version'; readonly from: PaperVersion; readonly to: PaperVersion }
  | { readonly kind: 'published' | 'withdrawn' | 'restored' }
);

/** The first version of a paper, and the newest that has come since, as far as they are known. */
export type VersionsKnown = { readonly first?: PaperVersion; readonly latest?: PaperVersion };

/** What happened to a paper in a window of changes, oldest first. */
export type PaperNews = VersionsKnown & {
  readonly paperId: string;
  readonly items: readonly NewsItem[];
};

export function versionsKnown({ versions }: Paper): VersionsKnown {
  const [first, latest] = [firstVersion(versions), latestVersion(versions)];
  return {
    ...(first === undefined ? {} : { first }),
    ...(latest === undefined || latest.number === 1 ? {} : { latest }),
  };
}

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
  /** ISO: until when everything had been looked through; see `ToldSoFar`. */
  readonly from: string;
  /** Whether a change of a paper stands in a digest of the channel already. */
  readonly told: (paperId: string, seq: number) => boolean;
  /** Whether the channel has had the paper, or follows it: what happens to it then is news, however late the library learns of it. */
  readonly knows: (paperId: string) => boolean;
};

/** A judge with what is the same for all papers: very many are judged. */
type Prepared = Judge & { readonly days: Days };

/**
 * Judges papers for somebody. Several things that happened to one paper are one entry: a new paper that already has v2, v2 and v3, v2
 * and its publication. Where all of them are news, their list is returned as it is, and so is the same for everybody.
 */
export function judging(judge: Judge): (news: PaperNews) => JudgedNews {
  const prepared = { ...judge, days: daysOf(judge) };
  return (news) => judgeNews(news, prepared);
}

function judgeNews(news: PaperNews, judge: Prepared): JudgedNews {
  const { paperId, items } = news;
  const { cursor, sections } = judge.subscription;
  const after = (items[0]?.seq ?? 0) > cursor ? items : items.filter(({ seq }) => seq > cursor);
  if (after.length === 0) return BEFORE;
  const fresh = freshOf(news, after, judge);
  if (fresh.length === 0) return OLD;
  const untold = untoldOf(paperId, fresh, judge);
  if (untold.length === 0) return TOLD;
  for (const section of ORDER)
    if (sections.includes(section) && stands(untold, section)) return { section, items: untold };
  return UNWANTED;
}

const BEFORE: JudgedNews = { section: undefined, why: 'before' };
const OLD: JudgedNews = { section: undefined, why: 'old' };
const TOLD: JudgedNews = { section: undefined, why: 'told' };
const UNWANTED: JudgedNews = { section: undefined, why: 'section' };

// Every paper that matches is judged for every subscription, so this makes no lists where nothing is left out.
function untoldOf(paperId: string, fresh: readonly NewsItem[], { told }: Judge): readonly NewsItem[] {
  for (const { seq } of fresh)
    if (told(paperId, seq)) return fresh.filter((item) => !told(paperId, item.seq));
  return fresh;
}

/** What is young enough of what happened; see `isFresh`. */
function freshOf(news: PaperNews, after: readonly NewsItem[], judge: Prepared): readonly NewsItem[] {
  const happened = withoutUndone(after);
  const isFirst = after.some(isFirstSight);
  for (const item of happened)
    if (!isNews(item, isFirst, news, judge)) return freshOnes(happened, after, isFirst, news, judge);
  return happened;
}

function freshOnes(
  happened: readonly NewsItem[],
  after: readonly NewsItem[],
  isFirst: boolean,
  news: PaperNews,
  judge: Prepared,
): readonly NewsItem[] {
  return happened.flatMap((item) => {
    if (isNews(item, isFirst, news, judge)) return [item];
    const update = updateOf(item, news.latest, after);
    return update !== undefined && isNews(update, isFirst, news, judge) ? [update] : [];
  });
}

function isFirstSight({ kind }: NewsItem): boolean {
  return kind === 'new-paper';
}

function isNews(
  item: NewsItem,
  isFirst: boolean,
  { paperId, first }: PaperNews,
  { from, days, knows }: Prepared,
): boolean {
  if (item.kind === 'new-version' && knows(paperId)) return true;
  const version = versionOf(item, first);
  const day = version?.submitted;
  if (version === undefined || day === undefined) return true;
  const young = item.at < from ? youngFrom(item.at.slice(0, 10)) : days.young;
  return isFresh(version, day, young, isFirst, days);
}

/** Which section a paper with several news stands in: the first of these. */
const ORDER: readonly Section[] = ['withdrawn', 'new', 'versions', 'published'];

function stands(items: readonly NewsItem[], section: Section): boolean {
  for (const item of items) if (sectionOf(item) === section) return true;
  return false;
}

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
  if (!items.some(isWithdrawal)) return items;
  const withdrawals = items.filter(isWithdrawal);
  const [first, last] = [withdrawals[0], withdrawals.at(-1)];
  const undone = first !== undefined && last !== undefined && first.kind !== last.kind;
  return items.filter((item) => !isWithdrawal(item) || (!undone && item === last));
}

function isWithdrawal({ kind }: NewsItem): boolean {
  return kind === 'withdrawn' || kind === 'restored';
}

function versionOf(item: NewsItem, first: PaperVersion | undefined): PaperVersion | undefined {
  if (item.kind === 'new-paper') return first;
  return item.kind === 'new-version' ? item.to : undefined;
}

/** A paper that is first seen with a later version already: of an old paper that version can be news. */
function updateOf(
  { kind, seq, at }: NewsItem,
  latest: PaperVersion | undefined,
  after: readonly NewsItem[],
): NewsItem | undefined {
  if (kind !== 'new-paper' || latest?.exact !== true || latest.submitted === undefined) return undefined;
  // Versions that came after the first sight stand for themselves.
  if (after.some((item) => item.kind === 'new-version')) return undefined;
  return { seq, at, kind: 'new-version', from: { number: latest.number - 1, exact: true }, to: latest };
}

/** What days mean for somebody. */
type Days = {
  /** From that day on they want to be told, which they said on that day. */
  readonly start: Day;
  readonly made: Day;
  /** The first day that was young when the period began that is told of. */
  readonly young: Day;
  /** Up to then all had been announced when the subscription began: that day, and the moment (ms). */
  readonly announcedDay: Day;
  readonly announced: number;
};

function daysOf({ subscription: { since, createdAt }, from }: Judge): Days {
  const announced = announcedUpTo(since);
  return {
    start: since.slice(0, 10),
    made: createdAt.slice(0, 10),
    young: youngFrom(from.slice(0, 10)),
    announcedDay: announced.slice(0, 10),
    announced: Date.parse(announced),
  };
}

/** The first day that is young on a day. */
const youngFrom = rememberedFew((day) => shiftDay(day, -OLD_DAYS));

/**
 * Whether a version is young enough. Of what lies between the day that a person named and the day on which they did, they asked to be
 * told; of the rest, what was not long there when it was first seen, or when the period began that is told of (nobody looked for a
 * while): then `young` is the first day that counts. What had been announced before the subscription is none, though the library may see
 * it only now: the first reading of a source brings what others read long ago. A version can only be older than the subscription where
 * its paper was known before.
 */
function isFresh(version: PaperVersion, day: Day, young: Day, isFirst: boolean, days: Days): boolean {
  if (days.start < days.made && day >= days.start && day <= days.made) return true;
  return day >= young && !(isFirst && wasAnnounced(version, day, days));
}

/** Of a version whose hour is not known, the whole day counts as not announced. */
function wasAnnounced({ submittedAt }: PaperVersion, day: Day, { announcedDay, announced }: Days): boolean {
  return submittedAt === undefined ? day < announcedDay : Date.parse(submittedAt) <= announced;
}

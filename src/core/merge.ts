import type { Change } from './change.ts';
import { diffPapers } from './diff.ts';
import type {
  FactName,
  KnownPaper,
  Paper,
  PaperRecord,
  PaperVersion,
  Sighting,
  SourceName,
} from './paper.ts';
import { describedDay, latestVersion, mergeVersions, sameVersion } from './versions.ts';

/** What a fact is made of: the keys of a paper that come and go together. */
const FACT_KEYS = {
  title: ['title'],
  authors: ['authors', 'hiddenAuthors', 'moreAuthors'],
  authorParts: ['authorParts'],
  abstract: ['abstract', 'abstractCut'],
  categories: ['categories'],
  formats: ['formats'],
  announced: ['announced'],
  comments: ['comments'],
  journalRef: ['journalRef'],
  dois: ['dois'],
  reportNumber: ['reportNumber'],
  mscClasses: ['mscClasses'],
  acmClasses: ['acmClasses'],
  withdrawn: ['withdrawn'],
} as const satisfies Record<FactName, readonly (keyof Paper)[]>;

const FACTS = Object.keys(FACT_KEYS) as FactName[];

/**
 * What a new record does to a known paper. For each fact the better sighting stays: complete before cut, then the newer
 * version of the paper, then what is proven or has its TeX, then the later reading, then (only to make the outcome certain) the
 * text itself. That is one total order per fact, so the same record twice changes nothing and the order of arrival does not
 * matter. An absent fact never beats a present one.
 */
export function merge(
  known: KnownPaper | undefined,
  seen: PaperRecord,
): { paper: KnownPaper; changes: Change[] } {
  const fresh = asKnown(seen);
  if (known === undefined) return { paper: fresh, changes: [{ kind: 'new-paper', paperId: fresh.paper.id }] };
  const paper = combine(known, fresh);
  return { paper, changes: changesBetween(known.paper, paper.paper, seen) };
}

function asKnown({ paper, source, seenAt, asOf = '' }: PaperRecord): KnownPaper {
  const dated = describedDay(paper.versions);
  const sighting: Sighting = { source, seenAt, asOf: dated > asOf ? dated : asOf };
  const names = FACTS.filter((name) => paper[FACT_KEYS[name][0]] !== undefined);
  const facts: Record<string, unknown> = {};
  for (const key of names.flatMap((name) => [...FACT_KEYS[name]])) {
    if (paper[key] !== undefined) facts[key] = paper[key];
  }
  const versions = paper.versions === undefined ? {} : { versions: mergeVersions(paper.versions, []) };
  return {
    paper: { id: paper.id, ...facts, ...versions },
    sightings: Object.fromEntries(
      [...names, ...(paper.versions ? ['versions'] : [])].map((name) => [name, sighting]),
    ),
  };
}

function combine(a: KnownPaper, b: KnownPaper): KnownPaper {
  const facts: Record<string, unknown> = {};
  const sightings: Record<string, Sighting> = {};
  for (const name of FACTS) {
    const better = pick(name, a, b);
    const sighting = better.sightings[name];
    if (sighting === undefined) continue;
    sightings[name] = sighting;
    for (const key of FACT_KEYS[name]) if (better.paper[key] !== undefined) facts[key] = better.paper[key];
  }
  const [versionsA, versionsB] = [a.paper.versions, b.paper.versions];
  const seen = [a.sightings.versions, b.sightings.versions].filter((sighting) => sighting !== undefined);
  const lastSeen = seen.toSorted((x, y) => compareText(sightingKey(x), sightingKey(y))).at(-1);
  if (lastSeen !== undefined) sightings['versions'] = lastSeen;
  const versions =
    versionsA || versionsB ? { versions: mergeVersions(versionsA ?? [], versionsB ?? []) } : {};
  return { paper: { id: a.paper.id, ...facts, ...versions }, sightings };
}

function pick(name: FactName, a: KnownPaper, b: KnownPaper): KnownPaper {
  const [x, y] = [a.sightings[name], b.sightings[name]];
  if (x === undefined || y === undefined) return x === undefined ? b : a;
  const order =
    completeness(name, a.paper) - completeness(name, b.paper) ||
    compareText(x.asOf, y.asOf) ||
    truth(name, a.paper, x) - truth(name, b.paper, y) ||
    compareText(x.seenAt, y.seenAt) ||
    compareText(x.source, y.source) ||
    (sameFact(name, a.paper, b.paper) ? 0 : compareText(factText(name, a.paper), factText(name, b.paper)));
  return order >= 0 ? a : b;
}

/** How much of a fact a source could show. Search pages cut abstracts at 400 characters and author lists at 25 names. */
function completeness(name: FactName, paper: Paper): number {
  if (name === 'abstract') return { no: 3, end: 2, start: 1, both: 0 }[paper.abstractCut ?? 'no'];
  if (name === 'authors') return paper.hiddenAuthors || paper.moreAuthors === true ? 0 : 1;
  // A source that knows only arXiv's own DOI does not unsay that the paper was published.
  if (name === 'dois') return publisherDois(paper).length > 0 ? 1 : 0;
  return 0;
}

/** Which of two sightings of one version is the truer. A title copied after MathJax has lost its TeX. */
function truth(name: FactName, paper: Paper, { source }: Sighting): number {
  if (name === 'title') return /[$\\]/.test(paper.title ?? '') ? 1 : 0;
  if (name === 'withdrawn') return PROVING_WITHDRAWAL.has(source) ? 1 : 0;
  return 0;
}

/** Other sources only have an author's words for it. */
const PROVING_WITHDRAWAL: ReadonlySet<string> = new Set<SourceName>(['oai', 'listing']);

function sameFact(name: FactName, a: Paper, b: Paper): boolean {
  return FACT_KEYS[name].every((key) => {
    const [x, y] = [a[key], b[key]];
    return (
      x === y || (typeof x === 'object' && typeof y === 'object' && JSON.stringify(x) === JSON.stringify(y))
    );
  });
}

function factText(name: FactName, paper: Paper): string {
  return JSON.stringify(FACT_KEYS[name].map((key) => paper[key] ?? null));
}

function sightingKey(sighting: Sighting): string {
  return `${sighting.asOf}\u0000${sighting.seenAt}\u0000${sighting.source}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function changesBetween(before: Paper, after: Paper, seen: PaperRecord): Change[] {
  const paperId = after.id;
  const changes: Change[] = [];
  const [from, to] = [latestVersion(before.versions), latestVersion(after.versions)];
  if (from !== undefined && to !== undefined && !isKnown(before, to) && isNewer(from, dayed(to, seen))) {
    changes.push({ kind: 'new-version', paperId, from, to, diff: diffPapers(before, after) });
  }
  if (!isPublished(before) && isPublished(after)) {
    const journalRef = after.journalRef === undefined ? {} : { journalRef: after.journalRef };
    const dois = publisherDois(after).length === 0 ? {} : { dois: publisherDois(after) };
    changes.push({ kind: 'published', paperId, ...journalRef, ...dois });
  }
  if (before.withdrawn !== true && after.withdrawn === true) changes.push({ kind: 'withdrawn', paperId });
  if (before.withdrawn === true && after.withdrawn === false) changes.push({ kind: 'restored', paperId });
  return changes;
}

/**
 * Whether a version was known before, if only as one that must exist: learning of older ones can raise its number, and that is
 * no news. A version that is not the first cannot have been known as the first, even of the same day.
 */
function isKnown(before: Paper, version: PaperVersion): boolean {
  return (before.versions ?? []).some((known) => known.number > 1 && sameVersion(known, version));
}

/** New only when proven: a higher exact number, or a later day that cannot be the same version counted by another calendar. */
function isNewer(from: PaperVersion, to: PaperVersion): boolean {
  // First, because two versions of one day are still two: a number is at least what it says.
  if (from.exact && to.number > from.number) return true;
  if (sameVersion(from, to)) return false;
  return from.submitted !== undefined && to.submitted !== undefined && to.submitted > from.submitted;
}

/** A feed dates no version, but one that it announces was not yet there before the day of which the record is. */
function dayed(version: PaperVersion, { paper, asOf }: PaperRecord): PaperVersion {
  const isShown = latestVersion(paper.versions)?.number === version.number;
  if (version.submitted !== undefined || asOf === undefined || !isShown) return version;
  return { ...version, submitted: asOf, calendar: 'eastern' };
}

/** News once: a DOI that follows its journal reference, or the other way round, tells nobody anything new. */
export function isPublished(paper: Paper): boolean {
  return paper.journalRef !== undefined || publisherDois(paper).length > 0;
}

/** arXiv gives every paper a DOI of its own; only another one says that the paper was published. */
function publisherDois(paper: Paper): readonly string[] {
  return (paper.dois ?? []).filter((doi) => !doi.startsWith('10.48550/'));
}

/** Whether two states of a paper hold the same facts, wherever and whenever they were seen. */
export function sameFacts(a: Paper, b: Paper): boolean {
  return (
    FACTS.every((name) => sameFact(name, a, b)) &&
    JSON.stringify(mergeVersions(a.versions ?? [], [])) ===
      JSON.stringify(mergeVersions(b.versions ?? [], []))
  );
}

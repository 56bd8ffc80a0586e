import { type Day, easternDay, sameMoment } from './day.ts';
import type { PaperVersion } from './paper.ts';

/** The newest version that is known to exist, or undefined when no source named any. */
export function latestVersion(versions: readonly PaperVersion[] | undefined): PaperVersion | undefined {
  return versions?.at(-1);
}

/** The version that made the paper, or undefined when no source named it. */
export function firstVersion(versions: readonly PaperVersion[] | undefined): PaperVersion | undefined {
  return versions?.find((version) => version.number === 1);
}

/** The day a record describes, as a search page counts days: that of the newest version whose day it gives. Empty text, older than any day, when it gives none. */
export function describedDay(versions: readonly PaperVersion[] | undefined): Day {
  return (versions ?? []).reduce((newest, version) => {
    const day = pageDay(version) ?? '';
    return day > newest ? day : newest;
  }, '');
}

/** Whether two sightings can be the same version: equal exact numbers, or days that can be the same moment. */
export function sameVersion(a: PaperVersion, b: PaperVersion): boolean {
  if (a.exact && b.exact) return a.number === b.number;
  if (a.submitted === undefined || b.submitted === undefined) return false;
  if (isPageDay(a) && isPageDay(b)) return pageDay(a) === pageDay(b);
  return sameMoment(
    { day: a.submitted, calendar: a.calendar ?? 'gmt' },
    { day: b.submitted, calendar: b.calendar ?? 'gmt' },
  );
}

/**
 * Unites what two sources know of a paper's versions. Exact versions are kept by number. An inferred one (of a search page
 * or an e-mail, by its Eastern day) is dropped when an exact one explains it or leaves no room for it; else it gets the lowest number
 * its day allows. Of sightings that do not contradict each other the result depends on the set, never on the order; that takes
 * exact versions with their moments, as all sources give them for any but the first.
 */
export function mergeVersions(a: readonly PaperVersion[], b: readonly PaperVersion[]): PaperVersion[] {
  const exact = new Map<number, PaperVersion>();
  const inferred = new Map<Day, PaperVersion>();
  for (const version of [...a, ...b]) {
    if (version.exact) {
      const other = exact.get(version.number);
      exact.set(version.number, other === undefined ? version : unite(other, version));
    } else {
      const day = pageDay(version);
      if (day === undefined) continue;
      const other = inferred.get(day);
      inferred.set(day, other === undefined ? version : unite(other, version));
    }
  }
  const merged = [...exact.values()];
  const later = merged.filter((version) => version.number > 1);
  for (const [day, guess] of [...inferred].toSorted(([x], [y]) => x.localeCompare(y))) {
    if (later.some((version) => sameVersion(version, guess))) continue;
    const number = lowestNumber(merged, day);
    const ceiling = later
      .filter((version) => (pageDay(version) ?? '') > day)
      .map((version) => version.number);
    if (number < Math.min(Number.POSITIVE_INFINITY, ...ceiling)) merged.push({ ...guess, number });
  }
  return merged.toSorted((x, y) => x.number - y.number || Number(y.exact) - Number(x.exact));
}

/** A version of this day that is not the first stands above every version dated before it. */
function lowestNumber(versions: readonly PaperVersion[], day: Day): number {
  const earlier = versions.filter((version) => (pageDay(version) ?? day) < day);
  return Math.max(2, ...earlier.map((version) => version.number + 1));
}

/** The US Eastern day of a version; of one that only has a GMT day that day, which is the same one or one later. */
function pageDay(version: PaperVersion): Day | undefined {
  return version.submittedAt === undefined ? version.submitted : easternDay(version.submittedAt);
}

function isPageDay(version: PaperVersion): boolean {
  return version.submittedAt !== undefined || version.calendar === 'eastern';
}

/** Two sightings of one version: the better date, and whatever else either knows (of two answers the greater, to be certain). */
function unite(a: PaperVersion, b: PaperVersion): PaperVersion {
  const [better, other] = dateRank(a) <= dateRank(b) ? [a, b] : [b, a];
  const sizeKb = greater(better.sizeKb, other.sizeKb);
  const sourceType = greater(better.sourceType, other.sourceType);
  return {
    ...better,
    ...(sizeKb === undefined ? {} : { sizeKb }),
    ...(sourceType === undefined ? {} : { sourceType }),
  };
}

function greater<T extends string | number>(a: T | undefined, b: T | undefined): T | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}

/** A moment beats a GMT day, that an Eastern one, a day beats none; the earlier settles a tie. */
function dateRank(version: PaperVersion): string {
  if (version.submittedAt !== undefined) return `0 ${version.submittedAt}`;
  if (version.submitted === undefined) return '3';
  return `${version.calendar === 'gmt' ? 1 : 2} ${version.submitted}`;
}

import { diffAbstract } from '../abstract-diff.ts';
import type { FromTo, PaperDiff } from '../change.ts';
import { formatDay } from '../day.ts';
import { toReadable } from '../latex.ts';
import type { PaperVersion } from '../paper.ts';
import { versionName } from '../paper-card.ts';
import { remembered } from '../remembered.ts';
import { clip, count, listAnd } from '../text.ts';

/** A collaboration can bring a thousand names at once. */
const MOST_NAMES = 3;
const LONGEST_NOTE = 120;

/**
 * A new version in one line: `v2 → v3 on 29 October 2025: abstract rewritten (31 words added, 12 removed), now 'NeurIPS 2025'`.
 * Without a diff, as of a version that the library did not see come, which and when, and that no more is known.
 */
export function versionLine(from: PaperVersion, to: PaperVersion, diff: PaperDiff | undefined): string {
  const day = to.submitted === undefined ? '' : ` on ${formatDay(to.submitted)}`;
  const what = diff === undefined ? undefined : inShort(diff);
  return `${versionName(from)} → ${versionName(to)}${day}${what === undefined ? '; what changed was not seen here' : `: ${what}`}`;
}

/** Many channels are told of the same. */
const inShort = remembered(diffInShort);

/** What changed, so short that a list of papers can hold it. */
export function diffInShort(diff: PaperDiff): string {
  const parts = [
    ...(diff.title?.to === undefined ? [] : [titlePart(diff.title)]),
    ...(diff.authors === undefined ? [] : authorsPart(diff.authors)),
    ...(diff.abstract === undefined ? [] : abstractPart(diff.abstract)),
    ...(diff.comments === undefined ? [] : [notePart('comments', diff.comments)]),
    ...(diff.journalRef === undefined ? [] : [notePart('journal reference', diff.journalRef)]),
    ...(diff.categories === undefined ? [] : categoriesPart(diff.categories)),
  ];
  return parts.length === 0 ? 'nothing that arXiv lists of it changed' : parts.join(', ');
}

function titlePart({ from }: FromTo<string>): string {
  return from === undefined ? 'title given' : `new title (was '${clip(toReadable(from), LONGEST_NOTE)}')`;
}

function authorsPart({ added, removed, reordered }: NonNullable<PaperDiff['authors']>): string[] {
  return [
    ...(added.length === 0 ? [] : [`${people(added)} added`]),
    ...(removed.length === 0 ? [] : [`${people(removed)} removed`]),
    ...(reordered ? ['order of authors changed'] : []),
  ];
}

function people(names: readonly string[]): string {
  return names.length > MOST_NAMES
    ? count(names.length, 'author')
    : `${names.length === 1 ? 'author' : 'authors'} ${listAnd(names.map(toReadable))}`;
}

function abstractPart(abstract: FromTo<string>): string[] {
  const { from, to } = abstract;
  // A source that only now gives the abstract says nothing of what its authors did.
  if (from === undefined || to === undefined) return [];
  const { added, removed, rewritten } = diffAbstract(abstract);
  if (added + removed === 0) return ['abstract: only spacing or signs changed'];
  const most = Math.max(added, removed);
  const words = Math.max(from.split(' ').length, to.split(' ').length);
  const how = rewritten || most * 2 > words ? 'rewritten' : 'changed';
  const counts = [
    ...(added === 0 ? [] : [`${count(added, 'word')} added`]),
    ...(removed === 0 ? [] : [added === 0 ? `${count(removed, 'word')} removed` : `${removed} removed`]),
  ];
  return [`abstract ${how} (${counts.join(', ')})`];
}

function notePart(name: string, { to }: FromTo<string>): string {
  return to === undefined ? `${name} no longer given` : `now '${clip(toReadable(to), LONGEST_NOTE)}'`;
}

function categoriesPart({ added, removed }: NonNullable<PaperDiff['categories']>): string[] {
  return [
    ...(added.length === 0 ? [] : [`also in ${listAnd(added)}`]),
    ...(removed.length === 0 ? [] : [`no longer in ${listAnd(removed)}`]),
  ];
}

import type { Paper } from '../paper.ts';
import type { PaperRef } from '../paper-id.ts';
import { clip } from '../text.ts';
import { firstVersion, latestVersion } from '../versions.ts';
import { citedAs } from './cited-as.ts';
import { replaceValue } from './edits.ts';
import { type Dialect, fieldOf, isPreprint, textOf } from './entry.ts';
import { publisherDoiOf } from './other-work.ts';
import type { Remark } from './remark.ts';
import { isSamePlace } from './same-place.ts';
import type { BibEntry } from './scan.ts';

/**
 * What is wrong with the year of an entry: of a preprint that of its version is wanted, of a publication that of the place,
 * where the entry and arXiv surely mean the same one.
 */
export function checkYear(
  text: string,
  entry: BibEntry,
  ref: PaperRef,
  paper: Paper,
  dialect: Dialect,
): Remark[] {
  const field = fieldOf(entry, 'year', 'date');
  const year = Number(/\d{4}/.exec(field?.text ?? '')?.[0]);
  const first = firstVersion(paper.versions)?.submitted;
  if (field === undefined || Number.isNaN(year) || first === undefined) return [];
  const preprint = isPreprint(entry);
  // With a publisher's DOI and no journal it cites a publication that is not known here.
  if (preprint && publisherDoiOf(entry) !== undefined) return [];
  const ours = citedAs(paper, entry, dialect, {
    form: preprint ? 'preprint' : 'published',
    ...(preprint && ref.version !== undefined ? { version: ref.version } : {}),
  });
  const right = ours === undefined ? undefined : fieldOf(ours.entry, 'year', 'date');
  const wanted = Number(/\d{4}/.exec(right?.text ?? '')?.[0]);
  // What is printed somewhere that the library knows nothing of has a year that it knows nothing of.
  if (right === undefined || wanted === year || (!preprint && ours?.form !== 'published')) return [];
  if (!preprint && !(ours !== undefined && isSamePlace(entry, ours.entry))) {
    const place = clip(ours?.venue ?? 'a journal', 80);
    return [{ text: `arXiv says it was published in ${place} in ${wanted}`, edits: [] }];
  }
  if (preprint && ref.version !== undefined && pinnedYear(paper, ref.version) === undefined) return [];
  const whose = !preprint
    ? 'that of the publication'
    : ref.version === undefined
      ? String(year) === latestVersion(paper.versions)?.submitted?.slice(0, 4)
        ? 'of the first version; it has that of the newest'
        : 'of the first version'
      : `of v${ref.version}`;
  const value = field.name === right.name ? right.text : String(wanted);
  const month = fieldOf(entry, 'month') === undefined ? '' : '; look at its month';
  return [
    {
      text: `its year is ${year} and should be ${wanted}, ${whose}${month}`,
      // "2013/14" and "in press, 2014" are no mistakes of one number.
      edits: /^\s*\d{4}(?:-\d\d){0,2}\s*$/.test(field.text) ? [replaceValue(text, field, value)] : [],
    },
  ];
}

/** A key of arXiv's own making has the year of the newest version, which changes with the next one. */
export function checkKeyYear(entry: BibEntry, paper: Paper): Remark[] {
  const { key, fields } = entry;
  const said = /(?:19|20)\d\d/.exec(key)?.[0];
  const first = firstVersion(paper.versions)?.submitted?.slice(0, 4);
  if (
    said === undefined ||
    first === undefined ||
    said === first ||
    paper.journalRef?.includes(said) === true
  )
    return [];
  // A publication is keyed by its own year.
  if (!isPreprint(entry) && textOf(entry, 'year', 'date').includes(said)) return [];
  if (
    fields.some(
      ({ name, text }) => /^(?:booktitle|journal|journaltitle|note)$/.test(name) && text.includes(said),
    )
  )
    return [];
  return [
    {
      text: `its key says ${said} and the first version is of ${first} (kept: your text cites it)`,
      edits: [],
    },
  ];
}

function pinnedYear(paper: Paper, number: number): string | undefined {
  return paper.versions?.find((version) => version.number === number && version.exact)?.submitted;
}

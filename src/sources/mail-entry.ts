import type { Paper, PaperVersion } from '../core/paper.ts';
import { isPaperId, splitVersion } from '../core/paper-id.ts';
import type { SourceItem } from '../core/ports.ts';
import { announcedMonth, splitDois } from './kaggle-facts.ts';
import { type Classes, fieldText, readClasses } from './listing-fields.ts';
import { excerpt } from './listing-item.ts';
import { readMailDate } from './mail-date.ts';
import { namesInText } from './names-in-text.ts';

/** One paper of a listing while its lines come in. */
export type MailEntry = {
  readonly line: number;
  /** What stands behind `arXiv:` or `Paper:`. */
  readonly written: string;
  readonly fields: Map<Field, string[]>;
  /** `Date (revised vN): …` lines by their number. */
  readonly revised: Map<number, string>;
  /** The field that a continuation line belongs to. */
  current: Field | undefined;
  /** Set when the `\\` behind the fields was seen. */
  abstract: string[] | undefined;
  size: number;
  /** Bytes of it are no text. */
  damaged: boolean;
};

const FIELDS = [
  'date',
  'replaced',
  'from',
  'title',
  'authors',
  'categories',
  'comments',
  'report-no',
  'journal-ref',
  'doi',
  'msc-class',
  'acm-class',
  'subj-class',
  'license',
  'proxy',
] as const;
type Field = (typeof FIELDS)[number];

export function newEntry(line: number, written: string): MailEntry {
  const empty = {
    fields: new Map(),
    revised: new Map(),
    current: undefined,
    abstract: undefined,
    size: 0,
    damaged: false,
  };
  return { line, written, ...empty };
}

const REPLACED = /^(?:replaced with revised version|(?:figures|parts?) added)\b:?\s*/i;

/** Takes a line between the id and the `\\` behind the fields. What is no field continues the one before. */
export function addFieldLine(entry: MailEntry, line: string): void {
  const revised = /^Date \(revised v([1-9]\d{0,2})\):(.*)$/.exec(line);
  if (revised !== null) {
    entry.revised.set(Number(revised[1]), revised[2] ?? '');
    entry.current = undefined;
    return;
  }
  const replaced = REPLACED.exec(line);
  if (replaced !== null && !entry.fields.has('title')) {
    start(entry, 'replaced', line.slice(replaced[0].length));
    return;
  }
  const match = /^([A-Za-z]+(?:-[A-Za-z]+)?):(.*)$/.exec(line);
  const name = match?.[1]?.toLowerCase().replace(/^author$/, 'authors');
  const field = FIELDS.find((known) => known === name && known !== 'replaced');
  if (field !== undefined && !entry.fields.has(field)) start(entry, field, match?.[2] ?? '');
  else if (line.trim() === '') entry.current = undefined;
  else if (entry.current !== undefined) entry.fields.get(entry.current)?.push(line);
}

function start(entry: MailEntry, field: Field, text: string): void {
  entry.fields.set(field, [text]);
  entry.current = field;
}

/** Why an entry ended: at its own end, at the end of the text, or because it is longer than any. */
export type EntryEnd = 'whole' | 'cut' | 'too-long';

/** A finished entry as its record, or the reason why there is none. */
export function finishEntry(entry: MailEntry, end: EntryEnd, seenAt: string): SourceItem {
  const problem = (reason: string): SourceItem => ({
    kind: 'skipped',
    line: entry.line,
    reason: `arXiv:${excerpt(entry.written, 40)}: ${reason}`,
  });
  if (!isPaperId(entry.written)) return problem('this is no arXiv id');
  if (end === 'too-long') return problem('more than 256 KB without an end');
  if (end === 'cut') return problem('the text ends inside of it, so copy the whole message again');
  if (entry.damaged) return problem('letters that are not UTF-8');
  if (entry.abstract === undefined) return problem('no line with \\\\ behind its fields');
  const paper = readPaper(entry, entry.abstract);
  if ('problem' in paper) return problem(paper.problem);
  return { kind: 'record', record: { paper, source: 'mail', seenAt } };
}

function readPaper(entry: MailEntry, abstractLines: readonly string[]): Paper | { problem: string } {
  const title = fact(entry, 'title');
  if (title === undefined) return { problem: 'no Title line' };
  const names = namesInText(fact(entry, 'authors') ?? '');
  if (names.authors.length === 0) return { problem: 'no Authors line, or one that names nobody' };
  const versions = readVersions(entry);
  if ('problem' in versions) return versions;

  const { id } = splitVersion(entry.written);
  const abstract = fieldText(abstractLines);
  const categories = fact(entry, 'categories')?.split(' ');
  const comments = fact(entry, 'comments');
  const journalRef = fact(entry, 'journal-ref');
  const reportNumber = fact(entry, 'report-no');
  const dois = splitDois(fact(entry, 'doi') ?? '');
  return {
    id,
    title,
    ...names,
    hiddenAuthors: 0,
    ...(abstract !== '' && { abstract, abstractCut: 'no' }),
    ...(categories !== undefined && { categories }),
    versions,
    announced: announcedMonth(id),
    ...(comments !== undefined && { comments }),
    ...(journalRef !== undefined && { journalRef }),
    ...(dois.length > 0 && { dois }),
    ...(reportNumber !== undefined && { reportNumber }),
    ...classes(entry),
  };
}

function fact(entry: MailEntry, field: Field): string | undefined {
  const text = fieldText(entry.fields.get(field) ?? []);
  return text === '' ? undefined : text;
}

/** In the form in which the search page prints them, so that the same classes from both are the same. */
function classes(entry: MailEntry): Classes {
  const labelled = (label: string, text: string | undefined): string =>
    text === undefined ? '' : ` ${label}: ${text.replace(/\s*[,;]\s*/g, '; ')}`;
  const msc = labelled('MSC Class', fact(entry, 'msc-class'));
  return readClasses(`${msc}${labelled('ACM Class', fact(entry, 'acm-class'))}`.trimStart());
}

/**
 * The versions an entry tells of: `Date:` is when the paper was first submitted, also for a cross-list of an old one. A
 * replacement gives its moment and no number.
 */
function readVersions(entry: MailEntry): PaperVersion[] | { readonly problem: string } {
  const first = entry.fields.get('date')?.[0];
  const replaced = entry.fields.get('replaced')?.[0];
  if (first === undefined && replaced === undefined) return { problem: 'no Date line' };
  const told: { number: number; exact: boolean; text: string }[] = [
    ...(first === undefined ? [] : [{ number: 1, exact: true, text: first }]),
    ...[...entry.revised].map(([number, text]) => ({ number, exact: true, text })),
    ...(replaced === undefined ? [] : [{ number: 2, exact: false, text: replaced }]),
  ];
  const versions: PaperVersion[] = [];
  for (const { number, exact, text } of told) {
    // Behind the date stand the size and the kind of the source.
    const date = text.replace(/\s*\(\s*\d[\d.]*\s*[kmg]?b\b[^()]*\)\s*$/i, '').trim();
    const moment = readMailDate(date);
    if (moment === undefined) return { problem: `there is no moment "${excerpt(date, 60)}"` };
    const when = { submitted: moment.day, calendar: 'gmt', submittedAt: moment.at } as const;
    versions.push({ number, exact, ...when });
  }
  return versions.toSorted((a, b) => a.number - b.number);
}

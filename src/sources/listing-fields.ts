import { type Day, dayOf, monthNumber } from '../core/day.ts';
import type { AbstractCut, PaperVersion } from '../core/paper.ts';
import { isPaperId, type PaperRef, splitVersion } from '../core/paper-id.ts';
import { readEtAl } from './et-al.ts';

/** Lines of one field as one text: wrapped lines joined, white space single, control characters gone. */
export function fieldText(lines: readonly string[]): string {
  const text = lines.length === 1 ? (lines[0] ?? '') : lines.join(' ');
  return text.replace(UNCLEAN, ' ').trim();
}

const CONTROLS = '\\u0000-\\u001f\\u007f-\\u009f\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff';
const NOT_A_BLANK = String.raw`[\t-\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000${CONTROLS}]`;
/** White space and control characters, but not a blank that stands alone: replacing is the costly part. */
const UNCLEAN = new RegExp(`${NOT_A_BLANK}[\\s${CONTROLS}]*| [\\s${CONTROLS}]+`, 'g');

export type AuthorList = {
  readonly authors: readonly string[];
  readonly hiddenAuthors: number;
  readonly moreAuthors?: true;
};

/** `A, B , et al. (4 additional authors not shown)`: the names, and how many more there are. The tail is never a name. */
export function readAuthors(text: string): AuthorList {
  const tail = /\bet al\.? ?\((\d[\d,]*) additional authors? not shown\)/.exec(text);
  const shown = tail === null ? text : text.slice(0, tail.index);
  const hiddenAuthors = Number((tail?.[1] ?? '0').replaceAll(',', ''));
  const authors: string[] = [];
  for (const entry of shown.split(',')) {
    const name = entry.trim();
    // arXiv's own data holds entries without a letter, left over from "Collaboration: A. Name".
    if (!/\p{L}/u.test(name)) continue;
    if (/^(?:Jr|Sr)\.?$|^I{2,3}$|^IV$/.test(name) && authors.length > 0)
      authors.push(`${authors.pop()} ${name}`);
    else authors.push(name);
  }
  return { ...readEtAl(authors), hiddenAuthors };
}

export type Abstract = { readonly abstract: string; readonly abstractCut: AbstractCut };

/**
 * The abstract without the page's own marks. Text browsers print the preview and the whole one behind it; then the whole one
 * counts. A preview is cut at the end, at the start (a window round the first search hit), or at both.
 */
export function readAbstract(text: string): Abstract | undefined {
  const less = /\s*△ ?Less\s*$/.exec(text.slice(-20));
  const body = less === null ? text : text.slice(0, text.length - less[0].length).trimEnd();
  const more = /▽ ?More/.exec(body);
  const behind = more === null ? '' : body.slice(more.index + more[0].length).trim();
  if (behind !== '') return { abstract: behind, abstractCut: 'no' };
  if (less !== null && more === null && body !== '') return { abstract: once(body), abstractCut: 'no' };

  let preview = (more === null ? body : body.slice(0, more.index)).trim();
  const end = preview.endsWith('…');
  if (end) preview = preview.slice(0, -1).trimEnd();
  const start = preview.startsWith('…');
  if (start) preview = preview.slice(1).trimStart();
  if (preview === '') return undefined;
  return { abstract: preview, abstractCut: start ? (end ? 'both' : 'start') : end ? 'end' : 'no' };
}

/** A text browser prints an abstract that needs no preview twice. */
function once(text: string): string {
  const half = (text.length - 1) / 2;
  const twice = Number.isInteger(half) && text[half] === ' ' && text.slice(0, half) === text.slice(half + 1);
  return twice ? text.slice(0, half) : text;
}

export type ListingDates = {
  readonly shown: Day;
  readonly first?: Day;
  readonly announced: string;
  readonly latest?: PaperRef;
};

/** True for a line that begins the dates of a result and cannot be a line of its abstract. */
export function isDatesLine(line: string): boolean {
  if (!line.startsWith('Submitted')) return false;
  if (/^Submitted\s+\d{1,2}\s+\S{1,20},\s*\d{4};\s*(?:v1\b|originally\b|$)/.test(line)) return true;
  return /^Submitted\b.{0,80}\boriginally announced\b/.test(line);
}

/** Reads `Submitted D; v1 submitted D; originally announced Month YYYY. Latest version: IDvN.`, or says what is wrong with it. */
export function readDates(text: string): ListingDates | { readonly problem: string } {
  const shown = /^Submitted ([^;]{1,60});/.exec(text)?.[1];
  const announced = /\boriginally announced ([A-Za-z]{3,12}),? (\d{4})(?!\d)/.exec(text);
  const firstText = /; ?v1 submitted ([^;]{1,60});/.exec(text)?.[1];
  if (
    shown === undefined ||
    announced === null ||
    (firstText === undefined && text.includes('v1 submitted'))
  ) {
    return { problem: `the dates line is cut or changed ("${text.slice(0, 100)}")` };
  }
  const day = readDay(shown);
  if (day === undefined) return { problem: `there is no day "${shown}"` };
  const first = firstText === undefined ? undefined : readDay(firstText);
  if (firstText !== undefined && first === undefined) return { problem: `there is no day "${firstText}"` };
  const month = monthNumber(announced[1] ?? '');
  if (month === undefined) return { problem: `there is no month "${announced[1]} ${announced[2]}"` };
  const latest = /\bLatest version: ?(?:arXiv:)?([^\s,;]{1,60}?)\.?(?:\s|$)/.exec(text)?.[1];
  return {
    shown: day,
    ...(first !== undefined && { first }),
    announced: `${announced[2]}-${String(month).padStart(2, '0')}`,
    ...(latest !== undefined && isPaperId(latest) && { latest: splitVersion(latest) }),
  };
}

function readDay(text: string): Day | undefined {
  const match = /^(\d{1,2}) ([A-Za-z]{3,12}),? (\d{4})$/.exec(text.trim());
  const month = monthNumber(match?.[2] ?? '');
  return match === null || month === undefined ? undefined : dayOf(Number(match[3]), month, Number(match[1]));
}

/**
 * The versions a result tells of. arXiv prints `vN` behind the id only when the shown version is not the current one; without
 * it, `v1 submitted` proves no more than that the shown version is at least the second.
 */
export function readVersions(ref: PaperRef, dates: ListingDates): PaperVersion[] {
  const versions: PaperVersion[] = [];
  if (dates.first !== undefined) versions.push(version(1, true, dates.first));
  if (ref.version !== undefined) {
    if (ref.version > 1 || dates.first === undefined) versions.push(version(ref.version, true, dates.shown));
  } else {
    versions.push(dates.first === undefined ? version(1, true, dates.shown) : version(2, false, dates.shown));
  }
  const { latest } = dates;
  const newest = versions.at(-1)?.number ?? 0;
  if (latest?.version !== undefined && latest.id === ref.id && latest.version > newest) {
    versions.push({ number: latest.version, exact: true });
  }
  return versions;
}

function version(number: number, exact: boolean, submitted: Day): PaperVersion {
  return { number, exact, submitted, calendar: 'eastern' };
}

export type Classes = {
  readonly reportNumber?: string;
  readonly mscClasses?: readonly string[];
  readonly acmClasses?: readonly string[];
};

/** `Report number: x MSC Class: a; b ACM Class: c; d`: one paragraph, any of the three, in this order. */
export function readClasses(text: string): Classes {
  const acm = cutLabel(text, 'ACM Class:');
  const msc = cutLabel(acm.before, 'MSC Class:');
  const report = cutLabel(msc.before, 'Report number:');
  const mscClasses = splitClasses(msc.after);
  const acmClasses = splitClasses(acm.after);
  return {
    ...(report.after !== '' && { reportNumber: report.after }),
    ...(mscClasses.length > 0 && { mscClasses }),
    ...(acmClasses.length > 0 && { acmClasses }),
  };
}

function cutLabel(text: string, label: string): { before: string; after: string } {
  const at = text.startsWith(label) ? 0 : text.indexOf(` ${label}`);
  if (at < 0) return { before: text, after: '' };
  return { before: text.slice(0, at), after: text.slice(text.indexOf(':', at) + 1).trim() };
}

/** arXiv joins with `; `, also inside the parentheses of `06A07 (06C99; 06D99)`, which are one entry. */
function splitClasses(text: string): string[] {
  const entries: string[] = [];
  let open = 0;
  for (const part of text.split(';')) {
    const inside = open > 0 && part.includes(')');
    entries.push(inside ? `${entries.pop()};${part}` : part);
    open = (inside ? open : 0) + part.split('(').length - part.split(')').length;
  }
  return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
}

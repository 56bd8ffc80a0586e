import type { AuthorParts, Paper, PaperVersion } from '../core/paper.ts';
import { isPaperId, splitVersion } from '../core/paper-id.ts';
import type { PaperReader, SourceItem } from '../core/ports.ts';
import { partsWithoutEtAl } from './et-al.ts';
import { announcedMonth, joinInitials, splitDois } from './kaggle-facts.ts';
import { NOT_TEXT, splitLines } from './lines.ts';
import { fieldText } from './listing-fields.ts';
import { excerpt } from './listing-item.ts';
import { readMailDate } from './mail-date.ts';
import { namesInText } from './names-in-text.ts';
import { withStatement } from './withdrawn.ts';

/**
 * Reads arXiv's metadata as Kaggle publishes them: one JSON object a line, with every version of each paper. A line that is
 * not understood is told of and costs no other. Holds one batch of lines, of at most 1 MB each.
 */
export const kaggleReader: PaperReader = {
  format: 'Kaggle JSON lines',
  async *read(text, seenAt) {
    let number = 0;
    // U+2028 can stand in a JSON text as it is.
    for await (const lines of splitLines(text, { unicodeEnds: false })) {
      for (const line of lines) {
        number += 1;
        const item = readLine(line, number, seenAt);
        if (item !== undefined) yield item;
      }
    }
  },
};

/** Lines are cut at this length before they come here. */
const LONGEST_LINE = 1_048_576;

type Json = Readonly<Record<string, unknown>>;

/** Says what is wrong with a line; never leaves this file. */
class Fault extends Error {}

function readLine(line: string, number: number, seenAt: string): SourceItem | undefined {
  if (/^[\s\ufeff]*$/.test(line)) return undefined;
  const skipped = (reason: string): SourceItem => ({ kind: 'skipped', line: number, reason });
  const data = parse(line);
  if (typeof data === 'string') return skipped(data);
  const written = data['id'];
  if (typeof written !== 'string' || !isPaperId(written)) {
    const shown = typeof written === 'string' || typeof written === 'number' ? excerpt(`${written}`, 40) : '';
    return skipped(`"${shown}" is no arXiv id`);
  }
  try {
    const paper = withStatement(readPaper(splitVersion(written).id, data));
    return { kind: 'record', record: { paper, source: 'kaggle', seenAt } };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return skipped(`arXiv:${written}: ${error.message}`);
  }
}

/** The object on a line, or what is wrong with it. */
function parse(line: string): Json | string {
  const id = /^\s*\{\s*"id"\s*:\s*"([^"\\]{1,40})"/.exec(line)?.[1];
  const name = id !== undefined && isPaperId(id) ? `arXiv:${id}: ` : '';
  if (line.length >= LONGEST_LINE) return `${name}the line is longer than 1 MB`;
  if (line.includes(NOT_TEXT)) return `${name}letters that are not UTF-8`;
  try {
    const data: unknown = JSON.parse(line);
    return isObject(data) ? data : 'this is no JSON object';
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return `${name}this is no JSON, or only a part of it ("${excerpt(line, 40)}")`;
  }
}

function isObject(data: unknown): data is Json {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function readPaper(id: string, data: Json): Paper {
  const title = fact(data, 'title');
  if (title === undefined) throw new Fault('it has no title');
  const abstract = fact(data, 'abstract');
  const categories = fact(data, 'categories')?.split(' ');
  const versions = readVersions(data['versions']);
  const comments = fact(data, 'comments');
  const journalRef = fact(data, 'journal-ref');
  const reportNumber = fact(data, 'report-no');
  const dois = splitDois(fact(data, 'doi') ?? '');
  return {
    id,
    title,
    ...readAuthors(data),
    ...(abstract !== undefined && { abstract, abstractCut: 'no' }),
    ...(categories !== undefined && { categories }),
    ...(versions.length > 0 && { versions }),
    announced: announcedMonth(id),
    ...(comments !== undefined && { comments }),
    ...(journalRef !== undefined && { journalRef }),
    ...(dois.length > 0 && { dois }),
    ...(reportNumber !== undefined && { reportNumber }),
  };
}

/** The text of a field on one line; undefined when the field is missing, null or blank. */
function fact(data: Json, key: string): string | undefined {
  const value = data[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new Fault(`its "${key}" is no text`);
  const text = fieldText([value]);
  return text === '' ? undefined : text;
}

function readVersions(data: unknown): PaperVersion[] {
  if (data === undefined || data === null) return [];
  if (!Array.isArray(data)) throw new Fault('its "versions" is no list');
  const versions = new Map<number, PaperVersion>();
  for (const entry of data) {
    const name = isObject(entry) ? entry['version'] : undefined;
    const number = typeof name === 'string' ? /^v([1-9]\d{0,2})$/.exec(name)?.[1] : undefined;
    if (!isObject(entry) || number === undefined)
      throw new Fault(
        `a version has no number${typeof name === 'string' ? ` ("${excerpt(name, 20)}")` : ''}`,
      );
    versions.set(Number(number), { number: Number(number), exact: true, ...submission(entry) });
  }
  return [...versions.values()].toSorted((a, b) => a.number - b.number);
}

function submission(entry: Json): Partial<PaperVersion> {
  const created = fact(entry, 'created');
  if (created === undefined) return {};
  const moment = readMailDate(created);
  if (moment === undefined) throw new Fault(`there is no moment "${excerpt(created, 60)}"`);
  return { submitted: moment.day, calendar: 'gmt', submittedAt: moment.at };
}

function readAuthors(data: Json): Partial<Paper> {
  const { parts, ...open } = partsWithoutEtAl(readParts(data['authors_parsed']));
  if (parts.length > 0) {
    const authors = parts.map(({ given, family, suffix }) => words([given, family, suffix]));
    return { authors, hiddenAuthors: 0, ...open, authorParts: parts };
  }
  const names = namesInText(fact(data, 'authors') ?? '');
  return names.authors.length === 0 ? {} : { ...names, hiddenAuthors: 0 };
}

/** `[family, forenames, suffix, affiliation…]` of each author. Collaborations leave entries without a letter behind. */
function readParts(data: unknown): AuthorParts[] {
  if (data === undefined || data === null) return [];
  if (!Array.isArray(data)) throw new Fault('its "authors_parsed" is no list');
  const parts: AuthorParts[] = [];
  for (const entry of data) {
    if (!Array.isArray(entry)) throw new Fault('an entry of its "authors_parsed" is no list');
    const [first = '', second = '', suffix = '', ...affiliations] = entry.map(namePart);
    // A person of whom only the forenames are known goes by them.
    const [family, given] = first === '' ? [second, ''] : [first, second];
    if (!/\p{L}/u.test(`${family}${given}`)) continue;
    const places = affiliations.filter((place) => place !== '');
    parts.push({
      family,
      ...(given !== '' && { given }),
      ...(suffix !== '' && { suffix }),
      ...(places.length > 0 && { affiliations: places }),
    });
  }
  return parts;
}

function namePart(value: unknown): string {
  if (value === null) return '';
  if (typeof value !== 'string') throw new Fault('a name in its "authors_parsed" is no text');
  return joinInitials(fieldText([value]));
}

function words(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

/** How many lines are looked at for one that tells the format. */
const LOOKED_AT = 50;

/** True for the text (about its first 64 KB) of Kaggle's JSON lines: a line with a paper's id and what only this format has. */
export function looksLikeKaggle(head: string): boolean {
  const lines = head.split(/\r\n?|\n/, LOOKED_AT).filter((line) => line.trim() !== '');
  return lines.some((line) => isKaggleLine(line.replace(/^\ufeff/, '')));
}

function isKaggleLine(line: string): boolean {
  // The first line can be longer than what is looked at, so that it ends nowhere.
  const id = /^\s*\{\s*"id"\s*:\s*"([^"\\]{1,40})"/.exec(line)?.[1];
  if (id !== undefined && isPaperId(id)) return OWN_KEY.test(line);
  const data = line.trimStart().startsWith('{') ? parse(line) : '';
  if (typeof data === 'string') return false;
  const written = data['id'];
  return typeof written === 'string' && isPaperId(written) && OWN_KEY.test(line);
}

const OWN_KEY = /"(?:authors_parsed|journal-ref|report-no|update_date|submitter)"\s*:/;

import { dayOf, shiftDay } from './day.ts';
import { UserError } from './errors.ts';
import { type PaperRef, parsePaperRef } from './paper-id.ts';
import type { Period, Query, Term, TextField } from './query.ts';
import { clip, collapse, count, stripControls } from './text.ts';

/** Longest query in characters: a long abstract. A longer one is a pasted page, and searching it word by word is not what is meant. */
export const MAX_QUERY_LENGTH = 4_000;
/** Most words, phrases, filters and ids of one query: what ordinary prose of the greatest length has. */
export const MAX_QUERY_TERMS = 800;

/** What a name before a colon means; the one- to three-letter names are arXiv's own. */
const FIELDS: Readonly<Record<string, TextField | 'any' | 'id' | 'year' | 'since' | 'before'>> = {
  author: 'author',
  au: 'author',
  title: 'title',
  ti: 'title',
  abstract: 'abstract',
  abs: 'abstract',
  category: 'category',
  cat: 'category',
  comments: 'comments',
  comment: 'comments',
  co: 'comments',
  journal: 'journal',
  jr: 'journal',
  all: 'any',
  id: 'id',
  arxiv: 'id',
  doi: 'id',
  year: 'year',
  since: 'since',
  before: 'before',
};
const FIELD_LIST = 'author, title, abstract, category, comments, journal, id, year, since and before';
const EXAMPLE = 'for example: /papers sparse autoencoders';

const QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb';
const DASHES = '-\u2013\u2212';
const BLANK = /\s*/uy;
const MINUS = new RegExp(`[${DASHES}]+(?=\\S)`, 'uy');
const FIELD = /\p{L}+:/uy;
const PHRASE = new RegExp(`[${QUOTES}]([^${QUOTES}]*)[${QUOTES}]?`, 'uy');
const WORD = new RegExp(`[^\\s${QUOTES}]+`, 'uy');
/** What clings to an id in a sentence: brackets and the stop after it. */
const WRAPPING = /^[([{]+|[)\]},.;:!?]+$/g;

/**
 * Reads what a person typed: words, "phrases", -exclusions, field:values, ids and links of papers. Every word of the
 * result has a letter or a digit; lone signs are dropped.
 * @throws {UserError} when there is nothing to look for, or a filter cannot be understood.
 */
export function parseQuery(text: string): Query {
  const clean = normalise(text);
  const length = Array.from(clean).length;
  if (length > MAX_QUERY_LENGTH) {
    throw new UserError(
      `That is ${count(length, 'character')}, and a query can have at most ${count(MAX_QUERY_LENGTH, 'character')}; type the few words that matter most.`,
    );
  }
  const parts = readParts(clean);
  checkParts(parts);
  return { text: clean, refs: parts.refs, terms: parts.terms, period: parts.period };
}

/** Full-width signs and letters become plain ones; other compatibility forms (superscripts) stay, searching folds them anyway. */
function normalise(text: string): string {
  const plain = text
    .toWellFormed()
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\u00ad|\u200c|\u200d|\ufffd/g, '')
    // Slack writes a link as <url|what it shows>.
    .replace(/<(https?:\/\/[^<>|\s]+)\|[^<>]*>/g, ' $1 ');
  return collapse(stripControls(plain)).normalize('NFC');
}

type Parts = { readonly refs: PaperRef[]; readonly terms: Term[]; period: Period };

function checkParts(parts: Parts): void {
  const { refs, terms, period } = parts;
  if (terms.length + refs.length > MAX_QUERY_TERMS) {
    throw new UserError(
      `That is ${count(terms.length + refs.length, 'word')}, and a query can have at most ${MAX_QUERY_TERMS}; type the few words that matter most.`,
    );
  }
  const wanted = refs.length > 0 || period.from !== undefined || period.to !== undefined;
  if (wanted || terms.some((term) => !term.excluded)) return;
  const first = terms[0];
  throw new UserError(
    first === undefined
      ? `Type what you look for, ${EXAMPLE}`
      : `"${showTerm(first)}" only says what to leave out; type what to look for as well, for example: /papers grokking ${showTerm(first)}`,
  );
}

function showTerm(term: Term): string {
  const text = clip(term.text, 60);
  return `${term.excluded ? '-' : ''}${term.field === undefined ? '' : `${term.field}:`}${term.phrase ? `"${text}"` : text}`;
}

/** A place in the text that moves forward by whole tokens. */
type Cursor = { readonly text: string; at: number };

/** Takes what the (sticky) pattern matches here; undefined when it does not match. */
function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at;
  const match = pattern.exec(cursor.text);
  if (match === null) return undefined;
  cursor.at += match[0].length;
  return match;
}

function readParts(text: string): Parts {
  const parts: Parts = { refs: [], terms: [], period: {} };
  const cursor: Cursor = { text, at: 0 };
  for (;;) {
    take(cursor, BLANK);
    if (cursor.at >= text.length) return parts;
    readPart(cursor, parts);
  }
}

function readPart(cursor: Cursor, parts: Parts): void {
  const excluded = take(cursor, MINUS) !== undefined;
  const ref = takeRef(cursor);
  if (ref !== undefined) {
    if (excluded) parts.terms.push({ text: ref.id, phrase: false, excluded });
    else addRef(parts, ref);
    return;
  }
  const typed = takeField(cursor);
  if (typed === undefined) {
    const value = takeValue(cursor);
    if (value !== undefined) parts.terms.push({ ...value, excluded });
    return;
  }
  const name = typed.toLowerCase();
  const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  if (field === undefined) throw unknownField(typed, takeValue(cursor)?.text ?? '');
  const value = takeFieldValue(cursor, name);
  if (field === 'any') parts.terms.push({ ...value, excluded });
  else if (field === 'id') addId(parts, value.text, excluded);
  else if (field === 'year' || field === 'since' || field === 'before') {
    if (excluded) {
      throw new UserError(
        `A minus cannot stand before ${name}:; use since: and before: to choose other days.`,
      );
    }
    parts.period = narrow(parts.period, periodOf(field, value.text));
  } else parts.terms.push({ ...withInitials(cursor, field, value), field, excluded });
}

type Value = { readonly text: string; readonly phrase: boolean };

/** A phrase or a word that has something to look for; undefined for signs alone and for a dash on its own. */
function takeValue(cursor: Cursor): Value | undefined {
  const phrase = take(cursor, PHRASE);
  const text = phrase === undefined ? (take(cursor, WORD)?.[0] ?? '') : collapse(phrase[1] ?? '');
  return /[\p{L}\p{N}]/u.test(text) ? { text, phrase: phrase !== undefined } : undefined;
}

/** The name of a field, without its colon. A word with a colon that ends it ("Concepts: a survey") is only a word, unless we know the field. */
function takeField(cursor: Cursor): string | undefined {
  const start = cursor.at;
  const name = take(cursor, FIELD)?.[0].slice(0, -1);
  if (name === undefined) return undefined;
  const valueFollows = new RegExp(`[${QUOTES}]|\\S*[\\p{L}\\p{N}]`, 'uy');
  valueFollows.lastIndex = cursor.at;
  if (Object.hasOwn(FIELDS, name.toLowerCase()) || valueFollows.test(cursor.text)) return name;
  cursor.at = start;
  return undefined;
}

/** People also type a blank after the colon; what follows is then the value, unless it is a filter of its own. */
function takeFieldValue(cursor: Cursor, name: string): Value {
  const blank = take(cursor, BLANK)?.[0] !== '';
  const value = blank && startsFilter(cursor, name) ? undefined : takeValue(cursor);
  if (value !== undefined) return value;
  throw new UserError(
    `Nothing stands after "${name}:"; type ${valueExample(name)}, or put it in quotes to search for the word itself.`,
  );
}

/** Looks ahead only. `id: arXiv:2402.05110` is one filter: there the second name is part of the id. */
function startsFilter(cursor: Cursor, name: string): boolean {
  const ahead = { ...cursor };
  if (take(ahead, MINUS) !== undefined) return true;
  return FIELDS[name] !== 'id' && Object.hasOwn(FIELDS, takeField(ahead)?.toLowerCase() ?? '');
}

const EXAMPLES: Readonly<Record<string, string>> = {
  author: 'tegmark',
  category: 'cs.LG',
  id: '2402.05110',
  year: '2022',
  since: '2025-06',
  before: '2025-06',
};

function valueExample(name: string): string {
  return `${name}:${EXAMPLES[FIELDS[name] ?? name] ?? 'grokking'}`;
}

function unknownField(name: string, value: string): UserError {
  const shown = clip(`${name}:${value}`, 60);
  if (/^https?$/i.test(name)) {
    return new UserError(
      `"${shown}" is not a link to a paper on arXiv; paste one like https://arxiv.org/abs/2402.05110, or search for the title.`,
    );
  }
  return new UserError(
    `There is no field "${clip(name, 30)}:"; the fields are ${FIELD_LIST}, and to search for it as text put it in quotes: "${shown}".`,
  );
}

/** An id or link of a paper as the next token, with the brackets and stops that a sentence puts around it. */
function takeRef(cursor: Cursor): PaperRef | undefined {
  const start = cursor.at;
  const word = take(cursor, WORD)?.[0] ?? '';
  const ref = parsePaperRef(word) ?? parsePaperRef(word.replaceAll(WRAPPING, ''));
  if (ref === undefined) cursor.at = start;
  return ref;
}

function addRef(parts: Parts, ref: PaperRef): void {
  if (!parts.refs.some((other) => other.id === ref.id && other.version === ref.version)) parts.refs.push(ref);
}

function addId(parts: Parts, text: string, excluded: boolean): void {
  const ref = parsePaperRef(text) ?? parsePaperRef(text.replaceAll(WRAPPING, ''));
  if (ref === undefined) {
    throw new UserError(
      `"${clip(text, 60)}" is not an arXiv id; type one like 2402.05110, 2402.05110v1 or hep-th/9901001, or a link to the paper on arXiv.`,
    );
  }
  if (excluded) parts.terms.push({ text: ref.id, phrase: false, excluded });
  else addRef(parts, ref);
}

/** author:Michaud, E J without quotes: the comma says that initials follow, so they belong to the name. */
function withInitials(cursor: Cursor, field: TextField, value: Value): Value {
  if (field !== 'author' || value.phrase || !value.text.endsWith(',')) return value;
  const initials = take(cursor, /(?:\s+\p{L}\.?(?!\S))+/uy)?.[0] ?? '';
  return { text: collapse(`${value.text}${initials}`), phrase: initials !== '' };
}

/** What both periods allow. */
function narrow(a: Period, b: Period): Period {
  const from = [a.from, b.from]
    .filter((day) => day !== undefined)
    .toSorted()
    .at(-1);
  const to = [a.to, b.to].filter((day) => day !== undefined).toSorted()[0];
  if (from !== undefined && to !== undefined && from > to) {
    throw new UserError(
      `No day is from ${from} on and also not after ${to}; change year:, since: or before: so that they overlap.`,
    );
  }
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function periodOf(field: 'year' | 'since' | 'before', text: string): Period {
  if (field === 'year') return yearPeriod(text);
  const day = startOf(text);
  if (day === undefined) {
    throw new UserError(
      `"${clip(text, 40)}" is not a day, month or year; type ${field}:2025, ${field}:2025-06 or ${field}:2025-06-15.`,
    );
  }
  return field === 'since' ? { from: day } : { to: shiftDay(day, -1) };
}

/** One year or a range of years, which may be open at one end. */
function yearPeriod(text: string): Period {
  const range = /^(\d{4})?(?:(\.\.+|[-\u2013\u2212])(\d{4})?)?$/.exec(text);
  const first = range?.[1];
  const last = range?.[2] === undefined ? first : range[3];
  const known = [first, last].filter((year) => year !== undefined);
  if (range === null || known.length === 0 || known.some((year) => !isYear(Number(year)))) {
    throw new UserError(`"${clip(text, 40)}" is not a year; type year:2022 or year:2023..2025.`);
  }
  if (first === undefined) return { to: `${last}-12-31` };
  if (last === undefined) return { from: `${first}-01-01` };
  const [from, to] = first <= last ? [first, last] : [last, first];
  return { from: `${from}-01-01`, to: `${to}-12-31` };
}

/** First day of a year, month or day as people type them; undefined when there is none such. */
function startOf(text: string): string | undefined {
  const match = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/.exec(text);
  if (match === null || !isYear(Number(match[1]))) return undefined;
  return dayOf(Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1));
}

/** arXiv began in 1991; anything far outside is a slip of the keyboard. */
function isYear(year: number): boolean {
  return year >= 1900 && year <= 2100;
}

import { UserError } from './errors.ts';
import { MAX_NAME_WORDS } from './names.ts';
import type { PaperRef } from './paper-id.ts';
import {
  type Condition,
  categoryPlaces,
  isPositive,
  type Period,
  type Query,
  type Term,
  wantedOf,
} from './query.ts';
import { readExpression } from './query-condition.ts';
import { type Cursor, cursorOf, takeBlank } from './query-cursor.ts';
import { fieldOf, resemblesField } from './query-fields.ts';
import { type Part, readPart } from './query-parts.ts';
import { narrow } from './query-period.ts';
import { proseApart } from './query-prose.ts';
import {
  cleanQuery,
  hasOperators,
  isLoudTitle,
  isSentence,
  QUOTES,
  withLoudOperators,
  withoutFalseFields,
  withoutRequest,
  withoutStamp,
} from './query-text.ts';
import { clip, count, foldedWords } from './text.ts';

/** Longest query in characters: what a command line holds. */
export const MAX_QUERY_LENGTH = 4_000;
/** Most words, phrases, filters and ids of one query: what ordinary prose of the greatest length has. */
export const MAX_QUERY_TERMS = 800;
/** Most words that end in `*`, each of which stands for a dozen others. */
const MAX_WILDCARDS = 10;
/** Most phrases, each of which has to be compared with texts letter by letter. */
const MAX_PHRASES = 25;
/** Most categories, each of which may list most papers. */
const MAX_CATEGORIES = 20;
/** Most places of them beside operators, where each place may leave most papers as they were. */
const MAX_CATEGORY_PLACES = 8;
/** Most names, each of which is compared with those of many papers. */
const MAX_NAMES = 60;
/** Most words that hyphens or apostrophes join to others: each has to be found beside its neighbour. Of prose with more they are blanks. */
const MAX_JOINED = 80;
/** The same beside operators, where nothing narrows the papers in which they are looked for. */
const MAX_JOINED_WITH_OPERATORS = 40;
/** Most parts of one with operators, each of which costs a look-up of its own. */
const MAX_CONDITIONS = 60;

/** What joins two words. */
const JOINT = /(?<=[\p{L}\p{N}\p{M}])['’ʼ‐‑-](?=[\p{L}\p{N}])/gu;
const QUOTED = new RegExp(`[${QUOTES}][^${QUOTES}]*`, 'g');
const EXAMPLE = 'for example: /papers sparse autoencoders';

/**
 * Reads what a person typed: words, "phrases", -exclusions, field:values, ids and links of papers, joined by AND, OR, ANDNOT and
 * parentheses as arXiv has them. Every word of the result has a letter or a digit; lone signs are dropped. A sentence is taken
 * for its words.
 * @throws {UserError} when there is nothing to look for, or a filter cannot be understood.
 */
export function parseQuery(text: string): Query {
  const clean = cleanQuery(text);
  const length = Array.from(clean).length;
  if (length > MAX_QUERY_LENGTH) {
    throw new UserError(
      `That is ${count(length, 'character')}, and a query can have at most ${count(MAX_QUERY_LENGTH, 'character')}; type the few words that matter most.`,
    );
  }
  const asked = withLoudOperators(withoutRequest(withoutStamp(clean)), isField);
  const apart = proseApart(asked, isField);
  if (apart !== undefined && !hasFields(apart.prose) && !hasOperators(apart.prose, isField))
    return checked(clean, readParts(sentenceOf(apart.prose), cursorOf(apart.filters, 'parts')));
  const fields = hasFields(asked);
  const wanted = fields ? asked : withoutFalseFields(asked, resemblesField);
  const sentence = !fields && isSentence(wanted);
  const operators = hasOperators(wanted, isField) && !(sentence && /[.?!]\W*$/u.test(wanted));
  const asWords = (): Parts => readParts(sentence ? sentenceOf(wanted) : cursorOf(wanted, 'parts'));
  const parts =
    operators || hasFieldGroup(wanted)
      ? !fields && isLoudTitle(wanted)
        ? unlessRefused(() => readConditions(wanted), asWords)
        : readConditions(wanted)
      : asWords();
  return checked(clean, parts);
}

function checked(text: string, parts: Parts): Query {
  checkParts(parts);
  return { text, ...parts };
}

function sentenceOf(prose: string): Cursor {
  return cursorOf(withoutManyJoints(prose), 'sentence');
}

/** What cannot be joined by its AND and OR was none of ours: "NATURAL LANGUAGE OR NOT (NLON)". */
function unlessRefused<T>(first: () => T, otherwise: () => T): T {
  try {
    return first();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return otherwise();
  }
}

type Parts = Omit<Query, 'text'>;

/** Whether a field that we know stands right before a value. */
function hasFields(text: string): boolean {
  const names = text.matchAll(/(?<![\p{L}\p{N}])(\p{L}+):(?=\S)/gu);
  return [...names].some(([, name]) => isField(name ?? ''));
}

function isField(name: string): boolean {
  return fieldOf(name) !== undefined;
}

/** Whether a field stands right before a parenthesis, which then groups: `ti:(sparse autoencoders)`. */
function hasFieldGroup(text: string): boolean {
  const names = text.replace(QUOTED, '').matchAll(/(?<!\S)[(-]*(\p{L}+):\(/gu);
  return [...names].some(([, name]) => isField(name ?? ''));
}

function readParts(...cursors: readonly Cursor[]): Parts {
  const refs: PaperRef[] = [];
  const terms: Term[] = [];
  let period: Period = {};
  let similar: PaperRef | undefined;
  for (const part of cursors.flatMap(partsOf)) {
    if (part.kind === 'term') terms.push({ ...part.term, excluded: part.excluded });
    else if (part.kind === 'period') period = narrow(period, part.period);
    else if (part.kind === 'similar') similar = onlySimilar(similar, part.ref);
    else if (part.excluded) terms.push(excludedRef(part.ref));
    else addRef(refs, part.ref);
  }
  return { refs, terms, period, ...(similar === undefined ? {} : { similar }) };
}

function partsOf(cursor: Cursor): Part[] {
  const parts: Part[] = [];
  for (;;) {
    takeBlank(cursor);
    if (cursor.at >= cursor.text.length) return parts;
    const part = readPart(cursor);
    if (part !== undefined) parts.push(part);
  }
}

function onlySimilar(before: PaperRef | undefined, ref: PaperRef): PaperRef {
  if (before === undefined || before.id === ref.id) return ref;
  throw new UserError(`Papers can be similar to one paper at a time; take away similar:${ref.id}.`);
}

function addRef(refs: PaperRef[], ref: PaperRef): void {
  if (!refs.some((other) => other.id === ref.id && other.version === ref.version)) refs.push(ref);
}

function excludedRef(ref: PaperRef): Term {
  return { text: ref.id, phrase: false, excluded: true };
}

function readConditions(text: string): Parts {
  const { condition, period, similar } = readExpression(cursorOf(text, 'groups'));
  const whole = { period, ...(similar === undefined ? {} : { similar }) };
  if (condition === undefined) return { refs: [], terms: [], ...whole };
  if (sizeOf(condition) > MAX_CONDITIONS) {
    throw new UserError(
      `That joins ${count(sizeOf(condition), 'part')} with AND and OR, and a query can join at most ${MAX_CONDITIONS}; leave some out.`,
    );
  }
  const parts = 'all' in condition ? condition.all : [condition];
  const flat = parts.map(flatTerm);
  if (flat.every((term) => term !== undefined)) return { refs: [], terms: flat, ...whole };
  const wanted = wantedOf(condition);
  const refs: PaperRef[] = [];
  for (const ref of wanted.refs) addRef(refs, ref);
  return { refs, terms: wanted.terms, ...whole, condition };
}

/** A part that means the same without operators: a filter, or something to leave out. */
function flatTerm(part: Condition): Term | undefined {
  const inner = 'not' in part ? part.not : part;
  const excluded = 'not' in part;
  if ('ref' in inner && excluded) return excludedRef(inner.ref);
  if (!('term' in inner)) return undefined;
  const filter = excluded || inner.term.phrase || inner.term.field !== undefined;
  return filter ? { ...inner.term, excluded } : undefined;
}

function sizeOf(condition: Condition): number {
  if ('not' in condition) return sizeOf(condition.not);
  if (!('all' in condition) && !('any' in condition)) return 1;
  return ('all' in condition ? condition.all : condition.any).reduce((sum, part) => sum + sizeOf(part), 0);
}

/** The terms of a condition, those to leave out too. */
function termsOf(condition: Condition): readonly Term[] {
  if ('term' in condition) return [condition.term];
  if ('not' in condition) return termsOf(condition.not);
  if ('ref' in condition) return [];
  return ('all' in condition ? condition.all : condition.any).flatMap(termsOf);
}

/** How often words of a term are joined by a hyphen or an apostrophe. */
function joinedIn({ text, phrase, field }: Term): number {
  if (phrase || field === 'author' || field === 'category') return 0;
  return text.match(JOINT)?.length ?? 0;
}

function withoutManyJoints(prose: string): string {
  return (prose.match(JOINT)?.length ?? 0) > MAX_JOINED ? prose.replace(JOINT, ' ') : prose;
}

function checkParts({ refs, terms, period, condition, similar }: Parts): void {
  const all = condition === undefined ? terms : termsOf(condition);
  if (terms.length + refs.length > MAX_QUERY_TERMS) {
    throw new UserError(
      `That is ${count(terms.length + refs.length, 'word')}, and a query can have at most ${MAX_QUERY_TERMS}; type the few words that matter most.`,
    );
  }
  const open = all.filter((term) => term.text.endsWith('*') && term.field !== 'category').length;
  if (open > MAX_WILDCARDS) {
    throw new UserError(
      `That is ${count(open, 'word')} with a *, and a query can have at most ${MAX_WILDCARDS}; write some of them out.`,
    );
  }
  const phrases = all.filter((term) => term.phrase && term.field !== 'author').length;
  if (phrases > MAX_PHRASES) {
    throw new UserError(
      `That is ${count(phrases, 'phrase')}, and a query can have at most ${MAX_PHRASES}; take some of the quotes away.`,
    );
  }
  const categories = all.filter(({ field }) => field === 'category').length;
  if (categories > MAX_CATEGORIES) {
    throw new UserError(
      `That is ${count(categories, 'category', 'categories')}, and a query can have at most ${MAX_CATEGORIES}; leave some out, or type a whole archive such as cat:cs.`,
    );
  }
  const places = condition === undefined ? 0 : categoryPlaces(condition);
  if (places > MAX_CATEGORY_PLACES) {
    throw new UserError(
      `That has categories in ${count(places, 'place')}, and a query with AND or OR can have them in at most ${MAX_CATEGORY_PLACES}; put some of them together, for example: (cat:cs OR cat:stat)`,
    );
  }
  const joined = all.reduce((sum, term) => sum + joinedIn(term), 0);
  const mostJoined = condition === undefined ? MAX_JOINED : MAX_JOINED_WITH_OPERATORS;
  if (joined > mostJoined) {
    throw new UserError(
      `That has ${count(joined, 'hyphen or apostrophe', 'hyphens and apostrophes')} between words, and a query ${condition === undefined ? '' : 'with AND or OR '}can have at most ${mostJoined}; type blanks instead.`,
    );
  }
  const names = all.filter(({ field }) => field === 'author');
  if (names.length > MAX_NAMES) {
    throw new UserError(
      `That is ${count(names.length, 'name')}, and a query can have at most ${MAX_NAMES}; leave some out.`,
    );
  }
  for (const { text } of names) {
    const words = foldedWords(text).length;
    if (words <= MAX_NAME_WORDS) continue;
    throw new UserError(
      `That is a name of ${count(words, 'word')}, and a name can have at most ${MAX_NAME_WORDS}; put author: before each of several names.`,
    );
  }
  if (condition !== undefined && !isPositive(condition)) {
    throw new UserError(
      'One side of OR, or all of it, only says what to leave out; type what to look for as well, for example: grokking ANDNOT latex',
    );
  }
  const wanted =
    refs.length > 0 || period.from !== undefined || period.to !== undefined || similar !== undefined;
  if (wanted || terms.some((term) => !term.excluded)) return;
  const first = terms[0];
  throw new UserError(
    first === undefined
      ? `Type what you look for, ${EXAMPLE}`
      : `"${showTerm(first)}" only says what to leave out; type what to look for as well, for example: /papers autoencoders ${showTerm(first)}`,
  );
}

function showTerm(term: Term): string {
  const text = clip(term.text, 60);
  return `${term.excluded ? '-' : ''}${term.field === undefined ? '' : `${term.field}:`}${term.phrase ? `"${text}"` : text}`;
}

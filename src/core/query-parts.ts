import { UserError } from './errors.ts';
import { type PaperRef, parsePaperRef } from './paper-id.ts';
import type { Period, Term, TextField } from './query.ts';
import {
  type Cursor,
  take,
  takeBlank,
  takeField,
  takeMinus,
  takeValue,
  takeWord,
  type Value,
} from './query-cursor.ts';
import { emptyField, type Field, fieldOf, unknownField } from './query-fields.ts';
import { periodOf, submittedPeriod } from './query-period.ts';
import { clip, collapse } from './text.ts';

/** One part of a query. The term of an excluded part is the wanted one. */
export type Part =
  | { readonly kind: 'term'; readonly term: Term; readonly excluded: boolean }
  | { readonly kind: 'ref'; readonly ref: PaperRef; readonly excluded: boolean }
  | { readonly kind: 'period'; readonly period: Period }
  | { readonly kind: 'similar'; readonly ref: PaperRef };

/** What clings to an id in a sentence: brackets and the stop after it. */
const WRAPPING = /^[([{]+|[)\]},.;:!?]+$/g;
const PUBLISHER_DOI = /^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)?(?!10\.48550\/arxiv\.)10\.\d{4,9}\/\S/i;
const GROUP_OPENS = /\(/uy;
const BRACKETS = /\[([^\]]*)\]?/uy;

/**
 * Takes the next part; undefined for lone signs, which ask for nothing.
 * @param inherited the field of the group around it
 * @throws UserError for a filter that cannot be understood.
 */
export function readPart(cursor: Cursor, inherited?: TextField): Part | undefined {
  const excluded = takeMinus(cursor);
  const ref = takeRef(cursor);
  if (ref !== undefined) {
    if (cursor.leftOutFrom === undefined) refuseShort(ref);
    return { kind: 'ref', ref, excluded };
  }
  if (cursor.leftOutFrom === undefined) refuseDoi(cursor.text.slice(cursor.at));
  const name = takeField(cursor);
  if (name === undefined) {
    const value = takeValue(cursor);
    return value === undefined ? undefined : termPart(cursor, value, inherited, excluded);
  }
  const field = fieldOf(name);
  if (field === undefined) throw unknownField(name, takeValue(cursor)?.text ?? '');
  if (field === 'submitted') return submitted(cursor, name, excluded);
  const value = takeFieldValue(cursor, name, field);
  if (field === 'id' || field === 'similar') return idPart(field, value.text, excluded);
  if (field === 'year' || field === 'since' || field === 'before') {
    if (excluded) throw noMinus(name);
    return { kind: 'period', period: periodOf(field, value.text) };
  }
  return termPart(cursor, value, field === 'any' ? undefined : field, excluded);
}

/** The field of a group such as `ti:(a OR b)`, with its parenthesis; undefined when none stands here. */
export function takeGroupField(cursor: Cursor): { field: TextField | undefined } | undefined {
  const ahead = { ...cursor };
  const name = takeField(ahead);
  const field = name === undefined ? undefined : fieldOf(name);
  if (name === undefined || field === undefined || take(ahead, GROUP_OPENS) === undefined) return undefined;
  if (field !== 'any' && !isText(field)) {
    throw new UserError(`"${name}:" takes one value, not several in parentheses; repeat it before each.`);
  }
  cursor.at = ahead.at;
  return { field: field === 'any' ? undefined : field };
}

function isText(field: Field): field is TextField {
  return !['any', 'id', 'year', 'since', 'before', 'submitted', 'similar'].includes(field);
}

function termPart(cursor: Cursor, value: Value, field: TextField | undefined, excluded: boolean): Part {
  if (field === undefined) return { kind: 'term', term: { ...value, excluded: false }, excluded };
  if (field === 'author' && /^\p{L}\p{M}*\*+$/u.test(value.text)) {
    throw new UserError(
      `Too many names begin with "${value.text}"; type at least two letters before the *, such as author:mich*.`,
    );
  }
  const term = { ...withInitials(cursor, field, value), field, excluded: false };
  return { kind: 'term', term, excluded };
}

function noMinus(name: string): UserError {
  return new UserError(`A minus cannot stand before ${name}:; use since: and before: to choose other days.`);
}

function submitted(cursor: Cursor, name: string, excluded: boolean): Part {
  if (excluded) throw noMinus(name);
  takeBlank(cursor);
  const period = submittedPeriod(take(cursor, BRACKETS)?.[1] ?? '');
  if (period !== undefined) return { kind: 'period', period };
  throw new UserError(
    `"${name}:" takes two days as arXiv writes them: ${name}:[20250601 TO 20250630]; since:2025-06 before:2025-07 says the same.`,
  );
}

/** People also type a blank after the colon; what follows is then the value, unless it is a filter of its own. */
function takeFieldValue(cursor: Cursor, name: string, field: Field): Value {
  const blank = takeBlank(cursor);
  const value = blank && startsFilter(cursor, field) ? undefined : takeValue(cursor);
  if (value !== undefined) return value;
  throw emptyField(name);
}

/** Looks ahead only. `id: arXiv:2402.05110` is one filter: there the second name is part of the id. */
function startsFilter(cursor: Cursor, field: Field): boolean {
  const ahead = { ...cursor };
  if (takeMinus(ahead)) return true;
  return field !== 'id' && field !== 'similar' && fieldOf(takeField(ahead) ?? '') !== undefined;
}

/** An id or link of a paper as the next token, with the brackets and stops that a sentence puts around it. */
function takeRef(cursor: Cursor): PaperRef | undefined {
  const start = cursor.at;
  const ref = readRef(takeWord(cursor));
  if (ref === undefined) cursor.at = start;
  return ref;
}

/** Pieces of a DOI stand in many papers, and the one it names is known by its id only. */
function refuseDoi(ahead: string): void {
  if (!PUBLISHER_DOI.test(ahead)) return;
  const [doi = ''] = ahead.replace(/^doi:\s*/i, '').split(/\s/);
  throw new UserError(
    `"${clip(doi, 60)}" is a publisher's DOI, and papers are found by arXiv's ids only; search for the title, or paste arXiv's id or link.`,
  );
}

/** Spreadsheets take the last zero of an id away; there is no such paper, and arXiv need not be asked for it. */
function refuseShort({ id }: PaperRef): void {
  if (!/^\d{4}\.\d{4}$/.test(id) || id < '1501' || id >= '91') return;
  throw new UserError(
    `"${id}" lacks a digit, as arXiv's ids have five behind the dot since 2015; did you mean ${id}0?`,
  );
}

function readRef(text: string): PaperRef | undefined {
  return parsePaperRef(text) ?? parsePaperRef(text.replaceAll(WRAPPING, ''));
}

function idPart(kind: 'id' | 'similar', text: string, excluded: boolean): Part {
  const ref = readRef(text);
  if (ref === undefined) {
    throw new UserError(
      `"${clip(text, 60)}" is not an arXiv id; type one like 2402.05110, 2402.05110v1 or hep-th/9901001, or a link to the paper on arXiv.`,
    );
  }
  refuseShort(ref);
  if (kind === 'id') return { kind: 'ref', ref, excluded };
  if (!excluded) return { kind: 'similar', ref };
  throw new UserError(`A minus cannot stand before similar:; leave words out instead, such as -survey.`);
}

/** author:Michaud, E J without quotes: the comma says that initials follow, so they belong to the name. */
function withInitials(cursor: Cursor, field: TextField, value: Value): Value {
  if (field !== 'author' || value.phrase || !value.text.endsWith(',')) return value;
  const initials = take(cursor, /(?:\s+\p{L}\.?(?![^\s)]))+/uy)?.[0] ?? '';
  return { text: collapse(`${value.text}${initials}`), phrase: initials !== '' };
}

import { UserError } from './errors.ts';
import type { PaperRef } from './paper-id.ts';
import type { Condition, Period, TextField } from './query.ts';
import { type Cursor, take, takeBlank } from './query-cursor.ts';
import { readPart, takeGroupField } from './query-parts.ts';
import { narrow } from './query-period.ts';
import { NOT_GATE } from './query-text.ts';

/** More parentheses in each other than anybody means. */
const DEEPEST = 20;
const OPEN = /\(/uy;
const CLOSE = /\)/uy;
const MINUS_GROUP = /[-\u2010\u2011\u2013\u2212](?=\()/uy;
const OPERATOR = new RegExp(String.raw`(?!${NOT_GATE})(AND\s+NOT|ANDNOT|NOT|AND|OR)(?![^\s(])`, 'uy');

export type Operator = 'AND' | 'OR' | 'ANDNOT';

/** What was typed with operators: the condition, and what holds for all of it. */
export type Expression = {
  readonly condition?: Condition;
  readonly period: Period;
  readonly similar?: PaperRef;
};

/** Where the reading stands: what was found so far that holds for the whole query. */
type Reading = { readonly cursor: Cursor; period: Period; similar?: PaperRef };

/**
 * Reads a query with operators to its end. What stands side by side belongs together most closely, then AND and ANDNOT, then OR;
 * a parenthesis that is never closed reaches to the end.
 * @throws UserError for operators and parentheses that do not fit together.
 */
export function readExpression(cursor: Cursor): Expression {
  const reading: Reading = { cursor, period: {} };
  const condition = readAny(reading, 0, undefined, true);
  takeBlank(cursor);
  if (cursor.at < cursor.text.length) {
    throw new UserError(
      'A parenthesis is closed that was never opened; take it away, or open it where the group begins.',
    );
  }
  const { period, similar } = reading;
  return {
    ...(condition === undefined ? {} : { condition }),
    period,
    ...(similar === undefined ? {} : { similar }),
  };
}

/** @param whole whether what is read is the whole query, so that periods hold for all of it */
function readAny(
  reading: Reading,
  depth: number,
  field: TextField | undefined,
  whole: boolean,
): Condition | undefined {
  if (depth > DEEPEST) {
    throw new UserError(`That has more than ${DEEPEST} parentheses in each other; leave some of them out.`);
  }
  const branches: (Condition | undefined)[] = [];
  // Only what is read can tell whether OR follows, so the first branch is tried as if none did.
  const start = { at: reading.cursor.at, period: reading.period, similar: reading.similar };
  for (;;) {
    branches.push(readAll(reading, depth, field, whole && branches.length === 0));
    if (takeOperator(reading.cursor, ['OR']) === undefined) break;
    const periods = reading.period !== start.period || reading.similar !== start.similar;
    if (periods) throw notInGroup();
  }
  const [first] = branches;
  if (branches.length === 1) return first;
  return { any: branches.filter((branch) => branch !== undefined) };
}

function readAll(
  reading: Reading,
  depth: number,
  field: TextField | undefined,
  whole: boolean,
): Condition | undefined {
  const parts = readRun(reading, depth, field, whole);
  for (;;) {
    const operator = takeOperator(reading.cursor, ['AND', 'ANDNOT']);
    if (operator === undefined) return together(parts);
    const next = together(readRun(reading, depth, field, whole && operator === 'AND', operator));
    if (next !== undefined) parts.push(operator === 'AND' ? next : { not: next });
  }
}

/** What stands side by side, up to an operator or the end of the group. */
function readRun(
  reading: Reading,
  depth: number,
  field: TextField | undefined,
  whole: boolean,
  after?: Operator,
): Condition[] {
  const { cursor } = reading;
  const conditions: Condition[] = [];
  let read = false;
  for (;;) {
    takeBlank(cursor);
    const ends = cursor.at >= cursor.text.length || cursor.text[cursor.at] === ')';
    const operator = takeOperator({ ...cursor }, ['AND', 'OR', 'ANDNOT']);
    if (ends || operator !== undefined) {
      if (!read) throw nothingThere(cursor, after, operator);
      return conditions;
    }
    const found = readOne(reading, depth, field, whole);
    read ||= found !== 'nothing';
    if (typeof found === 'object') conditions.push(found);
  }
}

/** One part or group; `elsewhere` when it was kept for the whole query. */
function readOne(
  reading: Reading,
  depth: number,
  field: TextField | undefined,
  whole: boolean,
): Condition | 'elsewhere' | 'nothing' {
  const { cursor } = reading;
  const minus = take(cursor, MINUS_GROUP) !== undefined;
  const group = take(cursor, OPEN) === undefined ? takeGroupField(cursor) : { field };
  if (group !== undefined) {
    const inner = readAny(reading, depth + 1, group.field ?? field, whole && !minus);
    take(cursor, CLOSE);
    if (inner === undefined) return 'elsewhere';
    return minus ? { not: inner } : inner;
  }
  const part = readPart(cursor, field);
  if (part === undefined) return 'nothing';
  if (part.kind === 'term' || part.kind === 'ref') {
    const condition = part.kind === 'term' ? { term: part.term } : { ref: part.ref };
    return part.excluded ? { not: condition } : condition;
  }
  if (!whole || (part.kind === 'similar' && reading.similar !== undefined)) throw notInGroup();
  if (part.kind === 'period') reading.period = narrow(reading.period, part.period);
  else reading.similar = part.ref;
  return 'elsewhere';
}

function together(conditions: readonly Condition[]): Condition | undefined {
  const parts = conditions.flatMap((part) => ('all' in part ? part.all : [part]));
  return parts.length > 1 ? { all: parts } : parts[0];
}

/** Takes the operator that stands here if it is one of these. */
function takeOperator(cursor: Cursor, wanted: readonly Operator[]): Operator | undefined {
  takeBlank(cursor);
  const start = cursor.at;
  const typed = take(cursor, OPERATOR)?.[1];
  if (typed === undefined) return undefined;
  const operator = typed.endsWith('NOT') ? 'ANDNOT' : typed === 'OR' ? 'OR' : 'AND';
  if (wanted.includes(operator)) return operator;
  cursor.at = start;
  return undefined;
}

function notInGroup(): UserError {
  return new UserError(
    'year:, since:, before: and similar: hold for the whole query, once each; take them out of the parentheses and away from OR and ANDNOT.',
  );
}

function nothingThere(cursor: Cursor, after: Operator | undefined, before: Operator | undefined): UserError {
  const where =
    after !== undefined
      ? `after ${after}`
      : before !== undefined
        ? `before ${before}`
        : cursor.text[cursor.at] === ')'
          ? 'between the parentheses'
          : 'where something to look for is expected';
  return new UserError(
    `Nothing stands ${where}; type something there, or write "and" and "or" small to search for the words.`,
  );
}

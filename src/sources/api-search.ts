import { UserError } from '../core/errors.ts';
import type { Condition, Query, Term, TextField } from '../core/query.ts';
import { clip, fold } from '../core/text.ts';

/** The API's prefixes (https://info.arxiv.org/help/api/user-manual.html#51-details-of-query-construction). */
const PREFIXES: Readonly<Record<TextField, string>> = {
  author: 'au',
  title: 'ti',
  abstract: 'abs',
  category: 'cat',
  comments: 'co',
  journal: 'jr',
};
/** Archives that are divided into subjects: a search for one means all of them. */
const DIVIDED = new Set([
  'astro-ph',
  'cond-mat',
  'cs',
  'econ',
  'eess',
  'math',
  'nlin',
  'physics',
  'q-bio',
  'q-fin',
  'stat',
]);

/**
 * A query as arXiv's API takes it. Operators that were typed stay as they are; else every part is joined with AND: without it the API reads OR. Names, and whatever is more than
 * one word, become phrases. Ids are no part of it. Undefined when only ids (or nothing) are asked for.
 *
 * @throws UserError when arXiv cannot search for that
 */
export function apiSearchOf(query: Query): string | undefined {
  if (query.similar !== undefined) {
    throw new UserError('arXiv cannot be asked for similar papers; name words of the paper instead.');
  }
  const { condition } = query;
  const { from, to } = query.period;
  const terms = condition === undefined ? query.terms : [];
  const wanted = terms.filter((term) => !term.excluded).map(partOf);
  const unwanted = terms.filter((term) => term.excluded).map(partOf);
  // More is joined to it with AND, here and by those who ask for a range of days.
  if (condition !== undefined)
    wanted.push('any' in condition ? grouped(condition) : conditionPart(condition));
  if (from !== undefined || to !== undefined) {
    wanted.push(
      submittedBetween(minuteOf(from ?? '1986-01-01', '0000'), minuteOf(to ?? '2100-12-31', '2359')),
    );
  }
  if (wanted.length === 0) {
    if (unwanted.length === 0) return undefined;
    throw new UserError(
      `"${clip(query.text, 60)}" only says what to leave out; name a word, an author or a category as well.`,
    );
  }
  const without = unwanted.length === 0 ? '' : ` ANDNOT (${unwanted.join(' OR ')})`;
  return `${wanted.join(' AND ')}${without}`;
}

/** A condition, without parentheses around it. It asks for something, and so does every part of an OR. */
function conditionPart(condition: Condition): string {
  if ('term' in condition) return partOf(condition.term);
  if ('ref' in condition) {
    throw new UserError(
      `arXiv cannot be asked for an id beside other things; ask for ${condition.ref.id} on its own.`,
    );
  }
  if ('any' in condition) return condition.any.map(grouped).join(' OR ');
  if ('not' in condition) return `ANDNOT ${grouped(condition.not)}`;
  const wanted = condition.all.filter((part) => !('not' in part)).map(grouped);
  const without = condition.all.filter((part) => 'not' in part).map(conditionPart);
  return [wanted.join(' AND '), ...without].join(' ');
}

function grouped(condition: Condition): string {
  const part = conditionPart(condition);
  const several = ('all' in condition && condition.all.length > 1) || 'any' in condition;
  return several ? `(${part})` : part;
}

/** Papers whose first version was submitted between two minutes (`YYYYMMDDHHMM`, GMT), both included. */
export function submittedBetween(from: string, until: string): string {
  return `submittedDate:[${from} TO ${until}]`;
}

/** `202511250000` from a day and a time of four digits. */
function minuteOf(day: string, time: string): string {
  return `${day.replaceAll('-', '')}${time}`;
}

function partOf(term: Term): string {
  if (term.field === 'category') return categoryPart(term.text);
  if (term.field === 'author') return authorPart(term);
  const prefix = term.field === undefined ? 'all' : PREFIXES[term.field];
  return `${prefix}:${valueOf(term.text)}`;
}

/** Signs are operators there, or mean nothing: what is left of them is a blank, and several words are a phrase. */
function valueOf(text: string): string {
  const words = text
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '');
  // AND, OR and ANDNOT in capitals are operators.
  return words.length === 1 ? (words[0] ?? '').toLowerCase() : `"${words.join(' ')}"`;
}

/** `cs` is the whole archive, `cs.*` too. */
export function categoryPart(text: string): string {
  const name = text.replace(/[^\p{L}\p{N}.*-]+/gu, '').replace(/\.\*$/, '');
  return DIVIDED.has(name.toLowerCase()) && !name.includes('.')
    ? `(cat:${name} OR cat:${name}.*)`
    : `cat:${name}`;
}

/**
 * How arXiv matches initials is not documented, so only whole words of a name are asked for; who is meant is decided by the
 * names that come (`isPerson`).
 */
function authorPart(term: Term): string {
  const words = fold(term.text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => Array.from(word).length > 1);
  if (words.length === 0)
    throw new UserError(`"${clip(term.text, 40)}" is no name that arXiv can look for; type the surname.`);
  const parts = words.map((word) => `au:${word}`).join(' AND ');
  return words.length > 1 ? `(${parts})` : parts;
}

import type { Condition, Term } from '../../core/query.ts';
import { isFilter } from './query-words.ts';

/** Names, whose capitals tell initials and particles, and commands and indices of LaTeX mean something else in other letters. */
const IN_LETTERS = /[\\_^]/;

/** A filter that is typed twice, in capitals or not, is looked up once; a word that is typed twice counts twice. */
export function withoutRepeats(terms: readonly Term[]): Term[] {
  const seen = new Set<string>();
  return terms.filter((term) => {
    const key = keyOf(term);
    const again = isFilter(term) && seen.has(key);
    seen.add(key);
    return !again;
  });
}

/** The same of the parts that AND or OR joins. */
export function distinctConditions(conditions: readonly Condition[]): readonly Condition[] {
  if (conditions.length < 2) return conditions;
  const inside = (name: string, value: unknown): unknown => (name === 'term' ? keyOf(value as Term) : value);
  const keyed = conditions.map(
    (one) => ['term' in one ? keyOf(one.term) : JSON.stringify(one, inside), one] as const,
  );
  return [...new Map(keyed).values()];
}

/** What is the same for terms that find the same. */
function keyOf({ text, phrase, field, excluded }: Term): string {
  const same = field === 'author' || IN_LETTERS.test(text) ? text : text.toLowerCase();
  return JSON.stringify([same, phrase, field, excluded]);
}

import type { PaperRef } from './paper-id.ts';
import type { Condition, Term } from './query.ts';
import { formatCondition } from './query-format.ts';

/** Whether a paper has one word, field or id of a condition. */
type Has = (part: { readonly term: Term } | { readonly ref: PaperRef }) => Promise<boolean>;

/**
 * The parts of a condition that keep a paper from meeting it, as a person would type them: what it lacks, `-quantum` where it has
 * what it must not, and of alternatives none of which it meets the whole. Empty when it meets the condition.
 */
export async function lackingOf(condition: Condition, has: Has): Promise<string[]> {
  if ('not' in condition) return tooMuchOf(condition.not, has);
  if ('all' in condition)
    return (await Promise.all(condition.all.map((part) => lackingOf(part, has)))).flat();
  if ('any' in condition) {
    for (const part of condition.any) if ((await lackingOf(part, has)).length === 0) return [];
    return [formatCondition(condition)];
  }
  return (await has(condition)) ? [] : [formatCondition(condition)];
}

/** What of it keeps a paper from what must not meet it; empty when the paper does not. */
async function tooMuchOf(condition: Condition, has: Has): Promise<string[]> {
  if ('not' in condition) return lackingOf(condition.not, has);
  if ('any' in condition)
    return (await Promise.all(condition.any.map((part) => tooMuchOf(part, has)))).flat();
  if ('all' in condition && (await lackingOf(condition, has)).length > 0) return [];
  if ('all' in condition) return [formatCondition({ not: condition })];
  return (await has(condition)) ? [formatCondition({ not: condition })] : [];
}

import { toReadable } from '../core/latex.ts';
import type { AuthorParts } from '../core/paper.ts';
import { joinInitials } from './kaggle-facts.ts';

/** The authors of a paper, and their names in parts where the text tells them. */
export type NamesRead = {
  readonly authors: readonly string[];
  readonly authorParts?: readonly AuthorParts[];
};

/** Splits `A. One (CERN), B. Two and C. Three` into names; what stands in parentheses is where people work. */
export function readNames(text: string): NamesRead {
  const authors: string[] = [];
  for (const entry of withoutParentheses(text).split(/\s*[,;:]\s*(?:and\s+)?|\s+and\s+/)) {
    const name = joinInitials(toReadable(entry).replace(/^(?:and|&)\s+/, ''));
    if (!/\p{L}/u.test(name)) continue;
    if (/^(?:Jr|Sr)\.?$|^I{2,3}$|^IV$/.test(name) && authors.length > 0)
      authors.push(`${authors.pop()} ${name}`);
    else authors.push(name);
  }
  return { authors };
}

function withoutParentheses(text: string): string {
  let depth = 0;
  let kept = '';
  for (const part of text.split(/(?<!\\)(?=[()])|(?<=[()])/)) {
    if (part === '(') depth += 1;
    else if (part === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) kept += part;
    else kept += ' ';
  }
  return kept;
}

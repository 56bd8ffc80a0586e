import type { TextField } from '../../core/query.ts';

/** Pieces of FTS5's query language (https://www.sqlite.org/fts5.html#full_text_query_syntax). */

/** Words that stand one after the other, in some of the columns if they are named. */
export function expression(words: readonly string[], columns: readonly TextField[] = []): string {
  const phrase = `"${words.join(' ').replaceAll('"', '')}"`;
  return columns.length === 0 ? phrase : `{${columns.join(' ')}} : ${phrase}`;
}

export function allOf(parts: readonly string[]): string {
  return joined(parts, 'AND');
}

export function anyOf(parts: readonly string[]): string {
  return joined(parts, 'OR');
}

function joined(parts: readonly string[], operator: string): string {
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(` ${operator} `)})`;
}

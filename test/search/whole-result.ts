import type { SearchResult } from '../../src/core/ports.ts';

/** A result with the words that match, which hits only work out when they are asked for. */
export function wholeResult(result: SearchResult): SearchResult {
  return { ...result, hits: result.hits.map(({ id, score, matched }) => ({ id, score, matched })) };
}

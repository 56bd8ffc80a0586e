import type { SearchHit } from './ports.ts';

/** Which words of a query were found where: `Sparse, Autoencoders in title and abstract`. Empty for a filter alone. */
export function matchReason({ matched }: Pick<SearchHit, 'matched'>): string {
  const byField = new Map<string, string[]>();
  for (const { word, fields } of matched) {
    const where = fields.join(' and ');
    byField.set(where, [...(byField.get(where) ?? []), word]);
  }
  return [...byField].map(([where, words]) => `${words.join(', ')} in ${where}`).join('; ');
}

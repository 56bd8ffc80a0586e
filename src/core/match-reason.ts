import type { SearchHit } from './ports.ts';

/** Which words of a query were found where: `Sparse, Autoencoders in title and abstract`. Empty for a filter alone. */
export function matchReason({ matched }: Pick<SearchHit, 'matched'>): string {
  const places: { readonly where: string; words: string }[] = [];
  for (const { word, fields } of matched) {
    const where = fields.join(' and ');
    const place = places.find((one) => one.where === where);
    if (place === undefined) places.push({ where, words: word });
    else place.words += `, ${word}`;
  }
  return places.map(({ where, words }) => `${words} in ${where}`).join('; ');
}

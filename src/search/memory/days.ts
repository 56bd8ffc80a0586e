import type { Period } from '../../core/query.ts';
import type { Indexes } from './indexes.ts';

/** Whether the first version of a document is of a year. */
export function isOfYear({ documents }: Indexes, id: string, year: string): boolean {
  return documents.facts(id)?.submitted?.startsWith(year) === true;
}

/** The documents whose first version is of a period; undefined where any may be. */
export function inPeriod({ documents }: Indexes, { from, to }: Period): Set<string> | undefined {
  if (from === undefined && to === undefined) return undefined;
  const ids = new Set<string>();
  for (const id of documents.ids()) {
    const day = documents.facts(id)?.submitted;
    if (day !== undefined && (from === undefined || day >= from) && (to === undefined || day <= to))
      ids.add(id);
  }
  return ids;
}

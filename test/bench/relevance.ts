import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { IndexedDocument } from '../../src/core/ports.ts';
import { type CollectionQuery, readDocuments, readQueries } from '../../src/verbs/collection.ts';

/** Public collections stand beside a checkout of the developers; others do not have them. */
export const FOLDER = fileURLToPath(new URL('../../../shared/data/relevance', import.meta.url));
export const COLLECTIONS = ['cranfield', 'cisi', 'scifact'] as const;

/** Grades of the documents that answer a query, by id. */
export type Grades = ReadonlyMap<string, number>;

export type Collection = {
  readonly name: string;
  readonly documents: readonly IndexedDocument[];
  readonly queries: readonly (CollectionQuery & { readonly grades: Grades })[];
};

/** A collection with those of its queries that were judged; undefined when it is not there. */
export async function readCollection(folder: string, name: string): Promise<Collection | undefined> {
  const path = join(folder, name);
  if (!existsSync(join(path, 'qrels.jsonl'))) return undefined;
  const all = new Map<string, Map<string, number>>();
  for (const line of readFileSync(join(path, 'qrels.jsonl'), 'utf8').split('\n')) {
    if (line === '') continue;
    const { q, d, g } = JSON.parse(line) as { q: string; d: string; g: number };
    const grades = all.get(q) ?? new Map<string, number>();
    all.set(q, grades.set(d, g));
  }
  const documents = await Array.fromAsync(readDocuments(path, fail));
  const queries = (await Array.fromAsync(readQueries(path, fail))).flatMap((query) => {
    const grades = all.get(query.id);
    return grades === undefined ? [] : [{ ...query, grades }];
  });
  return { name, documents, queries };
}

function fail(bad: { readonly reason: string }): never {
  throw new Error(bad.reason);
}

/** trec_eval's nDCG at 10: linear gains. */
export function ndcg(ids: readonly string[], grades: Grades): number {
  const ideal = [...grades.values()].toSorted((a, b) => b - a);
  const best = gain(ideal);
  return best === 0 ? 0 : gain(ids.map((id) => grades.get(id) ?? 0)) / best;
}

function gain(grades: readonly number[]): number {
  return grades
    .slice(0, 10)
    .reduce((sum, grade, index) => sum + Math.max(0, grade) / Math.log2(index + 2), 0);
}

/** trec_eval's average precision, to the depth of the list. */
export function averagePrecision(ids: readonly string[], grades: Grades): number {
  const relevant = [...grades.values()].filter((grade) => grade > 0).length;
  let [found, sum] = [0, 0];
  for (const [index, id] of ids.entries()) {
    if ((grades.get(id) ?? 0) <= 0) continue;
    found += 1;
    sum += found / (index + 1);
  }
  return relevant === 0 ? 0 : sum / relevant;
}

/**
 * One engine of the search benchmark in a process of its own, so that its memory is its own: `topics` ranks the public collections,
 * `known` finds known papers, a number answers questions made of so many real papers. An engine that is kept in the FOLDER is built in
 * the first run and opened in the next. Tells its figures.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IndexedDocument } from '../../src/core/ports.ts';
import { readDocuments } from '../../src/verbs/collection.ts';
import { ENGINES, type Engine } from './engines.ts';
import { percentile } from './measure.ts';
import { snapshotLines } from './papers-100k.ts';
import { averagePrecision, COLLECTIONS, FOLDER, ndcg, readCollection } from './relevance.ts';
import { type Figures, KNOWN, TOPICS } from './search.ts';

const DEPTH = 1_000;
const PAGE = 10;
const TIMED = 200;
const WARM_UP = 20;
/** An engine that takes long is asked less. */
const LONGEST_MS = 10_000;
/** Ids and links name a paper outright, which other engines are not asked to understand. */
const BY_ID = new Set(['arxiv_id', 'arxiv_url', 'arxiv_colon']);

type Known = { readonly kind: string; readonly q: string; readonly id: string };

const [name = '', job = '', folder] = process.argv.slice(2);
const told =
  job === TOPICS ? await rankTopics() : job === KNOWN ? await findKnown() : await answer(Number(job));
const memory = { peak: process.resourceUsage().maxRSS * 1_024 };
process.send?.({ ...told, ...memory }, () => process.exit());

async function rankTopics(): Promise<Figures> {
  const figures: Record<string, number> = {};
  for (const collection of COLLECTIONS) {
    const read = await readCollection(FOLDER, collection);
    if (read === undefined) continue;
    const engine = await engineOf(read.documents);
    const each: { ndcg: number; map: number }[] = [];
    for (const { text, grades } of read.queries) {
      const ids = await engine(text, DEPTH);
      each.push({ ndcg: ndcg(ids, grades), map: averagePrecision(ids, grades) });
    }
    figures[`${collection} ndcg`] = mean(each.map((one) => one.ndcg));
    figures[`${collection} map`] = mean(each.map((one) => one.map));
  }
  return figures;
}

async function findKnown(): Promise<Figures> {
  const engine = await engineOf(
    await Array.fromAsync(readDocuments(join(FOLDER, 'arxiv'), () => {}, 'papers')),
  );
  const known = readFileSync(join(FOLDER, 'arxiv/knownitem.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Known);
  const texts = known.filter(({ kind }) => !BY_ID.has(kind));
  const ids = known.filter(({ kind }) => BY_ID.has(kind));
  return { known: await firstShare(engine, texts), ids: await firstShare(engine, ids) };
}

/** How long somebody waits for an answer, on a machine with nothing else to do. */
async function answer(papers: number): Promise<Figures> {
  const isBuilt = folder !== undefined && readdirSync(folder).length > 0;
  const [documents, sample]: [IndexedDocument[], IndexedDocument[]] = [[], []];
  let number = 0;
  for await (const line of snapshotLines()) {
    if (number === papers) break;
    const { title, abstract, authors } = JSON.parse(line) as Record<'title' | 'abstract' | 'authors', string>;
    const document = { id: String(number), title, abstract, authors: authors.split(', ') };
    if (!isBuilt) documents.push(document);
    if (number % Math.floor(papers / TIMED) === 0) sample.push(document);
    number += 1;
  }
  const engine = await engineOf(documents);
  const sentences = sample
    .map(({ abstract = '' }) => (abstract.split('. ')[1] ?? '').replaceAll(/[^A-Za-z]+/g, ' ').trim())
    .filter((text) => text.includes(' '));
  const words = sample
    .map(({ title = '' }) => (title.match(/[A-Za-z]{5,}/g) ?? []).slice(0, 3).join(' '))
    .filter((text) => text.split(' ').length === 3);
  const [three, sentence] = [await timesOf(engine, words), await timesOf(engine, sentences)];
  return {
    'three p50': percentile(three, 50),
    'three p99': percentile(three, 99),
    'sentence p50': percentile(sentence, 50),
    'sentence p99': percentile(sentence, 99),
  };
}

async function firstShare(engine: Engine, known: readonly Known[]): Promise<number> {
  let right = 0;
  for (const { q, id } of known) if ((await engine(q, 1))[0] === id) right += 1;
  return right / known.length;
}

/** Milliseconds that each search takes. */
async function timesOf(engine: Engine, texts: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  let spent = 0;
  for (const text of [...texts.slice(0, WARM_UP), ...texts]) {
    if (times.length > 2 * WARM_UP && spent > LONGEST_MS) break;
    const before = performance.now();
    await engine(text, PAGE);
    const took = performance.now() - before;
    times.push(took);
    spent += took;
  }
  return times.slice(WARM_UP);
}

async function engineOf(documents: readonly IndexedDocument[]): Promise<Engine> {
  const build = ENGINES[name];
  if (build === undefined) throw new Error(`There is no engine "${name}".`);
  return build(documents, folder);
}

function mean(figures: readonly number[]): number {
  return figures.reduce((sum, one) => sum + one, 0) / figures.length;
}

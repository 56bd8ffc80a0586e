/**
 * One engine of the search benchmark in a process of its own, so that its memory is its own: `topics` ranks the public collections,
 * `known` finds known papers, a number answers questions made of so many real papers. Tells its figures.
 */
import { readFileSync } from 'node:fs';
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
/** Ids and links name a paper outright, which other engines are not asked to understand. */
const BY_ID = new Set(['arxiv_id', 'arxiv_url', 'arxiv_colon']);

type Known = { readonly kind: string; readonly q: string; readonly id: string };

const [name = '', job = ''] = process.argv.slice(2);
const told = job === TOPICS ? await rankTopics() : await answer(await papersOf(job));
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

async function papersOf(which: string): Promise<IndexedDocument[]> {
  if (which === KNOWN) return Array.fromAsync(readDocuments(join(FOLDER, 'arxiv'), () => {}, 'papers'));
  const documents: IndexedDocument[] = [];
  for await (const line of snapshotLines()) {
    if (documents.length === Number(which)) break;
    const { title, abstract, authors } = JSON.parse(line) as Record<'title' | 'abstract' | 'authors', string>;
    documents.push({ id: String(documents.length), title, abstract, authors: authors.split(', ') });
  }
  return documents;
}

/** What a search costs in CPU time, and whether known papers come first. */
async function answer(documents: readonly IndexedDocument[]): Promise<Figures> {
  const engine = await engineOf(documents);
  const step = Math.floor(documents.length / TIMED);
  const sample = documents.filter((_, index) => index % step === 0);
  const sentences = sample
    .map(({ abstract = '' }) => (abstract.split('. ')[1] ?? '').replaceAll(/[^A-Za-z]+/g, ' ').trim())
    .filter((text) => text.includes(' '));
  const words = sample.map(({ title = '' }) => (title.match(/[A-Za-z]{5,}/g) ?? []).slice(0, 3).join(' '));
  const three = await timesOf(
    engine,
    words.filter((text) => text.split(' ').length === 3),
  );
  const sentence = await timesOf(engine, sentences);
  return {
    ...(job === KNOWN ? await knownShares(engine) : {}),
    'three p50': percentile(three, 50),
    'three p99': percentile(three, 99),
    'sentence p50': percentile(sentence, 50),
    'sentence p99': percentile(sentence, 99),
  };
}

async function knownShares(engine: Engine): Promise<Figures> {
  const known = readFileSync(join(FOLDER, 'arxiv/knownitem.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Known);
  return {
    known: await firstShare(
      engine,
      known.filter(({ kind }) => !BY_ID.has(kind)),
    ),
    ids: await firstShare(
      engine,
      known.filter(({ kind }) => BY_ID.has(kind)),
    ),
  };
}

async function firstShare(engine: Engine, known: readonly Known[]): Promise<number> {
  let right = 0;
  for (const { q, id } of known) if ((await engine(q, 1))[0] === id) right += 1;
  return right / known.length;
}

/** CPU milliseconds of each search. */
async function timesOf(engine: Engine, texts: readonly string[]): Promise<number[]> {
  for (const text of texts.slice(0, WARM_UP)) await engine(text, PAGE);
  const times: number[] = [];
  for (const text of texts) {
    const before = process.cpuUsage();
    await engine(text, PAGE);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1_000);
  }
  return times;
}

async function engineOf(documents: readonly IndexedDocument[]): Promise<Engine> {
  const build = ENGINES[name];
  if (build === undefined) throw new Error(`There is no engine "${name}".`);
  return build(documents);
}

function mean(figures: readonly number[]): number {
  return figures.reduce((sum, one) => sum + one, 0) / figures.length;
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { IndexedDocument } from '../../src/core/ports.ts';
import { readDocuments } from '../../src/verbs/collection.ts';
import { ENGINES, type Engine } from './engines.ts';
import { percentile } from './measure.ts';
import { averagePrecision, type Collection, ndcg, readCollection } from './relevance.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/data/relevance', import.meta.url));
const COLLECTIONS = ['cranfield', 'cisi', 'scifact'];
const DEPTH = 1_000;
const PAGE = 10;
const TIMED = 100;
const WARM_UP = 20;
/** Ids and links name a paper outright, which other engines are not asked to understand. */
const BY_ID = new Set(['arxiv_id', 'arxiv_url', 'arxiv_colon']);

type Known = { readonly kind: string; readonly q: string; readonly id: string };
type Figures = { ndcg: number; map: number };

/** Relevance and speed beside other engines as they come, everything in one run; each figure also as a ratio to MiniSearch's. */
export async function benchSearch(): Promise<void> {
  const collections = (await Promise.all(COLLECTIONS.map((name) => readCollection(FOLDER, name)))).filter(
    (one) => one !== undefined,
  );
  if (collections.length === 0 || !existsSync(join(FOLDER, 'arxiv'))) {
    print('  left out: the public collections do not stand beside this checkout');
    return;
  }
  await benchTopics(collections);
  await benchPapers();
}

async function benchTopics(collections: readonly Collection[]): Promise<void> {
  print(columns(['nDCG@10 and MAP', ...collections.map(({ name }) => name), 'mean', 'x MiniSearch']));
  let base: Figures | undefined;
  for (const [name, build] of Object.entries(ENGINES)) {
    const each: Figures[] = [];
    for (const collection of collections)
      each.push(await measure(await build(collection.documents), collection));
    const all = { ndcg: mean(each.map((one) => one.ndcg)), map: mean(each.map((one) => one.map)) };
    base ??= all;
    const ratio = `${(all.ndcg / base.ndcg).toFixed(2)} ${(all.map / base.map).toFixed(2)}`;
    print(
      columns([name, ...[...each, all].map((one) => `${one.ndcg.toFixed(3)} ${one.map.toFixed(3)}`), ratio]),
    );
  }
}

async function measure(engine: Engine, { queries }: Collection): Promise<Figures> {
  const figures: Figures[] = [];
  for (const { text, grades } of queries) {
    const ids = await engine(text, DEPTH);
    figures.push({ ndcg: ndcg(ids, grades), map: averagePrecision(ids, grades) });
  }
  return { ndcg: mean(figures.map((one) => one.ndcg)), map: mean(figures.map((one) => one.map)) };
}

/** Known papers among 14,000, and what a search costs in CPU time and the index in memory. */
async function benchPapers(): Promise<void> {
  const documents = await Array.fromAsync(readPapers());
  const known = readFileSync(join(FOLDER, 'arxiv/knownitem.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Known);
  const sample = documents.filter((_, index) => index % 100 === 0);
  const sentences = sample
    .map(({ abstract = '' }) => abstract.split('. ')[1] ?? '')
    .filter((text) => text.includes(' '));
  const words = sample.map(({ title = '' }) => (title.match(/[A-Za-z]{5,}/g) ?? []).slice(0, 3).join(' '));
  const three = words.filter((text) => text.split(' ').length === 3);
  print(
    columns([
      `${documents.length} papers`,
      'known first',
      'ids first',
      '3 words p50 p99 ms',
      'sentence p50 p99',
      'x MiniSearch',
    ]),
  );
  let base: readonly number[] | undefined;
  for (const [name, build] of Object.entries(ENGINES)) {
    const engine = await build(documents);
    const texts = known.filter(({ kind }) => !BY_ID.has(kind));
    const ids = known.filter(({ kind }) => BY_ID.has(kind));
    const times = [await timesOf(engine, three), await timesOf(engine, sentences)];
    const figures = times.flatMap((one) => [percentile(one, 50), percentile(one, 99)]);
    base ??= figures;
    const ratios = figures.map((figure, index) => (figure / (base?.[index] ?? Number.NaN)).toFixed(2));
    print(
      columns([
        name,
        (await firstShare(engine, texts)).toFixed(3),
        name.startsWith('paperthread') ? (await firstShare(engine, ids)).toFixed(3) : '',
        figures
          .slice(0, 2)
          .map((ms) => ms.toFixed(1))
          .join(' '),
        figures
          .slice(2)
          .map((ms) => ms.toFixed(1))
          .join(' '),
        ratios.join(' '),
      ]),
    );
  }
}

async function* readPapers(): AsyncGenerator<IndexedDocument> {
  const skip = (): void => undefined;
  yield* readDocuments(join(FOLDER, 'arxiv'), skip, 'papers');
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
  for (const text of texts.slice(0, TIMED)) {
    const before = process.cpuUsage();
    await engine(text, PAGE);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1_000);
  }
  return times;
}

function mean(figures: readonly number[]): number {
  return figures.reduce((sum, one) => sum + one, 0) / figures.length;
}

function columns([first = '', ...others]: readonly string[]): string {
  return `  ${first.padEnd(24)}${others.map((one) => one.padStart(20)).join('')}`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

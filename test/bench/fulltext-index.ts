/**
 * One index of the full-text benchmark, in a process of its own: `database` builds ours in FOLDER or goes on with it, `minisearch` is
 * MiniSearch out of the box. Answers questions made of the papers themselves and tells CPU milliseconds and memory (bytes).
 */
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import MiniSearch from 'minisearch';
import type { IndexBatch, IndexedDocument } from '../../src/core/ports.ts';
import { parseQuery } from '../../src/core/query-parser.ts';
import { openFullTextIndex } from '../../src/search/fulltext/fulltext.ts';
import { percentile } from './measure.ts';
import { snapshotLines } from './papers-100k.ts';

const BATCH = 500;
/** Every so many papers are asked for; of an index that takes long as many as it answers in ten seconds. */
const EVERY = 500;
const LONGEST_MS = 10_000;
const PAGE = { sort: 'relevance', limit: 10, offset: 0 } as const;

const [mode, folder = '', papers = '0'] = process.argv.slice(2);

async function* documents(): AsyncGenerator<IndexedDocument> {
  let number = 0;
  for await (const line of snapshotLines()) {
    if (number === Number(papers)) return;
    number += 1;
    const { title, abstract, authors } = JSON.parse(line) as Record<'title' | 'abstract' | 'authors', string>;
    yield { id: String(number), title, abstract, authors: authors.split(', ') };
  }
}

async function* batches(seq: number): AsyncGenerator<IndexBatch> {
  let [batch, number]: [IndexedDocument[], number] = [[], 0];
  for await (const document of documents()) {
    number += 1;
    if (number > seq) batch.push(document);
    if (batch.length < BATCH) continue;
    yield { documents: batch, seq: number };
    batch = [];
  }
  if (batch.length > 0) yield { documents: batch, seq: number };
}

async function openDatabase(): Promise<(text: string) => Promise<unknown>> {
  const file = join(folder, 'search-index.db');
  const index = await openFullTextIndex({ file, library: 'bench', seq: Number(papers) });
  if (index.seq < Number(papers)) await index.putMany(batches);
  return (text) => index.search(parseQuery(text), PAGE);
}

async function openOther(): Promise<(text: string) => Promise<unknown>> {
  const index = new MiniSearch({ fields: ['title', 'authors', 'abstract'] });
  for await (const { authors = [], ...document } of documents())
    index.add({ ...document, authors: authors.join(' ') });
  return async (text) => index.search(text);
}

const stalls = monitorEventLoopDelay({ resolution: 5 });
stalls.enable();
const search = await (mode === 'database' ? openDatabase() : openOther());
stalls.disable();
const questions: Record<'three' | 'sentence', string[]> = { three: [], sentence: [] };
let number = 0;
for await (const { title = '', abstract = '' } of documents()) {
  if ((number += 1) % EVERY !== 0) continue;
  questions.three.push((title.match(/[A-Za-z]{4,}/g) ?? []).slice(0, 3).join(' ') || 'quantum field theory');
  questions.sentence.push((abstract.split('. ')[0] ?? '').replace(/[^A-Za-z]+/g, ' ').slice(0, 900));
}
const told: Record<string, number> = { stall: stalls.max / 1e6 };
await search('to warm up');
for (const [name, texts] of Object.entries(questions)) {
  const figures: number[] = [];
  let spent = 0;
  for (const text of texts) {
    if (text.trim() === '' || spent > LONGEST_MS) continue;
    const before = process.cpuUsage();
    await search(text);
    const { user, system } = process.cpuUsage(before);
    figures.push((user + system) / 1_000);
    spent += (user + system) / 1_000;
  }
  told[name] = percentile(figures, 99);
}
told['rss'] = process.memoryUsage.rss();
told['peak'] = process.resourceUsage().maxRSS * 1_024;
process.send?.(told, () => process.exit());

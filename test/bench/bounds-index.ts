/** One index of the benchmark of hostile queries, in a process of its own: INDEX and how many papers. Tells what each query cost. */
import { UserError } from '../../src/core/errors.ts';
import type { IndexedDocument, SearchIndex } from '../../src/core/ports.ts';
import { parseQuery } from '../../src/core/query-parser.ts';
import { createFullTextIndex } from '../../src/search/fulltext/fulltext.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import type { Costs } from './bounds.ts';
import { hostileQueries } from './hostile.ts';
import { snapshotLines } from './papers-100k.ts';

/** The words of hostile queries are taken from so many papers. */
const SAMPLE = 10_000;
const BATCH = 500;
const RUNS = 2;
/** So many of the dearest are asked again, and so often. */
const [AGAIN, MORE_RUNS] = [20, 5] as const;
const PAGE = { limit: 10, offset: 0 };

const [kind, papers = '0'] = process.argv.slice(2);
const index: SearchIndex = kind === 'database' ? createFullTextIndex() : createMiniSearchIndex();
const sample: { title: string; abstract: string; authors: string }[] = [];
let batch: IndexedDocument[] = [];
let seq = 0;
for await (const line of snapshotLines()) {
  if (seq === Number(papers)) break;
  const {
    id,
    title,
    abstract,
    authors,
    categories,
    comments,
    update_date: day,
  } = JSON.parse(line) as Record<string, string>;
  const texts = { title: title ?? '', abstract: abstract ?? '', authors: authors ?? '' };
  if (sample.length < SAMPLE) sample.push(texts);
  const facts = {
    categories: (categories ?? '').split(' '),
    ...(day === undefined ? {} : { submitted: day }),
    ...(comments ? { comments } : {}),
  };
  batch.push({ ...texts, ...facts, id: id ?? '', authors: texts.authors.split(', ') });
  seq += 1;
  if (batch.length < BATCH) continue;
  await index.put(batch, seq);
  batch = [];
}
await index.put(batch, seq);

const asked = [...hostileQueries(sample)].flatMap(([name, text]) =>
  (['relevance', 'newest'] as const).map((sort) => ({
    name: `${name}, ${sort}`,
    text,
    sort,
    ms: Infinity,
    isRefused: false,
  })),
);
for (const one of asked) await ask(one, RUNS);
for (const one of dearestFirst().slice(0, AGAIN)) await ask(one, MORE_RUNS);
const told: Costs = dearestFirst().map(({ name, ms, isRefused }) => ({ name, ms, isRefused }));
process.send?.(told, () => process.exit());

/** The best of all runs: what the machine does beside it is not the query's. */
async function ask(one: (typeof asked)[number], runs: number): Promise<void> {
  for (let run = 0; run < runs; run += 1) {
    const { ms, isRefused } = await cost(one.text, one.sort);
    one.ms = Math.min(one.ms, ms);
    one.isRefused = isRefused;
  }
}

function dearestFirst(): typeof asked {
  return asked.toSorted((a, b) => b.ms - a.ms);
}

/** CPU milliseconds of an answer or a refusal. */
async function cost(
  text: string,
  sort: 'relevance' | 'newest',
): Promise<{ readonly ms: number; readonly isRefused: boolean }> {
  const before = process.cpuUsage();
  let isRefused = false;
  try {
    const { hits } = await index.search(parseQuery(text), { sort, ...PAGE });
    for (const hit of hits) void hit.matched;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    isRefused = true;
  }
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1_000, isRefused };
}

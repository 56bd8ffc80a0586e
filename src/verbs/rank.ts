import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { UserError } from '../core/errors.ts';
import type { IndexedDocument, SearchHit, SearchIndex } from '../core/ports.ts';
import { parseQuery } from '../core/query-parser.ts';
import { count } from '../core/text.ts';
import { createFullTextIndex } from '../search/fulltext/fulltext.ts';
import { createMiniSearchIndex } from '../search/memory/minisearch.ts';
import { explained } from './arguments.ts';
import { type BadLine, readDocuments, readQueries } from './collection.ts';
import { startLine } from './progress.ts';
import { say } from './say.ts';
import type { Verb } from './verb.ts';

const HOW_TO = 'npm run -s rank -- DIR --out RUN [--index minisearch|database]';
const INDEXES: Readonly<Record<string, () => SearchIndex>> = {
  minisearch: createMiniSearchIndex,
  database: createFullTextIndex,
};
/** How many documents are ranked for each query, as is the custom of the public collections. */
const DEPTH = 1_000;
const BATCH = 500;
/** So many bad lines are named one by one. */
const NAMED = 20;
const TAG = 'paperthread';

/**
 * Ranks the queries of a public collection with the code that answers `/papers`, for programs like trec_eval. A line or query
 * that cannot be used is named and left out, and makes the exit code 1.
 */
export const rank: Verb = async (words, { signal }) => {
  const { values, positionals } = explained(HOW_TO, () =>
    parseArgs({
      args: [...words],
      options: { out: { type: 'string' }, index: { type: 'string', default: 'minisearch' } },
      allowPositionals: true,
    }),
  );
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1 || values.out === undefined)
    throw new UserError(`Name one folder and the file for the run: ${HOW_TO}`);
  const create = Object.hasOwn(INDEXES, values.index) ? INDEXES[values.index] : undefined;
  if (create === undefined)
    throw new UserError(
      `There is no index "${values.index}" to rank with; type --index ${Object.keys(INDEXES).join(' or ')}.`,
    );
  const bad = createBadLines();
  const index = create();
  await fill(index, readDocuments(folder, bad.add), signal);
  const lines = rankAll(index, readQueries(folder, bad.add), bad, signal);
  const ranked = await writeRun(values.out, lines);
  await bad.tell();
  if (signal.aborted) throw new UserError(`Stopped; ${values.out} holds only a part of the run.`);
  await say(
    process.stderr,
    `${values.out}: ${count(ranked, 'query', 'queries')} over ${count(index.size, 'document')}, ${bad.count} left out.`,
  );
  return bad.count === 0 ? 0 : 1;
};

async function fill(
  index: SearchIndex,
  documents: AsyncIterable<IndexedDocument>,
  signal: AbortSignal,
): Promise<void> {
  const progress = startLine();
  let batch: IndexedDocument[] = [];
  const flush = async (): Promise<void> => {
    await index.put(batch, index.seq + 1);
    progress.show(() => `${count(index.size, 'document')} indexed`);
    batch = [];
  };
  for await (const document of documents) {
    if (signal.aborted) break;
    if (batch.push(document) === BATCH) await flush();
  }
  await flush();
  progress.end();
}

/** The lines of each query as one text. */
async function* rankAll(
  index: SearchIndex,
  queries: ReturnType<typeof readQueries>,
  bad: BadLines,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const progress = startLine();
  let number = 0;
  for await (const { id, text } of queries) {
    if (signal.aborted) break;
    progress.show(() => `${count(number, 'query', 'queries')} ranked`);
    number += 1;
    try {
      const { hits } = await index.search(parseQuery(text), { sort: 'relevance', limit: DEPTH, offset: 0 });
      yield runLines(id, hits);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      bad.add({ file: 'queries.jsonl', query: id, reason: error.message });
    }
  }
  progress.end();
}

/**
 * One query's part of a run. Programs that read it sort by score, in 32-bit floats, and break ties their own way; every
 * score is therefore a little lower than the one before.
 */
export function runLines(query: string, hits: readonly Pick<SearchHit, 'id' | 'score'>[]): string {
  let above = 0;
  return hits
    .map(({ id, score }, index) => {
      above = index === 0 ? Math.fround(score) : Math.min(Math.fround(score), below(above));
      return `${query} Q0 ${id} ${index + 1} ${above.toPrecision(9)} ${TAG}\n`;
    })
    .join('');
}

/** The next lower number that is another one in 32 bits. */
function below(score: number): number {
  return Math.fround(score - Math.max(Math.abs(score) * 2 ** -22, 2 ** -30));
}

async function writeRun(file: string, texts: AsyncIterable<string>): Promise<number> {
  let number = 0;
  const counted = async function* (): AsyncGenerator<string> {
    for await (const text of texts) {
      number += 1;
      yield text;
    }
  };
  const output = createWriteStream(file);
  try {
    await pipeline(Readable.from(counted()), output);
  } catch (error) {
    const code = error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : '';
    if (code === '') throw error;
    throw new UserError(
      `${file} cannot be written (${code}); name a file in a folder that is there and yours.`,
    );
  }
  return number;
}

type Bad = BadLine | { readonly file: string; readonly query: string; readonly reason: string };
type BadLines = ReturnType<typeof createBadLines>;

function createBadLines() {
  const named: Bad[] = [];
  let all = 0;
  return {
    add: (bad: Bad): void => {
      all += 1;
      if (named.length < NAMED) named.push(bad);
    },
    get count(): number {
      return all;
    },
    async tell(): Promise<void> {
      for (const bad of named) {
        const place = 'line' in bad ? `line ${bad.line}` : `query ${bad.query}`;
        await say(process.stderr, `${bad.file}, ${place}: ${bad.reason}`);
      }
      if (all > named.length) await say(process.stderr, `and ${all - named.length} more`);
    },
  };
}

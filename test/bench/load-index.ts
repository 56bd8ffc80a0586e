/**
 * `build` makes the kept index of so many real papers and that of MiniSearch out of the box, `load` opens both in a process of its own
 * and tells what that costs.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import MiniSearch from 'minisearch';
import type { IndexedDocument } from '../../src/core/ports.ts';
import { openMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import { snapshotLines } from './papers-100k.ts';

const BATCH = 500;

const [mode, file = '', papers = '0'] = process.argv.slice(2);
const kept = { file, library: 'bench', seq: 1 };
const other = { fields: ['title', 'authors', 'abstract'] };
const told = mode === 'build' ? await build() : await load();
process.send?.(told, () => process.exit());

async function documents(): Promise<IndexedDocument[]> {
  const all: IndexedDocument[] = [];
  for await (const line of snapshotLines()) {
    if (all.length === Number(papers)) break;
    const { id = '', title = '', abstract = '', authors = '' } = JSON.parse(line) as Record<string, string>;
    all.push({ id, title, abstract, authors: authors.split(', ') });
  }
  return all;
}

async function build(): Promise<Record<string, number>> {
  const all = await documents();
  const index = await openMiniSearchIndex(kept);
  for (let start = 0; start < all.length; start += BATCH) await index.put(all.slice(start, start + BATCH), 1);
  await index.save();
  const plain = new MiniSearch(other);
  plain.addAll(all.map((document) => ({ ...document, authors: document.authors?.join(', ') })));
  writeFileSync(`${file}.json`, JSON.stringify(plain));
  return {};
}

/** The longest stall is the longest time that this thread worked between two turns of the event loop. */
async function load(): Promise<Record<string, number>> {
  let [stall, turn, done] = [0, threadMs(), false];
  const look = (): void => {
    stall = Math.max(stall, threadMs() - turn);
    turn = threadMs();
    if (!done) setTimeout(look, 1);
  };
  look();
  const before = process.cpuUsage();
  await openMiniSearchIndex(kept);
  const { user, system } = process.cpuUsage(before);
  done = true;
  const text = readFileSync(`${file}.json`, 'utf8');
  const parsing = process.cpuUsage();
  MiniSearch.loadJSON(text, other);
  const parsed = process.cpuUsage(parsing);
  return {
    cpu: (user + system) / 1_000,
    other: (parsed.user + parsed.system) / 1_000,
    stall,
    bytes: statSync(file).size,
  };
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

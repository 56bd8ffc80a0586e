import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { START_FLAGS } from './chat.ts';
import { ENGINES } from './engines.ts';
import { inFolder } from './measure.ts';
import { have100kPapers } from './papers-100k.ts';
import { COLLECTIONS, FOLDER } from './relevance.ts';

/** What an engine is asked to do; a number: how fast it answers with so many real papers. */
export const TOPICS = 'topics';
export const KNOWN = 'known';
/** Beside MiniSearch out of the box, whose figures are 1. */
const BASE = 'minisearch';
const OURS = 'paperthread';
const DATABASE = 'paperthread, database';
const FTS5 = 'SQLite FTS5';
/** With more papers lunr, FlexSearch and Orama take minutes to be built; ours in memory is for up to 25,000. */
const SIZES: readonly (readonly [papers: number, names: readonly string[]])[] = [
  [10_000, Object.keys(ENGINES)],
  [25_000, [BASE, OURS, DATABASE, FTS5]],
  [100_000, [BASE, DATABASE, FTS5]],
];

/** What an engine tells, by name. */
export type Figures = Readonly<Record<string, number>>;

const CHILD = fileURLToPath(new URL('search-engine.ts', import.meta.url));

/** Relevance, speed and memory beside other engines as they come, everything in one run; each figure also as a ratio to MiniSearch's. */
export async function benchSearch(): Promise<void> {
  if (!existsSync(join(FOLDER, 'arxiv'))) {
    process.stdout.write('  left out: the public collections do not stand beside this checkout\n');
    return;
  }
  const names = Object.keys(ENGINES);
  await table(['nDCG@10, MAP', ...COLLECTIONS, 'mean', 'x MiniSearch'], names, TOPICS, topicRow);
  await table(['14,107 papers', 'known, ids first'], names, KNOWN, (told) => [
    `${three(told['known'])} ${three(told['ids'])}`,
  ]);
  if (!have100kPapers()) return;
  for (const [papers, engines] of SIZES)
    await table(
      [`${papers.toLocaleString('en-US')} papers`, ...SPEED_HEADS],
      engines,
      String(papers),
      speedRow,
    );
}

const SPEED_HEADS = ['3 words p50, p99 ms', 'sentence p50, p99', 'peak MB', 'x MiniSearch'];

async function table(
  heads: readonly string[],
  names: readonly string[],
  job: string,
  rowOf: (told: Figures, base: Figures) => string[],
): Promise<void> {
  print(heads);
  let base: Figures | undefined;
  for (const name of names) {
    const told = await run(name, job);
    base ??= told;
    print([name, ...rowOf(told, base)]);
  }
}

function topicRow(told: Figures, base: Figures): string[] {
  const each = COLLECTIONS.map((name) => `${three(told[`${name} ndcg`])} ${three(told[`${name} map`])}`);
  const [ours, theirs] = [means(told), means(base)];
  return [...each, ours.map(three).join(' '), ours.map((one, at) => ratio(one, theirs[at])).join(' ')];
}

function means(told: Figures): number[] {
  return ['ndcg', 'map'].map(
    (measure) =>
      COLLECTIONS.reduce((sum, name) => sum + (told[`${name} ${measure}`] ?? Number.NaN), 0) /
      COLLECTIONS.length,
  );
}

function speedRow(told: Figures, base: Figures): string[] {
  const names = ['three p50', 'three p99', 'sentence p50', 'sentence p99'];
  const ms = names.map((name) => (told[name] ?? Number.NaN).toFixed(1));
  return [
    ms.slice(0, 2).join(' '),
    ms.slice(2).join(' '),
    ((told['peak'] ?? Number.NaN) / 1e6).toFixed(0),
    [...names, 'peak'].map((name) => ratio(told[name], base[name])).join(' '),
  ];
}

async function run(name: string, job: string): Promise<Figures> {
  // As a bot does: what is kept in a file was built before it was started.
  if (name !== DATABASE || job === TOPICS || job === KNOWN) return tellOf([name, job]);
  return inFolder(async (folder) => {
    await tellOf([name, job, folder]);
    return tellOf([name, job, folder]);
  });
}

async function tellOf(words: readonly string[]): Promise<Figures> {
  const child = fork(CHILD, words, { execArgv: [...START_FLAGS, '--max-old-space-size=6000'] });
  const gone = once(child, 'exit').then(() => {
    throw new Error(`The process of ${words[0]} ended without an answer.`);
  });
  const [told] = (await Promise.race([once(child, 'message'), gone])) as [Figures];
  return told;
}

function ratio(one = Number.NaN, other = Number.NaN): string {
  return (one / other).toFixed(2);
}

function three(figure = Number.NaN): string {
  return figure.toFixed(3);
}

function print([first = '', ...others]: readonly string[]): void {
  process.stdout.write(`  ${first.padEnd(22)}${others.map((one) => one.padStart(21)).join(' ')}\n`);
}

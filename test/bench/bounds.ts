import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { START_FLAGS } from './chat.ts';
import { row } from './measure.ts';
import { have100kPapers } from './papers-100k.ts';

/** What the costliest of the hostile queries cost, dearest first, and whether that is what it takes to refuse them. */
export type Costs = readonly { readonly name: string; readonly ms: number; readonly isRefused: boolean }[];

const CHILD = fileURLToPath(new URL('bounds-index.ts', import.meta.url));
const INDEXES = [
  ['minisearch', 10_000],
  ['minisearch', 25_000],
  ['database', 100_000],
] as const;
const SHOWN = 5;

/** Queries that are meant to cost much, on both indexes with as many papers as each is for. */
export async function benchBounds(): Promise<void> {
  if (!have100kPapers()) {
    process.stdout.write('  left out: the 100,000 real papers do not stand beside this checkout\n');
    return;
  }
  for (const [index, papers] of INDEXES) {
    const child = fork(CHILD, [index, String(papers)], { execArgv: START_FLAGS });
    const [costs] = (await once(child, 'message')) as [Costs];
    const usual = costs[Math.floor(costs.length / 2)]?.ms ?? Number.NaN;
    const refused = costs.filter(({ isRefused }) => isRefused).length;
    process.stdout.write(
      `  ${index}, ${papers.toLocaleString('en-US')} papers, ${costs.length} queries, of which ${refused} are refused\n`,
    );
    for (const { name, ms } of costs.slice(0, SHOWN)) {
      const times = `${(ms / usual).toFixed(0)} x the one in the middle`;
      row(`  ${name}`, `${ms.toFixed(0)} ms CPU`, times, 'target: under 250 ms');
    }
  }
}

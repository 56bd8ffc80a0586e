import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inFolder, row } from './measure.ts';
import { have100kPapers } from './papers-100k.ts';

const PAPERS = 25_000;
const CHILD = fileURLToPath(new URL('load-index.ts', import.meta.url));

/** The kept index of 25,000 real papers as it is read at a start, beside what MiniSearch itself keeps of them. */
export async function benchLoad(): Promise<void> {
  if (!have100kPapers()) {
    process.stdout.write('  left out: the 100,000 real papers do not stand beside this checkout\n');
    return;
  }
  await inFolder(async (folder) => {
    const file = join(folder, 'search.index');
    await tellOf(['build', file, String(PAPERS)]);
    const told = await tellOf(['load', file, String(PAPERS)]);
    const figure = (name: string): number => told[name] ?? Number.NaN;
    row(
      `the index of ${PAPERS.toLocaleString('en-US')} papers, read`,
      `${figure('cpu').toFixed(0)} ms CPU`,
      `${(figure('cpu') / figure('other')).toFixed(2)} x MiniSearch.loadJSON`,
      'target: under 1 s',
    );
    row(
      '  longest stall of the event loop',
      `${figure('stall').toFixed(0)} ms`,
      `${(figure('bytes') / 1e6).toFixed(1)} MB on disk`,
      'target: under 50 ms',
    );
  });
}

async function tellOf(words: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const [told] = (await once(fork(CHILD, words), 'message')) as [Record<string, number>];
  return told;
}

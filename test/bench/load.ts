import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inFolder, row } from './measure.ts';
import { have100kPapers } from './papers-100k.ts';

const CHILD = fileURLToPath(new URL('load-index.ts', import.meta.url));

/** The kept index of so many real papers read at a start, beside parsing as much JSON in one go. */
export async function benchLoad(): Promise<void> {
  if (!have100kPapers()) {
    process.stdout.write('  left out: the 100,000 real papers do not stand beside this checkout\n');
    return;
  }
  for (const papers of [10_000, 25_000]) {
    await inFolder(async (folder) => {
      const file = join(folder, 'search.index');
      await tellOf(['build', file, String(papers)]);
      const told = await tellOf(['load', file, String(papers)]);
      const figure = (name: string): number => told[name] ?? Number.NaN;
      row(
        `the index of ${papers.toLocaleString('en-US')} papers, read`,
        `${figure('cpu').toFixed(0)} ms CPU`,
        `${(figure('cpu') / figure('json')).toFixed(1)} x JSON.parse of the same papers`,
        'target: under 1 s at 25,000',
      );
      row(
        '  longest stall of the event loop',
        `${figure('stall').toFixed(0)} ms`,
        `${(figure('bytes') / 1e6).toFixed(1)} MB on disk`,
        'target: under 50 ms',
      );
    });
  }
}

async function tellOf(words: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const [told] = (await once(fork(CHILD, words), 'message')) as [Record<string, number>];
  return told;
}

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { START_FLAGS } from './chat.ts';
import { inFolder, row } from './measure.ts';
import { have100kPapers } from './papers-100k.ts';

const INDEX = fileURLToPath(new URL('fulltext-index.ts', import.meta.url));
const PAPERS = 100_000;

/** 100,000 real papers in the full-text index of the database, beside MiniSearch out of the box. */
export async function benchFullText(): Promise<void> {
  if (!have100kPapers()) {
    process.stdout.write('  left out: the 100,000 real papers do not stand beside this checkout\n');
    return;
  }
  await inFolder(async (folder) => {
    const built = await run('database', folder);
    const started = await run('database', folder);
    const other = await run('minisearch', folder);
    const beside = (name: string): string =>
      `${((started[name] ?? Number.NaN) / (other[name] ?? Number.NaN)).toFixed(2)} x MiniSearch out of the box`;
    const ms = (value = Number.NaN): string => `${value.toFixed(0)} ms`;
    const mb = (value = Number.NaN): string => `${(value / 1e6).toFixed(0)} MB`;
    row('three words, p99 of CPU time', ms(started['three']), beside('three'), 'target: under 50 ms');
    row('a sentence, p99 of CPU time', ms(started['sentence']), beside('sentence'), 'target: under 150 ms');
    row('memory while it answers', mb(started['rss']), beside('rss'), 'target: under 400 MB');
    row('peak memory, built in this run', mb(built['peak']), '', '');
    row('longest stall of the building process', ms(built['stall']), '', 'target: under 50 ms');
  });
}

async function run(mode: string, folder: string): Promise<Readonly<Record<string, number>>> {
  const index = fork(INDEX, [mode, folder, String(PAPERS)], {
    execArgv: [...START_FLAGS, '--max-old-space-size=6000'],
  });
  const [told] = (await once(index, 'message')) as [Record<string, number>];
  return told;
}

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { inFolder, measureProcess, row } from './measure.ts';

const BOT = fileURLToPath(new URL('memory-bot.ts', import.meta.url));
const WAYS = [
  ['build', 'index built in this run'],
  ['load', 'index read from its file'],
] as const;

/** What a bot with 10,000 papers and no chat platform holds, when it has just built its index and when it starts with one. */
export async function benchMemory(): Promise<void> {
  await inFolder(async (folder) => {
    const empty = (await measureProcess(['-e', 'setTimeout(() => {}, 2000)'], '', folder)).rss ?? Number.NaN;
    for (const [mode, what] of WAYS) {
      const told = await run(mode, folder);
      const figure = (name: string): number => told.get(name) ?? Number.NaN;
      const beside = (bytes: number): string => `${(bytes / empty).toFixed(1)} x an empty node program`;
      row(`memory with 10,000 papers, ${what}`, megabytes(figure('idle')), beside(figure('idle')), '');
      row(
        '  at 20 searches a second, at most',
        megabytes(figure('busy')),
        beside(figure('busy')),
        'target: under 230 MB',
      );
      row('  peak of the start', megabytes(figure('peak')), beside(figure('peak')), '');
    }
  });
}

/** What the bot says of itself, by name. */
async function run(mode: string, folder: string): Promise<ReadonlyMap<string, number>> {
  const told = new Map<string, number>();
  const bot = fork(BOT, [mode, folder]);
  bot.on('message', (message: object) => {
    for (const [name, bytes] of Object.entries(message)) told.set(name, Number(bytes));
  });
  await new Promise((resolve) => bot.on('close', resolve));
  return told;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

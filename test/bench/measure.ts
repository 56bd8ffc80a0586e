import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Reports from inside the process: CPU milliseconds and peak memory at its end, and resident memory a second and a half after its start (bytes). */
const REPORTER = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  setTimeout(() => writeSync(3, 'rss ' + process.memoryUsage.rss() + '\\n'), 1500).unref();
  process.on('exit', () => { const { user, system } = process.cpuUsage(); writeSync(3, 'cpu ' + (user + system) / 1000 + '\\npeak ' + process.resourceUsage().maxRSS * 1024 + '\\n'); });
`)}`;

export type Usage = { readonly cpuMs: number; readonly peak: number; readonly rss: number | undefined };

/** Runs node with these arguments and this input; an input of undefined leaves standard input open for three seconds. */
export async function measureProcess(
  words: readonly string[],
  input: string | undefined,
  dataDir: string,
): Promise<Usage> {
  const child = spawn(process.execPath, ['--import', REPORTER, ...words], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir },
    stdio: ['pipe', 'ignore', 'inherit', 'pipe'],
  });
  let report = '';
  child.stdio[3]?.on('data', (chunk) => {
    report += String(chunk);
  });
  if (input === undefined) setTimeout(() => child.stdin?.end(), 3_000);
  else child.stdin?.end(input);
  await new Promise((resolve) => child.on('close', resolve));
  const figure = (name: string): number | undefined => {
    const match = new RegExp(`^${name} (.*)$`, 'm').exec(report);
    return match === null ? undefined : Number(match[1]);
  };
  return { cpuMs: figure('cpu') ?? Number.NaN, peak: figure('peak') ?? Number.NaN, rss: figure('rss') };
}

/** A folder that is gone afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'paperthread-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The median of several runs of the same work. */
export async function median(runs: number, work: () => Promise<number>): Promise<number> {
  const figures: number[] = [];
  for (let run = 0; run < runs; run += 1) figures.push(await work());
  return figures.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
}

/** The figure below which so many percent of all lie. */
export function percentile(figures: readonly number[], percent: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

/** One line of the table. */
export function row(what: string, figure: string, beside: string, target: string): void {
  process.stdout.write(`  ${what.padEnd(44)} ${figure.padStart(12)}   ${beside.padEnd(44)} ${target}\n`);
}

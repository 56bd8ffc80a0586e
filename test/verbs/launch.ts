import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The listing that ships. */
export const SEED = join(ROOT, 'data/listing-michaud.txt');

export type Ended = { code: number | null; out: string; err: string };

/** A fresh folder for each test of the file; `data` in it is the program's data folder. Gone afterwards. */
export function useFolder(): { path: string } {
  const folder = { path: '' };
  beforeEach(() => {
    folder.path = mkdtempSync(join(tmpdir(), 'paperthread-'));
  });
  afterEach(() => rmSync(folder.path, { recursive: true, force: true }));
  return folder;
}

/** Nobody listens there: no test asks the real arXiv. */
const NOWHERE = 'http://127.0.0.1:9';
const NO_ARXIV = { ARXIV_API_URL: NOWHERE, ARXIV_OAI_URL: NOWHERE, ARXIV_RSS_URL: NOWHERE };

/** Starts the program as npm does; `ended` resolves when it has. */
export function launch(folder: string, words: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['src/main.ts', ...words], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: join(folder, 'data'), ...NO_ARXIV, ...environment },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }));
  });
  const until = async (pattern: RegExp): Promise<void> => {
    while (!pattern.test(out) && child.exitCode === null)
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
  };
  return { child, ended, until };
}

/** Runs the program to its end with this on standard input. */
export async function run(
  folder: string,
  words: readonly string[],
  input: string | Uint8Array = '',
  environment: Record<string, string> = {},
): Promise<Ended> {
  const { child, ended } = launch(folder, words, environment);
  child.stdin.on('error', () => child.stdin.destroy());
  child.stdin.end(input);
  return ended;
}

/** One invented result in the dialect of a Chromium copy. */
export function listing(id: string, title: string): string {
  return `arXiv:${id}  [pdf, other]  cs.LG\n${title}\n\nAuthors: Ada One, Ben Two\n\nAbstract: Nothing much.\n\nSubmitted 2 January, 2026; originally announced January 2026.\n\n`;
}

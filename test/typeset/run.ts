import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';

export type Outcome = { readonly code: number; readonly output: string };

/** Runs a program in a folder and gives back what it said. TeX never asks: there is nobody to answer. */
export async function runIn(folder: string, program: string, words: readonly string[]): Promise<Outcome> {
  return await new Promise((resolve) => {
    const options = {
      cwd: folder,
      maxBuffer: 64 * 1_024 * 1_024,
      timeout: 120_000,
      encoding: 'utf8',
    } as const;
    // Lines of TeX's log end at 79 characters unless it is told otherwise, in the middle of what one looks for.
    const env = { ...process.env, max_print_line: '10000', TEXMFVAR: join(folder, 'texmf-var') };
    const child = execFile(program, [...words], { ...options, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: `${stdout}\n${stderr}` });
    });
    child.stdin?.end();
  });
}

/** Whether a program is on the path. */
export function hasProgram(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** Which of these files, such as styles, TeX does not find. */
export async function missingTexFiles(folder: string, files: readonly string[]): Promise<string[]> {
  if (files.length === 0) return [];
  if (!hasProgram('kpsewhich')) return ['kpsewhich'];
  const { output } = await runIn(folder, 'kpsewhich', files);
  const found = new Set(output.split('\n').map((path) => basename(path.trim())));
  return files.filter((file) => !found.has(file));
}

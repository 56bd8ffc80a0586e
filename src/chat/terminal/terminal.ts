import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Command } from '../../core/command.ts';
import { complete } from './completion.ts';

const HISTORY_LENGTH = 200;
const LEAVE = /^\/?(?:exit|quit|bye)$/i;

/** What to show; a refusal says what the person can mend. */
export type TerminalAnswer = { readonly text: string; readonly refused: boolean };

export type TerminalOptions = {
  readonly commands: readonly Command[];
  /** Answers one line. */
  readonly answer: (line: string) => Promise<TerminalAnswer>;
  /** What is loaded, what can be asked, how to go on: said first at a terminal, and alone when there is nothing to read. */
  readonly welcome: string;
  /** Where typed lines are kept between runs; absent for pipes. */
  readonly historyFile?: string;
  readonly input: Readable & { isTTY?: boolean };
  readonly output: Writable & { isTTY?: boolean };
  /** Where refusals go when nobody sits at a keyboard, so that a script can tell them from answers. */
  readonly errors: Writable;
  /** Ends the conversation from outside (a signal). */
  readonly signal: AbortSignal;
};

/**
 * The terminal as a chat platform: a line in, an answer out, in order. At a terminal with prompt, completion and history;
 * from a pipe line by line. Resolves when the input ends, the person leaves, or the signal fires, to the number of refusals.
 */
export async function runTerminal(options: TerminalOptions): Promise<number> {
  const { commands, answer, welcome, input, output, signal } = options;
  const interactive = input.isTTY === true && output.isTTY === true;
  const history = interactive ? readHistory(options.historyFile) : [];
  const lines = createInterface({
    input,
    output,
    terminal: interactive,
    prompt: interactive ? 'paperthread> ' : '',
    history,
    historySize: HISTORY_LENGTH,
    removeHistoryDuplicates: true,
    completer: (line: string) => complete(commands, line),
  });
  // readline turns Ctrl-C into its own event; leaving is what it means here.
  lines.on('SIGINT', () => lines.close());
  lines.on('history', (kept: string[]) => writeHistory(options.historyFile, kept));
  const stop = (): void => lines.close();
  signal.addEventListener('abort', stop);
  let [asked, refusals] = [0, 0];
  try {
    if (interactive) output.write(`${welcome}\n`);
    if (interactive) lines.prompt();
    for await (const line of lines) {
      if (LEAVE.test(line.trim())) break;
      if (line.trim() !== '') {
        asked += 1;
        const { text, refused } = await answer(line);
        if (refused) refusals += 1;
        (refused && !interactive ? options.errors : output).write(`${text}\n`);
      }
      if (signal.aborted) break;
      if (interactive) lines.prompt();
    }
    if (asked === 0 && !interactive && !signal.aborted) output.write(`${welcome}\n`);
    // The shell's prompt belongs on a line of its own.
    if (interactive) output.write('\n');
    return refusals;
  } finally {
    signal.removeEventListener('abort', stop);
    lines.close();
  }
}

function readHistory(file: string | undefined): string[] {
  if (file === undefined) return [];
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .slice(0, HISTORY_LENGTH);
  } catch {
    // The first run has none, and no history is worth a failed start.
    return [];
  }
}

function writeHistory(file: string | undefined, lines: readonly string[]): void {
  if (file === undefined) return;
  try {
    writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  } catch {
    // A full disk must not end a conversation; the lines are still there until the end of this run.
    return;
  }
}

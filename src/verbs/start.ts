import { join } from 'node:path';
import { type App, openApp } from '../app.ts';
import { renderText } from '../chat/terminal/render.ts';
import { runTerminal, type TerminalAnswer } from '../chat/terminal/terminal.ts';
import type { Config } from '../config.ts';
import { formatDay } from '../core/day.ts';
import { splitLine } from '../core/options.ts';
import { count, stripControls } from '../core/text.ts';
import { firstVersion } from '../core/versions.ts';
import { lockDataFolder } from '../store/lock.ts';
import { followedOf } from '../sync/round.ts';
import { runSchedule } from '../sync/schedule.ts';
import { readyIndex } from './ready-index.ts';
import type { Verb } from './verb.ts';

/** The bot. With no chat platform configured it is the terminal's: a prompt, or one answer per line of a pipe. */
export const start: Verb = async (_words, { config, signal }) => {
  const lock = lockDataFolder(config.dataDir);
  try {
    const app = await openApp(config, { logLevel: 'warn', seed: true });
    try {
      await readyIndex(app, signal);
      if (signal.aborted) return 0;
      const following = followArxiv(app, config, signal);
      const refusals = await runTerminal({
        commands: app.commands,
        answer: (line) => answer(app, line),
        welcome: await welcome(app),
        historyFile: join(config.dataDir, 'terminal-history'),
        input: process.stdin,
        output: process.stdout,
        errors: process.stderr,
        signal,
      });
      await following.stop();
      return refusals > 0 && !process.stdin.isTTY ? 1 : 0;
    } finally {
      await app.close();
      // A pipe that its writer keeps open would keep the process alive.
      process.stdin.destroy();
    }
  } finally {
    lock.release();
  }
};

/** Reads in the background what is followed, whenever arXiv has something new. */
function followArxiv(app: App, config: Config, signal: AbortSignal): { stop(): Promise<void> } {
  const leave = new AbortController();
  const running = runSchedule({
    followed: async () => followedOf(config.arxiv.categories, await app.follows.list()),
    parts: { ...app.sync, signal: AbortSignal.any([signal, leave.signal]) },
    log: app.log,
  });
  return {
    async stop() {
      leave.abort();
      await running;
    },
  };
}

async function answer(app: App, line: string): Promise<TerminalAnswer> {
  const { command, text } = splitLine(line);
  const outcome = await app.dispatch({
    command,
    input: text,
    platform: 'terminal',
    // Somebody who sits there should know what they wait for; a pipe gets answers only.
    show: async ({ summary }) => {
      if (process.stdout.isTTY) process.stdout.write(`${stripControls(summary)}\n`);
    },
  });
  if (outcome.kind === 'refused') return { text: `${stripControls(outcome.message)}\n`, refused: true };
  const columns = process.stdout.isTTY ? { width: Math.max(40, Math.min(process.stdout.columns, 100)) } : {};
  return { text: renderText(outcome.reply, { commands: app.commands, ...columns }), refused: false };
}

async function welcome(app: App): Promise<string> {
  const { papers, newest } = await app.library.facts();
  const day = firstVersion(newest?.versions)?.submitted;
  const age = day === undefined ? '' : `; the newest was submitted on ${formatDay(day)}`;
  return [
    `Paperthread ${app.version}. ${count(papers, 'paper')} in the library${age}.`,
    '',
    'Ask, for example:',
    ...['/papers sparse autoencoders', '/paper 2505.15811', '/author Michaud, E J', '/help'].map(
      (line) => `  ${line}`,
    ),
    '',
    "Load a page copied from arXiv's search: npm run -s import -- FILE",
    'Slack and Discord are not in this release yet: it answers here, and with npm run -s ask -- "/papers TOPIC".',
    '',
  ].join('\n');
}

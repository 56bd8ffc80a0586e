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
import { type Chats, connectChats } from './chats.ts';
import { readyIndex } from './ready-index.ts';
import type { Verb } from './verb.ts';

/**
 * The bot: on every chat platform that is configured, until a signal ends it. At a keyboard there is a prompt beside them; with
 * no platform it is the terminal's alone: a prompt, or one answer per line of a pipe.
 */
export const start: Verb = async (_words, { config, signal }) => {
  const lock = lockDataFolder(config.dataDir);
  try {
    const app = await openApp(config, { logLevel: 'warn', seed: true, signal });
    try {
      const chats = await connectChats(app);
      const following = followArxiv(app, config, signal);
      try {
        await readyIndex(app, signal);
        if (signal.aborted) return 0;
        const alone = chats.names.length > 0 && !process.stdin.isTTY;
        return await (alone
          ? untilStopped(chats, signal)
          : Promise.race([atTerminal(app, config, signal), chats.lost]));
      } finally {
        await following.stop();
        await chats.stop();
      }
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

/** Says once that it runs, for whoever looks at the service's log, and waits. */
async function untilStopped({ names, lost }: Chats, signal: AbortSignal): Promise<number> {
  process.stdout.write(`Paperthread answers on ${names.join(' and ')}.\n`);
  const stopped = Promise.withResolvers<void>();
  // A promise alone does not keep a process alive, should a platform be between two connections.
  const alive = setInterval(() => {}, 60_000);
  signal.addEventListener('abort', () => stopped.resolve(), { once: true });
  try {
    if (!signal.aborted) await Promise.race([stopped.promise, lost]);
    return 0;
  } finally {
    clearInterval(alive);
  }
}

async function atTerminal(app: App, config: Config, signal: AbortSignal): Promise<number> {
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
  return refusals > 0 && !process.stdin.isTTY ? 1 : 0;
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
    'Discord is not in this release yet. Slack is: the README tells how to set it up in ten minutes.',
    '',
  ].join('\n');
}

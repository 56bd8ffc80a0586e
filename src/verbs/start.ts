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
import { runSchedule } from '../sync/schedule.ts';
import { ended, withChats } from './chats.ts';
import { type Posting, postDigests } from './posting.ts';
import { readyIndex } from './ready-index.ts';
import type { Verb } from './verb.ts';

/** A library that was just connecting again cannot be told to stop: so long it may take, then the process ends. */
const LINGER_MS = 1_000;
/** A question to arXiv that is under way when the bot is told to stop may still be answered for so long. */
const GRACE_MS = 8_000;

/**
 * The bot: on every chat platform that is configured, until a signal ends it. At a keyboard there is a prompt beside them; with
 * no platform it is the terminal's alone: a prompt, or one answer per line of a pipe.
 */
export const start: Verb = async (_words, { config, signal }) => {
  const lock = lockDataFolder(config.dataDir);
  try {
    const app = await openApp(config, { logLevel: 'warn', seed: true, signal: after(signal, GRACE_MS) });
    let posting: Posting | undefined;
    try {
      return await withChats(app, signal, async ({ count: chats, connected, until }) => {
        const following = followArxiv(app, until);
        posting = postDigests(app, connected, until);
        try {
          await readyIndex(app, until);
          if (until.aborted) return 0;
          return await (chats > 0 && !process.stdin.isTTY
            ? ended(until)
            : atTerminal(app, config, { chats, until }));
        } finally {
          posting.leave();
          await following.stop();
        }
      });
    } finally {
      await posting?.ended();
      await app.close();
      // A pipe that its writer keeps open would keep the process alive.
      process.stdin.destroy();
    }
  } finally {
    lock.release();
    setTimeout(() => process.exit(), LINGER_MS).unref();
  }
};

/** Fires so long after the other one. */
function after(signal: AbortSignal, ms: number): AbortSignal {
  const later = new AbortController();
  signal.addEventListener('abort', () => setTimeout(() => later.abort(), ms).unref(), { once: true });
  return later.signal;
}

/** Reads in the background what is followed, whenever arXiv has something new. */
function followArxiv(app: App, signal: AbortSignal): { stop(): Promise<void> } {
  const leave = new AbortController();
  const running = runSchedule({
    followed: () => app.followed(),
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

async function atTerminal(
  app: App,
  config: Config,
  { chats, until }: { readonly chats: number; readonly until: AbortSignal },
): Promise<number> {
  const refusals = await runTerminal({
    commands: app.commands,
    answer: (line) => answer(app, line),
    welcome: await welcome(app, chats),
    historyFile: join(config.dataDir, 'terminal-history'),
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
    signal: until,
  });
  return refusals > 0 && !process.stdin.isTTY ? 1 : 0;
}

async function answer(app: App, line: string): Promise<TerminalAnswer> {
  const { command, text } = splitLine(line, app.commands);
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

async function welcome(app: App, chats: number): Promise<string> {
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
    ...(chats > 0
      ? []
      : ['It answers in Slack and Discord, too: the README tells how to set each up in ten minutes.']),
    '',
  ].join('\n');
}

import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startFakeDiscord } from '../fakes/discord/server.ts';
import { startFakeSlack } from '../fakes/slack/slack.ts';
import { fillLibrary, START_FLAGS, startBenchBot } from './chat.ts';
import { inFolder, measureProcess, row } from './measure.ts';
import { inventQuery } from './papers.ts';

const BOT = fileURLToPath(new URL('memory-bot.ts', import.meta.url));
const WAYS = [
  ['build', 'index built in this run'],
  ['load', 'index read from its file'],
] as const;

/** Long enough for the memory of the start to be given back, which V8 does when little was done for some ten seconds. */
const REST_MS = 15_000;

/** What a bot with 10,000 papers holds: when it has just built its index, when it starts with one, and on both chat platforms. */
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
  await inFolder(benchBoth);
}

const SECONDS = 10;
const QUESTIONS_A_SECOND = 20;
const KEYSTROKES_A_SECOND = 50;
const DIGEST = 100;

/** The same bot with both chat platforms connected: people ask on both and type on one, while a digest goes out. */
async function benchBoth(folder: string): Promise<void> {
  const [slack, discord] = [await startFakeSlack(), await startFakeDiscord()];
  await fillLibrary(folder);
  const bot = startBenchBot(folder, {
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: 'xoxb-T1-fake',
    SLACK_APP_TOKEN: 'xapp-1-A1-fake',
    DISCORD_TOKEN: discord.state.token,
    DISCORD_APPLICATION_ID: discord.state.applicationId,
    DISCORD_API_URL: discord.url,
  });
  // On a busy machine an acknowledgement may come late; it is not what is measured here.
  const late = (): void => undefined;
  try {
    await bot.heard('ready');
    await sleep(REST_MS);
    bot.digest(
      Array.from({ length: 10 }, (_, index) => `D${index}`),
      DIGEST,
    );
    for (let tick = 0; tick < SECONDS * 100; tick += 1) {
      const query = inventQuery(tick);
      if (tick % (200 / QUESTIONS_A_SECOND) === 0) void slack.command(`/papers ${query}`).catch(late);
      if (tick % (200 / QUESTIONS_A_SECOND) === 5) discord.people.slash('papers', { query });
      if (tick % (100 / KEYSTROKES_A_SECOND) === 0)
        discord.people.type('paper', 'paper', query.slice(0, (tick % 9) + 1));
      await sleep(10);
    }
    await bot.heard('sent');
    await bot.leave('  on Slack and Discord at once, busy, at most');
  } finally {
    bot.kill();
    await slack.stop();
    await discord.stop();
  }
}

/** What the bot says of itself, by name. */
async function run(mode: string, folder: string): Promise<ReadonlyMap<string, number>> {
  const told = new Map<string, number>();
  const bot = fork(BOT, [mode, folder], { execArgv: START_FLAGS });
  bot.on('message', (message: object) => {
    for (const [name, bytes] of Object.entries(message)) told.set(name, Number(bytes));
  });
  await new Promise((resolve) => bot.on('close', resolve));
  return told;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

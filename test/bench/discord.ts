import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FakeDiscord, startFakeDiscord } from '../fakes/discord/server.ts';
import { CHANNEL, type FakeInteraction } from '../fakes/discord/state.ts';
import { cpuRow, fillLibrary, startBenchBot } from './chat.ts';
import { inFolder, percentile, row } from './measure.ts';
import { inventQuery } from './papers.ts';

const SECONDS = 10;
const QUESTIONS_A_SECOND = 20;
const KEYSTROKES_A_SECOND = 50;
const DIGEST = 200;
const LONGEST_MS = 5_000;

/** The bot on 10,000 papers beside a Discord on the loopback: questions and keystrokes at once, while a digest goes out. */
export async function benchDiscord(): Promise<void> {
  await inFolder(async (folder) => {
    const discord = await startFakeDiscord((state) => {
      // As many seconds for the digest as for the questions.
      state.bucket = { limit: DIGEST / SECONDS, perMs: 1_000 };
    });
    const settings = {
      DISCORD_TOKEN: discord.state.token,
      DISCORD_APPLICATION_ID: discord.state.applicationId,
      DISCORD_API_URL: discord.url,
    };
    const [full, shipped] = [`${folder}/full`, `${folder}/shipped`];
    for (const path of [full, shipped]) mkdirSync(path);
    await fillLibrary(full);
    const bot = startBenchBot(full, settings);
    try {
      await bot.heard('ready');
      // The first of each loads what the others find loaded; a server's first question is not what is measured here.
      const warm = [
        discord.people.slash('papers', { query: 'networks' }),
        discord.people.type('paper', 'paper', 'a'),
      ];
      await until(() => warm.every(({ callback }) => callback !== undefined));
      await sleep(3_000);
      const start = await bot.cpu();
      const quiet = await load(discord);
      const between = await bot.cpu();
      bot.digest([CHANNEL], DIGEST);
      const busy = await load(discord);
      const end = await bot.cpu();
      const sent = Number(await bot.heard('sent'));
      report(quiet, busy, { sent, ms: Number(await bot.heard('ms')) });
      cpuRow(SECONDS, between - start, end - between);
      await bot.leave('memory of the bot at most, 10,000 papers');
      const small = startBenchBot(shipped, settings);
      await small.heard('ready');
      await sleep(1_000);
      await small.leave('memory at most, with the papers that ship');
      if (discord.state.violations.length > 0) throw new Error(discord.state.violations.join('\n'));
    } finally {
      bot.kill();
      await discord.stop();
    }
  });
}

type Figures = { readonly questions: number[]; readonly keystrokes: number[] };

function report(quiet: Figures, busy: Figures, digest: { sent: number; ms: number }): void {
  const beside = (figures: number[]): string => `without the digest ${percentile(figures, 99)} ms`;
  const shown = (figures: number[]): string => `${percentile(figures, 50)} / ${percentile(figures, 99)} ms`;
  row(
    '/papers, first response, p50 / p99',
    shown(busy.questions),
    beside(quiet.questions),
    'target: p99 under 150 ms',
  );
  row('suggestions, p50 / p99', shown(busy.keystrokes), beside(quiet.keystrokes), 'target: p99 under 50 ms');
  row(
    'messages of the digest that arrived',
    `${digest.sent} of ${DIGEST}`,
    `in ${(digest.ms / 1_000).toFixed(1)} s; the channel takes ${DIGEST / SECONDS} a second`,
    'target: 200',
  );
}

/** So many seconds of people asking and typing, evenly spread. */
async function load(discord: FakeDiscord): Promise<Figures> {
  const [questions, keystrokes]: [FakeInteraction[], FakeInteraction[]] = [[], []];
  const ticks = SECONDS * 100;
  const started = performance.now();
  for (let tick = 0; tick < ticks; tick += 1) {
    const query = inventQuery(tick);
    if (tick % (100 / QUESTIONS_A_SECOND) === 0) questions.push(discord.people.slash('papers', { query }));
    if (tick % (100 / KEYSTROKES_A_SECOND) === 0)
      keystrokes.push(discord.people.type('paper', 'paper', query.slice(0, 1 + ((tick / 2) % query.length))));
    await sleep(Math.max(0, started + (tick + 1) * 10 - performance.now()));
  }
  // One that was answered after Discord's three seconds never shows an answer.
  const over = performance.now() + LONGEST_MS;
  await until(
    () =>
      performance.now() > over ||
      [...questions, ...keystrokes].every(({ callback }) => callback !== undefined),
  );
  const times = (asked: FakeInteraction[]): number[] =>
    asked.map(({ callback }) => callback?.afterMs ?? Number.POSITIVE_INFINITY);
  return { questions: times(questions), keystrokes: times(keystrokes) };
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 5) {
    if (waited > 120_000) throw new Error('it took too long');
    await sleep(5);
  }
}

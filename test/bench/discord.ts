import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type FakeDiscord, startFakeDiscord } from '../fakes/discord/server.ts';
import { CHANNEL, type FakeInteraction } from '../fakes/discord/state.ts';
import { inFolder, measureProcess, row } from './measure.ts';
import { manyPapers, TOPICS, wordAt } from './papers.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAPERS = 10_000;
const SECONDS = 10;
const QUESTIONS_A_SECOND = 20;
const KEYSTROKES_A_SECOND = 50;
const DIGEST = 200;

/** The bot on 10,000 papers beside a Discord on the loopback: questions and keystrokes at once, while a digest goes out. */
export async function benchDiscord(): Promise<void> {
  await inFolder(async (folder) => {
    const page = `${folder}/page.txt`;
    writeFileSync(page, manyPapers(PAPERS));
    await measureProcess(['src/main.ts', 'import', page], '', folder);
    const discord = await startFakeDiscord((state) => {
      // As many seconds for the digest as for the questions.
      state.bucket = { limit: DIGEST / SECONDS, perMs: 1_000 };
    });
    const bot = startBot(discord, folder);
    try {
      await bot.says(/^ready/);
      // The first of each loads what the others find loaded; a server's first question is not what is measured here.
      const warm = [
        discord.people.slash('papers', { query: 'networks' }),
        discord.people.type('paper', 'paper', 'a'),
      ];
      await until(() => warm.every(({ callback }) => callback !== undefined));
      await sleep(3_000);
      const quiet = await load(discord);
      bot.tell(`digest ${CHANNEL} ${DIGEST}`);
      const busy = await load(discord);
      const digested = await bot.says(/^digested (\d+)/);
      report(quiet, busy, Number(digested));
      const seed = startBot(discord, `${folder}/seed`);
      await seed.says(/^ready/);
      memory('memory, with the papers that ship', await seed.memory());
      memory(`memory, with ${PAPERS.toLocaleString('en-US')} papers, after all this`, await bot.memory());
      await seed.leave();
      if (discord.state.violations.length > 0) throw new Error(discord.state.violations.join('\n'));
    } finally {
      await bot.leave();
      await discord.stop();
    }
  });
}

type Figures = { readonly questions: number[]; readonly keystrokes: number[] };

function report(quiet: Figures, busy: Figures, digested: number): void {
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
    `a digest of ${DIGEST} messages meanwhile`,
    `${(digested / 1_000).toFixed(1)} s`,
    `the channel takes ${DIGEST / SECONDS} a second`,
    '',
  );
}

function memory(what: string, bytes: number): void {
  row(what, `${(bytes / 1e6).toFixed(0)} MB`, '', 'target: under 300 MB');
}

/** So many seconds of people asking and typing, evenly spread. */
async function load(discord: FakeDiscord): Promise<Figures> {
  const [questions, keystrokes]: [FakeInteraction[], FakeInteraction[]] = [[], []];
  const ticks = SECONDS * 100;
  const started = performance.now();
  for (let tick = 0; tick < ticks; tick += 1) {
    const topic = TOPICS[tick % TOPICS.length] ?? '';
    if (tick % (100 / QUESTIONS_A_SECOND) === 0)
      questions.push(discord.people.slash('papers', { query: `${topic} ${wordAt(tick)}` }));
    if (tick % (100 / KEYSTROKES_A_SECOND) === 0)
      keystrokes.push(discord.people.type('paper', 'paper', topic.slice(0, 1 + ((tick / 2) % topic.length))));
    await sleep(Math.max(0, started + (tick + 1) * 10 - performance.now()));
  }
  await until(() => [...questions, ...keystrokes].every(({ callback }) => callback !== undefined));
  const times = (asked: FakeInteraction[]): number[] =>
    asked.map(({ callback }) => callback?.afterMs ?? Number.NaN);
  return { questions: times(questions), keystrokes: times(keystrokes) };
}

function startBot(discord: FakeDiscord, folder: string) {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, ['test/bench/discord-bot.ts'], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'] ?? '',
      DATA_DIR: folder,
      DISCORD_TOKEN: discord.state.token,
      DISCORD_APPLICATION_ID: discord.state.applicationId,
      DISCORD_API_URL: discord.url,
    },
  });
  child.stderr.pipe(process.stderr);
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const says = async (pattern: RegExp): Promise<string> => {
    await until(() => child.exitCode !== null || lines.some((line) => pattern.test(line)));
    const found = lines.map((line) => pattern.exec(line)).find((match) => match !== null);
    if (found === undefined) throw new Error('the bot ended');
    return found?.[1] ?? '';
  };
  return {
    tell: (line: string) => child.stdin.write(`${line}\n`),
    says,
    async memory(): Promise<number> {
      child.stdin.write('memory\n');
      return Number(await says(/^memory (\d+)/));
    },
    async leave(): Promise<void> {
      child.stdin.end();
      await until(() => child.exitCode !== null);
    },
  };
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 5) {
    if (waited > 120_000) throw new Error('it took too long');
    await sleep(5);
  }
}

function percentile(figures: readonly number[], percent: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

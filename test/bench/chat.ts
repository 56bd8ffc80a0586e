import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };
import { row } from './measure.ts';

const BOT = fileURLToPath(new URL('chat-bot.ts', import.meta.url));
/** As `npm start` starts it: these keep V8 from letting the heap grow to several times of what is needed. */
export const START_FLAGS = packageJson.scripts.start.split(' ').filter((word) => word.startsWith('--'));
const LONGEST_MS = 120_000;

/** The bot of a chat benchmark, beside the one that measures. */
export type BenchBot = {
  /** Resolves to what it told under this name: `ready`, `sent`. */
  heard(what: string): Promise<unknown>;
  /** Posts so many messages over these channels; it is `sent` when they are out, after `ms`. */
  digest(channels: readonly string[], messages: number): void;
  /** Milliseconds of processor time that it has taken so far: these are the same on a busy machine. */
  cpu(): Promise<number>;
  /** Ends it in order, and prints what memory it held under this name. */
  leave(what: string): Promise<void>;
  kill(): void;
};

/** Puts 10,000 invented papers into the library of this folder. */
export async function fillLibrary(folder: string): Promise<void> {
  await once(fork(BOT, ['fill'], { env: environment(folder) }), 'close');
}

/** Starts the bot on this folder with the settings of its platform. */
export function startBenchBot(folder: string, settings: Readonly<Record<string, string>>): BenchBot {
  const bot = fork(BOT, ['run'], { execArgv: START_FLAGS, env: { ...environment(folder), ...settings } });
  const told = new Map<string, unknown>();
  bot.on('message', (message: object) => {
    for (const [key, value] of Object.entries(message)) told.set(key, value);
    bot.emit('told');
  });
  const heard = async (what: string): Promise<unknown> => {
    const signal = AbortSignal.timeout(LONGEST_MS);
    while (!told.has(what)) {
      if (bot.exitCode !== null) throw new Error('the bot has ended');
      await Promise.race([once(bot, 'told', { signal }), once(bot, 'exit', { signal })]);
    }
    return told.get(what);
  };
  return {
    heard,
    digest: (channels, messages) => void bot.send({ digest: { channels, messages } }),
    async cpu() {
      told.delete('cpu');
      bot.send({ cpu: true });
      return Number(await heard('cpu'));
    },
    async leave(what) {
      bot.send({});
      const [most, end, before] = [await heard('most'), await heard('end'), await heard('before')].map(
        (bytes) => `${(Number(bytes) / 1e6).toFixed(0)} MB`,
      );
      row(what, `${most}`, `${end} at the end, ${before} before the platform`, 'target: under 300 MB');
    },
    kill: () => void bot.kill(),
  };
}

/** What the processor time of so many seconds of load says: how much of a second each second takes. */
export function cpuRow(seconds: number, quiet: number, busy: number): void {
  const each = (ms: number): string => `${(ms / seconds).toFixed(0)} ms`;
  row('  of each second the bot computes', each(busy), `${each(quiet)} without the digest`, '');
}

function environment(folder: string): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '', DATA_DIR: folder };
}

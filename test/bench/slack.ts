import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startFakeSlack } from '../fakes/slack/slack.ts';
import { inFolder, row } from './measure.ts';
import { inventQuery } from './papers.ts';

const BOT = fileURLToPath(new URL('slack-bot.ts', import.meta.url));
const COMMANDS = 200;
const PER_SECOND = 20;

/** Twenty commands a second on 10,000 papers while a digest of 200 messages goes out, by the loopback Slack in another process. */
export async function benchSlack(): Promise<void> {
  await inFolder(async (folder) => {
    const slack = await startFakeSlack();
    await once(fork(BOT, ['fill', folder]), 'close');
    const bot = fork(BOT, ['run', folder, slack.apiUrl]);
    const told = new Map<string, unknown>();
    bot.on('message', (message: object) => {
      for (const [key, value] of Object.entries(message)) told.set(key, value);
      slack.changed();
    });
    try {
      await slack.until('the bot', () => told.has('ready'), 120_000);
      // The first commands pay for what is compiled once.
      await measure(20);
      const quiet = await measure(COMMANDS);
      bot.send('digest');
      const busy = await measure(COMMANDS);
      await slack.until('the digest', () => told.has('sent'), 60_000);
      bot.send('stop');
      await once(bot, 'disconnect');
      print(quiet, busy, Number(told.get('sent')), slack.overLimits.length);
      const [rss, before] = [Number(told.get('rss')), Number(told.get('before'))];
      row(
        'memory of the bot at most, 10,000 papers',
        `${(rss / 1e6).toFixed(0)} MB`,
        `${(before / 1e6).toFixed(0)} MB of it before Slack is loaded`,
        'target: under 300 MB',
      );
    } finally {
      bot.kill();
      await slack.stop();
    }

    async function measure(commands: number): Promise<Figures> {
      const asked = Array.from({ length: commands }, (_, index) => ask(index));
      const figures = await Promise.all(asked);
      return { ack: figures.map(({ ack }) => ack), answer: figures.map(({ answer }) => answer) };
    }

    async function ask(index: number): Promise<{ ack: number; answer: number }> {
      await new Promise((resolve) => {
        setTimeout(resolve, (index * 1_000) / PER_SECOND);
      });
      const user = `U${crypto.randomUUID().slice(0, 8)}`;
      const started = performance.now();
      const line = `/papers ${inventQuery(index)}`;
      const { ms: ack } = await slack.command(line, { user });
      await slack.until('the answer', () => slack.shown.some(({ to }) => to === user), 10_000);
      return { ack, answer: performance.now() - started };
    }
  });
}

type Figures = { readonly ack: readonly number[]; readonly answer: readonly number[] };

function print(quiet: Figures, busy: Figures, sent: number, faults: number): void {
  const p99 = (all: readonly number[]): number =>
    all.toSorted((a, b) => a - b)[Math.floor(all.length * 0.99)] ?? Number.NaN;
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  row(
    'acknowledgement, p99, during a digest',
    ms(p99(busy.ack)),
    `${ms(p99(quiet.ack))} without one`,
    'target: under 50 ms',
  );
  row(
    'answer of /papers, p99, during a digest',
    ms(p99(busy.answer)),
    `${ms(p99(quiet.answer))} without one`,
    'target: under 150 ms',
  );
  row(
    'messages of the digest that arrived',
    `${sent} of 200`,
    `${faults} payloads over a limit`,
    'target: 200 and 0',
  );
}

import { startFakeSlack } from '../fakes/slack/slack.ts';
import { cpuRow, fillLibrary, startBenchBot } from './chat.ts';
import { inFolder, percentile, row } from './measure.ts';
import { inventQuery } from './papers.ts';

const COMMANDS = 200;
const PER_SECOND = 20;
const DIGEST = 200;
const CHANNELS = Array.from({ length: 20 }, (_, index) => `D${index}`);

/** Twenty commands a second on 10,000 papers while a digest of 200 messages goes out, by the loopback Slack in another process. */
export async function benchSlack(): Promise<void> {
  await inFolder(async (folder) => {
    const slack = await startFakeSlack();
    await fillLibrary(folder);
    const bot = startBenchBot(folder, {
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: 'xoxb-T1-fake',
      SLACK_APP_TOKEN: 'xapp-1-A1-fake',
    });
    try {
      await bot.heard('ready');
      // The first commands pay for what is compiled once.
      await measure(20);
      const start = await bot.cpu();
      const quiet = await measure(COMMANDS);
      const between = await bot.cpu();
      bot.digest(CHANNELS, DIGEST);
      const busy = await measure(COMMANDS);
      const end = await bot.cpu();
      const sent = Number(await bot.heard('sent'));
      print(quiet, busy, sent, slack.overLimits.length);
      cpuRow(COMMANDS / PER_SECOND, between - start, end - between);
      await bot.leave('memory of the bot at most, 10,000 papers');
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
  const p99 = (figures: readonly number[]): string => `${percentile(figures, 99).toFixed(1)} ms`;
  row(
    'acknowledgement, p99, during a digest',
    p99(busy.ack),
    `${p99(quiet.ack)} without one`,
    'target: under 50 ms',
  );
  row(
    'answer of /papers, p99, during a digest',
    p99(busy.answer),
    `${p99(quiet.answer)} without one`,
    'target: under 150 ms',
  );
  row(
    'messages of the digest that arrived',
    `${sent} of ${DIGEST}`,
    `${faults} payloads over a limit`,
    'target: 200 and 0',
  );
}

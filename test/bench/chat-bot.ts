/**
 * The bot of the chat benchmarks, in a process of its own. `fill` puts 10,000 invented papers into the library of the
 * environment; `run` is the program as it starts, on the platforms that the environment names. It tells when it is ready, when
 * a digest is out that it was told to post on the first of them, and at the end what memory it held: at most, then, and before
 * the platforms were loaded.
 */
import { openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { ChatAdapter } from '../../src/core/chat.ts';
import { shortCard } from '../../src/core/paper-card.ts';
import type { SourceItem } from '../../src/core/ports.ts';
import type { Reply } from '../../src/core/reply.ts';
import { inventPaper } from './papers.ts';

const PAPERS = 10_000;
const [mode] = process.argv.slice(2);
const app = await openApp(readConfig(process.env), {
  logLevel: 'error',
  seed: mode === 'run',
  signal: new AbortController().signal,
});
if (mode === 'fill') {
  await app.library.add(papers());
  // Indexing them is not what is measured here.
  await app.library.catchUp();
  await app.close();
} else await run();

async function* papers(): AsyncIterable<SourceItem> {
  for (let number = 0; number < PAPERS; number += 1) {
    const paper = inventPaper(number);
    yield { kind: 'record', record: { paper, source: 'kaggle', seenAt: '2026-01-01T00:00:00.000Z' } };
  }
}

async function run(): Promise<void> {
  const before = process.memoryUsage.rss();
  const chats = await app.chats((error) => process.send?.({ fatal: error.message }));
  const [chat] = chats;
  if (chat === undefined) throw new Error('no platform is configured');
  await Promise.all(chats.map((one) => one.start()));
  await app.library.catchUp();
  let most = 0;
  setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 50).unref();
  process.on('message', (message: { digest?: Digest; cpu?: true }) => {
    const { user, system } = process.cpuUsage();
    if (message.cpu === true) process.send?.({ cpu: (user + system) / 1_000 });
    else if (message.digest === undefined) void stop();
    else void digest(chat, message.digest);
  });
  process.send?.({ ready: true });

  async function stop(): Promise<void> {
    const end = process.memoryUsage.rss();
    await Promise.all(chats.map((one) => one.stop()));
    await app.close();
    process.send?.({ most, end, before }, () => process.disconnect());
  }
}

type Digest = { readonly channels: readonly string[]; readonly messages: number };

/** The messages in turn over the channels, which do not wait for each other. */
async function digest(chat: ChatAdapter, { channels, messages }: Digest): Promise<void> {
  const started = performance.now();
  const sent = await Promise.all(
    channels.map(async (channel, place) => {
      let taken = 0;
      for (let number = place; number < messages; number += channels.length) {
        const outcome = await chat.post(channel, news(number), { marker: `bench-${number}` });
        if (outcome.kind === 'sent') taken += 1;
      }
      return taken;
    }),
  );
  process.send?.({ sent: sent.reduce((sum, one) => sum + one, 0), ms: performance.now() - started });
}

function news(number: number): Reply {
  return { summary: `News ${number}`, cards: [shortCard(inventPaper(number))] };
}

/**
 * The bot of the Slack benchmark, in a process of its own. `fill FOLDER` puts 10,000 invented papers into a library;
 * `run FOLDER API_URL` is the program as it starts, and when told `digest` it posts 200 messages over twenty channels. It says
 * when it is ready, when they are out, and what memory it held at most,
 * and before Slack was loaded.
 */
import { openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { ChatAdapter } from '../../src/core/chat.ts';
import type { Reply } from '../../src/core/reply.ts';
import { inventPaper, inventSource } from './papers.ts';

const PAPERS = 10_000;
const [mode, folder = '', apiUrl = ''] = process.argv.slice(2);

const news = Array.from({ length: 200 }, (_, index): Reply => {
  const { abstract = '' } = inventPaper(index);
  return { summary: `News ${index}`, cards: [{ kind: 'section', lines: [abstract] }] };
});

const config = readConfig({
  DATA_DIR: folder,
  SLACK_API_URL: apiUrl,
  ...(mode === 'run' ? { SLACK_BOT_TOKEN: 'xoxb-T1-fake', SLACK_APP_TOKEN: 'xapp-1-A1-fake' } : {}),
});
const app = await openApp(config, { logLevel: 'error', seed: false });
if (mode === 'fill') {
  await app.library.add(inventSource(PAPERS));
  await app.close();
} else await run();

async function run(): Promise<void> {
  const before = process.memoryUsage.rss();
  const chats = await app.chats((error) => process.send?.({ fatal: error.message }));
  for (const chat of chats) await chat.start();
  let most = 0;
  setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 50).unref();
  process.on('message', (message) => {
    if (message === 'digest') void Promise.all(chats.map(digest));
    if (message === 'stop') void stop();
  });
  process.send?.({ ready: true });

  async function stop(): Promise<void> {
    for (const chat of chats) await chat.stop();
    await app.close();
    process.send?.({ rss: most, before }, () => process.disconnect());
  }
}

async function digest(chat: ChatAdapter): Promise<void> {
  const posts = news.map((reply, index) => chat.post(`D${index % 20}`, reply, { marker: `bench-${index}` }));
  const sent = (await Promise.all(posts)).filter(({ kind }) => kind === 'sent').length;
  process.send?.({ sent });
}

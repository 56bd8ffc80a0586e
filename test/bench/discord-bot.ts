/**
 * The bot as `npm start` runs it, and a digest of so many messages to one channel when it is told to: `digest CHANNEL NUMBER` on
 * standard input. Says `ready`, `digested MS`, and its resident memory for each line `memory`.
 */
import { createInterface } from 'node:readline';
import { openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';

const app = await openApp(readConfig(process.env), { logLevel: 'warn', seed: true });
const chats = await app.chats((error) => {
  throw error;
});
await Promise.all(chats.map((chat) => chat.start()));
const tell = (line: string): void => void process.stdout.write(`${line}\n`);
tell('ready');

async function digest(channel: string, messages: number): Promise<void> {
  const outcome = await app.dispatch({ command: 'papers', input: 'networks limit:5', platform: 'bench' });
  if (outcome.kind === 'refused') throw new Error(outcome.message);
  const started = performance.now();
  for (let number = 0; number < messages; number += 1) {
    const sent = await chats[0]?.post(channel, outcome.reply, { marker: `bench-${number}` });
    if (sent?.kind !== 'sent') throw new Error(`a message was not sent: ${JSON.stringify(sent)}`);
  }
  tell(`digested ${Math.round(performance.now() - started)}`);
}

for await (const line of createInterface({ input: process.stdin })) {
  const [word, channel = '', messages = ''] = line.split(' ');
  if (word === 'digest') void digest(channel, Number(messages));
  if (word === 'memory') tell(`memory ${process.memoryUsage.rss()}`);
}
await Promise.all(chats.map((chat) => chat.stop()));
await app.close();

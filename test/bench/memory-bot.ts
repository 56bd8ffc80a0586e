/**
 * The bot of the memory benchmark, in a process of its own: opens the library in FOLDER, after filling it with 10,000 invented
 * papers where `build` says so, waits as a bot does, answers twenty searches a second, and tells what memory it held.
 */
import { setTimeout } from 'node:timers/promises';
import { openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { inventQuery, inventSource } from './papers.ts';

const PAPERS = 10_000;
/** Long enough for the memory of the start to be given back, which V8 does when little was done for some ten seconds. */
const REST_MS = 15_000;
const PER_SECOND = 20;
const SEARCHES = 400;

const [mode, folder = ''] = process.argv.slice(2);
const app = await openApp(readConfig({ DATA_DIR: folder }), {
  logLevel: 'error',
  seed: false,
  signal: new AbortController().signal,
});
if (mode === 'build') await app.library.add(inventSource(PAPERS));
await app.library.catchUp();
await setTimeout(REST_MS);
const idle = process.memoryUsage.rss();
let busy = 0;
for (let number = 0; number < SEARCHES; number += 1) {
  await setTimeout(1_000 / PER_SECOND);
  await app.dispatch({
    command: 'papers',
    input: inventQuery(number),
    platform: 'terminal',
    show: async () => {},
  });
  busy = Math.max(busy, process.memoryUsage.rss());
}
await app.close();
process.send?.({ idle, busy, peak: process.resourceUsage().maxRSS * 1_024 }, () => process.disconnect());

import type { Paper } from '../../src/core/paper.ts';
import type { SourceItem } from '../../src/core/ports.ts';
import { createLibrary } from '../../src/library.ts';
import { createMiniSearchIndex } from '../../src/search/minisearch.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { createDigestWorld } from '../digest/world.ts';
import { inventPaper, inventQuery } from './papers.ts';

/**
 * The process that `plan.ts` measures: one week of 5,000 changes planned for 10,000 subscriptions of 2,000 channels, on a store in a
 * folder. Tells milliseconds of processor time and bytes.
 */
const [folder = ''] = process.argv.slice(2);
const SUBSCRIPTIONS = 10_000;
const CHANNELS = 2_000;
const [OLD, NEW] = [1_500, 3_500] as const;
/** One of so many subscriptions is to a whole category. */
const BROAD = 100;
/** The naive way is measured on one of so many. */
const SAMPLE = 100;

let now = Date.parse('2026-11-16T12:00:00Z');
const clock = { now: () => now };
const store = await openSqliteStore(`${folder}/library.db`);
const library = createLibrary({ store, openIndex: async () => createMiniSearchIndex(), clock });
const { digests, planner } = createDigestWorld(store, library, clock);

await library.add(records(0, OLD, 1));
for (let number = 0; number < SUBSCRIPTIONS; number += 1)
  await store.subscriptions.add(
    {
      platform: number % 2 === 0 ? 'slack' : 'discord',
      channel: `C${number % CHANNELS}`,
      owner: 'U1',
      kind: 'query',
      query: queryOf(number),
      cadence: { cron: '0 9 * * 5', zone: 'UTC' },
      sections: ['new', 'versions', 'published', 'withdrawn'],
      cap: 20,
      empty: 'skip',
      newsAlso: 'thread',
      cursor: await store.lastSeq(),
      since: new Date(now).toISOString(),
      createdAt: new Date(now).toISOString(),
      dueAt: '2026-11-20T09:00:00.000Z',
    },
    () => ({ by: 'U1', at: new Date(now).toISOString(), what: 'subscribed' }),
  );
now = Date.parse('2026-11-20T09:00:00Z');
await library.add(records(0, OLD, 2));
await library.add(records(OLD, NEW, 1));
const changes = (await store.changesAfter(0, 100_000)).length - OLD;

const before = process.cpuUsage();
await planner.planDue(new AbortController().signal);
const planned = spent(before);
let digestsMade = 0;
for (let number = 0; number < CHANNELS; number += 1)
  for (const platform of ['slack', 'discord'])
    digestsMade += (await digests.history({ platform, channel: `C${number}` })).length;

const papers = Array.from({ length: OLD + NEW }, (_, number) => inventPaper(number));
const naiveBefore = process.cpuUsage();
let found = 0;
for (let number = 0; number < SUBSCRIPTIONS; number += SAMPLE) {
  const words = queryOf(number + 1)
    .toLowerCase()
    .split(' ');
  for (const paper of papers) {
    const text = `${paper.title} ${paper.authors?.join(' ')} ${paper.abstract}`.toLowerCase();
    if (words.every((word) => text.includes(word))) found += 1;
  }
}
const naive = spent(naiveBefore) * SAMPLE;
await store.close();
process.send?.({
  changes,
  planned,
  naive,
  found,
  digests: digestsMade,
  peak: process.resourceUsage().maxRSS * 1024,
});

function queryOf(number: number): string {
  // Each its own: a channel takes a query once.
  return number % BROAD === 0 ? `cat:cs.LG -nowhere${number}` : inventQuery(number);
}

async function* records(from: number, count: number, versions: number): AsyncIterable<SourceItem> {
  for (let number = from; number < from + count; number += 1) {
    const invented = inventPaper(number);
    const paper: Paper = {
      ...invented,
      abstractCut: 'no',
      abstract: `${invented.abstract}${versions > 1 ? ' and more' : ''}`,
      versions: Array.from({ length: versions }, (_, index) => ({
        number: index + 1,
        exact: true,
        submitted: index === 0 ? '2026-11-16' : '2026-11-18',
        calendar: 'gmt' as const,
      })),
    };
    yield { kind: 'record', record: { paper, source: 'oai', seenAt: new Date(now).toISOString() } };
  }
}

function spent(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
}

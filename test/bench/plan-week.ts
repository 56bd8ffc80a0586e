import { setImmediate } from 'node:timers/promises';
import type { DigestPlan } from '../../src/core/digest/delivery.ts';
import type { NewSubscription } from '../../src/core/digest/subscription.ts';
import type { Paper } from '../../src/core/paper.ts';
import type { SourceItem } from '../../src/core/ports.ts';
import { createLibrary } from '../../src/library.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { newSubscription } from '../digest/plans.ts';
import { createDigestWorld } from '../digest/world.ts';
import { inventPaper, inventQuery } from './papers.ts';

/**
 * The process that `plan.ts` measures: what happened in one week (5,000 changes, in a store in a folder) made into plans for 10,000
 * subscriptions, each with a query of its own, and these written into the ledger. Tells milliseconds of processor time and bytes.
 */
const [folder = ''] = process.argv.slice(2);
const SUBSCRIPTIONS = 10_000;
const [OLD, NEW] = [1_500, 3_500] as const;
/** One of so many subscriptions is to a whole category. */
const BROAD = 200;
/** The naive way is measured on one of so many. */
const SAMPLE = 200;

let now = Date.parse('2026-11-16T12:00:00Z');
const clock = { now: () => now };
const store = await openSqliteStore(`${folder}/library.db`);
const library = createLibrary({ store, openIndex: async () => createMiniSearchIndex(), clock });
await library.add(records(0, OLD, 1));
const cursor = await store.lastSeq();
for (let number = 0; number < SUBSCRIPTIONS; number += 1)
  await store.subscriptions.add(subscriptionOf(number), ({ createdAt: at }) => ({
    by: 'U1',
    at,
    what: 'subscribed',
  }));
now = Date.parse('2026-11-20T09:00:00Z');
await library.add(records(0, OLD, 2));
await library.add(records(OLD, NEW, 1));
const changes = (await store.changesAfter(cursor, 100_000)).length;

let plans = 0;
let entries = 0;
const subscriptions = {
  ...store.subscriptions,
  planAll: async (some: readonly DigestPlan[]) => {
    plans += some.filter(({ posts }) => posts.length > 0).length;
    entries += some.reduce((sum, { content }) => sum + content.shown.length, 0);
    return store.subscriptions.planAll(some);
  },
};
const { planner } = createDigestWorld({ ...store, subscriptions }, library, clock);
const over = new AbortController();
const stall = longestStall(over.signal);
const before = process.cpuUsage();
await planner.planDue(new AbortController().signal);
const planned = spent(before);
over.abort();
const peak = process.resourceUsage().maxRSS * 1024;

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
process.send?.({ changes, planned, naive, found, plans, entries, peak, stall: await stall });

/** The most time of its own that the thread takes without its event loop coming round: for so long nobody is answered. */
async function longestStall(signal: AbortSignal): Promise<number> {
  let longest = 0;
  for (;;) {
    const last = process.threadCpuUsage();
    await setImmediate();
    if (signal.aborted) return longest;
    const { user, system } = process.threadCpuUsage(last);
    longest = Math.max(longest, (user + system) / 1_000);
  }
}

function queryOf(number: number): string {
  return number % BROAD === 0 ? `cat:cs.LG -nowhere${number}` : inventQuery(number, 400);
}

function subscriptionOf(number: number): NewSubscription {
  const at = new Date(now).toISOString();
  return newSubscription({
    channel: `C${number}`,
    query: queryOf(number),
    cap: 20,
    cursor,
    since: at,
    createdAt: at,
    dueAt: '2026-11-20T09:00:00.000Z',
  });
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

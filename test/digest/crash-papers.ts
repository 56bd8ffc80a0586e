import { readCadence } from '../../src/core/digest/cadence.ts';
import type { Wanted } from '../../src/core/digest/digests.ts';
import { SECTIONS } from '../../src/core/digest/subscription.ts';
import type { Paper } from '../../src/core/paper.ts';
import type { SourceItem, Store } from '../../src/core/ports.ts';
import { createLibrary, type Library } from '../../src/library.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { version } from '../core/digest/papers.ts';
import { createDigestWorld } from './world.ts';

/** A small library that the processes of the crash test tell of. Its days lie before any on which the test is run. */
const SUBSCRIBED = '2024-03-04T12:00:00.000Z';

/** One time at which digests are due, and what was read of arXiv before. ISO. */
export type Round = { readonly at: string; readonly read: string; readonly papers: readonly Paper[] };

const NOETHER = 'Emmy Noether';
/** The abstracts of a digest take several messages. */
const LONG = 'What is known of it is little, and what was measured is less. '.repeat(60).trim();

const grokking = (number: number, more: Partial<Paper> = {}): Paper => ({
  id: `2403.0010${number}`,
  title: `Grokking ${number}`,
  authors: ['Ada One'],
  abstract: LONG,
  abstractCut: 'no',
  categories: ['cs.LG'],
  versions: [version(1, '2024-03-06')],
  ...more,
});

const lattices = (number: number, ...days: readonly string[]): Paper => ({
  id: `2403.0020${number}`,
  title: `Lattices ${number}`,
  authors: ['Ben Two'],
  abstract: `Little is known, and written ${days.length} times.`,
  abstractCut: 'no',
  categories: ['hep-lat'],
  versions: days.map((day, index) => version(index + 1, day)),
});

/** A paper that a channel follows, and one that is known before anybody asks for it. */
const followed = (more: Partial<Paper> = {}): Paper => ({
  ...lattices(0, '2024-02-19'),
  id: '2402.00001',
  title: 'Followed 1',
  categories: ['math.NT'],
  ...more,
});
const known = (...days: readonly string[]): Paper => ({
  ...lattices(0, ...days),
  id: '2402.00002',
  title: 'Grokking 0',
  categories: ['cs.LG'],
});

const BEFORE = [followed(), known('2024-02-20')];

/** A Friday, the Tuesday after it, and a Friday after one that was missed. */
export const ROUNDS: readonly [Round, ...Round[]] = [
  {
    at: '2024-03-08T09:00:00.000Z',
    read: '2024-03-08T04:00:00.000Z',
    papers: [
      grokking(1, { authors: [NOETHER] }),
      ...[2, 3, 4].map((number) => grokking(number)),
      ...[1, 2, 3].map((number) => lattices(number, '2024-03-06')),
    ],
  },
  {
    at: '2024-03-12T09:00:00.000Z',
    read: '2024-03-12T04:00:00.000Z',
    papers: [
      grokking(2, { versions: [version(1, '2024-03-06'), version(2, '2024-03-11')], comments: 'Shorter' }),
      grokking(5, { authors: [NOETHER], versions: [version(1, '2024-03-10')] }),
      lattices(3, '2024-03-06', '2024-03-11'),
      followed({ versions: [version(1, '2024-02-19'), version(2, '2024-03-11')], comments: 'Longer' }),
    ],
  },
  {
    at: '2024-03-22T09:00:00.000Z',
    read: '2024-03-22T04:00:00.000Z',
    papers: [
      grokking(1, { authors: [NOETHER], journalRef: 'Journal of Tests, 2024' }),
      grokking(3, { withdrawn: true }),
      grokking(5, { authors: [NOETHER], versions: [version(1, '2024-03-10'), version(2, '2024-03-20')] }),
      known('2024-02-20', '2024-03-20'),
      lattices(3, '2024-03-06', '2024-03-11', '2024-03-20'),
      lattices(4, '2024-03-19'),
      lattices(5, '2024-03-20'),
      followed({
        versions: [version(1, '2024-02-19'), version(2, '2024-03-11')],
        comments: 'Longer',
        journalRef: 'Journal of Tests, 2024',
      }),
      { ...grokking(6, { authors: [NOETHER] }), title: 'Symmetries 1', versions: [version(1, '2024-03-19')] },
    ],
  },
];

type Wish = Partial<Wanted> & { readonly query: string };

const weekly = readCadence('weekly friday', '9', 'UTC');
const daily = readCadence('daily', '9', 'UTC');

/** What each of two channels subscribes to; the first follows a paper, too. */
const WISHES: readonly (readonly Wish[])[] = [
  [
    { query: 'grokking' },
    { query: 'cat:hep-lat', cap: 2 },
    { query: 'author:"Noether, Emmy"', cadence: daily },
    { query: 'quasars' },
  ],
  [
    { query: 'grokking', cadence: daily, sections: ['new', 'versions'], newsAlso: 'channel' },
    { query: 'lattices' },
    { query: 'quasars', cadence: daily, empty: 'say' },
  ],
];

/** Makes the library, and everybody subscribes to what they wish. */
export async function subscribe(file: string, platform: string, channels: readonly string[]): Promise<void> {
  await inLibrary(file, SUBSCRIBED, async ({ store, library }) => {
    await library.add(records(BEFORE, SUBSCRIBED));
    const clock = { now: () => Date.parse(SUBSCRIBED) };
    const { digests } = createDigestWorld(store, library, clock);
    for (const [index, channel] of channels.entries()) {
      const asker = { platform, channel, user: 'U1' };
      for (const wish of WISHES[index] ?? [])
        await digests.subscribe(asker, {
          cadence: weekly,
          sections: SECTIONS,
          cap: 20,
          empty: 'skip',
          newsAlso: 'thread',
          anyway: true,
          ...wish,
        });
      if (index === 0) await digests.follow(asker, { id: followed().id, title: 'Followed 1' }, 'UTC');
    }
  });
}

/** The library reads what is new before a round. */
export async function readArxiv(file: string, { read, papers }: Round): Promise<void> {
  await inLibrary(file, read, async ({ store, library }) => {
    await library.add(records(papers, read));
    await store.saveSourceState({ name: 'OAI-PMH cs.LG', lastSuccess: read });
  });
}

/** Whether everything that is due in a round has been planned. */
export async function isPlanned(file: string, { at }: Round): Promise<boolean> {
  return inLibrary(file, at, async ({ store }) => (await store.subscriptions.due(at, 1)).length === 0);
}

async function inLibrary<T>(
  file: string,
  now: string,
  work: (parts: { readonly store: Store; readonly library: Library }) => Promise<T>,
): Promise<T> {
  const store = await openSqliteStore(file);
  const clock = { now: () => Date.parse(now) };
  try {
    return await work({
      store,
      library: createLibrary({ store, openIndex: async () => createMiniSearchIndex(), clock }),
    });
  } finally {
    await store.close();
  }
}

async function* records(papers: readonly Paper[], seenAt: string): AsyncIterable<SourceItem> {
  for (const paper of papers) yield { kind: 'record', record: { paper, source: 'oai', seenAt } };
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '../../src/core/clock.ts';
import { readCadence } from '../../src/core/digest/cadence.ts';
import { SECTIONS, type Section } from '../../src/core/digest/subscription.ts';
import type { Store } from '../../src/core/ports.ts';
import { createDigestLoop } from '../../src/digest/run.ts';
import { createLibrary } from '../../src/library.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import { createArxivClient } from '../../src/sources/arxiv-client.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { syncCategory } from '../../src/sync/category.ts';
import { createDrivenClock, createFakeTurns } from '../fakes/clock.ts';
import { createFakeLog } from '../fakes/log.ts';
import { startFakeSite } from '../fakes/site.ts';
import { type Arrival, openPlatforms } from './platforms.ts';
import { announcements, happensAt, quarterOfEvents, type WorldEvent } from './quarter-events.ts';
import { createDigestWorld } from './world.ts';

/**
 * A quarter of a year, from 16 February to 17 May 2026, which has both changes of the clocks in both directions: forward in New York
 * (8 March) and Berlin (29 March), back in Auckland (5 April). The bot is off for two weeks, and now and then an answer of the platform
 * is lost, or it asks to wait. arXiv is read on the loopback, and the real adapters post to the loopback Slack and Discord, in four
 * channels for two subscriptions; what people see there is compared, message by message, with what a far simpler reckoning of its own
 * says should be.
 */
const [START, END] = [Date.parse('2026-02-16T12:00:00Z'), Date.parse('2026-05-17T12:00:00Z')];
const [OFF, ON] = [Date.parse('2026-03-18T12:00:00Z'), Date.parse('2026-04-01T15:00:00Z')];
const HOUR = 3_600_000;
const MINUTE = 60_000;
/** How often the bot of this test looks; one that looked every second would take a quarter of a year too literally. */
const TICK_MS = 3 * MINUTE;

/** A channel with one of its subscriptions. */
type Channel = {
  readonly platform: string;
  readonly channel: string;
  readonly topic: string;
  readonly cadence: string;
  readonly zone: string;
  readonly sections: readonly Section[];
  readonly cap: number;
  readonly empty: 'skip' | 'say';
  readonly newsAlso: 'thread' | 'channel';
};

const CHANNELS: readonly Channel[] = [
  channel(1, 'slack', 'grokking', 'weekly friday', 'Europe/Berlin'),
  channel(2, 'slack', 'superposition', 'daily', 'America/New_York'),
  channel(3, 'slack', 'lattices', 'monthly', 'Pacific/Auckland'),
  channel(4, 'slack', 'plasmas', 'weekly friday', 'Asia/Tokyo', { empty: 'say' }),
  channel(5, 'slack', 'proteins', 'daily', 'Pacific/Auckland'),
  channel(6, 'slack', 'galaxies', 'weekly friday', 'UTC', { cap: 2 }),
  channel(7, 'discord', 'grokking', 'daily', 'UTC', { sections: ['versions', 'withdrawn'] }),
  channel(8, 'discord', 'superposition', 'weekly friday', 'America/New_York', { newsAlso: 'channel' }),
  channel(9, 'discord', 'lattices', 'weekly friday', 'Pacific/Auckland'),
  channel(10, 'discord', 'plasmas', 'monthly', 'America/New_York'),
  channel(11, 'discord', 'proteins', 'weekly friday', 'Europe/Berlin', { empty: 'say' }),
  channel(12, 'discord', 'galaxies', 'daily', 'Asia/Tokyo', { sections: ['new'] }),
  // Two for the same hour, two for other hours.
  channel(1, 'slack', 'plasmas', 'weekly friday', 'Europe/Berlin', { newsAlso: 'channel' }),
  channel(3, 'slack', 'grokking', 'daily', 'Asia/Tokyo', { cap: 1 }),
  channel(9, 'discord', 'galaxies', 'weekly friday', 'Pacific/Auckland'),
  channel(11, 'discord', 'lattices', 'monthly', 'UTC', { sections: ['published', 'withdrawn'] }),
];

function channel(
  number: number,
  platform: string,
  topic: string,
  cadence: string,
  zone: string,
  more: Partial<Channel> = {},
): Channel {
  const usual = { sections: SECTIONS, cap: 20, empty: 'skip', newsAlso: 'thread' } as const;
  const id = platform === 'slack' ? `T1/C${100 + number}` : String(200_000_000_000_000_100n + BigInt(number));
  return { platform, channel: id, topic, cadence, zone, ...usual, ...more };
}

/** What the reckoning says of one digest. */
type Expected = {
  readonly due: number;
  readonly missed: number;
  /** By section, every paper that has news; shown or over the cap. */
  readonly papers: ReadonlyMap<string, Section>;
};

const evenings = announcements('2026-02-16', '2026-05-17');
const events = quarterOfEvents(evenings);

/** The hours at which a channel is due, by asking the clock on its wall every hour. */
function wallTimes({ cadence, zone }: Channel): number[] {
  const wall = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  const nines: number[] = [];
  for (let at = START - 30 * HOUR; at <= END; at += HOUR) {
    const parts = Object.fromEntries(wall.formatToParts(at).map(({ type, value }) => [type, value]));
    const day = cadence === 'monthly' ? parts['day'] === '1' : true;
    const weekday = cadence === 'weekly friday' ? parts['weekday'] === 'Fri' : true;
    if (parts['hour'] === '09' && day && weekday) nines.push(at);
  }
  if (cadence !== 'daily') return nines.filter((at) => at > START);
  return nines.filter((at, index) => {
    const before = nines[index - 1];
    return (
      before !== undefined && at > START && evenings.some((evening) => evening > before && evening <= at)
    );
  });
}

/** All digests that a channel should get. */
function reckon(one: Channel): Expected[] {
  const list: Expected[] = [];
  let since = START;
  let missed = 0;
  for (const wanted of wallTimes(one)) {
    const isOff = wanted > OFF && wanted < ON;
    if (isOff) {
      missed += 1;
      continue;
    }
    // What was missed comes when the bot is back and has read arXiv.
    if (missed > 0) {
      const due = ON + 10 * MINUTE;
      list.push({ due, missed: missed - 1, papers: newsIn(one, since, due) });
      [since, missed] = [due, 0];
    }
    list.push({ due: wanted, missed: 0, papers: newsIn(one, since, wanted) });
    since = wanted;
  }
  return list.filter(({ papers }) => papers.size > 0 || one.empty === 'say');
}

function newsIn({ topic, sections }: Channel, from: number, until: number): Map<string, Section> {
  const kinds = new Map<string, Set<Section>>();
  for (const event of events) {
    const at = readAt(event);
    if (event.topic !== topic || at <= from || at > until) continue;
    kinds.set(event.id, (kinds.get(event.id) ?? new Set()).add(event.kind));
  }
  const papers = new Map<string, Section>();
  for (const [id, seen] of kinds) {
    const section = (['withdrawn', 'new', 'versions', 'published'] as const).find(
      (kind) => seen.has(kind) && sections.includes(kind),
    );
    if (section !== undefined) papers.set(id, section);
  }
  return papers;
}

/** When the bot reads what arXiv tells: at once, or after it was off. */
function readAt({ at }: WorldEvent): number {
  return at > OFF && at < ON ? ON + 10 * MINUTE : at;
}

let store: Store;
let arxiv: Awaited<ReturnType<typeof startFakeSite>>;
let platforms: Awaited<ReturnType<typeof openPlatforms>>;
let arrivals: ReadonlyMap<string, readonly Arrival[]>;

beforeAll(async () => {
  store = await openSqliteStore(':memory:');
  let working = 0;
  const clock = createDrivenClock(START, () => working > 0);
  const held = async <T>(work: () => Promise<T>): Promise<T> => {
    working += 1;
    try {
      return await work();
    } finally {
      working -= 1;
    }
  };
  /** In the middle of a post time goes on while it rests. */
  const resting: Clock = {
    now: clock.now,
    async sleep(ms, signal) {
      working -= 1;
      await clock.sleep(ms, signal);
      working += 1;
    },
  };
  const library = createLibrary({ store, openIndex: async () => createMiniSearchIndex(), clock });
  platforms = await openPlatforms(CHANNELS, { store, library, clock: resting }, held);

  /** The bot, from its start to its end. */
  const live = async (until: number): Promise<void> => {
    const leave = new AbortController();
    const { planner } = createDigestWorld(store, library, clock, { linkTo: platforms.linkTo });
    let holders = 0;
    const loop = createDigestLoop({
      ledger: store.ledger,
      clock,
      log: createFakeLog(),
      planner: { planDue: (signal) => held(() => planner.planDue(signal)) },
      chats: platforms.chats,
      newHolder: () => `${until}-${(holders += 1)}`,
      tickMs: TICK_MS,
    });
    await held(() => platforms.start());
    const end = clock.sleep(until - clock.now()).then(() => leave.abort());
    await Promise.all([loop.run(leave.signal), end]);
    await loop.settled();
    await held(() => platforms.stop());
  };

  arxiv = await startFakeSite();
  const client = createArxivClient({
    turns: createFakeTurns(resting),
    userAgent: 'x',
    log: createFakeLog(),
    clock: resting,
  });
  const sync = { client, library, store, urls: arxiv.urls, now: () => new Date(clock.now()) };
  const { signal } = new AbortController();
  const read = (some: readonly WorldEvent[]): Promise<unknown> =>
    held(() => {
      arxiv.site.now = new Date(clock.now()).toISOString();
      for (const event of some) happensAt(arxiv.site, event);
      return syncCategory('cs.LG', { ...sync, signal });
    });

  const world = async (): Promise<void> => {
    for (const at of [...new Set(events.map(readAt)), ...evenings].toSorted((a, b) => a - b)) {
      if (at > OFF && at < ON) continue;
      await clock.sleep(Math.max(0, at - clock.now()));
      await read(events.filter((event) => readAt(event) === at));
    }
  };

  const { digests } = createDigestWorld(store, library, clock);
  await read([]);
  for (const { platform, channel: name, topic, cadence, zone, ...how } of CHANNELS)
    await digests.subscribe(
      { platform, channel: name, user: 'U1' },
      { query: topic, cadence: readCadence(cadence, '9', zone), anyway: false, ...how },
    );
  const happening = world();
  await live(OFF);
  await clock.sleep(ON - clock.now());
  await live(END);
  await happening;
  arrivals = new Map(CHANNELS.map((one) => [one.channel, platforms.arrivals(one)]));
}, 300_000);

afterAll(async () => {
  await platforms.close();
  await arxiv.stop();
  await store.close();
});

/** Posts of a channel: the lines that told of subscriptions left out. */
function postsIn({ channel: name }: Channel): readonly Arrival[] {
  return (arrivals.get(name) ?? []).filter((one) => !summaryOf(one).startsWith('This channel'));
}

function summaryOf({ lines }: Arrival): string {
  return lines[0] ?? '';
}

/** Whether it is the main message of a digest, or one of this topic. */
function isMain(one: Arrival, topic = ''): boolean {
  return one.thread === undefined && summaryOf(one).includes(` for: ${topic}`);
}

/** The papers of a message by section. */
function papersOf({ lines }: Arrival): Map<string, Section> {
  const headings: readonly [string, Section][] = [
    ['New papers (', 'new'],
    ['New versions (', 'versions'],
    ['Now published (', 'published'],
    ['Withdrawn (', 'withdrawn'],
  ];
  const found = new Map<string, Section>();
  let section: Section | undefined;
  for (const line of lines) {
    section = headings.find(([words]) => line.startsWith(words))?.[1] ?? section;
    const [, id] = /^(?:\d+\. )?On \w+, part (\d{4}\.\d{5})$/.exec(line) ?? [];
    if (id !== undefined && section !== undefined) found.set(id, section);
  }
  return found;
}

const sorted = (papers: Iterable<readonly [string, Section]>): string[] =>
  [...papers].map(([id, section]) => `${section} ${id}`).toSorted();

const NAMED = CHANNELS.map(
  (one) => [`${one.platform} ${one.channel}: ${one.topic}, ${one.cadence}, ${one.zone}`, one] as const,
);

describe('a quarter of a year', () => {
  it('tells each channel once of each subscription', () => {
    const told = [...arrivals].flatMap(([where, all]) =>
      all
        .filter((one) => summaryOf(one).startsWith('This channel now gets a digest'))
        .map((one) => `${where} ${/ for: (\w+)$/.exec(summaryOf(one))?.[1]}`),
    );
    expect(told.toSorted()).toEqual(CHANNELS.map((one) => `${one.channel} ${one.topic}`).toSorted());
  });

  it('has enough of everything in it', () => {
    const kinds = new Map<string, number>();
    for (const { kind } of events) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    for (const kind of SECTIONS) expect(kinds.get(kind)).toBeGreaterThan(5);
    const posts = [...arrivals.values()].flat();
    expect(posts.length).toBeGreaterThan(500);
    for (const platform of ['slack', 'discord'])
      expect(posts.filter((one) => one.platform === platform && one.at.length > 1).length).toBeGreaterThan(2);
    expect(platforms.troubles.size).toBe(8);
    const troubles = [...platforms.troubles].map(([what, number]) => `${what} ${number}`).join(', ');
    const messages = posts.flatMap(({ at }) => at).length;
    process.stdout.write(
      `digests, a quarter of a year: ${posts.length} posts, ${messages} messages; ${troubles}\n`,
    );
  });

  it.each(NAMED)('posts what it should, when it should, and nothing else, in %s', (_name, one) => {
    const main = postsIn(one).filter((message) => isMain(message, one.topic));
    const expected = reckon(one);
    const times = (arrivals.get(one.channel) ?? []).flatMap(({ at }) => at);
    const when = main.map(({ at: [at = 0], lines }, index) => {
      const { due = 0 } = expected[index] ?? {};
      // What comes before it in the channel takes a tick for each message, and what goes wrong on the way minutes.
      const before = times.filter((time) => time >= due && time < at).length;
      return {
        inTime: at >= due && at < due + 12 * MINUTE + before * (TICK_MS + MINUTE),
        catchUp: lines.some((line) => line.includes('takes the place of')),
      };
    });
    expect(when).toEqual(expected.map(({ missed }) => ({ inTime: true, catchUp: missed > 0 })));
    for (const [index, message] of main.entries()) {
      const { papers = new Map<string, Section>() } = expected[index] ?? {};
      const there = papersOf(message);
      const wanted = new Map([...papers].filter(([id]) => papers.size <= one.cap || there.has(id)));
      expect(sorted(there)).toEqual(sorted(wanted));
      expect(there.size).toBe(Math.min(papers.size, one.cap));
      for (const section of SECTIONS) {
        const number = [...papers.values()].filter((each) => each === section).length;
        const words = {
          new: 'new paper',
          versions: 'new version',
          published: 'now published',
          withdrawn: 'withdrawn',
        }[section];
        if (number > 0) expect(summaryOf(message)).toContain(`${number} ${words}`);
        else expect(summaryOf(message)).not.toContain(words);
      }
      const over = papers.size - one.cap;
      expect(message.labels.includes(`and ${over} more`)).toBe(over > 0);
    }
  });

  it.each(NAMED)(
    'puts every later news of a paper under the message where it was seen first, in %s',
    (_, one) => {
      const roots = new Map<string, string>();
      const posts = postsIn(one);
      for (const [index, message] of posts.entries()) {
        if (!isMain(message)) continue;
        const isOwn = isMain(message, one.topic);
        const papers = papersOf(message);
        const known = new Set([...papers.keys()].filter((id) => roots.has(id)));
        for (const id of papers.keys()) if (!roots.has(id)) roots.set(id, message.id);
        if (!isOwn) continue;
        const next = posts.findIndex((other, place) => place > index && isMain(other));
        const under = posts.slice(index + 1, next < 0 ? undefined : next);
        for (const [id, section] of papers) {
          const about = under.filter((other) => summaryOf(other).endsWith(`(arXiv:${id})`));
          const threads =
            section === 'new' ? [] : [roots.get(id), ...(one.newsAlso === 'channel' ? [undefined] : [])];
          expect({ id, threads: about.map(({ thread }) => thread) }).toEqual({ id, threads });
          const root = (roots.get(id) ?? '').replace('.', '');
          if (known.has(id)) expect(message.urls.some((url) => url.endsWith(root))).toBe(true);
        }
        const details = under.filter((other) => summaryOf(other).startsWith('Abstract'));
        const fresh = [...papers.values()].includes('new');
        expect(details.map(({ thread }) => thread)).toEqual(fresh ? [message.id] : []);
      }
    },
  );

  it('has every message once, whatever went wrong on its way', () => {
    const marks = [...arrivals.values()].flat().flatMap((post) => post.marks);
    expect(marks.filter((mark, index) => marks.indexOf(mark) !== index)).toEqual([]);
  });

  it('has nothing in any channel but its digests, what belongs under them, and the lines of its subscriptions', () => {
    for (const one of CHANNELS) {
      const posts = postsIn(one);
      const main = new Set(posts.filter((post) => isMain(post)).map(({ id }) => id));
      for (const post of posts)
        expect(
          main.has(post.id) || main.has(post.thread ?? '') || /\(arXiv:\S+\)$/.test(summaryOf(post)),
        ).toBe(true);
    }
  });

  it('says in a line what changed in a new version', () => {
    const changes = [...arrivals.values()]
      .flat()
      .flatMap(({ lines }) => lines.flatMap((line) => /^New version: (v\d.*)$/.exec(line)?.[1] ?? []));
    expect(changes.length).toBeGreaterThan(20);
    for (const change of changes)
      expect(change).toMatch(
        /^v\d → v\d on \d+ \w+ 2026: abstract (changed|rewritten) \(\d+ words? added(, \d+ removed)?\), now 'Version \d'(, now 'Journal of Tests [\d.]+')?$/,
      );
  });

  it('keeps to the limits of both platforms, and never bursts', () => {
    expect(platforms.faults()).toEqual([]);
    for (const one of CHANNELS) {
      const times = (arrivals.get(one.channel) ?? []).flatMap(({ at }) => at).toSorted((a, b) => a - b);
      const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_100);
    }
  });

  it('leaves nothing unposted', async () => {
    for (const one of await store.subscriptions.list()) {
      expect(await store.subscriptions.progress(one.id)).toBeUndefined();
      expect(one.paused).toBeUndefined();
    }
    expect(await store.ledger.waiting('2027-01-01T00:00:00.000Z', ['slack', 'discord'], 10)).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PostOutcome } from '../../src/core/chat.ts';
import { readCadence } from '../../src/core/digest/cadence.ts';
import { SECTIONS, type Section } from '../../src/core/digest/subscription.ts';
import type { Store } from '../../src/core/ports.ts';
import type { Reply } from '../../src/core/reply.ts';
import { createDigestLoop, type NamedChat } from '../../src/digest/run.ts';
import { createLibrary } from '../../src/library.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { createDrivenClock } from '../fakes/clock.ts';
import { createFakeLog } from '../fakes/log.ts';
import { recordsOf } from '../fakes/records.ts';
import { announcements, quarterOfEvents, type WorldEvent } from './quarter-events.ts';
import { faultsOfPost } from './rendered.ts';
import { createDigestWorld } from './world.ts';

/**
 * A quarter of a year, from 16 February to 17 May 2026, which has both changes of the clocks in both directions: forward in New York
 * (8 March) and Berlin (29 March), back in Auckland (5 April). The bot is off for two weeks. What is posted is compared, message by
 * message, with what a far simpler reckoning of its own says should be.
 */
const [START, END] = [Date.parse('2026-02-16T12:00:00Z'), Date.parse('2026-05-17T12:00:00Z')];
const [OFF, ON] = [Date.parse('2026-03-18T12:00:00Z'), Date.parse('2026-04-01T15:00:00Z')];
const HOUR = 3_600_000;
const MINUTE = 60_000;

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
  return { platform, channel: `C${number}`, topic, cadence, zone, ...usual, ...more };
}

type Posted = {
  readonly id: string;
  readonly at: number;
  readonly channel: string;
  readonly thread: string | undefined;
  readonly reply: Reply;
};

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
const posted: Posted[] = [];

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
  const library = createLibrary({ store, openIndex: async () => createMiniSearchIndex(), clock });
  const chats = ['slack', 'discord'].map(
    (platform): NamedChat => ({
      platform,
      async post(where, reply, { thread }): Promise<PostOutcome> {
        const id = `m${posted.length + 1}`;
        posted.push({ id, at: clock.now(), channel: where, thread, reply });
        return { kind: 'sent', id };
      },
      find: async () => ({ kind: 'absent' }),
      tell: async () => true,
    }),
  );

  /** The bot, from its start to its end. */
  const live = async (until: number): Promise<void> => {
    const leave = new AbortController();
    const { planner } = createDigestWorld(store, library, clock, { links: true });
    let holders = 0;
    const loop = createDigestLoop({
      ledger: store.ledger,
      clock,
      log: createFakeLog(),
      planner: { planDue: (signal) => held(() => planner.planDue(signal)) },
      chats: () => chats,
      newHolder: () => `${until}-${(holders += 1)}`,
      tickMs: 3 * MINUTE,
    });
    const end = clock.sleep(until - clock.now()).then(() => leave.abort());
    await Promise.all([loop.run(leave.signal), end]);
    await loop.settled();
  };

  const read = (some: readonly WorldEvent[]): Promise<void> =>
    held(async () => {
      const lastSuccess = new Date(clock.now()).toISOString();
      const papers = some.map(({ paper }) => paper);
      await library.add(recordsOf(papers, lastSuccess, 'oai'));
      await store.saveSourceState({ name: 'OAI-PMH cs.LG', lastSuccess });
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
}, 120_000);

afterAll(() => store.close());

/** Posts of a channel: the lines that told of subscriptions left out. */
function postsIn({ channel: name }: Channel): Posted[] {
  return posted.filter(
    ({ channel: where, reply }) => where === name && !reply.summary.startsWith('This channel'),
  );
}

/** The papers of a message by section. */
function papersOf({ reply }: Posted): Map<string, Section> {
  const headings: readonly [string, Section][] = [
    ['New papers', 'new'],
    ['New versions', 'versions'],
    ['Now published', 'published'],
    ['Withdrawn', 'withdrawn'],
  ];
  const found = new Map<string, Section>();
  let section: Section | undefined;
  for (const card of reply.cards) {
    if (card.kind === 'section') section = headings.find(([words]) => card.heading?.startsWith(words))?.[1];
    if (card.kind === 'paper' && section !== undefined) found.set(card.id, section);
  }
  return found;
}

const sorted = (papers: Iterable<readonly [string, Section]>): string[] =>
  [...papers].map(([id, section]) => `${section} ${id}`).toSorted();

describe('a quarter of a year', () => {
  it('tells each channel once that it is subscribed', () => {
    const told = posted.filter(({ reply }) => reply.summary.startsWith('This channel now gets a digest'));
    expect(told.map(({ channel: where }) => where).toSorted()).toEqual(
      CHANNELS.map(({ channel: where }) => where).toSorted(),
    );
  });

  it('has enough of everything in it', () => {
    const kinds = new Map<string, number>();
    for (const { kind } of events) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    for (const kind of SECTIONS) expect(kinds.get(kind)).toBeGreaterThan(5);
    expect(posted.length).toBeGreaterThan(400);
  });

  it.each(CHANNELS.map((one) => [`${one.channel}: ${one.topic}, ${one.cadence}, ${one.zone}`, one] as const))(
    'posts what it should, when it should, and nothing else, in %s',
    (_name, one) => {
      const main = postsIn(one).filter(
        ({ thread, reply }) => thread === undefined && / for: /.test(reply.summary),
      );
      const expected = reckon(one);
      const shown = main.map(({ at, reply }) => ({
        minutes:
          expected.reduce((best, { due }) => Math.min(best, at >= due ? (at - due) / MINUTE : best), 1e9) <
          10,
        catchUp: reply.footer?.includes('takes the place of') ?? false,
      }));
      expect(main.map(({ at }) => new Date(at - (at % (10 * MINUTE))).toISOString())).toEqual(
        expected.map(({ due }) => new Date(due - (due % (10 * MINUTE))).toISOString()),
      );
      expect(shown).toEqual(expected.map(({ missed }) => ({ minutes: true, catchUp: missed > 0 })));
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
          if (number > 0) expect(message.reply.summary).toContain(`${number} ${words}`);
          else expect(message.reply.summary).not.toContain(words);
        }
        const over = papers.size - one.cap;
        const labels = message.reply.buttons?.map(({ label }) => label) ?? [];
        expect(labels.includes(`and ${over} more`)).toBe(over > 0);
      }
    },
  );

  it.each(CHANNELS.map((one) => [one.channel, one] as const))(
    'puts every later news of a paper under the message where %s saw it first',
    (_name, one) => {
      const roots = new Map<string, string>();
      const posts = postsIn(one);
      for (const [index, message] of posts.entries()) {
        if (message.thread !== undefined || !/ for: /.test(message.reply.summary)) continue;
        const papers = papersOf(message);
        for (const id of papers.keys()) if (!roots.has(id)) roots.set(id, message.id);
        const next = posts.findIndex(
          ({ thread, reply }, place) => place > index && thread === undefined && / for: /.test(reply.summary),
        );
        const under = posts.slice(index + 1, next < 0 ? undefined : next);
        for (const [id, section] of papers) {
          const about = under.filter(({ reply }) => reply.summary.endsWith(`(arXiv:${id})`));
          const threads =
            section === 'new' ? [] : [roots.get(id), ...(one.newsAlso === 'channel' ? [undefined] : [])];
          expect({ id, threads: about.map(({ thread }) => thread) }).toEqual({ id, threads });
        }
        const details = under.filter(({ reply }) => reply.summary.startsWith('The abstract'));
        const fresh = [...papers.values()].includes('new');
        expect(details.map(({ thread }) => thread)).toEqual(fresh ? [message.id] : []);
      }
    },
  );

  it('says in a line what changed in a new version', () => {
    const lines = posted.flatMap(({ reply }) =>
      reply.cards.flatMap((card) =>
        card.kind === 'paper' ? card.facts.filter(({ label }) => label === 'New version') : [],
      ),
    );
    expect(lines.length).toBeGreaterThan(20);
    for (const { value } of lines)
      expect(value).toMatch(
        /^v\d → v\d on \d+ \w+ 2026: abstract (changed|rewritten) \(\d+ words? added(, \d+ removed)?\), now 'Version \d'$/,
      );
  });

  it('keeps to the limits of both platforms', async () => {
    for (const { channel: where, reply } of posted) {
      const platform = CHANNELS.find(({ channel: name }) => name === where)?.platform ?? '';
      expect((await faultsOfPost(platform, reply)).faults).toEqual([]);
    }
  });

  it('leaves nothing unposted', async () => {
    for (const one of await store.subscriptions.list())
      expect(await store.subscriptions.progress(one.id)).toBeUndefined();
    expect(await store.ledger.waiting('2027-01-01T00:00:00.000Z', ['slack', 'discord'], 10)).toEqual([]);
  });
});

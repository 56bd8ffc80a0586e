import { commands } from '../../commands/index.ts';
import { renderText } from '../../src/chat/terminal/render.ts';
import { createCitationMemory } from '../../src/citing.ts';
import type { DigestContent } from '../../src/core/digest/delivery.ts';
import type { Changed, Wanted } from '../../src/core/digest/digests.ts';
import { DEFAULT_CAP, SECTIONS } from '../../src/core/digest/subscription.ts';
import { splitLine } from '../../src/core/options.ts';
import type { Paper, PaperVersion } from '../../src/core/paper.ts';
import type { SourceItem, Store } from '../../src/core/ports.ts';
import { createDispatch } from '../../src/dispatch.ts';
import { createLibrary, type Library } from '../../src/library.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { noArxiv } from '../fakes/lookup.ts';
import { createDigestWorld, type DigestWorld } from './world.ts';

/** A source of the library's whose readings a test tells of. */
export const SOURCE = 'OAI-PMH cs.LG';

/** A channel with its digests, over a library of its own and by a clock of its own. */
export type Channel = DigestWorld & {
  readonly store: Store;
  readonly library: Library;
  readonly asker: { readonly platform: string; readonly channel: string; readonly user: string };
  /** The time from now on, ISO. */
  set(now: string): void;
  subscribe(query: string, more?: Partial<Wanted>): Promise<Changed>;
  /** What somebody in the channel is answered, as the terminal shows it; by the clock of the machine where a command asks for today. */
  text(line: string): Promise<string>;
  /** The library sees papers now. */
  see(...papers: readonly Paper[]): Promise<void>;
  /** The source was read to its end now. */
  read(): Promise<void>;
  /** Plans what is due, and posts everything; or so many messages only. */
  run(messages?: number): Promise<void>;
  /** Plans what is due at each of these moments. */
  look(...moments: readonly string[]): Promise<void>;
  /** What was planned, the newest first. */
  planned(): Promise<readonly DigestContent[]>;
};

export async function openChannel(
  start: string,
  options: Parameters<typeof createDigestWorld>[3] = {},
): Promise<Channel> {
  let now = Date.parse(start);
  const iso = (): string => new Date(now).toISOString();
  const clock = { now: () => now };
  const store = await openSqliteStore(':memory:');
  const library = createLibrary({ store, openIndex: async () => createMiniSearchIndex(), clock });
  const world = createDigestWorld(store, library, clock, options);
  const asker = { platform: 'slack', channel: 'C1', user: 'U1' };
  const dispatch = createDispatch({
    commands,
    library,
    arxiv: noArxiv,
    citations: createCitationMemory(store),
    digests: world.digests,
    admins: [],
    log: world.log,
    software: { version: '1.2.3' },
  });
  return {
    ...world,
    store,
    library,
    asker,
    set(to) {
      now = Date.parse(to);
    },
    subscribe: (query, more = {}) =>
      world.digests.subscribe(asker, {
        query,
        cadence: { cron: '0 9 * * 5', zone: 'UTC' },
        sections: SECTIONS,
        cap: DEFAULT_CAP,
        empty: 'skip',
        newsAlso: 'thread',
        anyway: false,
        ...more,
      }),
    async text(line) {
      const { command, text: input } = splitLine(line, commands);
      const caller = { user: asker.user, channel: asker.channel };
      const outcome = await dispatch({ command, input, platform: asker.platform, caller });
      return outcome.kind === 'refused' ? outcome.message : renderText(outcome.reply, { commands });
    },
    async see(...papers) {
      const seenAt = iso();
      async function* items(): AsyncIterable<SourceItem> {
        for (const paper of papers) yield { kind: 'record', record: { paper, source: 'oai', seenAt } };
      }
      await library.add(items());
    },
    read: () => store.saveSourceState({ name: SOURCE, lastSuccess: iso() }),
    async look(...moments) {
      for (const moment of moments) {
        now = Date.parse(moment);
        await world.planner.planDue(new AbortController().signal);
      }
    },
    async run(messages = Number.POSITIVE_INFINITY) {
      await world.planner.planDue(new AbortController().signal);
      for (let posted = 0; posted < messages; posted += 1) {
        const when = { holder: 'h', now: iso(), next: iso() };
        const taken = await store.ledger.take(asker, {
          ...when,
          until: new Date(now + 60_000).toISOString(),
        });
        if (taken === undefined) return;
        await store.ledger.settle(taken.delivery.id, { kind: 'sent', id: `m${taken.delivery.id}` }, when);
      }
    },
    planned: async () => (await store.subscriptions.history(asker, 99)).map(({ content }) => content),
  };
}

/** A paper about its title, with versions of these days. */
export function paperOf(id: string, title: string, ...days: readonly string[]): Paper {
  return {
    id,
    title,
    authors: ['Ada One'],
    abstract: `About ${title}.`,
    categories: ['cs.LG'],
    versions: days.map(
      (submitted, index): PaperVersion => ({
        number: index + 1,
        exact: true,
        submitted,
        calendar: 'gmt',
      }),
    ),
  };
}

import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commands } from '../commands/index.ts';
import packageJson from '../package.json' with { type: 'json' };
import { createCitationMemory } from './citing.ts';
import { systemClock } from './clock.ts';
import type { Config } from './config.ts';
import type { Dispatch } from './core/call.ts';
import type { ChatAdapter, ChatParts } from './core/chat.ts';
import { STYLES, styleName } from './core/citation/styles.ts';
import type { Command } from './core/command.ts';
import type { Digests } from './core/digest/digests.ts';
import type { Ledger, Planner } from './core/digest/ports.ts';
import type { Place } from './core/digest/subscription.ts';
import { watchedQuery } from './core/digest/subscription-query.ts';
import { UserError } from './core/errors.ts';
import type { Paper } from './core/paper.ts';
import type { Log, Notes, Store } from './core/ports.ts';
import type { Query } from './core/query.ts';
import { createDigests } from './digest/digests.ts';
import { subscribedOn, toldIn } from './digest/links.ts';
import { createPlanner } from './digest/planner.ts';
import { firstDayWanted } from './digest/since.ts';
import { channelSuggestions } from './digest/suggestions.ts';
import { channelsToTell, toldLately } from './digest/told-lately.ts';
import { createDispatch } from './dispatch.ts';
import { createHome } from './home.ts';
import { wholeDocuments } from './indexing.ts';
import { createLibrary, type Library } from './library.ts';
import { createLog } from './log.ts';
import { addPasted } from './pasted.ts';
import { indexForMany } from './search/memory/index-for-many.ts';
import { createMiniSearchIndex } from './search/memory/minisearch.ts';
import { LARGE, openIndex } from './search/open-index.ts';
import { createRecentQueries, type RecentQueries } from './search/suggest/recent-queries.ts';
import { createSuggest } from './search/suggest/suggest.ts';
import { apiSearchOf } from './sources/api-search.ts';
import { createArxivClient } from './sources/arxiv-client.ts';
import { readSource } from './sources/read-source.ts';
import { openSqliteStore } from './store/sqlite.ts';
import { createFollows, type Follows } from './sync/follows.ts';
import { countAtArxiv, createArxivLookup } from './sync/lookup.ts';
import { type Followed, followedOf, sourcesOf } from './sync/round.ts';
import type { SyncParts } from './sync/state.ts';

/** The page that ships, so that the first question has an answer. */
const SEED = fileURLToPath(new URL('../data/listing-michaud.txt', import.meta.url));
/** The shipped page does not say when it was copied; nothing on it is newer than this day. */
const SEED_SEEN_AT = '2025-10-29T00:00:00.000Z';

/** Whoever subscribes is not kept waiting for longer by the question how much that will be. */
const MEASURED_WITHIN_MS = 8_000;

/** Paperthread with its parts in place. Whoever opens it closes it. */
export type App = {
  readonly commands: readonly Command[];
  readonly library: Library;
  /** What reading arXiv needs. */
  readonly sync: Omit<SyncParts, 'signal' | 'onPage'>;
  readonly follows: Follows;
  readonly dispatch: Dispatch;
  readonly notes: Notes;
  readonly digests: Digests;
  /** What people follow, what channels subscribed to, and what they were told of, as arXiv is asked for it. */
  followed(): Promise<readonly Followed[]>;
  readonly ledger: Ledger;
  readonly planner: Planner;
  /** The chat platforms that the settings name, not yet connected. `fatal` is told when one refuses to go on. */
  chats(fatal: ChatParts['fatal']): Promise<readonly ChatAdapter[]>;
  readonly log: Log;
  readonly version: string;
  close(): Promise<void>;
};

export type AppOptions = {
  /** Log level where LOG_LEVEL is not set. */
  readonly logLevel: string;
  /** Put the shipped papers into a library that has never held any. */
  readonly seed: boolean;
  /** Ends at once what arXiv is being asked when it fires. */
  readonly signal: AbortSignal;
};

/** Opens store, index and library in the data folder. Throws SetupError in words when the folder or database does not allow it. */
export async function openApp(config: Config, options: AppOptions): Promise<App> {
  const log = createLog(config.logLevel ?? options.logLevel, config.secrets);
  const store = await openSqliteStore(join(config.dataDir, 'paperthread.db'));
  try {
    const place = {
      folder: config.dataDir,
      setting: config.searchIndex,
      large: LARGE,
      library: async () => ({ library: await store.identity(), seq: await store.lastSeq() }),
      log: (reason: string) => log.warn({ reason }, 'the search index is built again'),
    };
    const library = createLibrary({
      store,
      openIndex: async () => openIndex(place, (await store.facts()).papers),
      createSmallIndex: createMiniSearchIndex,
    });
    if (options.seed && (await store.lastSeq()) === 0) await addSeed(library);
    const { version } = packageJson;
    const contact = config.arxiv.contact === undefined ? '' : ` (mailto:${config.arxiv.contact})`;
    const client = createArxivClient({
      turns: store.turns,
      userAgent: `Paperthread/${version}${contact}`,
      log,
      clock: systemClock,
    });
    const sync = {
      client,
      library,
      store,
      urls: config.arxiv.urls,
      now: () => new Date(),
      wantedFrom: async (query: Query) => firstDayWanted(await store.subscriptions.list(), query),
    };
    const recent = createRecentQueries(store.notes);
    const connected: ChatAdapter[] = [];
    const follows = createFollows(store);
    const followed = async (): Promise<readonly Followed[]> => {
      const all = await store.subscriptions.list();
      const subscribed = all
        .flatMap((one) => watchedQuery(one) ?? [])
        .filter((query) => unaskable(query) === undefined);
      const channels = channelsToTell(all);
      return followedOf(
        config.arxiv.categories,
        [...(await follows.list()), ...subscribed],
        channels.length === 0 ? undefined : () => toldLately(store.subscriptions, channels, sync.now()),
      );
    };
    const arxiv = createArxivLookup({ ...sync, signal: options.signal });
    const digestParts = {
      store,
      countAtArxiv: (query: Query) => countAtArxiv(arxiv, query, MEASURED_WITHIN_MS),
      async sources() {
        const states = new Map((await store.sourceStates()).map((state) => [state.name, state]));
        const people = await follows.list();
        return (query: Query | undefined) => {
          const asked = query === undefined || unaskable(query) !== undefined ? undefined : query;
          const sources = sourcesOf(asked, config.arxiv.categories, people);
          return sources.map(({ name, kind, own }) => ({ ...(states.get(name) ?? { name }), kind, own }));
        };
      },
      subscriptions: store.subscriptions,
      library,
      indexPapers: (batches: AsyncIterable<readonly Paper[]>) => indexForMany(wholeDocuments(batches)),
      clock: systemClock,
      log,
      unaskable,
      linkTo: async ({ platform, channel }: Place, message: string) =>
        connected.find(({ name }) => name.toLowerCase() === platform)?.linkTo(channel, message),
    };
    const digests = createDigests(digestParts);
    const citations = createCitationMemory(store);
    const home = createHome({ citations, subscriptions: store.subscriptions });
    const dispatch = createDispatch({
      commands,
      library,
      arxiv,
      citations,
      digests,
      admins: config.digestAdmins,
      log,
      software: { version },
      answered: (call, command, values) => {
        const { query } = values;
        if (command.name !== 'papers' || typeof query !== 'string') return;
        recent
          .add(call, query)
          .catch((err: unknown) => log.warn({ err }, 'a query could not be kept for suggestions'));
      },
    });
    return {
      commands,
      library,
      sync,
      follows,
      log,
      version,
      dispatch,
      notes: store.notes,
      digests,
      followed,
      ledger: store.ledger,
      planner: createPlanner({ ...digestParts, notes: store.notes }),
      async chats(fatal) {
        const parts = chatParts({
          store,
          library,
          recent,
          dispatch,
          digests,
          home,
          log,
          software: { version },
          fatal,
        });
        const chats = await openChats(config, parts);
        connected.push(...chats);
        return chats;
      },
      async close() {
        try {
          await library.closeIndex();
        } catch (err) {
          // The snapshot only saves time at the next start.
          log.warn({ err }, 'the search index could not be saved');
        }
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** What platforms are given: of the store and the library only what is theirs to use. */
function chatParts({
  store,
  library,
  recent,
  digests,
  ...more
}: Pick<ChatParts, 'dispatch' | 'home' | 'log' | 'software' | 'fatal'> & {
  readonly store: Store;
  readonly library: Library;
  readonly recent: RecentQueries;
  readonly digests: Digests;
}): ChatParts {
  return {
    ...more,
    clock: systemClock,
    commands,
    library,
    notes: store.notes,
    suggest: createSuggest({
      store,
      commands: commands.map(({ name }) => name),
      recent: (typing) => recent.of(typing),
      others: {
        style: async () => STYLES.map((style) => ({ label: styleName(style), value: style })),
        ...channelSuggestions({ digests, library }),
      },
    }),
    addPasted: (text) => addPasted(library, text),
    discussed: (place, paper, message) =>
      store.subscriptions.setRoot(place, { paper, message, at: new Date().toISOString() }),
    toldIn: toldIn(store.subscriptions),
    forget: (gone) => store.subscriptions.forget(gone),
    adopt: (workspace, spaces) => store.subscriptions.adopt(workspace, spaces),
    subscribed: subscribedOn(store.subscriptions),
  };
}

/** A platform's libraries are only loaded where it is configured: they cost time and memory. */
async function openChats(config: Config, parts: ChatParts): Promise<ChatAdapter[]> {
  const chats: ChatAdapter[] = [];
  if (config.slack !== undefined) {
    const { createSlackAdapter } = await import('./chat/slack/adapter.ts');
    chats.push(createSlackAdapter(parts, config.slack));
  }
  if (config.discord !== undefined) {
    const { createDiscordAdapter } = await import('./chat/discord/adapter.ts');
    chats.push(createDiscordAdapter(parts, config.discord));
    // The lists of what completes are made beside the start, so that the first keystroke finds them.
    parts
      .suggest('paper', '', { platform: 'discord' })
      .catch((err: unknown) => parts.log.warn({ err }, 'there are no suggestions yet'));
  }
  return chats;
}

/** Why arXiv cannot be asked for a query; undefined when it can. */
function unaskable(query: Query): string | undefined {
  try {
    apiSearchOf(query);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

async function addSeed(library: Library): Promise<void> {
  const { items } = await readSource(createReadStream(SEED), SEED_SEEN_AT);
  await library.add(items);
}

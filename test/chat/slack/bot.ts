import { createReadStream } from 'node:fs';
import { createSlackAdapter } from '../../../src/chat/slack/adapter.ts';
import type { Paper } from '../../../src/core/paper.ts';
import type { Store } from '../../../src/core/ports.ts';
import type { SlackSettings } from '../../../src/core/slack-settings.ts';
import { subscribedOn, toldIn } from '../../../src/digest/links.ts';
import { createLibrary, type Library } from '../../../src/library.ts';
import { createMiniSearchIndex } from '../../../src/search/memory/minisearch.ts';
import { readSource } from '../../../src/sources/read-source.ts';
import { openSqliteStore } from '../../../src/store/sqlite.ts';
import { recordsOf } from '../../fakes/records.ts';
import { type FakeSlack, startFakeSlack } from '../../fakes/slack/slack.ts';
import { type ChatPartsOptions, createChatParts } from '../chat-parts.ts';

export type Bot = Awaited<ReturnType<typeof startBot>>;

export type BotOptions = ChatPartsOptions & {
  /** Joins a Slack that is already there, with what was kept before: a restart. */
  readonly slack?: FakeSlack;
  readonly store?: Store;
  /** Over that store. */
  readonly library?: Library;
  readonly settings?: (slack: FakeSlack) => SlackSettings;
  /** How long answers under way may take at the end. */
  readonly drainMs?: number;
  /** Instead of the papers that ship. */
  readonly papers?: readonly Paper[];
};

/** The real adapter with the real Bolt, commands, library and store, against the loopback Slack. */
export async function startBot(options: BotOptions = {}) {
  const slack = options.slack ?? (await startFakeSlack());
  const store = options.store ?? (await openSqliteStore(':memory:'));
  const library = options.library ?? createLibrary({ store, openIndex: async () => createMiniSearchIndex() });
  if (options.store === undefined) await fill(library, options.papers);
  const { parts, log, fatal } = createChatParts(library, store.notes, {
    toldIn: toldIn(store.subscriptions),
    forget: (workspace) => store.subscriptions.forget(workspace),
    adopt: (workspace, spaces) => store.subscriptions.adopt(workspace, spaces),
    subscribed: subscribedOn(store.subscriptions),
    ...options,
  });
  const adapter = createSlackAdapter(
    parts,
    options.settings?.(slack) ?? oneWorkspace(slack),
    options.drainMs,
  );
  return {
    slack,
    store,
    library,
    adapter,
    log,
    fatal,
    start: () => adapter.start(),
    /** Ends everything, the Slack too. */
    async stop(): Promise<void> {
      await adapter.stop();
      await slack.stop();
      await store.close();
    },
  };
}

/** Settings for the one workspace of the loopback Slack, by Socket Mode. */
export function oneWorkspace(slack: FakeSlack): SlackSettings {
  return {
    apiUrl: slack.apiUrl,
    connection: { kind: 'socket', appToken: 'xapp-1-A1-fake' },
    identity: { kind: 'workspace', botToken: 'xoxb-T1-fake' },
  };
}

/** By which the loopback Slack knows what a call names `T1/C1`. */
export function idOf(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}

async function fill(library: Library, papers: readonly Paper[] | undefined): Promise<void> {
  const items =
    papers === undefined
      ? (await readSource(seed(), '2025-11-01T00:00:00.000Z')).items
      : recordsOf(papers, '2025-11-01T00:00:00.000Z');
  await library.add(items);
}

async function* seed(): AsyncIterable<Uint8Array> {
  yield* createReadStream(new URL('../../../data/listing-michaud.txt', import.meta.url));
}

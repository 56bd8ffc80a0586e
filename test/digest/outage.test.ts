import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createSlackAdapter } from '../../src/chat/slack/adapter.ts';
import type { PlannedPost } from '../../src/core/digest/delivery.ts';
import { createDigestLoop } from '../../src/digest/run.ts';
import { toldTo } from '../../src/digest/told.ts';
import { createLibrary } from '../../src/library.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { createChatParts } from '../chat/chat-parts.ts';
import { oneWorkspace } from '../chat/slack/bot.ts';
import { createDrivenClock } from '../fakes/clock.ts';
import { createFakeLog } from '../fakes/log.ts';
import { type FakeSlack, startFakeSlack } from '../fakes/slack/slack.ts';
import { newSubscription, planOf, postOf } from './plans.ts';

const START = '2025-11-28T09:00:00.000Z';
const MINUTE = 60_000;

let over: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of over.toReversed()) await end();
  over = [];
});

it.each(['cannot be reached', 'breaks every connection'] as const)(
  'while Slack %s for a quarter of an hour the digests of a channel wait in order, and nobody is asked for anything',
  async (outage) => {
    let busy = 0;
    const held = async <T>(work: () => Promise<T>): Promise<T> => {
      busy += 1;
      return work().finally(() => (busy -= 1));
    };
    const clock = createDrivenClock(Date.parse(START), () => busy > 0);
    const slack = await startFakeSlack(() => clock.now());
    const wire = await wireTo(slack);
    const store = await openSqliteStore(':memory:');
    const library = createLibrary({ store, openIndex: async () => createMiniSearchIndex() });
    const { parts } = createChatParts(library, store.notes, { clock });
    const slackAdapter = createSlackAdapter(parts, { ...oneWorkspace(slack), apiUrl: wire.apiUrl });
    over.push(
      () => store.close(),
      () => slack.stop(),
      () => wire.up(),
      () => slackAdapter.stop(),
    );
    await held(() => slackAdapter.start());
    const subscribe = async (name: string): Promise<void> => {
      const wanted = newSubscription({
        channel: 'T1/C1',
        owner: 'T1/U1',
        query: name,
        since: START,
        createdAt: START,
        dueAt: START,
      });
      const added = await store.subscriptions.add(wanted, () => ({
        by: 'T1/U1',
        at: START,
        what: 'subscribed',
      }));
      if (added === undefined) throw new Error('it is there already');
      const posts: PlannedPost[] = [postOf(`${name} main`), postOf(`${name} detail`, { post: 0 })];
      const { newest } = await toldTo(store.subscriptions, added);
      await store.subscriptions.plan({ ...planOf(added, posts, newest), plannedAt: START });
    };
    await subscribe('A');
    await subscribe('C');
    const leaving = new AbortController();
    const loop = createDigestLoop({
      ledger: store.ledger,
      clock,
      log: createFakeLog(),
      planner: { planDue: async () => undefined },
      tickMs: 10_000,
      newHolder: () => `h${Math.random()}`,
      chats: () => [
        {
          platform: 'slack',
          post: (...asked) => held(() => slackAdapter.post(...asked)),
          find: (...asked) => held(() => slackAdapter.find(...asked)),
          tell: (...asked) => held(() => slackAdapter.tell(...asked)),
        },
      ],
    });
    await held(() => (outage === 'cannot be reached' ? wire.down() : wire.cut()));
    const mended = clock.sleep(15 * MINUTE).then(() => held(() => wire.up()));
    const ended = clock.sleep(45 * MINUTE).then(() => leaving.abort());
    await Promise.all([loop.run(leaving.signal), mended, ended]);
    await loop.settled();
    const seen = slack.inChannel('C1').map(({ text }) => text);
    expect(seen).toEqual(['A main', 'A detail', 'C main', 'C detail']);
    expect(slack.inChannel('DU1')).toEqual([]);
    // Nobody waits for long after the end of it.
    expect(slack.inChannel('C1').at(-1)?.at).toBeLessThan(Date.parse(START) + 35 * MINUTE);
  },
  60_000,
);

/** A wire to Slack's Web API that can be pulled out, or breaks whatever connection is made. */
async function wireTo(slack: FakeSlack) {
  const target = new URL(slack.apiUrl);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server: Server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    apiUrl: slack.apiUrl.replace(target.host, `127.0.0.1:${port}`),
    async down(): Promise<void> {
      server.close();
      drop();
      await once(server, 'close');
    },
    async cut(): Promise<void> {
      isCut = true;
      drop();
    },
    async up(): Promise<void> {
      isCut = false;
      if (server.listening) return;
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
}

import { DatabaseSync } from 'node:sqlite';
import { clientFactory } from '../../src/chat/slack/clients.ts';
import { createPacing } from '../../src/chat/slack/pacing.ts';
import { createPosts } from '../../src/chat/slack/posts.ts';
import { oneWorkspace } from '../../src/chat/slack/workspaces.ts';
import { systemClock } from '../../src/clock.ts';
import { composeDigest } from '../../src/core/digest/compose.ts';
import type { Entry } from '../../src/core/digest/select.ts';
import type { Subscription } from '../../src/core/digest/subscription.ts';
import type { Paper } from '../../src/core/paper.ts';
import type { Card } from '../../src/core/reply.ts';
import { createDigestLoop } from '../../src/digest/run.ts';
import { toldTo } from '../../src/digest/told.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { at, newSubscription } from '../digest/plans.ts';
import { createDrivenClock } from '../fakes/clock.ts';
import { createFakeLog } from '../fakes/log.ts';
import { startFakeSlack } from '../fakes/slack/slack.ts';
import { inFolder, row } from './measure.ts';
import { inventPaper } from './papers.ts';

const DIGESTS = 30;
/** As long as Slack's are: they stand in many rows. */
const TEAM = 'T0123456789';
const CHANNEL = 'C0123456789';
/** Papers that a digest shows, and that its cap leaves out. */
const SHAPES = [
  [15, 0],
  [20, 30],
  [20, 200],
  [50, 200],
] as const;

/** How much the library grows by digests that were posted to the loopback Slack, as they are composed. */
export async function benchLedger(): Promise<void> {
  for (const [shown, left] of SHAPES) await benchShape(shown, left);
}

async function benchShape(shown: number, left: number): Promise<void> {
  await inFolder(async (folder) => {
    const file = `${folder}/library.db`;
    const slack = await startFakeSlack();
    const store = await openSqliteStore(file);
    const log = createFakeLog();
    const ended = new AbortController();
    const { botToken, botUser, botId } = slack.addWorkspace(TEAM);
    slack.addChannel(CHANNEL, TEAM);
    const client = clientFactory(slack.apiUrl, log)(botToken);
    const workspace = { team: TEAM, prefix: `${TEAM}/`, client, botUser, botId, ended: ended.signal };
    const workspaces = oneWorkspace(workspace, () => undefined);
    const parts = { notes: store.notes, log, commands: [] };
    const posts = createPosts({ parts, workspaces }, createPacing(systemClock, 0), ended.signal);
    let calls = 0;
    const clock = createDrivenClock(Date.parse(at(0)), () => calls > 0);
    let text = 0;
    let digest = 0;
    await store.subscriptions.add(
      newSubscription({ channel: `${TEAM}/${CHANNEL}`, cursor: 0, dueAt: at(0) }),
      () => ({
        by: 'U1',
        at: at(0),
        what: 'subscribed',
      }),
    );
    const before = bytesOf(file);
    const done = new AbortController();
    const loop = createDigestLoop({
      ledger: store.ledger,
      clock,
      log,
      newHolder: () => `h${Math.random()}`,
      planner: {
        async planDue() {
          const now = new Date(clock.now()).toISOString();
          const [subscription] = await store.subscriptions.due(now, 1);
          if (subscription === undefined) return;
          if (digest === DIGESTS) return done.abort();
          digest += 1;
          const { content, posts: planned } = digestOf(subscription, digest, shown, left);
          text += planned.reduce((sum, { reply }) => sum + textOf(reply.cards) + reply.summary.length, 0);
          await store.subscriptions.plan({
            subscription,
            newest: (await toldTo(store.subscriptions, subscription)).newest,
            upTo: digest,
            from: now,
            until: now,
            lookedUntil: now,
            plannedAt: now,
            dueAt: now,
            content,
            posts: planned,
          });
        },
      },
      chats: () => [
        {
          platform: 'slack',
          async post(...words) {
            calls += 1;
            try {
              return await posts.post(...words);
            } finally {
              calls -= 1;
            }
          },
          find: (...words) => posts.find(...words),
          tell: async () => ({ kind: 'told' }),
        },
      ],
    });
    await loop.run(done.signal);
    await loop.settled();
    await store.close();
    const messages = slack.shown.length;
    await slack.stop();
    row(
      `library, growth by a posted message (digests of ${shown} papers, ${left} left out)`,
      `${Math.round((bytesOf(file) - before) / messages)} bytes`,
      `${Math.round(text / messages)} bytes of plain text posted`,
      'target: under 2,000 bytes',
    );
  });
}

function digestOf(subscription: Subscription, number: number, shown: number, left: number) {
  const papers = Array.from({ length: shown + left }, (_, index): Paper => {
    const id = `26${String(number).padStart(2, '0')}.${10_000 + index}`;
    return { ...inventPaper(index), id };
  });
  const entries = papers.map(
    ({ id }): Entry => ({
      paperId: id,
      section: 'new',
      items: [{ seq: number, at: at(0), kind: 'new-paper' }],
      matched: [{ word: 'sparse', fields: ['title'] }],
    }),
  );
  return composeDigest({
    subscription,
    from: at(0),
    until: at(0),
    upTo: number,
    selection: {
      shown: entries.slice(0, shown),
      left: entries.slice(shown),
      counts: { new: shown + left, versions: 0, published: 0, withdrawn: 0 },
      told: 0,
    },
    papers: papers.slice(0, shown).flatMap((paper, index) => {
      const entry = entries[index];
      return entry === undefined ? [] : [{ entry, paper, history: [] }];
    }),
    roots: new Map(),
    coverage: undefined,
    mustSay: false,
    missed: 0,
  });
}

function textOf(cards: readonly Card[]): number {
  return cards
    .map((card) => (card.kind === 'paper' ? card.title + card.authors + (card.abstract ?? '') : ''))
    .join('').length;
}

/** What the library takes on the disk, without the log of SQLite and what is free in the file. */
function bytesOf(file: string): number {
  const database = new DatabaseSync(file);
  database.exec('pragma wal_checkpoint(truncate)');
  const number = (pragma: string): number =>
    Number(Object.values(database.prepare(`pragma ${pragma}`).get() ?? {})[0]);
  const bytes = (number('page_count') - number('freelist_count')) * number('page_size');
  database.close();
  return bytes;
}

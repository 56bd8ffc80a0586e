import { DatabaseSync } from 'node:sqlite';
import { clientFactory } from '../../src/chat/slack/clients.ts';
import { createPacing } from '../../src/chat/slack/pacing.ts';
import { createPosts } from '../../src/chat/slack/posts.ts';
import { oneWorkspace } from '../../src/chat/slack/workspaces.ts';
import { systemClock } from '../../src/clock.ts';
import type { PlannedPost } from '../../src/core/digest/delivery.ts';
import type { Card } from '../../src/core/reply.ts';
import { createDigestLoop } from '../../src/digest/run.ts';
import { toldTo } from '../../src/digest/told.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { at, newSubscription } from '../digest/plans.ts';
import { createDrivenClock } from '../fakes/clock.ts';
import { createFakeLog } from '../fakes/log.ts';
import { startFakeSlack } from '../fakes/slack/slack.ts';
import { inFolder, row } from './measure.ts';

const DIGESTS = 30;
const PAPERS = 15;

/** How much the library grows by digests that were posted to the loopback Slack: a headline message and one more per paper. */
export async function benchLedger(): Promise<void> {
  await inFolder(async (folder) => {
    const file = `${folder}/library.db`;
    const slack = await startFakeSlack();
    const store = await openSqliteStore(file);
    const log = createFakeLog();
    const ended = new AbortController();
    const client = clientFactory(slack.apiUrl, log)('xoxb-T1-fake');
    const workspace = { team: 'T1', prefix: '', client, botUser: 'UBT1', botId: 'BT1', ended: ended.signal };
    const workspaces = oneWorkspace(workspace, () => undefined);
    const parts = { notes: store.notes, log, commands: [] };
    const posts = createPosts({ parts, workspaces }, createPacing(systemClock, 0), ended.signal);
    let calls = 0;
    const clock = createDrivenClock(Date.parse(at(0)), () => calls > 0);
    let text = 0;
    let digest = 0;
    await store.subscriptions.add(newSubscription({ cursor: 0, dueAt: at(0) }), () => ({
      by: 'U1',
      at: at(0),
      what: 'subscribed',
    }));
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
          const planned = digestOf(digest);
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
            content: {
              headline: planned[0]?.reply.summary ?? '',
              shown: planned[0]?.papers ?? [],
              left: [],
            },
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
      `library, growth by a posted message (of ${messages})`,
      `${Math.round((bytesOf(file) - before) / messages)} bytes`,
      `${Math.round(text / messages)} bytes of plain text posted`,
      'target: under 2,000 bytes',
    );
  });
}

function digestOf(number: number): PlannedPost[] {
  const papers = Array.from({ length: PAPERS }, (_, index) => {
    const id = `26${String(number).padStart(2, '0')}.${10_000 + index}`;
    const short: Card = {
      kind: 'paper',
      id,
      title: `A title of the usual length on the sparse dictionaries of layer ${index}`,
      url: `https://arxiv.org/abs/${id}`,
      authors: 'Eric J. Michaud, Liv Gorton, and Tom McGrath',
      facts: [],
      links: [{ label: 'PDF', url: `https://arxiv.org/pdf/${id}` }],
      reason: 'title: sparse',
    };
    const abstract = 'We show that words of an ordinary length stand in abstracts. '.repeat(20);
    return { id, short, whole: { ...short, abstract } };
  });
  return [
    {
      reply: {
        summary: `${PAPERS} new papers on "sparse" in week ${number}`,
        cards: papers.map(({ short }) => short),
      },
      papers: papers.map(({ id }) => id),
    },
    ...papers.map(({ id, whole }) => ({
      reply: { summary: id, cards: [whole] },
      papers: [],
      under: { post: 0 },
    })),
  ];
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

import { flushCompileCache } from 'node:module';
import { systemClock } from '../../../src/clock.ts';
import type { TellOutcome } from '../../../src/core/chat.ts';
import type { Clock } from '../../../src/core/clock.ts';
import type { Planner } from '../../../src/core/digest/ports.ts';
import type { Notes, Store } from '../../../src/core/ports.ts';
import { createDigestLoop, type NamedChat } from '../../../src/digest/run.ts';
import { toldTo } from '../../../src/digest/told.ts';
import { openSqliteStore } from '../../../src/store/sqlite.ts';
import { createDrivenClock } from '../../fakes/clock.ts';
import { createFakeLog } from '../../fakes/log.ts';
import { breakLedger, type Mutation } from '../broken-ledger.ts';
import { scriptedPosts } from '../script.ts';

/** Plans and posts as the bot does, on one platform, as a process of its own that can be killed. */
export type PosterTask = {
  readonly file: string;
  readonly platform: 'slack' | 'discord';
  readonly url: string;
  readonly token: string;
  /** So many digests for each subscription. */
  readonly rounds: number;
  /** ISO: by the clock of this process. */
  readonly start: string;
  /**
   * Since `began` (ms, real), when it was `start`, time goes so many times as fast: for processes that share a library. Else waiting
   * takes no time.
   */
  readonly fast?: { readonly began: number; readonly speed: number };
  readonly mutation?: Mutation;
  /** Says when it is about to send a message, has looked what it sent before, and waits a moment: so it can be stopped just then. */
  readonly hesitates?: true;
};

const task = JSON.parse(process.argv[2] ?? '') as PosterTask;
const store = await openSqliteStore(task.file);
const log = createFakeLog();
let calls = 0;
const chat = counted(await (task.platform === 'slack' ? slack() : discord()));
const clock: Clock =
  task.fast === undefined
    ? createDrivenClock(Date.parse(task.start), () => calls > 0)
    : fast(Date.parse(task.start), task.fast);
const done = new AbortController();
let taken = 0;
const loop = createDigestLoop({
  ledger: task.mutation === undefined ? store.ledger : breakLedger(store.ledger, task.mutation),
  planner: scripted(store),
  clock,
  log,
  chats: () => [chat],
  ...(task.fast === undefined ? { tickMs: 5_000 } : {}),
  newHolder: () => `${process.pid}-${(taken += 1)}`,
});
// Whoever is killed leaves nothing for the next one to read the program from.
flushCompileCache();
process.stdout.write('ready\n');
await loop.run(done.signal);
await loop.settled();
await store.close();
process.exit();

/** Makes the next digest of whoever is due, and ends the process when everybody has had all of theirs. */
function scripted({ subscriptions }: Store): Planner {
  return {
    async planDue() {
      const now = new Date(clock.now()).toISOString();
      for (const subscription of await subscriptions.due(now, 10)) {
        const number = subscription.cursor + 1;
        await subscriptions.plan({
          subscription,
          newest: (await toldTo(subscriptions, subscription)).newest,
          upTo: number,
          from: now,
          until: now,
          lookedUntil: now,
          plannedAt: now,
          dueAt: number < task.rounds ? now : '9999-01-01T00:00:00.000Z',
          content: { headline: `${number}`, shown: [], left: [] },
          posts: scriptedPosts(subscription.id, number),
        });
      }
      const all = await subscriptions.list();
      if (all.every(({ cursor }) => cursor === task.rounds)) done.abort();
    },
  };
}

async function slack(): Promise<NamedChat> {
  const { clientFactory } = await import('../../../src/chat/slack/clients.ts');
  const { createPacing } = await import('../../../src/chat/slack/pacing.ts');
  const { createPosts } = await import('../../../src/chat/slack/posts.ts');
  const { oneWorkspace } = await import('../../../src/chat/slack/workspaces.ts');
  const ended = new AbortController().signal;
  const client = clientFactory(task.url, log)(task.token);
  const workspace = { team: 'T1', prefix: '', client, botUser: 'UBT1', botId: 'BT1', ended };
  const workspaces = oneWorkspace(workspace, () => undefined);
  const parts = { notes: store.notes, log, commands: [] };
  const turns = createPacing(systemClock, 0);
  const pacing = {
    ...turns,
    async turn(channel: string) {
      await hesitate();
      return turns.turn(channel);
    },
  };
  return {
    platform: 'slack',
    tell,
    ...createPosts({ parts, workspaces }, pacing, ended),
  };
}

async function discord(): Promise<NamedChat> {
  const { createClient, createOnceRest } = await import('../../../src/chat/discord/client.ts');
  const { createPosts } = await import('../../../src/chat/discord/posts.ts');
  const settings = { token: task.token, applicationId: '400000000000000001', apiUrl: task.url };
  const fatal = (): void => undefined;
  const nothing = async (): Promise<void> => undefined;
  const client = createClient(settings, { interaction: nothing, removed: nothing, fatal, log });
  const wire = {
    bot: client.rest,
    once: createOnceRest(settings, fatal),
    // The last thing before a message is to keep which there are.
    notes: {
      ...store.notes,
      async set(...words: Parameters<Notes['set']>) {
        await store.notes.set(...words);
        await hesitate();
      },
    },
    log,
    clock: systemClock,
    // No rests between messages: they would only make the test slow.
    hurry: AbortSignal.abort(),
    self: () => '400000000000000001',
    mayRead: () => true,
  };
  return { platform: 'discord', tell, ...createPosts(wire) };
}

async function tell(): Promise<TellOutcome> {
  return { kind: 'told' };
}

/** Time stands still while a call is under way. */
function counted(inner: NamedChat): NamedChat {
  const during = async <T>(call: () => Promise<T>): Promise<T> => {
    calls += 1;
    try {
      return await call();
    } finally {
      calls -= 1;
    }
  };
  return {
    ...inner,
    post: (...words) => during(() => inner.post(...words)),
    find: (...words) => during(() => inner.find(...words)),
  };
}

async function hesitate(): Promise<void> {
  if (task.hesitates !== true) return;
  process.stdout.write('posting\n');
  await systemClock.sleep(200);
}

function fast(start: number, { began, speed }: NonNullable<PosterTask['fast']>): Clock {
  return {
    now: () => start + (Date.now() - began) * speed,
    sleep: (ms, signal) => systemClock.sleep(Math.ceil(ms / speed), signal),
  };
}

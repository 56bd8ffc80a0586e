import { flushCompileCache } from 'node:module';
import { systemClock } from '../../../src/clock.ts';
import type { TellOutcome } from '../../../src/core/chat.ts';
import type { Clock } from '../../../src/core/clock.ts';
import type { Planner } from '../../../src/core/digest/ports.ts';
import type { Notes, Store } from '../../../src/core/ports.ts';
import { createDigestLoop, type NamedChat } from '../../../src/digest/run.ts';
import { createLibrary } from '../../../src/library.ts';
import { createMiniSearchIndex } from '../../../src/search/memory/minisearch.ts';
import { openSqliteStore } from '../../../src/store/sqlite.ts';
import { createDrivenClock } from '../../fakes/clock.ts';
import { createFakeLog } from '../../fakes/log.ts';
import { breakStore, type Mutation } from '../broken-ledger.ts';
import { createDigestWorld } from '../world.ts';
import { dieAtQuestion } from './dying.ts';

const NEVER = '9999-12-31T00:00:00.000Z';

/** Plans and posts as the bot does, on one platform, as a process of its own that can be killed; it ends when nothing is left to do. */
export type PosterTask = {
  readonly file: string;
  readonly platform: 'slack' | 'discord';
  readonly url: string;
  readonly token: string;
  /** ISO: by the clock of this process. */
  readonly start: string;
  /**
   * Since `began` (ms, real), when it was `start`, time goes so many times as fast: for processes that share a library. Else waiting
   * takes no time.
   */
  readonly fast?: { readonly began: number; readonly speed: number };
  readonly mutation?: Mutation;
  /** It dies when it asks its database for the so-manieth time. */
  readonly lastQuestion?: number;
  /**
   * Says when it is about to write plans down, or to send a message and has looked what it sent before, and waits a moment: so it
   * can be stopped just then.
   */
  readonly hesitates?: true;
};

const task = JSON.parse(process.argv[2] ?? '') as PosterTask;
const opened = await openSqliteStore(task.file);
const store = hesitating(task.mutation === undefined ? opened : breakStore(opened, task.mutation));
const log = createFakeLog();
let calls = 0;
const chat = counted(await (task.platform === 'slack' ? slack() : discord()));
const clock: Clock =
  task.fast === undefined
    ? createDrivenClock(Date.parse(task.start), () => calls > 0)
    : fast(Date.parse(task.start), task.fast);
const library = createLibrary({ store, openIndex: async () => createMiniSearchIndex(), clock });
const done = new AbortController();
let taken = 0;
const loop = createDigestLoop({
  ledger: store.ledger,
  planner: untilDone(createDigestWorld(store, library, clock, { links: true }).planner),
  clock,
  log,
  chats: () => [chat],
  ...(task.fast === undefined ? { tickMs: 5_000 } : {}),
  newHolder: () => `${process.pid}-${(taken += 1)}`,
});
// Whoever is killed leaves nothing for the next one to read the program from.
flushCompileCache();
process.stdout.write('ready\n');
if (task.lastQuestion !== undefined) dieAtQuestion(task.lastQuestion);
await loop.run(done.signal);
await loop.settled();
await store.close();
process.exit();

/** It hesitates before it writes a plan down. */
function hesitating(wanted: Store): Store {
  const { subscriptions } = wanted;
  return {
    ...wanted,
    subscriptions: {
      ...subscriptions,
      async planAll(plans) {
        await hesitate('writing');
        return subscriptions.planAll(plans);
      },
    },
  };
}

/** Says when it plans something, and ends the process when nothing is due and everything is posted. */
function untilDone(planner: Planner): Planner {
  return {
    async planDue(signal) {
      const isDue = await anyDue();
      if (isDue) process.stdout.write('planning\n');
      await planner.planDue(signal);
      if (isDue) process.stdout.write('planned\n');
      else if ((await store.ledger.waiting(NEVER, [task.platform], 1)).length === 0) done.abort();
    },
  };
}

async function anyDue(): Promise<boolean> {
  return (await store.subscriptions.due(new Date(clock.now()).toISOString(), 1)).length > 0;
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
      await hesitate('posting');
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
        await hesitate('posting');
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

async function hesitate(before: 'writing' | 'posting'): Promise<void> {
  if (task.hesitates !== true) return;
  process.stdout.write(`${before}\n`);
  await systemClock.sleep(200);
}

function fast(start: number, { began, speed }: NonNullable<PosterTask['fast']>): Clock {
  return {
    now: () => start + (Date.now() - began) * speed,
    sleep: (ms, signal) => systemClock.sleep(Math.ceil(ms / speed), signal),
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { LEASE_MS } from '../../src/digest/pace.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import type { Mutation } from './broken-ledger.ts';
import type { PosterTask } from './children/poster.ts';
import { discordWorld, type Platform, type Seen, slackWorld } from './crash-platforms.ts';
import { newSubscription } from './plans.ts';
import { scriptedPosts, wordsIn } from './script.ts';

const CHILD = fileURLToPath(new URL('children/poster.ts', import.meta.url));
/** A process that has met a fault for which it waits is killed after so long. */
const LONGEST_LIFE_MS = 2_000;
/** Where several live, their time goes so many times as fast. */
const SPEED = 30;
/** Nothing the platforms say of their time lies before what the processes say of theirs. */
const DAYS_AGO = 400;

export type Story = {
  readonly seed: number;
  readonly platform: 'slack' | 'discord';
  readonly folder: string;
  /** What `buildPoster` gave. */
  readonly program: string;
  /** Two share the library. */
  readonly processes: 1 | 2;
  /** A call in so many goes wrong; none when absent. */
  readonly faultOneIn?: number;
  readonly rounds: number;
  readonly mutation?: Mutation;
  /** Once this many processes were killed, all may live; shared by all stories. */
  readonly budget: { left: number };
};

export type Ending = {
  readonly kills: number;
  readonly faults: number;
  /** Messages that stand there. */
  readonly messages: number;
  readonly wrong: readonly string[];
};

/** Numbers as chance would have them, the same for the same seed (Mulberry32). */
export function chance(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/**
 * Puts the program of `children/poster.ts` into a few files, as reading its hundreds would be most of a short life. Resolves to the
 * file to start.
 */
export async function buildPoster(folder: string): Promise<string> {
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), `${folder}/node_modules`);
  writeFileSync(`${folder}/package.json`, '{ "type": "module" }');
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: ['kysely', /^@slack\//] },
    build: { ssr: CHILD, outDir: `${folder}/program`, target: 'node24', minify: false },
  });
  return `${folder}/program/poster.js`;
}

/**
 * Lets digests be posted by processes that are killed again and again until one of them finds all of it done. Those of a story live
 * at the same time, by the same clock, and new ones start when all are dead and everything they sent has come to its end: for as
 * long as that takes, and longer, a lease holds.
 */
export async function live(story: Story): Promise<Ending> {
  const random = chance(story.seed);
  const platform = await (story.platform === 'slack' ? slackWorld() : discordWorld());
  const file = `${story.folder}/${story.seed}${story.mutation?.slice(0, 3) ?? ''}.db`;
  const so: Faults = { faults: 0 };
  let kills = 0;
  let start = Date.now() - DAYS_AGO * 86_400_000;
  try {
    const subscriptions = await subscribe(file, story.platform, platform.channels);
    for (let done = false; !done; ) {
      const began = Date.now();
      const task: PosterTask = {
        file,
        platform: story.platform,
        url: platform.url,
        token: platform.token,
        rounds: story.rounds,
        start: new Date(start).toISOString(),
        ...(story.mutation === undefined ? {} : { mutation: story.mutation }),
        ...(story.processes === 1 ? {} : { fast: { began, speed: SPEED } }),
      };
      const lives = Array.from({ length: story.processes }, (_, which) =>
        liveOnce({ story, platform, task, random, which, so }),
      );
      const ends = await Promise.all(lives);
      kills += ends.filter((end) => end === 'killed').length;
      done = ends.includes('done');
      await platform.left();
      platform.forget();
      start += random(20) * 60_000 + (story.processes === 1 ? 0 : (Date.now() - began) * SPEED);
    }
    return {
      kills,
      ...so,
      messages: platform.seen().length,
      wrong: [...wrongIn(platform.seen(), subscriptions, story.rounds), ...platform.broken],
    };
  } finally {
    await platform.stop();
  }
}

type Faults = { faults: number };

type Life = {
  readonly story: Story;
  readonly platform: Platform;
  readonly task: PosterTask;
  readonly random: (below: number) => number;
  /** Of the processes that live at the same time. */
  readonly which: number;
  /** Counts what goes wrong. */
  readonly so: Faults;
};

/** Starts a process and lets it have its fate. */
async function liveOnce({ story, platform, task, random, which, so }: Life): Promise<'killed' | 'done'> {
  const child = spawn(process.execPath, [story.program, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Most of a short life is reading the program.
    env: { ...process.env, NODE_COMPILE_CACHE: `${story.folder}/compiled` },
  });
  const spared = story.budget.left <= 0;
  const kill = (): boolean => !spared && child.kill('SIGKILL');
  if (!spared) story.budget.left -= 1;
  // Now and then it dies as soon as it lives: a storm of restarts.
  const lastCall = random(8) === 0 ? 0 : 1 + random(9);
  const before = random(2) === 0;
  let posts = 0;
  platform.hear(which, (post) => {
    if (spared) return undefined;
    if (post) posts += 1;
    if (post && posts === lastCall) {
      // Between the answer and the next call, too, each time a little later.
      if (before) kill();
      else setTimeout(kill, random(12));
      return before ? 'dropped' : random(2) === 0 ? 'lost' : undefined;
    }
    if (story.faultOneIn === undefined || random(story.faultOneIn) > 0) return undefined;
    so.faults += 1;
    const mishap = (['lost', 'half', 'refused', 'busy', 'dropped', 'hangs'] as const)[random(6)];
    if (mishap === 'hangs') setTimeout(kill, 40);
    return mishap;
  });
  const ended = await outcomeOf(child, () => {
    if (lastCall === 0) setTimeout(kill, random(30));
    else
      setTimeout(kill, story.processes === 1 ? LONGEST_LIFE_MS : LONGEST_LIFE_MS + LEASE_MS / SPEED).unref();
  });
  if (ended === 'done' && !spared) story.budget.left += 1;
  return ended;
}

async function outcomeOf(child: ChildProcess, ready: () => void): Promise<'killed' | 'done'> {
  let words = '';
  child.stderr?.on('data', (chunk) => {
    words += String(chunk);
  });
  child.stdout?.once('data', ready);
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  if (code !== 0 && code !== null) throw new Error(words);
  return code === 0 ? 'done' : 'killed';
}

/** Two digests wait for one another in the first channel, and the second channel has one of its own. */
export async function subscribe(
  file: string,
  platform: string,
  channels: readonly string[],
): Promise<ReadonlyMap<number, string>> {
  const store = await openSqliteStore(file);
  const dueAt = new Date(0).toISOString();
  const added = new Map<number, string>();
  for (const [index, channel] of [...channels, channels[0] ?? ''].entries()) {
    const one = newSubscription({ platform, channel, query: `query ${index}`, cursor: 0, dueAt });
    const subscription = await store.subscriptions.add(one, () => ({
      by: 'U1',
      at: dueAt,
      what: 'subscribed',
    }));
    if (subscription !== undefined) added.set(subscription.id, channel);
  }
  await store.close();
  return added;
}

/** Everything that should stand there once and does not, stands there twice, out of order or in the wrong place. */
export function wrongIn(
  seen: readonly Seen[],
  subscriptions: ReadonlyMap<number, string>,
  rounds: number,
): string[] {
  const wrong: string[] = [];
  const places = new Map<string, Seen[]>();
  for (const message of seen)
    for (const word of message.words) places.set(word, [...(places.get(word) ?? []), message]);
  const under = (word: string): string | undefined => places.get(word)?.[0]?.under;
  const idOf = (word: string): string | undefined => places.get(word)?.[0]?.id;
  for (const subscription of subscriptions.keys()) {
    const expected = Array.from({ length: rounds }, (_, index) => scriptedPosts(subscription, index + 1))
      .flat()
      .flatMap((post) => wordsIn(JSON.stringify(post.reply)));
    for (const word of expected) {
      const times = places.get(word)?.length ?? 0;
      if (times !== 1) wrong.push(`${word} stands there ${times} times`);
    }
    const order = seen.flatMap(({ words }) => words).filter((word) => word.startsWith(`S${subscription}D`));
    if (wrong.length === 0 && order.join(' ') !== expected.join(' '))
      wrong.push(`the order of ${subscription} is ${order.join(' ')}`);
    for (let number = 1; number <= rounds; number += 1) {
      const word = (what: string): string => `S${subscription}D${number}${what}`;
      if (under(word('main')) !== undefined) wrong.push(`${word('main')} is not in the channel`);
      for (const what of number === 1 ? ['long', 'more'] : ['more'])
        if (under(word(what)) !== idOf(word('main'))) wrong.push(`${word(what)} is not under its digest`);
      if (number > 1 && under(word('news')) !== idOf(`S${subscription}D1main`))
        wrong.push(`${word('news')} is not where the paper appeared first`);
    }
  }
  return wrong;
}

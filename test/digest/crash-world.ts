import { randomUUID } from 'node:crypto';
import { symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { Mutation } from './broken-ledger.ts';
import type { PosterTask } from './children/poster.ts';
import { type Counts, liveOnce, type Perils } from './crash-life.ts';
import { isPlanned, ROUNDS, type Round, readArxiv, subscribe } from './crash-papers.ts';
import { discordWorld, slackWorld } from './crash-platforms.ts';
import { type Telling, tellingOf } from './crash-told.ts';

const CHILD = fileURLToPath(new URL('children/poster.ts', import.meta.url));
/** Where several live, their time goes so many times as fast. */
const SPEED = 30;

export type Story = Perils & {
  readonly seed: number;
  readonly platform: 'slack' | 'discord';
  /** Two share the library. */
  readonly processes: 1 | 2;
  readonly mutation?: Mutation;
};

export type Ending = Counts & {
  readonly telling: Telling;
  /** What the platform does not take. */
  readonly broken: readonly string[];
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
 * Lets digests be planned and posted by processes that are killed again and again, round by round, until one of them finds all of it
 * done. Those of a story live at the same time, by the same clock, and new ones start when all are dead and everything they sent
 * has come to its end: for as long as that takes, and longer, a lease holds.
 */
export async function live(story: Story): Promise<Ending> {
  const random = chance(story.seed);
  const platform = await (story.platform === 'slack' ? slackWorld() : discordWorld());
  const file = `${story.folder}/${randomUUID()}.db`;
  const counts = { kills: 0, whilePlanning: 0, faults: 0 };
  let read = 0;
  const readFor = async (round: Round): Promise<void> => {
    await readArxiv(file, round);
    read += 1;
  };
  try {
    await subscribe(file, story.platform, platform.channels);
    for (const [index, round] of ROUNDS.entries()) {
      if (read === index) await readFor(round);
      let start = Date.parse(round.at);
      for (let done = false; !done; ) {
        const began = Date.now();
        const task: PosterTask = {
          file,
          platform: story.platform,
          url: platform.url,
          token: platform.token,
          start: new Date(start).toISOString(),
          ...(story.mutation === undefined ? {} : { mutation: story.mutation }),
          ...(story.processes === 1 ? {} : { fast: { began, speed: SPEED } }),
        };
        const lives = Array.from({ length: story.processes }, (_, which) =>
          liveOnce({ perils: story, platform, task, random, which, counts }),
        );
        done = (await Promise.all(lives)).includes('done');
        await platform.left();
        platform.forget();
        start += random(20) * 60_000 + (story.processes === 1 ? 0 : (Date.now() - began) * SPEED);
        // What comes in while a digest is posted is for the next one.
        const next = ROUNDS[index + 1];
        if (next !== undefined && read === index + 1 && random(4) === 0 && (await isPlanned(file, round)))
          await readFor(next);
      }
    }
    return { ...counts, telling: tellingOf(platform.seen()), broken: platform.broken };
  } finally {
    await platform.stop();
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as rest } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolders } from '../store/temporary.ts';
import type { PosterTask } from './children/poster.ts';
import { discordWorld, type Platform, slackWorld } from './crash-platforms.ts';
import { buildPoster, subscribe, wrongIn } from './crash-world.ts';

const newFolder = temporaryFolders();
/** A lease is over in two seconds. */
const SPEED = 60;
const ROUNDS = 2;
/** The other one is done in less, if nothing keeps it from it. */
const NUDGE_MS = 8_000;

let folder: string;
let program: string;
beforeAll(async () => {
  folder = newFolder();
  program = await buildPoster(folder);
}, 120_000);

let platform: Platform;
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await platform.stop();
});

/** Starts a process that posts; `said` hears each of its lines. */
function begin(task: PosterTask, said: (line: string) => void = () => undefined) {
  const child = spawn(process.execPath, [program, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  child.stdout.on('data', (chunk) => {
    for (const line of String(chunk).split('\n')) said(line);
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  return { child, ended };
}

describe('a process that is stopped in the middle of posting, until another one has posted everything', () => {
  it.each([
    ['slack', 'before its first post', { post: 1 }],
    ['slack', 'before the one that takes several messages', { post: 2 }],
    ['slack', 'while its third message is on its way', { call: 3 }],
    ['discord', 'before its first post', { post: 1 }],
    ['discord', 'while its third message is on its way', { call: 3 }],
  ] as const)(
    'posts nothing twice when it goes on: %s, %s',
    async (name, _when, at) => {
      platform = await (name === 'slack' ? slackWorld() : discordWorld());
      const file = `${folder}/${name}-${JSON.stringify(at).replaceAll(/\W/g, '')}.db`;
      // Who is stopped at a call sends nothing else just then: what has been looked at and has not left yet leaves when it goes on.
      const channels = 'call' in at ? platform.channels.slice(0, 1) : platform.channels;
      const subscriptions = await subscribe(file, name, channels);
      const [began, start] = [Date.now(), '2025-11-24T09:00:00.000Z'];
      const task = (more: Partial<PosterTask> = {}): PosterTask => ({
        file,
        platform: name,
        url: platform.url,
        token: platform.token,
        rounds: ROUNDS,
        fast: { began, speed: SPEED },
        start,
        ...more,
      });
      const stopped = Promise.withResolvers<void>();
      let [posts, calls] = [0, 0];
      const stop = (): void => {
        sleeper.child.kill('SIGSTOP');
        stopped.resolve();
      };
      const sleeper = begin(task({ hesitates: true }), (line) => {
        if (line !== 'posting') return;
        posts += 1;
        if ('post' in at && posts === at.post) stop();
      });
      platform.hear(0, (post) => {
        if (post) calls += 1;
        if (post && 'call' in at && calls === at.call) stop();
        return undefined;
      });
      await stopped.promise;
      const other = begin(task()).ended;
      // One that was stopped in the middle of writing keeps everybody else from it: it gets a moment to end that.
      while ((await Promise.race([other, rest(NUDGE_MS)])) === undefined) {
        sleeper.child.kill('SIGCONT');
        await rest(20);
        sleeper.child.kill('SIGSTOP');
      }
      expect(await other).toBe(0);
      // So long that Discord has forgotten what it was sent.
      platform.forget();
      const before = platform.seen().length;
      sleeper.child.kill('SIGCONT');
      expect(await sleeper.ended).toBe(0);
      expect(wrongIn(platform.seen(), subscriptions, ROUNDS)).toEqual([]);
      expect(platform.seen()).toHaveLength(before);
      expect(platform.broken).toEqual([]);
    },
    60_000,
  );
});

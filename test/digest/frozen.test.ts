import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as rest } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolders } from '../store/temporary.ts';
import type { PosterTask } from './children/poster.ts';
import { ROUNDS, readArxiv, subscribe } from './crash-papers.ts';
import { discordWorld, type Platform, slackWorld } from './crash-platforms.ts';
import { type Telling, tellingOf, wrongIn } from './crash-told.ts';
import { buildPoster } from './crash-world.ts';

const newFolder = temporaryFolders();
/** A lease is over in two seconds. */
const SPEED = 60;
/** Its channel is told of so many subscriptions first, then of its papers, and then of their abstracts, in several messages. */
const NOTICES = 5;
const [ROUND] = ROUNDS;
/** The other one is done in less, if nothing keeps it from it. */
const NUDGE_MS = 8_000;

let folder: string;
let program: string;
/** What stands on a platform when nobody is stopped. */
const undisturbed = new Map<string, Telling>();
beforeAll(async () => {
  folder = newFolder();
  program = await buildPoster(folder);
  for (const name of ['slack', 'discord'] as const) {
    expect(await begin(await open(name, `${folder}/${name}-alone.db`)).ended).toBe(0);
    undisturbed.set(name, tellingOf(platform.seen()));
    await platform.stop();
  }
}, 120_000);

let platform: Platform;
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await platform.stop();
});

/** A platform with one channel that something is to be posted in. */
async function open(name: 'slack' | 'discord', file: string): Promise<PosterTask> {
  platform = await (name === 'slack' ? slackWorld() : discordWorld());
  await subscribe(file, name, platform.channels.slice(0, 1));
  await readArxiv(file, ROUND);
  return { file, platform: name, url: platform.url, token: platform.token, start: ROUND.at };
}

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

describe('a process that is stopped in the middle of its work, until another one has posted everything', () => {
  it.each([
    ['slack', 'before it writes its first plans down', { line: 'writing', times: 1 }],
    ['slack', 'before its first post', { line: 'posting', times: 1 }],
    ['slack', 'before what takes several messages', { line: 'posting', times: NOTICES + 2 }],
    ['slack', 'while the second of several messages is on its way', { call: NOTICES + 3 }],
    ['discord', 'before it writes its first plans down', { line: 'writing', times: 1 }],
    ['discord', 'before its first post', { line: 'posting', times: 1 }],
    ['discord', 'while the second of several messages is on its way', { call: NOTICES + 3 }],
  ] as const)(
    'posts nothing twice when it goes on: %s, %s',
    async (name, when, at) => {
      const work = await open(name, `${folder}/${name}-${when.replaceAll(' ', '-')}.db`);
      const task = { ...work, fast: { began: Date.now(), speed: SPEED } };
      const stopped = Promise.withResolvers<void>();
      let [times, calls] = [0, 0];
      const stop = (): void => {
        sleeper.child.kill('SIGSTOP');
        stopped.resolve();
      };
      const sleeper = begin({ ...task, hesitates: true }, (line) => {
        if (!('line' in at) || line !== at.line) return;
        times += 1;
        if (times === at.times) stop();
      });
      // Who is stopped at a call sends nothing else just then: what has been looked at and has not left yet leaves when it goes on.
      platform.hear(0, (post) => {
        if (post) calls += 1;
        if (post && 'call' in at && calls === at.call) stop();
        return undefined;
      });
      await stopped.promise;
      const other = begin(task).ended;
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
      expect(wrongIn(tellingOf(platform.seen()), undisturbed.get(name) ?? new Map())).toEqual([]);
      expect(platform.seen()).toHaveLength(before);
      expect(platform.broken).toEqual([]);
    },
    60_000,
  );
});

import { type ChildProcess, spawn } from 'node:child_process';
import { LEASE_MS } from '../../src/digest/pace.ts';
import type { PosterTask } from './children/poster.ts';
import type { Platform } from './crash-platforms.ts';

/** A process that has met a fault for which it waits is killed after so long. */
const LONGEST_LIFE_MS = 2_000;
/** One that nobody kills is done before, or will never be. */
const TOO_LONG_MS = 60_000;
/** Of all that is asked of the database until everything is planned, and a little longer. */
const QUESTIONS = 120;

/** More memory than this means that something grows without end. */
const LIMITS = ['--max-old-space-size=256'];

/** What a story lets happen to its processes. */
export type Perils = {
  readonly folder: string;
  /** What `buildPoster` gave. */
  readonly program: string;
  /** A call in so many goes wrong; none when absent. */
  readonly faultOneIn?: number;
  /** Once this many processes were killed, all may live; shared by all stories. */
  readonly budget: { left: number };
};

export type Counts = {
  kills: number;
  /** Those of them that came while it planned. */
  whilePlanning: number;
  /** What went wrong on the platforms. */
  faults: number;
};

type Life = {
  readonly perils: Perils;
  readonly platform: Platform;
  readonly task: PosterTask;
  readonly random: (below: number) => number;
  /** Of the processes that live at the same time. */
  readonly which: number;
  readonly counts: Counts;
};

/** Starts a process and lets it have its fate. */
export async function liveOnce({
  perils,
  platform,
  task,
  random,
  which,
  counts,
}: Life): Promise<'killed' | 'done'> {
  const spared = perils.budget.left <= 0;
  if (!spared) perils.budget.left -= 1;
  // One in eight dies as soon as it lives: a storm of restarts. Four die at work on their database, the others when they post.
  const fate = random(8);
  const lastQuestion = fate > 0 && fate < 5 ? 1 + random(QUESTIONS) : undefined;
  const lastPost = fate < 5 ? undefined : 1 + random(9);
  const fated = spared || lastQuestion === undefined ? task : { ...task, lastQuestion };
  const child = spawn(process.execPath, [...LIMITS, perils.program, JSON.stringify(fated)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Most of a short life is reading the program.
    env: { ...process.env, NODE_COMPILE_CACHE: `${perils.folder}/compiled` },
  });
  const kill = (): boolean => !spared && child.kill('SIGKILL');
  const before = random(2) === 0;
  let posts = 0;
  platform.hear(which, (post) => {
    if (spared) return undefined;
    if (post) posts += 1;
    if (post && posts === lastPost) {
      // Between the answer and the next call, too, each time a little later.
      if (before) kill();
      else setTimeout(kill, random(12));
      return before ? 'dropped' : random(2) === 0 ? 'lost' : undefined;
    }
    if (perils.faultOneIn === undefined || random(perils.faultOneIn) > 0) return undefined;
    counts.faults += 1;
    const mishap = (['lost', 'half', 'refused', 'busy', 'dropped', 'hangs'] as const)[random(6)];
    if (mishap === 'hangs') setTimeout(kill, 40);
    return mishap;
  });
  const longest = task.fast === undefined ? LONGEST_LIFE_MS : LONGEST_LIFE_MS + LEASE_MS / task.fast.speed;
  const { ended, said } = await endOf(child, () => {
    setTimeout(kill, fate === 0 ? random(30) : longest).unref();
  });
  if (ended === 'done' && !spared) perils.budget.left += 1;
  if (ended === 'killed') counts.kills += 1;
  if (ended === 'killed' && said.at(-1) === 'planning') counts.whilePlanning += 1;
  return ended;
}

/** How it ended, and what it had said. Rejects when nobody wanted that end. */
async function endOf(
  child: ChildProcess,
  ready: () => void,
): Promise<{ readonly ended: 'killed' | 'done'; readonly said: readonly string[] }> {
  let [words, complaints] = ['', ''];
  child.stdout?.on('data', (chunk) => {
    words += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    complaints += String(chunk);
  });
  child.stdout?.once('data', ready);
  const tooLate = setTimeout(() => child.kill('SIGABRT'), TOO_LONG_MS);
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.on('close', (...how) => resolve(how));
  });
  clearTimeout(tooLate);
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`${signal ?? code}, after ${words}: ${complaints}`);
  return { ended: code === 0 ? 'done' : 'killed', said: words.trim().split('\n') };
}

import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolders } from '../store/temporary.ts';
import { buildPoster, type Ending, live, type Story } from './crash-world.ts';

const newFolder = temporaryFolders();

let folder: string;
let program: string;
beforeAll(async () => {
  folder = newFolder();
  program = await buildPoster(folder);
}, 120_000);

const KILLS = 200;
/** A fault of ours that only some deaths uncover is uncovered by fewer than these. */
const MOST = 100;
const LONGEST_MS = 600_000;
/** Set CRASH_SEED to live through the same again. */
const SEED = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);

/** Of so many stories at a time; starting processes is most of the work. */
const AT_ONCE = 3;

type Told = Ending & Pick<Story, 'seed' | 'platform' | 'processes'>;

/** Tells one story after the other until there were so many kills, or one of them showed what is looked for. */
async function liveThrough(
  kinds: readonly Omit<Story, 'seed' | 'folder' | 'budget' | 'program'>[],
  kills: number,
  lookedFor?: RegExp,
) {
  const ends: Told[] = [];
  const budget = { left: kills };
  let next = 0;
  const shown = (): boolean => lookedFor !== undefined && wrongOf(ends).some((what) => lookedFor.test(what));
  const oneAfterAnother = async (): Promise<void> => {
    while (budget.left > 0 && !shown()) {
      const kind = kinds[next % kinds.length];
      if (kind === undefined) return;
      const story = { ...kind, seed: SEED + next, folder, program, budget };
      next += 1;
      ends.push({ ...(await live(story)), ...story });
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, kinds.length) }, oneAfterAnother));
  const sum = (of: (end: Ending) => number): number => ends.reduce((total, end) => total + of(end), 0);
  process.stdout.write(
    `digests, crash test: CRASH_SEED=${SEED}, ${ends.length} stories, ${sum(({ kills: some }) => some)} kills, ` +
      `${sum(({ faults }) => faults)} faults of the platforms, ${sum(({ messages }) => messages)} messages\n`,
  );
  return ends;
}

function wrongOf(ends: readonly Told[]): string[] {
  return ends.flatMap(({ wrong, platform, seed }) => wrong.map((what) => `${platform} ${seed}: ${what}`));
}

describe('a bot that is killed again and again', () => {
  it(
    `has posted every message once, in its order and its thread, after ${KILLS} kills`,
    async () => {
      const faulty = { processes: 1, rounds: 3, faultOneIn: 12 } as const;
      const together = { processes: 2, rounds: 2, faultOneIn: 20 } as const;
      const kinds = [
        { platform: 'slack', ...together },
        { platform: 'discord', ...together },
        { platform: 'discord', ...faulty },
        ...Array.from({ length: 4 }, () => ({ platform: 'slack', ...faulty }) as const),
      ] as const;
      const ends = await liveThrough(kinds, KILLS);
      expect(wrongOf(ends)).toEqual([]);
      expect(ends.reduce((sum, { kills }) => sum + kills, 0)).toBe(KILLS);
    },
    LONGEST_MS,
  );

  it(
    'would lose a message if it wrote down too early that it is there',
    async () => {
      const mutation = 'settled before the post';
      const lost = /stands there 0 times/;
      const ends = await liveThrough([{ platform: 'slack', processes: 1, rounds: 2, mutation }], MOST, lost);
      expect(wrongOf(ends)).toContainEqual(expect.stringMatching(lost));
    },
    LONGEST_MS,
  );

  it(
    'would post a message twice if it wrote down only afterwards that it posts it',
    async () => {
      const mutation = 'written after the post';
      const twice = /stands there ([2-9]|\d\d+) times/;
      const ends = await liveThrough(
        [{ platform: 'slack', processes: 1, rounds: 2, faultOneIn: 4, mutation }],
        MOST,
        twice,
      );
      expect(wrongOf(ends)).toContainEqual(expect.stringMatching(twice));
    },
    LONGEST_MS,
  );
});

import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolders } from '../store/temporary.ts';
import { OUTLINES } from './crash-outlines.ts';
import { outlineOf, type Telling, wrongIn } from './crash-told.ts';
import { buildPoster, type Ending, live, type Story } from './crash-world.ts';

const newFolder = temporaryFolders();

const KILLS = 200;
/** At least so many of them come while something is planned. */
const WHILE_PLANNING = 5;
/** A fault of ours that only some deaths uncover is uncovered by fewer than these. */
const MOST = 100;
const LONGEST_MS = 600_000;
/** Set CRASH_SEED to live through the same again. */
const SEED = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);

/** Of so many stories at a time; starting processes is most of the work. */
const AT_ONCE = 3;

const PLATFORMS = ['slack', 'discord'] as const;

let folder: string;
let program: string;
/** What stands on a platform when nobody kills anything. */
const undisturbed = new Map<string, Telling>();
beforeAll(async () => {
  folder = newFolder();
  program = await buildPoster(folder);
  for (const platform of PLATFORMS) {
    const quiet = { seed: 0, platform, processes: 1, folder, program, budget: { left: 0 } } as const;
    undisturbed.set(platform, (await live(quiet)).telling);
  }
}, 120_000);

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
      `${sum(({ whilePlanning }) => whilePlanning)} of them while planning, ` +
      `${sum(({ faults }) => faults)} faults of the platforms, ` +
      `${sum(({ telling }) => [...telling.values()].flat().length)} messages\n`,
  );
  return ends;
}

function wrongOf(ends: readonly Told[]): string[] {
  return ends.flatMap(({ telling, broken, platform, seed }) =>
    [...wrongIn(telling, undisturbed.get(platform) ?? new Map()), ...broken].map(
      (what) => `${platform} ${seed}: ${what}`,
    ),
  );
}

describe('a bot that is killed by nobody', () => {
  it.each(PLATFORMS)(
    'tells of each change once in a channel, and of later ones where its paper appeared first: %s',
    (platform) => {
      const channels = [...(undisturbed.get(platform) ?? [])].map(([, told]) => outlineOf(told));
      expect(channels).toEqual(OUTLINES);
    },
  );
});

describe('a bot that is killed again and again', () => {
  it(
    `has posted every message once, in its order and its thread, after ${KILLS} kills`,
    async () => {
      const faulty = { processes: 1, faultOneIn: 12 } as const;
      const together = { processes: 2, faultOneIn: 20 } as const;
      const kinds = [
        { platform: 'slack', ...together },
        { platform: 'discord', ...together },
        { platform: 'discord', ...faulty },
        ...Array.from({ length: 4 }, () => ({ platform: 'slack', ...faulty }) as const),
      ] as const;
      const ends = await liveThrough(kinds, KILLS);
      expect(wrongOf(ends)).toEqual([]);
      expect(ends.reduce((sum, { kills }) => sum + kills, 0)).toBe(KILLS);
      expect(ends.reduce((sum, { whilePlanning }) => sum + whilePlanning, 0)).toBeGreaterThanOrEqual(
        WHILE_PLANNING,
      );
    },
    LONGEST_MS,
  );

  const twice = /stands there ([2-9]|\d\d+) times/;
  /** Under a message of which the ledger knows another id, nothing is posted; of others a death must be the reason. */
  const lost = /^(?!.* under ').* stands there 0 times/;
  it.each([
    ['lose a message', 'settled before the post', lost],
    ['post a message twice', 'written after the post', twice],
    ['pass over what happened', 'told before the plan', lost],
  ] as const)(
    'would %s by this fault of its ledger, which only deaths uncover: %s',
    async (_, mutation, lookedFor) => {
      const kind = { platform: 'slack', processes: 1, mutation } as const;
      const quiet = { ...kind, seed: 1, folder, program, budget: { left: 0 } };
      expect(wrongOf([{ ...(await live(quiet)), ...quiet }])).not.toContainEqual(
        expect.stringMatching(lookedFor),
      );
      const ends = await liveThrough(
        [{ ...kind, ...(lookedFor === twice ? { faultOneIn: 4 } : {}) }],
        MOST,
        lookedFor,
      );
      expect(wrongOf(ends)).toContainEqual(expect.stringMatching(lookedFor));
    },
    LONGEST_MS,
  );
});

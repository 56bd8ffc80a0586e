import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PaperVersion } from '../../src/core/paper.ts';
import { describedDay, latestVersion, mergeVersions, sameVersion } from '../../src/core/versions.ts';
import { exact, gmtDay, history, inferred, permutations, seenVersions, views } from './worlds.ts';

function mergeAll(lists: readonly (readonly PaperVersion[])[]): PaperVersion[] {
  return lists.reduce<PaperVersion[]>((merged, list) => mergeVersions(merged, list), []);
}

describe('mergeVersions', () => {
  it('puts the exact version in place of the inferred one, a day later by GMT', () => {
    const merged = mergeVersions(
      [exact(1, '2025-05-21', 'eastern'), inferred('2025-05-27')],
      [exact(3, '2025-05-28')],
    );
    expect(merged).toEqual([exact(1, '2025-05-21', 'eastern'), exact(3, '2025-05-28')]);
  });

  it('keeps an inferred version that no exact one explains, with the lowest number its day allows', () => {
    expect(mergeVersions([exact(1, '2025-05-21'), exact(2, '2025-05-23')], [inferred('2025-06-01')])).toEqual(
      [exact(1, '2025-05-21'), exact(2, '2025-05-23'), { ...inferred('2025-06-01'), number: 3 }],
    );
  });

  it('drops an inferred version that stands between two neighbours', () => {
    expect(mergeVersions([exact(2, '2025-05-21'), exact(3, '2025-06-21')], [inferred('2025-06-01')])).toEqual(
      [exact(2, '2025-05-21'), exact(3, '2025-06-21')],
    );
  });

  it('takes two inferred days for two versions', () => {
    expect(
      mergeVersions([inferred('2025-06-01')], [inferred('2025-05-01')]).map(({ number }) => number),
    ).toEqual([2, 3]);
  });

  it('prefers the GMT day of a version to the Eastern one, and any day to none', () => {
    expect(mergeVersions([exact(1, '2025-05-20', 'eastern')], [exact(1, '2025-05-21')])).toEqual([
      exact(1, '2025-05-21'),
    ]);
    expect(mergeVersions([exact(4)], [exact(4, '2025-05-20', 'eastern')])).toEqual([
      exact(4, '2025-05-20', 'eastern'),
    ]);
  });

  it('orders by number and not by text or day', () => {
    const numbers = mergeVersions(
      [exact(10, '2025-05-10'), exact(2, '2025-05-02')],
      [exact(9, '2025-05-09')],
    );
    expect(numbers.map(({ number }) => number)).toEqual([2, 9, 10]);
  });

  const world = history.chain((moments) => fc.tuple(fc.constant(moments), views(moments.length)));

  it('knows by the moment which Eastern day is meant', () => {
    const moment = { ...exact(2, '2025-05-28'), submittedAt: '2025-05-28T02:30:00.000Z' };
    expect(mergeVersions([inferred('2025-05-27')], [moment])).toEqual([moment]);
    expect(mergeVersions([inferred('2025-05-28')], [moment])).toEqual([
      moment,
      { ...inferred('2025-05-28'), number: 3 },
    ]);
  });

  it('takes two guesses of one moment for one, whichever comes first', () => {
    const page = inferred('2023-06-07');
    const mail = {
      ...inferred('2023-06-08'),
      calendar: 'gmt' as const,
      submittedAt: '2023-06-08T02:03:00.000Z',
    };
    expect(mergeVersions([page], [mail])).toEqual([mail]);
    expect(mergeVersions([mail], [page])).toEqual([mail]);
  });

  it('keeps what each source knows of one version', () => {
    const sized = { ...exact(1, '2025-05-21'), sizeKb: 12, sourceType: 'D' };
    const stamped = { ...exact(1, '2025-05-21'), submittedAt: '2025-05-21T17:58:00.000Z' };
    expect(mergeVersions([sized], [stamped])).toEqual([{ ...stamped, sizeKb: 12, sourceType: 'D' }]);
    expect(mergeVersions([stamped], [sized])).toEqual([{ ...stamped, sizeKb: 12, sourceType: 'D' }]);
  });

  it('gives the same versions whatever the order in which sources came', () => {
    fc.assert(
      fc.property(world, ([moments, seen]) => {
        const lists = seen.map((view) => seenVersions(moments, view));
        const first = mergeAll(lists);
        for (const order of permutations(lists)) expect(mergeAll(order)).toEqual(first);
      }),
    );
  });

  it('gives the same versions however the sources were grouped, and no matter how often each was read', () => {
    fc.assert(
      fc.property(world, ([moments, seen]) => {
        const lists = seen.map((view) => seenVersions(moments, view));
        const all = mergeAll(lists);
        for (let cut = 0; cut <= lists.length; cut += 1) {
          expect(mergeVersions(mergeAll(lists.slice(0, cut)), mergeAll(lists.slice(cut)))).toEqual(all);
        }
        expect(mergeAll([...lists, ...lists])).toEqual(all);
        expect(mergeVersions(all, all)).toEqual(all);
      }),
    );
  });

  it('equals the truth once a complete source was seen', () => {
    fc.assert(
      fc.property(world, ([moments, seen]) => {
        const complete = seenVersions(moments, { kind: 'oai', known: moments.length, shown: 1 });
        const lists = [...seen.map((view) => seenVersions(moments, view)), complete];
        for (const order of permutations(lists).slice(0, 60)) {
          const merged = mergeAll(order).map(({ number, submitted }) => exact(number, submitted));
          expect(merged).toEqual(moments.map((moment, index) => exact(index + 1, gmtDay(moment))));
        }
      }),
    );
  });

  it('never claims more versions than there are', () => {
    fc.assert(
      fc.property(world, ([moments, seen]) => {
        const merged = mergeAll(seen.map((view) => seenVersions(moments, view)));
        expect(latestVersion(merged)?.number ?? 0).toBeLessThanOrEqual(
          Math.max(...seen.map((view) => view.known)),
        );
        expect(new Set(merged.filter((version) => version.exact).map(({ number }) => number)).size).toBe(
          merged.filter((version) => version.exact).length,
        );
      }),
    );
  });
});

describe('sameVersion', () => {
  it('goes by number where both are exact, and by day where one is inferred', () => {
    expect(sameVersion(exact(2, '2025-05-01'), exact(2, '2025-06-01'))).toBe(true);
    expect(sameVersion(exact(2, '2025-05-01'), exact(3, '2025-05-01'))).toBe(false);
    expect(sameVersion(inferred('2025-05-27'), exact(3, '2025-05-28'))).toBe(true);
    expect(sameVersion(inferred('2025-05-27'), exact(3, '2025-05-29'))).toBe(false);
    expect(sameVersion(inferred('2025-05-27'), exact(3))).toBe(false);
  });
});

describe('describedDay', () => {
  it('is the newest day that is given, or older than any day', () => {
    expect(describedDay([exact(1, '2025-05-01'), exact(2, '2025-06-01'), exact(3)])).toBe('2025-06-01');
    expect(describedDay([exact(1)])).toBe('');
    expect(describedDay(undefined)).toBe('');
  });
});

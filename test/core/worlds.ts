import fc from 'fast-check';
import { type Calendar, type Day, shiftDay } from '../../src/core/day.ts';
import type { Paper, PaperRecord, PaperVersion } from '../../src/core/paper.ts';

/** Made-up records for property tests of merging: arbitrary ones, and ones that all tell of the same true history. */

const ID = '2505.15811';

/** Few days and few words, so that ties are common. */
const day = fc.constantFrom('2020-01-01', '2020-01-02', '2020-01-03');
const word = fc.constantFrom('alpha', 'beta', '$\\gamma$', 'γ', 'delta', '');
const few = fc.array(word, { maxLength: 3 });

const facts = fc.record(
  {
    title: word,
    authors: few,
    hiddenAuthors: fc.constantFrom(0, 3),
    abstract: word,
    abstractCut: fc.constantFrom('no', 'end', 'start', 'both'),
    categories: few,
    formats: fc.constantFrom(['pdf'], ['pdf', 'ps', 'other']),
    announced: fc.constantFrom('2020-01', '2020-02'),
    comments: word,
    journalRef: word,
    dois: fc.constantFrom(['10.48550/arXiv.2505.15811'], ['10.1103/a'], ['10.1103/a', '10.1103/b']),
    reportNumber: word,
    mscClasses: few,
    acmClasses: few,
    withdrawn: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** Any facts, any days: nothing that these say need be true together. */
export const anyRecord: fc.Arbitrary<PaperRecord> = fc
  .tuple(
    facts,
    fc.option(day, { nil: undefined }),
    fc.constantFrom('2026-01-01', '2026-01-02'),
    fc.constantFrom('listing', 'other'),
  )
  .map(([paper, submitted, seen, source]) => {
    const versions: PaperVersion[] =
      submitted === undefined ? [] : [{ number: 1, exact: true, submitted, calendar: 'gmt' }];
    return record(
      { id: ID, ...paper, ...(submitted === undefined ? {} : { versions }) },
      `${seen}T00:00:00.000Z`,
      source,
    );
  });

/** A record; the source's name does not matter to merging, so worlds may invent some. */
export function record(paper: Paper, seenAt = '2026-01-01T00:00:00.000Z', source = 'listing'): PaperRecord {
  return { paper, source: source as PaperRecord['source'], seenAt };
}

/** The moments (ms) at which the versions of a paper were submitted, ascending; several may fall on one day. */
export const history: fc.Arbitrary<readonly number[]> = fc
  .array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 })
  .map((gaps) => {
    let at = Date.parse('2025-01-10T02:00:00Z');
    return gaps.map((gap) => {
      at += gap * 3_600_000;
      return at;
    });
  });

/**
 * What a source shows of a history in which `known` versions exist; `shown` is the one that an old-version page is about. The
 * API and OAI-PMH always give the moment: with no more than its GMT day nobody could say which Eastern day a version is of.
 */
export type View = {
  readonly kind: 'listing' | 'old' | 'api' | 'oai';
  readonly known: number;
  readonly shown: number;
};

export function views(length: number): fc.Arbitrary<readonly View[]> {
  const number = fc.integer({ min: 1, max: length });
  const view: fc.Arbitrary<View> = fc.record({
    kind: fc.constantFrom('listing', 'old', 'api', 'oai'),
    known: number,
    shown: number,
  });
  return fc.array(view, { minLength: 1, maxLength: 5 });
}

export function exact(number: number, submitted?: Day, calendar: Calendar = 'gmt'): PaperVersion {
  return { number, exact: true, ...(submitted === undefined ? {} : { submitted, calendar }) };
}

export function inferred(submitted: Day): PaperVersion {
  return { number: 2, exact: false, submitted, calendar: 'eastern' };
}

/** The versions as the source of this view prints them. */
export function seenVersions(moments: readonly number[], view: View): PaperVersion[] {
  const { known } = view;
  const gmt = (number: number): PaperVersion => {
    const moment = moments[number - 1] ?? 0;
    return { ...exact(number, gmtDay(moment)), submittedAt: new Date(moment).toISOString() };
  };
  const eastern = (number: number): PaperVersion =>
    exact(number, easternDay(moments[number - 1] ?? 0), 'eastern');
  const shown = Math.min(view.shown, known);
  if (view.kind === 'oai') return moments.slice(0, known).map((_, index) => gmt(index + 1));
  if (view.kind === 'api') return known === 1 ? [gmt(1)] : [gmt(1), gmt(known)];
  if (view.kind === 'listing' || shown === known) {
    return known === 1 ? [eastern(1)] : [eastern(1), inferred(easternDay(moments[known - 1] ?? 0))];
  }
  return shown === 1 ? [eastern(1), exact(known)] : [eastern(1), eastern(shown), exact(known)];
}

export function gmtDay(moment: number): Day {
  return new Date(moment).toISOString().slice(0, 10);
}

/** In winter, when these histories play, New York is five hours behind. */
export function easternDay(moment: number): Day {
  const hour = new Date(moment).getUTCHours();
  return hour < 5 ? shiftDay(gmtDay(moment), -1) : gmtDay(moment);
}

/** Every order of a list. */
export function permutations<T>(list: readonly T[]): T[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((item, index) => permutations(list.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

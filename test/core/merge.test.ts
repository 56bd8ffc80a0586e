import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/core/change.ts';
import { merge, sameFacts } from '../../src/core/merge.ts';
import type { KnownPaper, Paper, PaperRecord } from '../../src/core/paper.ts';
import { anyRecord, exact, history, inferred, permutations, record, seenVersions, views } from './worlds.ts';

const ID = '2505.15811';

function mergeAll(records: readonly PaperRecord[]): { paper: KnownPaper; changes: Change[] } {
  let known: KnownPaper | undefined;
  const changes: Change[] = [];
  for (const seen of records) {
    const merged = merge(known, seen);
    known = merged.paper;
    changes.push(...merged.changes);
  }
  if (known === undefined) throw new Error('nothing to merge');
  return { paper: known, changes };
}

function paper(facts: Omit<Paper, 'id'>): Paper {
  return { id: ID, ...facts };
}

const listing = paper({
  title: 'Neural scaling',
  authors: ['Ada One', 'Ben Two'],
  hiddenAuthors: 3,
  abstract: 'We study',
  abstractCut: 'end',
  versions: [exact(1, '2025-05-21', 'eastern')],
});

const complete = paper({
  title: 'Neural scaling',
  authors: ['Ada One', 'Ben Two', 'Cy Three'],
  hiddenAuthors: 0,
  abstract: 'We study scaling.',
  abstractCut: 'no',
  versions: [exact(1, '2025-05-22')],
});

/** What becomes known when the second paper is read after the first. */
function then(first: Paper, second: Paper): { paper: Paper; changes: Change[] } {
  const before = merge(undefined, record(first, '2025-06-01T00:00:00.000Z')).paper;
  const after = merge(before, record(second, '2025-07-01T00:00:00.000Z'));
  return { paper: after.paper.paper, changes: after.changes };
}

describe('any records at all', () => {
  it('change nothing the second time: not the paper, not where it was seen, no news', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 4 }), (records) => {
        const { paper: known } = mergeAll(records);
        for (const seen of records) {
          const again = merge(known, seen);
          expect(again).toEqual({ paper: known, changes: [] });
          expect(sameFacts(again.paper.paper, known.paper)).toBe(true);
        }
      }),
    );
  });

  it('give the same facts in every order of arrival', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { minLength: 2, maxLength: 5 }), (records) => {
        const first = mergeAll(records).paper;
        for (const order of permutations(records)) expect(mergeAll(order).paper).toEqual(first);
      }),
      { numRuns: 60 },
    );
  });

  it('give the same facts when what one record brought in is skipped and read later', () => {
    fc.assert(
      fc.property(anyRecord, anyRecord, anyRecord, (a, b, c) => {
        const late = merge(merge(merge(undefined, a).paper, c).paper, b).paper;
        const inTime = merge(merge(merge(undefined, a).paper, b).paper, c).paper;
        expect(late).toEqual(inTime);
      }),
    );
  });

  it('never lose a fact that a poorer record lacks, nor invent one', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 4 }), anyRecord, (records, seen) => {
        const before = mergeAll(records).paper.paper;
        const after = merge(mergeAll(records).paper, seen).paper.paper;
        for (const key of Object.keys(before)) {
          // Only these two depend on another key: they go when a fact that says nothing of them takes its place.
          if (key !== 'hiddenAuthors' && key !== 'abstractCut') expect(after).toHaveProperty(key);
        }
        for (const [key, value] of Object.entries(after)) {
          if (key !== 'versions')
            expect([before, seen.paper].map((from) => Object.entries(from)).flat()).toContainEqual([
              key,
              value,
            ]);
        }
      }),
    );
  });

  it('name for every fact where it was seen', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 4 }), (records) => {
        const { paper: known } = mergeAll(records);
        const dependent = new Set(['id', 'hiddenAuthors', 'abstractCut']);
        expect(Object.keys(known.sightings).toSorted()).toEqual(
          Object.keys(known.paper)
            .filter((key) => !dependent.has(key))
            .toSorted(),
        );
      }),
    );
  });
});

describe('a poorer record', () => {
  it('gives way to a full abstract and a complete author list, which is no news', () => {
    const { paper: after, changes } = then(listing, complete);
    expect(after).toEqual(complete);
    expect(changes).toEqual([]);
  });

  it('takes away neither, although it was read later', () => {
    const { paper: after, changes } = then(complete, listing);
    expect(after).toEqual(complete);
    expect(changes).toEqual([]);
  });

  it('takes away neither when it tells of a newer version', () => {
    const newer = { ...listing, versions: [exact(1, '2025-05-21', 'eastern'), inferred('2025-06-20')] };
    const { paper: after, changes } = then(complete, newer);
    expect(after.abstract).toBe('We study scaling.');
    expect(after.authors).toEqual(complete.authors);
    expect(after.hiddenAuthors).toBe(0);
    expect(changes).toEqual([
      {
        kind: 'new-version',
        paperId: ID,
        from: exact(1, '2025-05-22'),
        to: inferred('2025-06-20'),
        diff: {},
      },
    ]);
  });

  it('of a title after MathJax does not replace the TeX', () => {
    const tex = paper({ title: String.raw`$\beta$-VAE`, versions: [exact(1, '2025-05-21', 'eastern')] });
    const { paper: after, changes } = then(tex, { ...tex, title: 'β-VAE' });
    expect(after.title).toBe(tex.title);
    expect(changes).toEqual([]);
  });
});

describe('an older record', () => {
  it('never undoes a newer one', () => {
    const newer = paper({
      title: 'Second title',
      comments: '20 pages',
      withdrawn: false,
      versions: [exact(1, '2025-05-21'), exact(2, '2025-08-01')],
    });
    const older = paper({ title: 'First title', comments: '10 pages', versions: [exact(1, '2025-05-21')] });
    expect(then(newer, older)).toEqual({ paper: newer, changes: [] });
  });

  it('such as the page of an old version adds its day and the number of the latest, and changes no fact', () => {
    const known = paper({
      title: 'Second title',
      versions: [exact(1, '2025-05-21'), exact(3, '2025-08-01')],
    });
    const page = paper({
      title: 'First title',
      versions: [exact(1, '2025-05-21', 'eastern'), exact(2, '2025-06-01', 'eastern'), exact(3)],
    });
    const { paper: after, changes } = then(known, page);
    expect(after.title).toBe('Second title');
    expect(after.versions).toEqual([
      exact(1, '2025-05-21'),
      exact(2, '2025-06-01', 'eastern'),
      exact(3, '2025-08-01'),
    ]);
    expect(changes).toEqual([]);
  });
});

describe('a new version', () => {
  it('is news exactly once, from what to what and with what differs', () => {
    const second = paper({
      title: 'Neural scaling laws',
      authors: ['Ada One', 'Ben Two', 'Cy Three', 'Dee Four'],
      abstract: 'We study scaling laws.',
      versions: [exact(1, '2025-05-22'), exact(2, '2025-06-20')],
    });
    const { changes } = mergeAll([record(complete), record(second), record(complete), record(second)]);
    expect(changes).toEqual([
      { kind: 'new-paper', paperId: ID },
      {
        kind: 'new-version',
        paperId: ID,
        from: exact(1, '2025-05-22'),
        to: exact(2, '2025-06-20'),
        diff: {
          title: { from: 'Neural scaling', to: 'Neural scaling laws' },
          authors: { added: ['Dee Four'], removed: [], reordered: false },
          abstract: { from: 'We study scaling.', to: 'We study scaling laws.' },
        },
      },
    ]);
  });

  it('is not an Eastern day against the next GMT day', () => {
    expect(then(listing, complete).changes).toEqual([]);
    const guess = paper({ versions: [exact(1, '2025-05-21', 'eastern'), inferred('2025-05-27')] });
    const known = paper({ versions: [exact(1, '2025-05-22'), exact(2, '2025-05-28')] });
    expect(then(guess, known)).toEqual({ paper: known, changes: [] });
    expect(then(known, guess)).toEqual({ paper: known, changes: [] });
  });

  it('is news when it came on the day of the first', () => {
    const first = paper({ versions: [exact(1, '2025-05-21', 'eastern')] });
    const sameDay = paper({ versions: [exact(1, '2025-05-21', 'eastern'), inferred('2025-05-21')] });
    expect(then(first, sameDay).changes).toMatchObject([
      { kind: 'new-version', from: { number: 1 }, to: { number: 2 } },
    ]);
  });

  it('is news when an inferred one is followed by an exact one of a later day, or by a later inferred one', () => {
    const guess = paper({ versions: [exact(1, '2025-05-21', 'eastern'), inferred('2025-05-27')] });
    const later = paper({ versions: [exact(1, '2025-05-22'), exact(3, '2025-07-01')] });
    const laterGuess = paper({ versions: [exact(1, '2025-05-21', 'eastern'), inferred('2025-07-01')] });
    expect(then(guess, later).changes).toMatchObject([
      { kind: 'new-version', to: { number: 3, exact: true } },
    ]);
    expect(then(guess, laterGuess).changes).toMatchObject([
      { kind: 'new-version', to: { number: 3, exact: false } },
    ]);
  });

  it('is news once for each when one exact source is read after each of them', () => {
    fc.assert(
      fc.property(history, (moments) => {
        const records = moments.map((_, index) =>
          record(paper({ versions: seenVersions(moments, { kind: 'api', known: index + 1, shown: 1 }) })),
        );
        const numbers = mergeAll(records).changes.map((change) =>
          change.kind === 'new-version' ? [change.from.number, change.to.number] : change.kind,
        );
        expect(numbers).toEqual(['new-paper', ...moments.slice(1).map((_, index) => [index + 1, index + 2])]);
      }),
    );
  });

  it('of one number is news at most once, whatever comes in whatever order', () => {
    const world = history.chain((moments) => fc.tuple(fc.constant(moments), views(moments.length)));
    fc.assert(
      fc.property(world, ([moments, seen]) => {
        const records = seen.map((view) => record(paper({ versions: seenVersions(moments, view) })));
        const news = mergeAll([...records, ...records]).changes.flatMap((change) =>
          change.kind === 'new-version' ? [change] : [],
        );
        const numbers = news.filter(({ to }) => to.exact).map(({ to }) => to.number);
        expect(new Set(numbers).size).toBe(numbers.length);
        expect(news.length).toBeLessThan(moments.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('is no news when learning of older ones only raised its number', () => {
    const { changes } = mergeAll([
      record(paper({ versions: [exact(1, '2025-05-21', 'eastern'), inferred('2025-07-01')] })),
      record(paper({ versions: [exact(1, '2025-05-21', 'eastern'), exact(3)] })),
      record(paper({ versions: [exact(1, '2025-05-21'), exact(2, '2025-06-01'), exact(3, '2025-06-10')] })),
    ]);
    expect(changes.map(({ kind }) => kind)).toEqual(['new-paper']);
  });

  it('is no news when a source read before knew it already', () => {
    const world = history.chain((moments) => fc.tuple(fc.constant(moments), views(moments.length)));
    fc.assert(
      fc.property(world, ([moments, seen]) => {
        const records = seen
          .toSorted((a, b) => b.known - a.known)
          .map((view) => record(paper({ versions: seenVersions(moments, view) })));
        const news = mergeAll(records).changes.filter((change) => change.kind === 'new-version');
        // Read newest first, only the first record can be news, and it is a new paper.
        expect(news).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('publication', () => {
  const bare = paper({ title: 'T', versions: [exact(1, '2025-05-21')] });

  it('is news when a journal reference or the DOI of a publisher appears, and only then', () => {
    const journal = { ...bare, journalRef: 'Phys. Rev. D 90' };
    const both = { ...journal, dois: ['10.1103/PhysRevD.90.037502'] };
    expect(then(bare, journal).changes).toEqual([
      { kind: 'published', paperId: ID, journalRef: 'Phys. Rev. D 90' },
    ]);
    expect(then(bare, both).changes).toEqual([
      { kind: 'published', paperId: ID, journalRef: 'Phys. Rev. D 90', dois: ['10.1103/PhysRevD.90.037502'] },
    ]);
    expect(then(both, both).changes).toEqual([]);
    expect(then(both, bare).changes).toEqual([]);
    expect(then(journal, { ...bare, journalRef: 'Phys. Rev. D 90, 1' }).changes).toEqual([]);
  });

  it('is not arXiv’s own DOI, which takes no other away', () => {
    const own = { ...bare, dois: ['10.48550/arXiv.2505.15811'] };
    const published = { ...bare, dois: ['10.1103/a'] };
    expect(then(bare, own).changes).toEqual([]);
    expect(then(own, published).changes).toEqual([{ kind: 'published', paperId: ID, dois: ['10.1103/a'] }]);
    expect(then(published, own)).toEqual({ paper: published, changes: [] });
  });
});

describe('withdrawal', () => {
  const bare = paper({ versions: [exact(1, '2025-05-21')] });
  const withdrawn = { ...bare, withdrawn: true, versions: [exact(1, '2025-05-21'), exact(2, '2025-06-21')] };
  const restored = { ...bare, withdrawn: false, versions: [exact(1, '2025-05-21'), exact(3, '2025-07-21')] };

  it('is news, and so is the return', () => {
    expect(then(bare, withdrawn).changes.map(({ kind }) => kind)).toEqual(['new-version', 'withdrawn']);
    expect(then(withdrawn, restored).changes.map(({ kind }) => kind)).toEqual(['new-version', 'restored']);
    expect(then(withdrawn, withdrawn).changes).toEqual([]);
  });

  it('is not undone by a source that cannot tell, nor by an older one', () => {
    expect(then(withdrawn, bare)).toEqual({ paper: withdrawn, changes: [] });
    expect(then(withdrawn, { ...bare, withdrawn: false })).toEqual({ paper: withdrawn, changes: [] });
  });
});

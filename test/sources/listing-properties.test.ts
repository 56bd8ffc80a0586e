import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Day, formatDay, formatMonth } from '../../src/core/day.ts';
import type { Paper, PaperFormat } from '../../src/core/paper.ts';
import { readText } from './read-text.ts';

const word = fc.stringMatching(/^[A-Za-zäøΛ王$\\{}^_'()&%-]{1,12}$/);
const words = fc.array(word, { minLength: 1, maxLength: 12 }).map((list) => `W${list.join(' ')}`);
const name = fc
  .tuple(fc.stringMatching(/^[A-ZÄØ][a-zø'.-]{0,8}$/), fc.stringMatching(/^[A-Z王][a-zé-]{1,8}$/))
  .map((parts) => parts.join(' '));
const day = fc
  .date({ min: new Date('1988-01-01'), max: new Date('2029-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const id = fc.oneof(
  fc
    .tuple(
      fc.integer({ min: 10, max: 30 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 0, max: 99_999 }),
    )
    .map(
      ([year, month, number]) =>
        `${year}${String(month).padStart(2, '0')}.${String(number).padStart(5, '0')}`,
    ),
  fc.constantFrom('hep-th/9901001', 'math/0611800', '0704.0001'),
);
const subset = <T>(...values: T[]): fc.Arbitrary<T[]> => fc.subarray(values);

/** A paper as a listing can show it. */
const paper: fc.Arbitrary<Paper> = fc
  .record({
    id,
    title: words,
    authors: fc.array(name, { minLength: 1, maxLength: 8 }),
    hiddenAuthors: fc.constantFrom(0, 0, 3, 1_200),
    abstract: fc.option(words, { nil: undefined }),
    abstractCut: fc.constantFrom('no' as const, 'end' as const, 'start' as const, 'both' as const),
    categories: subset('cs.LG', 'hep-th', 'q-bio.NC', 'physics.data-an', 'math').filter(
      (list) => list.length > 0,
    ),
    formats: subset<PaperFormat>('pdf', 'ps', 'other'),
    first: fc.option(day, { nil: undefined }),
    submitted: day,
    announced: day.map((date) => date.slice(0, 7)),
    comments: fc.option(words, { nil: undefined }),
    journalRef: fc.option(words, { nil: undefined }),
    dois: subset('10.1/a', '10.2/b(c)<d>', '10.3/x;y'),
    reportNumber: fc.option(words, { nil: undefined }),
    mscClasses: subset('57M25', '06A07 (06C99; 06D99)', '05E'),
    acmClasses: subset('F.2.2', 'I.2.7'),
  })
  .map(({ first, submitted, ...facts }) => {
    const { abstractCut, formats, dois, mscClasses, acmClasses, ...rest } = facts;
    const made: Record<string, unknown> = {
      ...rest,
      ...(rest.abstract !== undefined && { abstractCut }),
      ...(formats.length > 0 && { formats, withdrawn: false }),
      ...(dois.length > 0 && { dois }),
      ...(mscClasses.length > 0 && { mscClasses }),
      ...(acmClasses.length > 0 && { acmClasses }),
      versions:
        first === undefined
          ? [version(1, true, submitted)]
          : [version(1, true, first), version(2, false, submitted)],
    };
    return Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined)) as Paper;
  });

function version(number: number, exact: boolean, submitted: Day) {
  return { number, exact, submitted, calendar: 'eastern' as const };
}

type Dialect = 'browser' | 'extractor';

function render(papers: readonly Paper[], dialect: Dialect, junk: readonly string[] = []): string {
  return papers
    .map((one, index) => {
      const lines = dialect === 'browser' ? browserHead(one) : extractorHead(one, index + 1);
      const indent = dialect === 'browser' ? '' : '    ';
      const between = junk[index] === undefined ? '' : `${junk[index]}\n\n`;
      return `${lines}${below(one)
        .map((text) => `${indent}${text}\n\n`)
        .join('')}${between}`;
    })
    .join('');
}

function browserHead(one: Paper): string {
  const links = one.formats === undefined ? '' : `[${one.formats.join(', ')}]`;
  const dois = (one.dois ?? []).map((doi) => `doi\n${doi}\n`).join('');
  return `arXiv:${one.id}  ${links}  ${one.categories?.join(' ')} \n${dois}${one.title}\n\n`;
}

function extractorHead(one: Paper, number: number): string {
  const links = one.formats === undefined ? '' : `[${one.formats.join(', ')}`;
  const dois = (one.dois ?? []).map((doi) => `    doi ${doi}\n`).join('');
  return `  ${number}. arXiv:${one.id} \u00a0 ${links}\n\n    ${one.categories?.join(' ')}\n${dois}\n    ${one.title}\n\n`;
}

function below(one: Paper): string[] {
  const hidden =
    one.hiddenAuthors === 0 ? '' : ` , et al. (${one.hiddenAuthors} additional authors not shown)`;
  const start = one.abstractCut === 'start' || one.abstractCut === 'both' ? '…' : '';
  const end = one.abstractCut === 'end' || one.abstractCut === 'both' ? '… ▽ More' : '';
  const [first, second] = one.versions ?? [];
  const shown = printed((second ?? first)?.submitted);
  const v1 = second === undefined ? '' : `v1 submitted ${printed(first?.submitted)}; `;
  const classes = [
    ...(one.reportNumber === undefined ? [] : [`Report number: ${one.reportNumber}`]),
    ...(one.mscClasses === undefined ? [] : [`MSC Class: ${one.mscClasses.join('; ')}`]),
    ...(one.acmClasses === undefined ? [] : [`ACM Class: ${one.acmClasses.join('; ')}`]),
  ].join(' ');
  return [
    `Authors: ${one.authors?.join(', ')}${hidden}`,
    ...(one.abstract === undefined ? [] : [`Abstract: ${start}${one.abstract}${end}`]),
    `Submitted ${shown}; ${v1}originally announced ${formatMonth(one.announced ?? '')}.`,
    ...(one.comments === undefined ? [] : [`Comments: ${one.comments}`]),
    ...(classes === '' ? [] : [classes]),
    ...(one.journalRef === undefined ? [] : [`Journal ref: ${one.journalRef}`]),
  ];
}

function printed(date: Day | undefined): string {
  return formatDay(date ?? '').replace(/ (\d{4})$/, ', $1');
}

const dialects = fc.constantFrom<Dialect>('browser', 'extractor');

describe('any listing', () => {
  it('that is printed from papers is read back as these papers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(paper, { maxLength: 5 }), dialects, async (papers, dialect) => {
        expect(await readText(render(papers, dialect))).toEqual({ papers, skipped: [] });
      }),
      { numRuns: 300 },
    );
  });

  it('keeps all its papers when strange lines stand between them', async () => {
    const junk = fc
      .array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 80 })), { minLength: 1, maxLength: 5 })
      .map((lines) => lines.join('\n'))
      .filter(
        (text) => !/^\s*(?:arXiv:|\d+[.)]|Authors?:|Submitted|Comments:|Journal|Report|MSC|ACM)/m.test(text),
      );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(paper, junk), { minLength: 1, maxLength: 5 }),
        dialects,
        async (pairs, dialect) => {
          const papers = pairs.map(([one]) => one);
          const text = render(
            papers,
            dialect,
            pairs.map(([, between]) => between),
          );
          expect((await readText(text)).papers).toEqual(papers);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('that lost lines costs at most the papers that lost them', async () => {
    await fc.assert(
      fc.asyncProperty(
        paper,
        paper,
        paper,
        fc.nat(),
        fc.nat({ max: 4 }),
        dialects,
        async (a, b, c, at, many, dialect) => {
          const damaged = render([b], dialect).split('\n');
          damaged.splice(at % damaged.length, many);
          const text = `${render([a], dialect)}${damaged.join('\n')}\n\n${render([c], dialect)}`;
          const { papers } = await readText(text);
          expect(papers.at(-1)).toEqual(c);
          expect(papers[0]).toMatchObject({
            id: a.id,
            title: a.title,
            authors: a.authors,
            versions: a.versions,
          });
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('any text', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    words,
    fc.constantFrom(
      'arXiv:2505.15811 [pdf, other]',
      '  3. arXiv:2505.15811',
      'arXiv:2505.15811 cs.LG',
      'arXiv:9999.99999 [pdf',
      'cs.LG',
      'doi',
      '10.1/a',
      'Authors: A B',
      'Authors:',
      'Abstract: x',
      '… ▽ More',
      '△ Less',
      'Submitted 1 May, 2025; originally announced May 2025.',
      'Submitted 31 February, 2025; v1 submitted',
      'Comments: c',
      'MSC Class: 1; (2; 3)',
      'Journal ref:',
      'Skip to main content',
      '',
      '',
    ),
  );
  const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('\n'));

  it('is read without an exception, and no record lacks its id, title or authors', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (input) => {
        const lines = input.split(/\r\n?|[\n\u0085\u2028\u2029]/).length;
        const { papers, skipped } = await readText(input);
        for (const one of papers) {
          expect(one.id).not.toBe('');
          expect(one.title ?? '').not.toBe('');
          expect(one.authors?.length ?? 0).toBeGreaterThan(0);
          expect(one.versions?.length ?? 0).toBeGreaterThan(0);
        }
        for (const { line, reason } of skipped) {
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(lines);
          expect(reason).toMatch(/^[^\u0000-\u001f]{5,300}$/u);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['blanks', ' '.repeat(900_000)],
    ['an endless list of links', `arXiv:2505.15811 [${'pdf, '.repeat(150_000)}`],
    ['an endless word', `arXiv:${'a'.repeat(900_000)} [pdf]`],
    ['endless authors', `arXiv:2505.15811 [pdf] cs.LG\nT\n\nAuthors: ${'et al. (1,'.repeat(25_000)}`],
    [
      'endless classes',
      `arXiv:2505.15811 [pdf] cs.LG\nT\n\nAuthors: A\n\nSubmitted 1 May, 2025; originally announced May 2025.\n\nMSC Class: ${'(;'.repeat(120_000)}`,
    ],
    ['endless first lines', 'arXiv:2505.15811\n'.repeat(60_000)],
    [
      'endless doubtful first lines',
      `arXiv:2505.15811 [pdf] cs.LG\nT\n\nAuthors: A\n\nAbstract: a\n${'arXiv:2505.15812\n'.repeat(60_000)}`,
    ],
    [
      'endless dates',
      `arXiv:2505.15811 [pdf] cs.LG\nT\n\nAuthors: A\n\nSubmitted 1 ${'May, '.repeat(40_000)}`,
    ],
    ['endless line feeds', '\n'.repeat(1_000_000)],
  ])('made to be slow is not: %s', async (_, input) => {
    // Work that grows with the square would not come back before the test's time is up.
    expect(await readText(input)).toBeDefined();
  });
});

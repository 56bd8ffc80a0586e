import { describe, expect, it } from 'vitest';
import type { Paper } from '../../src/core/paper.ts';
import { readText } from './read-text.ts';

/** One result in the shape of a Chromium copy; any part can be replaced or left out. */
function result(
  parts: {
    head?: string;
    title?: string;
    authors?: string;
    abstract?: string | undefined;
    dates?: string;
    below?: string;
  } = {},
): string {
  const {
    head = 'arXiv:2505.15811  [pdf, other]  cs.LG ',
    title = 'A title',
    authors = 'Authors: Ann Shore, Bo Reed',
    abstract = 'Abstract: Some words.',
    dates = 'Submitted 29 October, 2025; v1 submitted 21 May, 2025; originally announced May 2025.',
    below = '',
  } = parts;
  return `${[`${head}\n${title}`, authors, abstract, dates, below].filter((part) => part !== '').join('\n\n')}\n\n`;
}

const other = result({ head: 'arXiv:2501.00001  [pdf]  math.CO ', title: 'The neighbour' });

async function one(text: string): Promise<Paper> {
  const { papers, skipped } = await readText(text);
  expect(skipped).toEqual([]);
  expect(papers).toHaveLength(1);
  return papers[0] ?? { id: '' };
}

describe('first lines', () => {
  it.each([
    ['arXiv:2505.15811 \u00a0[pdf, ps, other]\u00a0 cs.LG', ['pdf', 'ps', 'other']],
    ['  3. arXiv:2505.15811 \u00a0 [pdf, other', ['pdf', 'other']],
    ['arXiv:2505.15811  [pdf]  cs.LG cs.AI', ['pdf']],
    ['arXiv:2505.15811  [pdf, ps, other,  cs.LG', ['pdf', 'ps', 'other']],
    ['12) arXiv:2505.15811 [pdf, html, other] cs.LG', ['pdf', 'other']],
    ['• arXiv:2505.15811 [pdf] cs.LG', ['pdf']],
  ])('are understood: %s', async (head, formats) => {
    expect(await one(result({ head }))).toMatchObject({ id: '2505.15811', formats, title: 'A title' });
  });

  it('may carry the beginning of the title', async () => {
    expect(await one(result({ head: 'arXiv:2505.15811 [pdf] Rather', title: 'odd' }))).toMatchObject({
      title: 'Rather odd',
    });
  });

  it.each([
    ['hep-th/9901001', 'hep-th/9901001'],
    ['math.CA/0611800', 'math/0611800'],
    ['0704.0001', '0704.0001'],
  ])('hold ids of every age: %s', async (written, id) => {
    expect((await one(result({ head: `arXiv:${written} [pdf] math.CA` }))).id).toBe(id);
  });

  it('name the shown version when it is not the latest', async () => {
    const text = result({
      head: 'arXiv:1404.3450v2  [pdf]  hep-ph',
      dates:
        'Submitted 8 May, 2014; v1 submitted 13 April, 2014; originally announced April 2014. Latest version: 1404.3450v4.',
    });
    expect((await one(text)).versions).toEqual([
      { number: 1, exact: true, submitted: '2014-04-13', calendar: 'eastern' },
      { number: 2, exact: true, submitted: '2014-05-08', calendar: 'eastern' },
      { number: 4, exact: true },
    ]);
  });

  it('can show the first of several versions', async () => {
    const text = result({
      head: 'arXiv:1404.3450v1  [pdf]  hep-ph',
      dates: 'Submitted 13 April, 2014; originally announced April 2014. Latest version: 1404.3450v3.',
    });
    expect((await one(text)).versions).toEqual([
      { number: 1, exact: true, submitted: '2014-04-13', calendar: 'eastern' },
      { number: 3, exact: true },
    ]);
  });

  it('are not seen in wrapped text that mentions an id', async () => {
    const text = result({
      abstract:
        'Abstract: We go on from\narXiv:1702.00806 [hep-ph] and from\narXiv:1702.00807\nand\narXiv:1702.00808, all good.',
      below: 'Comments: text overlap with\narXiv:1702.00806',
    });
    const paper = await one(text);
    expect(paper.abstract).toBe(
      'We go on from arXiv:1702.00806 [hep-ph] and from arXiv:1702.00807 and arXiv:1702.00808, all good.',
    );
    expect(paper.comments).toBe('text overlap with arXiv:1702.00806');
  });

  it('without links are still seen when blank lines were lost', async () => {
    const bare = result({ head: 'arXiv:0801.4644 physics.flu-dyn', below: 'Comments: withdrawn' });
    const { papers, skipped } = await readText(`${other}${bare}${other}`.replace(/\n+/g, '\n'));
    expect(skipped).toEqual([]);
    expect(papers.map((paper) => [paper.id, paper.withdrawn])).toEqual([
      ['2501.00001', false],
      ['0801.4644', true],
      ['2501.00001', false],
    ]);
  });

  it('with an impossible id are told of and cost no neighbour', async () => {
    const { papers, skipped } = await readText(
      `${other}${result({ head: 'arXiv:2599.15811  [pdf, other]  cs.LG' })}${other}`,
    );
    expect(papers.map((paper) => paper.id)).toEqual(['2501.00001', '2501.00001']);
    expect(skipped).toEqual([{ line: 10, reason: 'arXiv:2599.15811: this is no arXiv id' }]);
  });
});

describe('DOIs and categories', () => {
  it.each([
    ['arXiv:2505.15811  [pdf]  cs.LG\ndoi\n10.1/a\ndoi\n10.2/b'],
    ['arXiv:2505.15811  [pdf]  cs.LG\ndoi 10.1/a\ndoi 10.2/b'],
    ['arXiv:2505.15811  [pdf]\n\ncs.LG\ndoi 10.1/a doi 10.2/b\n'],
    ['arXiv:2505.15811  [pdf]\n\ncs.LG doi 10.1/a doi doi:10.2/b\n'],
    ['arXiv:2505.15811  [pdf]  cs.LG doi 10.1/a doi https://doi.org/10.2/b'],
  ])('stand on one line or two: %j', async (head) => {
    expect(await one(result({ head }))).toMatchObject({
      categories: ['cs.LG'],
      dois: ['10.1/a', '10.2/b'],
      title: 'A title',
    });
  });

  it('are not mistaken for a title', async () => {
    expect(await one(result({ head: 'arXiv:2505.15811 [pdf]\n\ncs.LG\n', title: 'math.CO' }))).toMatchObject({
      categories: ['cs.LG'],
      title: 'math.CO',
    });
    expect(await one(result({ title: 'doi numbers considered' }))).toMatchObject({
      title: 'doi numbers considered',
    });
  });

  it.each([
    'arXiv:2505.15811 [pdf] cs.LG\ndoi\n10.1103/PhysRevB.81\ndoi\n115417',
    'arXiv:2505.15811 [pdf]\n\ncs.LG\ndoi 10.1103/PhysRevB.81\ndoi 115417\n',
  ])('lose the pieces that a blank in the field has cut off: %j', async (head) => {
    expect(await one(result({ head }))).toMatchObject({ dois: ['10.1103/PhysRevB.81'], title: 'A title' });
  });

  it('can be wrapped', async () => {
    const paper = await one(result({ head: 'arXiv:2505.15811 [pdf]\n\n  cs.LG math.CO\n  stat.ML\n' }));
    expect(paper.categories).toEqual(['cs.LG', 'math.CO', 'stat.ML']);
  });
});

describe('authors', () => {
  it.each([
    ['A. One, B. Two Jr., C. Three III', ['A. One', 'B. Two Jr.', 'C. Three III'], 0],
    ['CDF Collaboration, T. Aaltonen et al', ['CDF Collaboration', 'T. Aaltonen'], 0],
    ['A. One , et al. (1 additional authors not shown)', ['A. One'], 1],
    ['A. One , et al. (2,905 additional authors not shown)', ['A. One'], 2905],
    ['A. One, , :, B. Two,', ['A. One', 'B. Two'], 0],
    ['A. One, et al.', ['A. One'], 0],
    ["Neven Bili\\'c, 王小明, Ľubá Ø", ["Neven Bili\\'c", '王小明', 'Ľubá Ø'], 0],
    ['A.\u00a0One,\nB. Two', ['A. One', 'B. Two'], 0],
  ])('are split: %j', async (text, authors, hiddenAuthors) => {
    expect(await one(result({ authors: `Authors: ${text}` }))).toMatchObject({ authors, hiddenAuthors });
  });
});

describe('abstracts', () => {
  it.each([
    ['Some words… ▽ More', 'Some words', 'end'],
    ['…some words… ▽ More', 'some words', 'both'],
    ['…some words.', 'some words.', 'start'],
    ['Some words…', 'Some words', 'end'],
    ['Some words.', 'Some words.', 'no'],
    ['Some… ▽ More Some words and so on… △ Less', 'Some words and so on…', 'no'],
    ['…words… ▽ More Some words. △ Less', 'Some words.', 'no'],
    ['Some words. △ Less', 'Some words.', 'no'],
    ['Some words. Some words. △ Less', 'Some words.', 'no'],
    ['Some $x^2$\n  words.', 'Some $x^2$ words.', 'no'],
  ])('are cleaned: %j', async (text, abstract, abstractCut) => {
    expect(await one(result({ abstract: `Abstract: ${text}` }))).toMatchObject({ abstract, abstractCut });
  });

  it('are absent keys when the page hides them', async () => {
    const paper = await one(result({ abstract: '' }));
    expect(Object.keys(paper)).not.toContain('abstract');
    expect(Object.keys(paper)).not.toContain('abstractCut');
  });

  it('may have their label on a line of its own', async () => {
    expect(await one(result({ abstract: 'Abstract\n: Some\n: words.' }))).toMatchObject({
      abstract: 'Some : words.',
    });
  });
});

describe('labels', () => {
  it.each([
    ['Report number: R-1', { reportNumber: 'R-1' }],
    ['MSC Class: 57M25; 57N70', { mscClasses: ['57M25', '57N70'] }],
    ['ACM Class: F.2.2', { acmClasses: ['F.2.2'] }],
    [
      'Report number: R 1; 2 MSC Class: 06A07 (06C99; 06D99); 05E ACM Class: F.2.2; I.2.7',
      {
        reportNumber: 'R 1; 2',
        mscClasses: ['06A07 (06C99; 06D99)', '05E'],
        acmClasses: ['F.2.2', 'I.2.7'],
      },
    ],
    ['Report number: R-1\n\nACM Class: F.2.2', { reportNumber: 'R-1', acmClasses: ['F.2.2'] }],
    ['MSC Class: 1 (2; 3', { mscClasses: ['1 (2', '3'] }],
  ])('of classes share one line: %j', async (below, classes) => {
    const paper = await one(result({ below }));
    const { reportNumber, mscClasses, acmClasses } = paper;
    expect(JSON.parse(JSON.stringify({ reportNumber, mscClasses, acmClasses }))).toEqual(classes);
  });

  it('inside an abstract are text', async () => {
    const paper = await one(
      result({ abstract: 'Abstract: We write\nComments: in the margin, and\nAuthors: too.' }),
    );
    expect(paper.abstract).toBe('We write Comments: in the margin, and Authors: too.');
    expect(Object.keys(paper)).not.toContain('comments');
  });
});

describe('wrapped comments', () => {
  it('may go on with what looks like a label, a date or an id', async () => {
    const words =
      'to appear;\nReport number: R-1.\nSubmitted 30 May, 2017; originally announced\nAuthors: two,\narXiv:1603.05794';
    const { papers, skipped } = await readText(`${result({ below: `Comments: ${words}` })}${other}`);
    expect(skipped).toEqual([]);
    expect(papers.map((paper) => paper.comments)).toEqual([words.replaceAll('\n', ' '), undefined]);
  });
});

describe('withdrawal', () => {
  it('needs missing links and words', async () => {
    const bare = 'arXiv:2505.15811    cs.LG';
    const said = 'Comments: This paper has been withdrawn by the author';
    expect((await one(result({ head: bare, below: said }))).withdrawn).toBe(true);
    expect((await one(result({ below: said }))).withdrawn).toBe(false);
    expect(
      (await one(result({ head: bare, abstract: 'Abstract: Withdrawn due to an error.' }))).withdrawn,
    ).toBe(true);
    const paper = await one(result({ head: bare }));
    expect(Object.keys(paper)).not.toContain('withdrawn');
    expect(Object.keys(paper)).not.toContain('formats');
  });
});

describe('furniture', () => {
  it.each([
    'Previous\nNext\n1\n2\n3\n…\n10',
    '\n 1 2 3 …\n\nPrevious Next',
    '\n50\n results per page.\nSort results by \nAnnouncement date (newest first)\nall\n.',
    '\nSearch v0.5.6 released 2020-02-24',
    'We gratefully acknowledge support from our major funders, member institutions, and all contributors.\nAbout · Help\nanything',
    '\nSkip to main content\ngraphene\nShowing 51–100 of 1,234 results for all: graphene',
  ])('after the last result is neither its text nor told of: %j', async (furniture) => {
    const paper = await one(`${result({ below: 'Comments: 3 pages' }).trimEnd()}\n${furniture}\n`);
    expect(paper.comments).toBe('3 pages');
  });

  it.each([
    'Sorry, your query for all: "qwxz produced no results.\n\nTips:\n* look at it again',
    'Skip to main content\nSorry, your query returned no results\nHelp tips',
    '',
    'arXiv is a free distribution service.\nNothing else.',
  ])('alone yields nothing and is nothing to tell of: %j', async (text) => {
    expect(await readText(text)).toEqual({ papers: [], skipped: [] });
  });
});

describe('what is not understood', () => {
  const skippedOf = async (text: string): Promise<unknown[]> => (await readText(text)).skipped;

  it('is told of when authors are missing', async () => {
    const { papers, skipped } = await readText(
      `${other}${result({ authors: '', abstract: '', dates: '' })}${other}`,
    );
    expect(papers).toHaveLength(2);
    expect(skipped).toEqual([
      { line: 10, reason: 'arXiv:2505.15811: no Authors line before the next paper' },
    ]);
  });

  it('is told of when a page is cut in the middle, with what to do', async () => {
    const { papers, skipped } = await readText(`${other}${result({ dates: '' })}`);
    expect(papers).toHaveLength(1);
    expect(skipped).toEqual([
      {
        line: 10,
        reason:
          'arXiv:2505.15811: no Submitted line before the page ends; the page seems to be cut there, so copy the whole page again',
      },
    ]);
  });

  it('is never half a record: a cut at any place keeps the papers before it whole', async () => {
    const whole = await one(result({ below: 'Comments: 3 pages' }));
    const text = `${other}${result({ below: 'Comments: 3 pages' })}`;
    for (let length = other.length; length < text.length; length += 1) {
      const { papers } = await readText(text.slice(0, length));
      expect(papers[0]?.title).toBe('The neighbour');
      const last = papers[1];
      if (last !== undefined) {
        expect({ ...last, comments: '' }).toEqual({ ...whole, comments: '' });
      }
    }
  });

  it('is told of when the page is cut above', async () => {
    expect(
      await skippedOf(
        `A title\n\nAuthors: Ann\n\nSubmitted 1 May, 2025; originally announced May 2025.\n\n${other}`,
      ),
    ).toEqual([
      {
        line: 3,
        reason:
          'a paper without the line that begins with arXiv: and its id ("Authors: Ann"); the page seems to be cut above, so copy the whole page again',
      },
    ]);
  });

  it.each([
    ['Submitted 31 February, 2025; originally announced March 2025.', 'there is no day "31 February, 2025"'],
    ['Submitted 3 Foo, 2025; originally announced March 2025.', 'there is no day "3 Foo, 2025"'],
    [
      'Submitted 3 May, 2025; v1 submitted 0 May, 2025; originally announced May 2025.',
      'there is no day "0 May, 2025"',
    ],
    ['Submitted 3 May, 2025; originally announced Mai 2025.', 'there is no month "Mai 2025"'],
    ['Submitted 3 May, 2025; v1 sub', 'the dates line is cut or changed ("Submitted 3 May, 2025; v1 sub")'],
  ])('is a date that cannot be: %s', async (dates, reason) => {
    const { papers, skipped } = await readText(`${other}${result({ dates })}${other}`);
    expect(papers).toHaveLength(2);
    expect(skipped).toEqual([{ line: 10, reason: `arXiv:2505.15811: ${reason}` }]);
  });

  it('is told of once for each block of strange lines', async () => {
    const { papers, skipped } = await readText(
      `${other}Here I noted\n\nsomething \u001b[31mred\u0007.\n1 2\n\n${result()}And more.`,
    );
    expect(papers).toHaveLength(2);
    expect(skipped).toEqual([
      { line: 10, reason: 'not part of a search result: "Here I noted"' },
      { line: 24, reason: 'not part of a search result: "And more."' },
    ]);
  });

  it('never hands a paper whose first line was lost to the one before', async () => {
    const { papers, skipped } = await readText(
      `${other}${result({ head: 'arXiv 2505.15811 [pdf]', below: 'Comments: not yours' })}${other}`,
    );
    expect(papers.map((paper) => paper.comments)).toEqual([undefined, undefined]);
    expect(skipped).toEqual([{ line: 10, reason: 'not part of a search result: "arXiv 2505.15811 [pdf]"' }]);
  });

  it('holds no control characters of the text', async () => {
    const paper = await one(result({ title: 'A \u001b[31mred\u0007 title\u202e' }));
    expect(paper.title).toBe('A [31mred title');
  });

  it('is a result without an end', async () => {
    const long = `${'words and words '.repeat(60)}\n`.repeat(400);
    const { papers, skipped } = await readText(
      `${other}${result({ abstract: `Abstract: ${long}` })}${other}`,
    );
    expect(papers).toHaveLength(2);
    expect(skipped).toEqual([{ line: 10, reason: 'arXiv:2505.15811: more than 256 KB without an end' }]);
  });

  it('is a title of too many lines', async () => {
    const { papers, skipped } = await readText(`${result({ title: 'line\n'.repeat(40) })}${other}`);
    expect(papers).toHaveLength(1);
    expect(skipped).toEqual([{ line: 1, reason: 'arXiv:2505.15811: no Authors line after its title' }]);
  });
});

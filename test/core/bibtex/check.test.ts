import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBib, readBib } from '../../../src/core/bibtex/check.ts';
import type { Paper } from '../../../src/core/paper.ts';

const quantization: Paper = {
  id: '2303.13506',
  title: 'The Quantization Model of Neural Scaling',
  authors: ['Eric J. Michaud', 'Ziming Liu', 'Christian Schroeder de Witt'],
  categories: ['cs.LG'],
  versions: [
    { number: 1, exact: true, submitted: '2023-03-23' },
    { number: 3, exact: true, submitted: '2024-01-13' },
  ],
};
const problems: Paper = {
  id: '2501.16496',
  title: 'Open Problems in Mechanistic Interpretability',
  authors: ['Lee Sharkey', 'Bilal Chughtai'],
  hiddenAuthors: 4,
  versions: [{ number: 1, exact: true, submitted: '2025-01-27' }],
};
const gone: Paper = { ...quantization, id: '2401.00001', title: 'A Paper That Is Gone', withdrawn: true };
const PAPERS = new Map([quantization, problems, gone].map((paper) => [paper.id, paper]));

const RIGHT = `@misc{michaud2023quantization,
  author = {Michaud, Eric J. and Liu, Ziming and Schroeder de Witt, Christian},
  title  = {The Quantization Model of Neural Scaling},
  year   = {2023},
  eprint = {2303.13506},
  archivePrefix = {arXiv},
}`;

async function check(text: string) {
  const { reports, ...more } = await checkBib(readBib(text), PAPERS);
  return { ...more, remarks: reports.flatMap(({ remarks }) => remarks.map((remark) => remark.text)) };
}

/** The entry that is right, with one thing changed. */
function but(from: string, to: string): string {
  expect(RIGHT).toContain(from);
  return RIGHT.replace(from, to);
}

describe('checking a .bib file', () => {
  it('says nothing of an entry that is right, in any of the forms that people write', async () => {
    const forms = [
      RIGHT,
      but('Michaud, Eric J. and Liu, Ziming', 'E. J. Michaud and Liu, Z.'),
      but(' and Schroeder de Witt, Christian', ' and others'),
      but('eprint = {2303.13506}', 'url = "https://arxiv.org/abs/2303.13506"'),
      but('eprint = {2303.13506},\n  archivePrefix = {arXiv}', 'journal = {CoRR}, volume = {abs/2303.13506}'),
      but('eprint = {2303.13506}', 'eprint = {2303.13506v3}').replace('{2023}', '{2024}'),
      but('The Quantization Model', '{T}he {{Quantization}} {M}odel'),
    ];
    for (const text of forms)
      expect({ text, ...(await check(text)) }).toEqual({
        text,
        remarks: [],
        faults: [],
        absent: [],
        foreign: 0,
      });
  });

  it.each([
    [
      'the year of the newest version',
      '{2023}',
      '{2024}',
      'its year is 2024 and should be 2023, of the first version; it has that of the newest',
    ],
    [
      'a bare number',
      'year   = {2023}',
      'year=2022',
      'its year is 2022 and should be 2023, of the first version',
      'year=2023',
    ],
    ['a prefix of the eprint', '{2303.13506}', '{arXiv:2303.13506}', 'its eprint is more than the bare id'],
    [
      'a surname that BibTeX misreads',
      'Schroeder de Witt, Christian',
      'Christian Schroeder de Witt',
      'BibTeX reads an author as "de Witt, Christian Schroeder"; it is "Schroeder de Witt, Christian"',
    ],
    [
      'a surname with a typo',
      'Michaud,',
      'Micheaud,',
      'an author is "Micheaud, Eric J." here and "Michaud, Eric J." on arXiv',
    ],
    [
      '"et al."',
      ' and Schroeder de Witt, Christian',
      ' and {et al.}',
      '"et al." in a list of authors is read as a name',
    ],
    [
      'authors between semicolons',
      ' and Liu, Ziming and ',
      '; Liu, Ziming; ',
      'its authors are not divided by "and"',
    ],
    [
      'a list that ends too early',
      ' and Schroeder de Witt, Christian',
      '',
      'it ends after 2 of 3 authors as if there were no more',
    ],
  ])('corrects %s, and nothing else', async (_name, from, to, remark, put = from) => {
    const around = (entry: string): string =>
      `Some words.\r\n${entry}\n\n@comment{mine}\n@misc{other, note = "x"}\n`;
    const { remarks, corrected } = await check(around(but(from, to)));
    expect(remarks).toEqual([remark]);
    expect(corrected).toBe(around(RIGHT.replace(from, put)));
    expect((await check(corrected ?? '')).remarks).toEqual([]);
  });

  it('completes a list of authors only as far as it is known', async () => {
    const entry =
      '@misc{a, author = {Sharkey, Lee}, title = {Open Problems in Mechanistic Interpretability}, eprint = {2501.16496}}';
    const { remarks, corrected } = await check(entry);
    expect(remarks).toEqual(['it ends after 1 of 6 authors as if there were no more']);
    expect(corrected).toContain('{Sharkey, Lee and Chughtai, Bilal and others}');
  });

  it('names the archive where it takes that name out of an eprint', async () => {
    const entry = (eprint: string, date = 'year = 2023'): string =>
      `@misc{a, author = {Michaud, Eric J. and others}, ${date}, eprint = {${eprint}}}`;
    expect((await check(entry('arXiv:2303.13506'))).corrected).toBe(
      entry('2303.13506}, archivePrefix = {arXiv'),
    );
    expect((await check(entry('arXiv:2303.13506', 'date = 2023'))).corrected).toBe(
      entry('2303.13506}, eprinttype = {arxiv', 'date = 2023'),
    );
  });

  it.each([
    'Michaud, Eric J.; Liu, Ziming',
    'Michaud, Eric J.; Liu, Ziming and Schroeder de Witt, Christian',
    'Eric J. Michaud; Ziming Liu; Christian Schroeder de Witt',
    'Michaud, E. J., Liu, Z., Schroeder de Witt, C.',
  ])('writes authors anew that nothing divides: %s', async (authors) => {
    const { remarks, corrected } = await check(
      but('Michaud, Eric J. and Liu, Ziming and Schroeder de Witt, Christian', authors),
    );
    expect(remarks).toEqual(['its authors are not divided by "and"']);
    expect(corrected).toBe(RIGHT);
  });

  it.each([
    ['{Vaswani, A. et al.}', '{Vaswani, A. and others}'],
    ['"Vaswani, A., et al"', '"Vaswani, A. and others"'],
    ['{A. Vaswani and N. Shazeer and et al.}', '{A. Vaswani and N. Shazeer and others}'],
    ['{Vaswani et al. and friends}', '{Vaswani et al. and friends}'],
  ])('writes "and others" for "et al.", whoever it is: %s', async (authors, right) => {
    const entry = (value: string): string => `@misc{v, author = ${value}, title = {T}}`;
    const { remarks, corrected } = await check(entry(authors));
    expect(remarks).toEqual(['"et al." in a list of authors is read as a name']);
    expect(corrected ?? entry(authors)).toBe(entry(right));
  });

  it('is through with any number of blanks in a list of authors at once', async () => {
    const blanks = ' '.repeat(200_000);
    for (const authors of [
      `X${blanks}et al. x`,
      `X${blanks}, et al. x`,
      `X${blanks}x and Y`,
      `X${blanks}et al.`,
    ])
      expect((await check(`@misc{v, author = {${authors}}, title = {T}}`)).faults).toEqual([]);
  });

  it('tells of a newer version and leaves what is pinned', async () => {
    const { remarks, corrected } = await check(but('{2303.13506}', '{2303.13506v1}'));
    expect(remarks).toEqual(['cites v1; there is v3 of 13 January 2024 (kept as it is pinned)']);
    expect(corrected).toBeUndefined();
  });

  it('marks a withdrawn paper', async () => {
    const { remarks, corrected } = await check(
      '@misc{a,\n  title={A Paper That Is Gone},\n  eprint={2401.00001},\n}',
    );
    expect(remarks).toEqual(['withdrawn']);
    expect(corrected).toBe(
      '@misc{a,\n  title={A Paper That Is Gone},\n  eprint={2401.00001},\n  note={Withdrawn by the author},\n}',
    );
  });

  it('takes a DOI out of its link, and puts a backslash before signs that cut text off', async () => {
    const { remarks, corrected } = await check(
      '@article{a, doi = {https://doi.org/10.1000/x%26y}, title = "90% & 50\\% of $a % b$", note = {5% off}}',
    );
    expect(remarks).toEqual([
      'its DOI is written as a link, which styles print twice',
      'the "%" in its note cuts it off',
    ]);
    expect(corrected).toBe(
      '@article{a, doi = {10.1000/x%26y}, title = "90% & 50\\% of $a % b$", note = {5\\% off}}',
    );
  });

  it('takes "&amp;", as copied out of a page, for one sign', async () => {
    expect((await check('@misc{a, title = {Q&amp;A &b}}')).corrected).toBe('@misc{a, title = {Q\\&A \\&b}}');
  });

  it('says nothing of a thesis that is called like a paper, nor of a key with the year of the publication', async () => {
    const title =
      'title = {The Quantization Model of Neural Scaling}, author = {Michaud, Eric J. and others}';
    const thesis = `@phdthesis{t, ${title}, school = {MIT}, eprint = {2303.13506}}`;
    expect((await check(`${RIGHT}\n${thesis}`)).remarks).toEqual([]);
    const published = `@article{michaud2025, ${title}, journal = {J. Foo}, year = {2025}, eprint = {2303.13506}}`;
    expect((await check(published)).remarks).toEqual([]);
  });

  it('never changes an entry whose id is of another paper', async () => {
    const { remarks, corrected } = await check(
      '@misc{a, title = {Deep Residual Learning}, author = {He, Kaiming}, year = {1999}, eprint = {2303.13506}}',
    );
    expect(remarks).toEqual([
      'arXiv:2303.13506 is another paper, "The Quantization Model of Neural Scaling"; check the id',
    ]);
    expect(corrected).toBeUndefined();
  });

  it('names keys that BibTeX does not take or whose year is wrong, and leaves them', async () => {
    const { remarks, corrected } = await check(
      [
        but('michaud2023quantization', 'michaud2024quantizationmodel'),
        '@misc{é, note = {x}}',
        '@misc{a b, note = {y}}',
      ].join('\n'),
    );
    expect(remarks).toEqual([
      'its key says 2024 and the first version is of 2023 (kept: your text cites it)',
      'its key holds "é", which BibTeX does not take (kept: your text cites it)',
      'its key holds a blank, which BibTeX does not take (kept: your text cites it)',
    ]);
    expect(corrected).toBeUndefined();
  });

  it('takes out a copy under the same key, and only names other repetitions', async () => {
    const other = RIGHT.replace('michaud2023quantization', 'quantization');
    const changed = RIGHT.replace('2023}', '2023 }').replace('misc', 'online');
    const { remarks, corrected } = await check([RIGHT, RIGHT, other, changed, '@misc{end}'].join('\n\n'));
    expect(remarks).toEqual([
      'a copy of line 1',
      'the same work as michaud2023quantization in line 1',
      'its key is that of line 1; BibTeX takes only the first',
    ]);
    expect(corrected).toBe([RIGHT, other, changed, '@misc{end}'].join('\n\n'));
  });

  it('counts what it could not compare', async () => {
    const text = `${RIGHT}\n@misc{a, eprint = {1706.03762}}\n@misc{b, eprint = {1706.03762v2}}\n@book{c, title = {A Book}}\n@misc{d, title = {x`;
    expect(await check(text)).toMatchObject({
      absent: ['1706.03762'],
      foreign: 1,
      faults: [{ line: 11, key: 'd' }],
    });
  });

  it('changes nothing where it has nothing to say, and finds nothing to correct in what it corrected', async () => {
    const piece = fc.constantFrom(
      '@misc{a,',
      'title = {The Quantization Model of Neural Scaling},',
      'eprint = {2303.13506},',
      'author = {',
      'Michaud, Eric J.',
      ' and ',
      'Liu, Ziming',
      '; ',
      ',',
      '}',
      '},',
      'year = ',
      '2024',
      '"',
      '%',
      '&',
      '\n',
      'et al.',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const text = pieces.join('');
        const { remarks, corrected } = await check(text);
        if (remarks.length === 0) expect(corrected).toBeUndefined();
        if (corrected === undefined) return;
        expect(corrected).not.toBe(text);
        expect((await check(corrected)).corrected ?? corrected).toBe(corrected);
      }),
      { numRuns: 500 },
    );
  });
});

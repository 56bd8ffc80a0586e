import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAuthors } from '../../../src/core/bibtex/authors.ts';
import { checkBib, readBib } from '../../../src/core/bibtex/check.ts';
import { scanBibtex } from '../../../src/core/bibtex/scan.ts';

type Kind = 'preprint' | 'published' | 'older version' | 'report';

const REST: Readonly<Record<Kind, string>> = {
  preprint: 'eprint = {2303.00001}',
  published: 'journal = {J. Foo}, eprint = {2303.00001}',
  'older version': 'eprint = {2303.00001v1}',
  report: 'institution = {MIT}, eprint = {2303.00001}',
};

/** The author field after the check, and what was said of it. */
async function check(authors: string, ofArxiv: readonly string[], kind: Kind = 'preprint', more = '') {
  const paper = {
    id: '2303.00001',
    title: 'A Study of Names in Papers',
    authors: ofArxiv,
    versions: [
      { number: 1, exact: true, submitted: '2023-03-23' },
      { number: 2, exact: true, submitted: '2023-04-23' },
    ],
  };
  const type = kind === 'published' ? 'article' : kind === 'report' ? 'techreport' : 'misc';
  const text = `@${type}{k, author = {${authors}}, title = {${paper.title}}, year = {2023}, ${REST[kind]}${more}}`;
  const { reports, corrected } = await checkBib(readBib(text), new Map([[paper.id, paper]]));
  const [entry] = scanBibtex(corrected ?? text).entries;
  return {
    authors: entry?.fields.find(({ name }) => name === 'author')?.text,
    said: reports
      .flatMap(({ remarks }) => remarks.map((remark) => remark.text))
      .filter((remark) => !remark.startsWith('cites v1')),
  };
}

describe('the authors of an entry', () => {
  it.each([
    ['Van de Walle, Chris G.', 'Chris G. Van de Walle'],
    ['Chris G. {Van de Walle}', 'Chris G. Van de Walle'],
    ['{Van de Walle}, Chris G.', 'Chris G. Van de Walle'],
    ["Gabriel {Garc\\'ia M\\'arquez}", 'Gabriel García Márquez'],
    ["Garc{\\'\\i}a M{\\'a}rquez, G.", 'Gabriel García Márquez'],
    ['Garcia-Marquez, Gabriel', 'Gabriel García Márquez'],
    ['Xi, Jinping', 'Xi Jinping'],
    ['Xi Jinping', 'Xi Jinping'],
    ['Fritzsche, S.', 'Fritzsche S.'],
    ['S. Fritzsche', 'Fritzsche S.'],
    ['King, Jr., Martin Luther', 'Martin Luther King Jr.'],
    ['King Jr., Martin Luther', 'Martin Luther King Jr.'],
    ['Mueller, Hans', 'Hans Müller'],
    ['M{\\"u}ller, H.', 'Hans Mueller'],
    ['Sorensen, Soren and Kaiser, Lukasz', 'Søren Sørensen;Łukasz Kaiser'],
    ['Rezaei Kheirkhah, T.', 'Tara Rezaei Kheirkhah'],
    ['Meyer auf der Heide, Friedhelm', 'Friedhelm Meyer auf der Heide'],
    ['{OpenAI} and others', 'OpenAI;Josh Achiam;Steven Adler'],
    ['SMITH, JOHN and DOE, JANE', 'John Smith;Jane Doe'],
  ])('are left alone where they are right: %s', async (authors, ofArxiv) => {
    for (const kind of ['preprint', 'published', 'older version', 'report'] as const)
      expect({ kind, ...(await check(authors, ofArxiv.split(';'), kind)) }).toMatchObject({
        kind,
        authors,
        said: [],
      });
  });

  it.each([
    ['one left out', 'Smith, J. and Jones, C. and Brown, D.', 'John Smith;Jane Doe;Carol Jones;Dan Brown'],
    [
      'the first left out, of names that are alike',
      'Yang, Jun and Chen, Chao and Cheng, Hao',
      'Jie Wang;Jun Yang;Chao Chen;Hao Cheng',
    ],
    [
      'another order',
      'Yang, J. and Wang, J. and Cheng, C. and Chen, H.',
      'Jie Wang;Jun Yang;Chao Chen;Hao Cheng',
    ],
    ['a part of a surname lost', 'Walle, Chris', 'Chris Van de Walle'],
    ['another surname', 'Wang-Smith, Jie and Yang, Jun', 'Jie Wang;Jun Yang'],
    ['a group for its members', '{OpenAI}', 'OpenAI;Josh Achiam;Steven Adler'],
    ['a group for its members, without braces', 'OpenAI', 'OpenAI;Josh Achiam;Steven Adler'],
    ['a group named otherwise', '{Gemini Team}', 'Gemini Team Google;Rohan Anil'],
    ['somebody more', 'Smith, John and Doe, Jane and New, Guy', 'John Smith;Jane Doe'],
    ['a surname that is near, of somebody else', 'Smyth, Bob and Doe, Jane', 'John Smith;Jane Doe'],
    ['nobody', '', 'John Smith;Jane Doe'],
    ['the surname of another author', 'Yang, Jie and Yang, Jun', 'Jie Wang;Jun Yang'],
    ['two typos', 'Smyth, John and Dole, Jane and Brown, D.', 'John Smith;Jane Doe;Dan Brown'],
    ['others between semicolons', 'Smith, John; Foo, Bar; Brown, Dan', 'John Smith;Jane Doe;Dan Brown'],
    ['another order between semicolons', 'Doe, Jane; Smith, John', 'John Smith;Jane Doe'],
  ])('are told and not changed, whatever the entry cites: %s', async (_, authors, ofArxiv) => {
    for (const kind of ['preprint', 'published', 'older version'] as const) {
      const result = await check(authors, ofArxiv.split(';'), kind);
      expect(result.authors).toBe(authors);
      expect(result.said.length).toBeGreaterThan(0);
    }
    expect((await check(authors, ofArxiv.split(';'), 'report')).authors).toBe(authors);
  });

  it.each([
    ['a typo', 'Smyth, John and Doe, Jane', 'Smith, John and Doe, Jane'],
    ['an early end', 'Smith, John', 'Smith, John and Doe, Jane'],
    ['"et al."', 'Smith, John et al.', 'Smith, John and Doe, Jane'],
    ['semicolons and an early end', 'Smith, J.; Doe, J.', 'Smith, John and Doe, Jane'],
  ])('are corrected as arXiv has them where nothing else can be cited: %s', async (_, authors, right) => {
    expect((await check(authors, ['John Smith', 'Jane Doe'])).authors).toBe(right);
  });

  it('of a publication or an older version are not taken from arXiv: the list may have been another one', async () => {
    for (const kind of ['published', 'older version'] as const)
      for (const authors of ['Smyth, John and Doe, Jane', 'Smith, John'])
        expect(await check(authors, ['John Smith', 'Jane Doe'], kind)).toMatchObject({
          authors,
          said: [expect.any(String)],
        });
    expect((await check('Smith, J. et al.', ['John Smith', 'Jane Doe'], 'published')).authors).toBe(
      'Smith, J. and others',
    );
  });

  it('are put right where BibTeX takes a name apart in another way, also in a publication', async () => {
    const result = await check('Christian Schroeder de Witt', ['Christian Schroeder de Witt'], 'published');
    expect(result.authors).toBe('Schroeder de Witt, Christian');
  });

  it('need not name a group that has a field of its own', async () => {
    const group = ', collaboration = {ATLAS}';
    for (const authors of ['Aad, Georges and others', 'Aad, Georges'])
      for (const ofArxiv of [['ATLAS Collaboration'], ['Georges Aad', 'The ATLAS Collaboration']])
        expect(await check(authors, ofArxiv, 'preprint', group)).toMatchObject({ authors, said: [] });
  });

  it('lose nobody and gain nobody twice, whatever the order and whoever is left out', async () => {
    const surnames = 'Wang Yang Chen Cheng Chan Zhang Zhao Li Liu Lin Kim Kimm'.split(' ');
    const list = fc.shuffledSubarray(surnames, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        list,
        list,
        fc.constantFrom<Kind>('preprint', 'published'),
        async (said, known, kind) => {
          const authors = said.map((surname) => `${surname}, J.`).join(' and ');
          const result = await check(
            authors,
            known.map((surname) => `Jie ${surname}`),
            kind,
          );
          const after = readAuthors(result.authors ?? '').names.map(({ family }) => family);
          expect(new Set(after).size).toBe(after.length);
          if (said.every((surname) => known.includes(surname)))
            expect(after).toEqual(expect.arrayContaining(said));
          if (kind === 'published') expect(result.authors).toBe(authors);
        },
      ),
      { numRuns: 500 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { checkBib, readBib } from '../../../src/core/bibtex/check.ts';
import { textOf } from '../../../src/core/bibtex/entry.ts';
import { scanBibtex } from '../../../src/core/bibtex/scan.ts';
import type { Paper } from '../../../src/core/paper.ts';

const geometry: Paper = {
  id: '2410.19750',
  title: 'The Geometry of Concepts',
  authors: ['Yuxiao Li'],
  categories: ['q-bio.NC', 'cs.AI'],
  journalRef: 'Entropy 2025, 27(4), 344',
  versions: [{ number: 1, exact: true, submitted: '2024-10-10' }],
};
const circuits: Paper = {
  id: '2403.19647',
  title: 'Sparse Feature Circuits',
  authors: ['Samuel Marks'],
  categories: ['cs.LG'],
  journalRef: 'International Conference on Learning Representations, 2025',
  versions: [{ number: 1, exact: true, submitted: '2024-03-28' }],
};
const PAPERS = new Map([geometry, circuits].map((paper) => [paper.id, paper]));

async function check(text: string) {
  const { reports, corrected } = await checkBib(readBib(text), PAPERS);
  const [entry] = scanBibtex(corrected ?? text).entries;
  const fields =
    entry?.fields.map(({ name }) => [name, entry === undefined ? '' : textOf(entry, name)]) ?? [];
  return {
    said: reports.flatMap(({ remarks }) => remarks.map((remark) => remark.text)),
    entry: { type: entry?.type, key: entry?.key, ...Object.fromEntries(fields) },
    corrected,
  };
}

const AS_ARTICLE = {
  type: 'article',
  key: 'li',
  title: 'The Geometry of Concepts',
  author: 'Li, Yuxiao',
  journal: 'Entropy',
  year: '2025',
  volume: '27',
  number: '4',
  pages: '344',
  eprint: '2410.19750',
  archiveprefix: 'arXiv',
  primaryclass: 'q-bio.NC',
};
const START = '{li, title = {The Geometry of Concepts}, author = {Li, Yuxiao}, year = {2024}';

describe('a preprint in a .bib file that has been published meanwhile', () => {
  it.each([
    ['only its journal', `@article${START}, journal = {arXiv preprint arXiv:2410.19750}}`],
    ['only its DOI', `@misc${START}, doi = {10.48550/arXiv.2410.19750}, publisher = {arXiv}}`],
    ['a number', `@misc${START}, number = {arXiv:2410.19750}, publisher = {arXiv}}`],
    ['how it was published', `@misc${START}, howpublished = {arXiv:2410.19750}}`],
    ['the month of the preprint', `@misc${START}, month = oct, howpublished = {arXiv:2410.19750}}`],
  ])('becomes an article that keeps the id, where it stood in %s', async (_, text) => {
    const { entry } = await check(text);
    expect(entry).toEqual({ ...AS_ARTICLE, url: 'https://arxiv.org/abs/2410.19750' });
  });

  it('keeps every field that is still true', async () => {
    const own =
      'eprint = {2410.19750}, url = {https://here.org}, keywords = {a, b}, note = {Read!}, abstract = {Why}';
    const { entry, said } = await check(`@misc${START}, ${own}}`);
    const { archiveprefix: _, primaryclass: __, ...article } = AS_ARTICLE;
    expect(entry).toEqual({
      ...article,
      url: 'https://here.org',
      keywords: 'a, b',
      note: 'Read!',
      abstract: 'Why',
    });
    expect(said).toEqual(['published in Entropy']);
  });

  it('tells what it cannot judge', async () => {
    expect((await check(`@misc${START}, eprint = {2410.19750}, note = {Submitted to X}}`)).said).toEqual([
      'published in Entropy; look at its note',
    ]);
    const report = await check(`@techreport${START}, eprint = {2410.19750}, institution = {OpenAI}}`);
    expect(report.said).toEqual(['published in Entropy (kept as it cites something else: OpenAI)']);
    expect(report.corrected).toBeUndefined();
  });

  it('is written in the dialect of its entry, whatever the rest of the file is', async () => {
    const other = '@online{o, title = {X}, date = {2020}}';
    const { entry, corrected } = await check(`@misc${START}, eprint = {2410.19750}}\n${other}`);
    expect(entry).toMatchObject({ type: 'article', journal: 'Entropy', year: '2025' });
    expect(corrected).not.toContain('journaltitle');
    const biblatex = START.replace('year = {2024}', 'date = {2024-10-10}');
    const zotero = await check(
      `@online${biblatex}, eprinttype = {arxiv}, eprint = {2410.19750}, pubstate = {prepublished}}`,
    );
    expect(zotero.entry).toMatchObject({
      type: 'article',
      journaltitle: 'Entropy',
      date: '2025',
      eid: '344',
    });
    expect(zotero.corrected).not.toMatch(/year|pubstate/);
  });

  it('has nothing more to be corrected then', async () => {
    const { corrected } = await check(`@article${START}, journal = {CoRR}, volume = {abs/2410.19750}}`);
    expect((await check(corrected ?? '')).said).toEqual([]);
  });
});

describe('what says of itself that it is published elsewhere', () => {
  it.each([
    ['another DOI', 'doi = {10.1016/j.foo.2024.1}'],
    ['another volume', 'volume = {3}'],
    ['other pages', 'pages = {1--12}'],
  ])('is kept as it has %s', async (what, field) => {
    const { said, corrected } = await check(`@misc${START}, eprint = {2410.19750}, ${field}}`);
    expect(said).toEqual([`published in Entropy (kept as it has ${what})`]);
    expect(corrected).toBeUndefined();
  });

  it.each([
    'note = {PhD thesis}',
    'howpublished = {Talk at CERN}',
    'publisher = {Zenodo}',
    'note = {Slides}',
  ])('is kept as it cites something else: %s', async (field) => {
    const { said, corrected } = await check(`@misc${START}, eprint = {2410.19750}, ${field}}`);
    expect(said).toEqual([
      expect.stringMatching(/^published in Entropy \(kept as it cites something else: /),
    ]);
    expect(corrected).toBeUndefined();
  });
});

describe('the title of an entry', () => {
  it.each([
    ['The Geometry of Concepts and Many Other Things Beside', undefined],
    ['Concepts of Something', undefined],
    [
      'Some Concepts Beside Many Things',
      'arXiv:2410.19750 is called "The Geometry of Concepts" now; nothing else of it was compared',
    ],
    [
      'Quite Another Paper',
      'arXiv:2410.19750 is called "The Geometry of Concepts" now; nothing else of it was compared',
    ],
  ])('says whether it is that paper by half of its words: %s', async (title, said) => {
    const text = `@misc{li, title = {${title}}, author = {Li, Yuxiao}, eprint = {2410.19750}}`;
    expect((await check(text)).said).toEqual(said === undefined ? ['published in Entropy'] : [said]);
  });
});

describe('what is cited as published', () => {
  const entry = (journal: string, year: number) =>
    `@article{li, title = {The Geometry of Concepts}, author = {Li, Yuxiao}, journal = {${journal}}, year = ${year}, eprint = {2410.19750}}`;

  it('takes the year of its journal', async () => {
    expect((await check(entry('Entropy', 2024))).entry).toMatchObject({ year: '2025' });
  });

  it('is left alone where arXiv names another place', async () => {
    const { said, corrected } = await check(entry('Patterns', 2024));
    expect(said).toEqual(['arXiv says it was published in Entropy in 2025']);
    expect(corrected).toBeUndefined();
  });
});

describe('signs in a .bib file', () => {
  it('are text in addresses and in fields that nobody prints', async () => {
    const text =
      '@misc{a, title = {T}, note = {\\url{https://x.org/?a=1&b=20%}}, bdsk-url-1 = {https://x.org/?a&b}}';
    expect(await check(text)).toMatchObject({ said: [] });
  });
});

import { describe, expect, it } from 'vitest';
import { paperWith } from '../papers.ts';
import { textOf } from '../text-of.ts';

const article = paperWith({
  title: 'Sums of $5 & {Sets}: "A" <b>Title</b>',
  authors: ['Ludwig van Beethoven Jr.', 'The Example, Inc. Collaboration'],
  journalRef: 'Entropy 2025, 27(4), 344',
  dois: ['10.3390/e27040344'],
});

describe('CSL-JSON', () => {
  it('has a type, names in parts, and no mark-up of its own making', () => {
    expect(JSON.parse(textOf(article, 'csl-json'))).toEqual([
      {
        id: 'key',
        type: 'article-journal',
        title: 'Sums of $5 & Sets: "A" &lt;b>Title&lt;/b>',
        author: [
          { family: 'van Beethoven', given: 'Ludwig', suffix: 'Jr.' },
          { literal: 'The Example, Inc. Collaboration' },
        ],
        issued: { 'date-parts': [[2025]] },
        'container-title': 'Entropy',
        volume: '27',
        issue: '4',
        page: '344',
        archive: 'arXiv',
        archive_location: '2401.00001',
        DOI: '10.3390/e27040344',
        URL: 'https://arxiv.org/abs/2401.00001',
      },
    ]);
  });

  it('calls a preprint an article of arXiv, with its day', () => {
    expect(JSON.parse(textOf(paperWith({}), 'csl-json'))).toMatchObject([
      {
        type: 'article',
        publisher: 'arXiv',
        number: 'arXiv:2401.00001',
        issued: { 'date-parts': [[2024, 1, 1]] },
        DOI: '10.48550/arXiv.2401.00001',
      },
    ]);
  });
});

describe('EndNote', () => {
  it('prints one tag a line, and a group as a name without parts', () => {
    expect(textOf(article, 'endnote')).toBe(`%0 Journal Article
%A van Beethoven, Ludwig, Jr.
%A The Example Inc. Collaboration,
%T Sums of $5 & Sets: "A" <b>Title</b>
%J Entropy
%D 2025
%V 27
%N 4
%P 344
%M arXiv:2401.00001
%R 10.3390/e27040344
%U https://arxiv.org/abs/2401.00001
%F key`);
  });
});

describe('Hayagriva', () => {
  it('quotes every text, and escapes what Typst would act on', () => {
    expect(textOf(article, 'hayagriva')).toBe(`key:
  type: article
  title:
    value: "Sums of \\\\$5 & Sets: \\"A\\" <b>Title</b>"
    verbatim: true
  author:
    - { name: "van Beethoven", given-name: "Ludwig", suffix: "Jr." }
    - { name: "The Example, Inc. Collaboration" }
  date: 2025
  page-range: "344"
  serial-number:
    doi: "10.3390/e27040344"
    arxiv: "2401.00001"
  url: "https://arxiv.org/abs/2401.00001"
  parent:
    type: periodical
    title: "Entropy"
    volume: "27"
    issue: "4"`);
  });
});

describe('BibLaTeX', () => {
  it('keeps letters as they are, and has its own names for the fields', () => {
    const paper = { ...article, title: 'Über $\\alpha$ & AI', authors: ['Mateja Vukelić'] };
    expect(textOf(paper, 'biblatex')).toBe(`@article{key,
  author       = {Vukelić, Mateja},
  title        = {Über {$\\alpha$} \\& {AI}},
  journaltitle = {Entropy},
  date         = {2025},
  volume       = {27},
  number       = {4},
  eid          = {344},
  eprint       = {2401.00001},
  eprinttype   = {arxiv},
  eprintclass  = {cs.LG},
  doi          = {10.3390/e27040344},
  url          = {https://arxiv.org/abs/2401.00001}
}`);
  });
});

describe('what is between pages and behind signs', () => {
  const ranged = paperWith({ journalRef: 'Nature 521, 436-444 (2015)' });

  it('is two hyphens in BibLaTeX', () => {
    expect(textOf(ranged, 'biblatex')).toContain('pages        = {436--444}');
  });

  it('is one more backslash in Hayagriva', () => {
    const paper = paperWith({ title: 'a \\textbackslash b' });
    const value = /value: (".*")/.exec(textOf(paper, 'hayagriva'))?.[1] ?? '""';
    expect(JSON.parse(value)).toBe('a \\\\ b');
  });

  it('is the day of a preprint in EndNote', () => {
    expect(textOf(paperWith({}), 'endnote')).toContain('\n%8 2024/01/01\n');
    expect(textOf(ranged, 'endnote')).not.toContain('%8');
  });
});

describe('BibTeX for plain styles', () => {
  it('prints the id once more in a field that old styles print', () => {
    expect(textOf(paperWith({}), 'bibtex-plain')).toContain('howpublished  = {arXiv:2401.00001}');
    expect(textOf(article, 'bibtex-plain')).toContain('note          = {arXiv:2401.00001}');
    expect(textOf(article, 'bibtex-plain')).not.toContain('howpublished');
  });
});

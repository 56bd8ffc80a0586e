import { parse } from '@retorquere/bibtex-parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cite, citeAll } from '../../../src/core/citation/cite.ts';
import { citationKey } from '../../../src/core/citation/key.ts';
import { STYLES, type Style } from '../../../src/core/citation/styles.ts';
import { toReadable } from '../../../src/core/latex.ts';
import type { Paper } from '../../../src/core/paper.ts';
import { NASTY } from '../../typeset/papers.ts';
import { paperWith, seedPapers } from './papers.ts';
import { textOf } from './text-of.ts';

const seed = await seedPapers();
const entries = [...seed.values()].map((each) => ({ paper: each, key: citationKey(each, () => false) }));

function paper(id: string): Paper {
  const found = seed.get(id);
  if (found === undefined) throw new Error(`${id} does not ship`);
  return found;
}

function warnings(of: Paper, style: Style, options: object = {}): readonly string[] {
  const citation = cite(of, 'key', { style, ...options });
  return citation.kind === 'citation' ? citation.warnings : [];
}

const published = paperWith({
  journalRef: 'Entropy 2025, 27(4), 344',
  dois: ['https://doi.org/10.3390/e27040344'],
});
const versions = [
  { number: 1, exact: true, submitted: '2023-12-31' },
  { number: 2, exact: true, submitted: '2025-02-01' },
] as const;

describe('a list of authors that is cut', () => {
  const cut = paper('2501.16496');

  it('ends with "others" in BibTeX and BibLaTeX', () => {
    for (const style of ['bibtex', 'biblatex', 'bibtex-arxiv', 'bibtex-plain'] as const) {
      expect(textOf(cut, style)).toMatch(/and Geiger, Atticus and others\},$/m);
      expect(warnings(cut, style)).toContain('4 more authors are not in the source; the list is incomplete.');
    }
  });

  it('is no APA citation, as APA names the last author', () => {
    expect(cite(cut, 'key', { style: 'apa' })).toEqual({
      kind: 'refused',
      reason:
        'APA names the last author, and 4 of the authors of arXiv:2501.16496 are not known here; take a style that shortens the list, such as mla, chicago or ieee.',
    });
  });

  it('never shows its last visible author as the last', () => {
    for (const style of ['mla', 'chicago', 'ieee', 'harvard', 'vancouver', 'nature'] as const) {
      expect(textOf(cut, style)).toMatch(/^(?:Sharkey|L\. Sharkey).* et al\.?/);
      expect(textOf(cut, style)).not.toContain('Geiger');
      expect(warnings(cut, style)).toEqual([]);
    }
    expect(textOf(cut, 'acm')).toContain('Atticus Geiger, et al. 2025.');
    for (const style of ['ris', 'csl-json', 'endnote', 'hayagriva'] as const)
      expect(textOf(cut, style)).toContain('4 more authors not in source');
    for (const style of ['acm', 'ris', 'csl-json', 'endnote', 'hayagriva'] as const)
      expect(warnings(cut, style)).toContain('4 more authors are not in the source; the list is incomplete.');
  });

  it('is said to be incomplete where a style would print more than are known', () => {
    const short = paperWith({ authors: ['Ada Lovelace', 'Ben Two'], hiddenAuthors: 1 });
    expect(textOf(short, 'chicago')).toMatch(/^Lovelace, Ada, Ben Two, et al\. 2024\./);
    expect(warnings(short, 'chicago')).toEqual([
      '1 more author is not in the source; the list is incomplete.',
    ]);
  });
});

describe('a list that ends in "et al." on arXiv itself', () => {
  const open = paperWith({ authors: ['E. Grauges'], hiddenAuthors: 0, moreAuthors: true });

  it('never stands there as if it were whole', () => {
    expect(textOf(open, 'bibtex')).toContain('author        = {Grauges, E. and others},');
    expect(cite(open, 'key', { style: 'apa' })).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('some of the authors of arXiv:2401.00001 are not known here'),
    });
    for (const style of ['mla', 'chicago', 'ieee', 'harvard', 'vancouver', 'nature', 'acm'] as const)
      expect(textOf(open, style)).toContain('et al');
    expect(textOf(open, 'markdown')).toContain('(Grauges et al., 2024)');
    for (const style of ['ris', 'csl-json', 'endnote', 'hayagriva'] as const)
      expect(textOf(open, style)).toContain('more authors not in source');
    expect(warnings(open, 'bibtex')).toEqual(['More authors are not in the source; the list is incomplete.']);
  });
});

describe('the year', () => {
  it('is that of the first version, for all papers that ship but the two that were published later', () => {
    const years = entries.map(({ paper: each, key }) => [
      key,
      /^ {2}year {10}= \{(\d+)\}/m.exec(textOf(each, 'bibtex'))?.[1],
    ]);
    const later = years.filter(([key, year]) => /\d{4}/.exec(key ?? '')?.[0] !== year);
    expect(later).toEqual([
      ['li2024geometry', '2025'],
      ['marks2024sparse', '2025'],
    ]);
  });

  it("is that of the newest version in arXiv's own form, and so is its key", () => {
    expect(textOf(paper('2303.13506'), 'bibtex-arxiv')).toBe(`@misc{michaud2024quantizationmodelneuralscaling,
      title={The Quantization Model of Neural Scaling},
      author={Michaud, Eric J. and Liu, Ziming and Girit, Uzay and Tegmark, Max},
      year={2024},
      eprint={2303.13506},
      archivePrefix={arXiv},
      primaryClass={cs.LG},
      url={https://arxiv.org/abs/2303.13506},
}`);
  });

  it('is that of a pinned version', () => {
    const both = paperWith({ versions });
    expect(textOf(both, 'bibtex')).toContain('year          = {2023}');
    expect(textOf(both, 'bibtex', { version: 2 })).toContain('year          = {2025}');
    expect(textOf(both, 'biblatex', { version: 2 })).toContain('date        = {2025-02-01}');
  });
});

describe('a version that is pinned', () => {
  it('is named in the id and the link, and no DOI hides it', () => {
    for (const style of STYLES) {
      const text = textOf(paperWith({ versions }), style, { version: 2 });
      expect(text).toContain('2401.00001v2');
      expect(text).not.toContain('10.48550');
    }
  });

  it('keeps the key, and is the preprint even of a paper that was published', () => {
    expect(textOf({ ...published, versions }, 'bibtex', { version: 1 })).toMatch(/^@misc\{key,/);
    expect(textOf(published, 'bibtex', { version: 1, form: 'published' })).toBe(
      'The published form has no v1; leave the version or "published" out.',
    );
  });

  it('is told from what is known of another', () => {
    const both = paperWith({ versions });
    expect(warnings(both, 'bibtex', { version: 2 })).toEqual([]);
    expect(warnings(both, 'bibtex', { version: 1 })).toEqual([
      'Title and authors are those of the newest version known here.',
    ]);
    expect(warnings(both, 'bibtex', { version: 7 })).toEqual([
      'No v7 is known here; the newest is v2.',
      'Title and authors are those of the newest version known here.',
    ]);
    const guessed = paperWith({
      versions: [versions[0], { number: 2, exact: false, submitted: '2025-02-01' }],
    });
    expect(warnings(guessed, 'bibtex', { version: 2 })[0]).toBe(
      'The day of v2 is not known here; the year is that of the first version.',
    );
  });
});

describe('the DOI', () => {
  it("is bare, arXiv's for a preprint, the publisher's for what was published, and never invented", () => {
    expect(textOf(paperWith({}), 'bibtex')).toContain('doi           = {10.48550/arXiv.2401.00001}');
    expect(textOf(published, 'bibtex')).toContain('doi           = {10.3390/e27040344}');
    expect(textOf(published, 'bibtex', { form: 'preprint' })).toContain(
      'doi           = {10.48550/arXiv.2401.00001}',
    );
    expect(textOf(paper('2410.19750'), 'bibtex')).not.toContain('doi');
  });

  it('is left out when it is none', () => {
    const odd = paperWith({
      journalRef: 'ICLR 2025',
      dois: ['nothing', '10.1/x y', '10.1234/a}b', '10.48550/arXiv.2401.00001'],
    });
    expect(textOf(odd, 'bibtex')).not.toContain('doi');
  });
});

describe('the published form', () => {
  it('is the default where a journal reference names the place, and keeps the id', () => {
    expect(cite(published, 'key', { style: 'bibtex' })).toMatchObject({
      form: 'published',
      venue: 'Entropy',
      warnings: [],
    });
    expect(textOf(published, 'bibtex')).toContain('eprint        = {2401.00001}');
    expect(textOf(paperWith({}), 'apa', { form: 'published' })).toBe(
      'No place of publication of arXiv:2401.00001 is known here that could be cited; leave "published" out for the preprint.',
    );
  });

  it('is never made of comments: they go into a note, and a warning says so', () => {
    const claimed = textOf(paper('2012.05862'), 'bibtex');
    expect(claimed).toMatch(/^@misc/);
    expect(claimed).toContain('note          = {Presented at Deep RL Workshop, NeurIPS 2020}');
    expect(warnings(paper('2012.05862'), 'bibtex')).toEqual([
      'Only the author\'s comments name a venue: "Presented at Deep RL Workshop, NeurIPS 2020".',
    ]);
    expect(textOf(paper('2509.02565'), 'bibtex')).not.toContain('note');
  });

  it('is not made of a journal reference that cannot be read: it goes whole into the note', () => {
    const odd = paperWith({ journalRef: 'Talk at Nowhere & Elsewhere' });
    expect(textOf(odd, 'bibtex')).toContain('note          = {Talk at Nowhere \\& Elsewhere}');
    expect(textOf(odd, 'bibtex')).toMatch(/^@misc/);
  });

  it('is told with its reference where a text has no note and it cannot be read', () => {
    const odd = paperWith({ journalRef: 'Talk at Nowhere', dois: ['10.1000/x'] });
    expect(warnings(odd, 'apa')).toEqual([
      'The journal reference "Talk at Nowhere" could not be read; the preprint is cited.',
      'Published under the DOI 10.1000/x; its journal, volume and pages are not known here, so the preprint is cited.',
    ]);
    expect(warnings(odd, 'bibtex')).toEqual([
      'The journal reference "Talk at Nowhere" is in the note as it stands.',
      'The DOI is that of the published version.',
    ]);
    expect(cite(odd, 'key', { style: 'apa', form: 'published' })).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('could not be read: "Talk at Nowhere"'),
    });
  });
});

describe('a paper that was withdrawn', () => {
  it('says so in every style', () => {
    const gone = paperWith({ withdrawn: true });
    for (const style of STYLES) {
      expect(textOf(gone, style)).toContain('Withdrawn by the author');
      expect(warnings(gone, style)[0]).toBe('This paper has been withdrawn.');
    }
    expect(textOf(gone, 'bibtex')).toContain('note          = {Withdrawn by the author}');
  });
});

describe('what a document needs', () => {
  it.each([
    [{ authors: ['王小明'] }, 'bibtex', 'Needs LuaLaTeX or XeLaTeX, and a font with its letters.'],
    [
      { authors: ['An Nguyễn'] },
      'bibtex',
      'With biber this needs LuaLaTeX or XeLaTeX: a letter carries two accents.',
    ],
    [{ authors: ['An Nguyễn'] }, 'biblatex', 'Needs LuaLaTeX or XeLaTeX, and a font with its letters.'],
    [{ authors: ['Jan Wąs'] }, 'bibtex', 'Needs \\usepackage[T1]{fontenc}.'],
    [{ authors: ['Đorđe Ó'] }, 'bibtex', 'Needs \\usepackage[T1]{fontenc}.'],
    [{ title: 'On $\\mathbb{R}$' }, 'biblatex', 'Needs \\usepackage{amssymb}.'],
  ] as const)('is said beside it: %j in %s', (facts, style, words) => {
    expect(warnings(paperWith(facts), style)).toEqual([words]);
    expect(warnings(paperWith(facts), 'mla')).toEqual([]);
  });
});

describe('many at once', () => {
  it('are read by an independent reader of BibTeX, every entry with its title and its authors', () => {
    for (const style of ['bibtex', 'biblatex', 'bibtex-arxiv', 'bibtex-plain'] as const) {
      const all = [...entries, ...NASTY.map((each, index) => ({ paper: each, key: `nasty${index}` }))];
      const library = parse(citeAll(all, style).text, { sentenceCase: false, caseProtection: false });
      // Of formulas that reader knows few commands.
      expect(library.errors.filter(({ error }) => !error.startsWith('unhandled macro'))).toEqual([]);
      expect(library.entries).toHaveLength(all.length);
      for (const { paper: each } of entries) {
        const entry = library.entries.find((other) => other.fields['eprint'] === each.id);
        expect(entry?.fields['title']).toBe(toReadable(each.title ?? ''));
        expect(
          entry?.fields.author
            ?.map(({ lastName, firstName, prefix }) =>
              [firstName, prefix, lastName].filter(Boolean).join(' ').normalize('NFC'),
            )
            .filter((name) => name !== 'others'),
        ).toEqual(each.authors);
      }
    }
  });

  it('come sorted by key, each paper once, under keys that differ', () => {
    const twice = [
      { paper: paperWith({ id: '2401.00002' }), key: 'b2024' },
      { paper: paperWith({ id: '2401.00003' }), key: 'a2024' },
      { paper: paperWith({ id: '2401.00004' }), key: 'A2024' },
      { paper: paperWith({ id: '2401.00003' }), key: 'a2024' },
    ];
    const keys = (style: Style): (string | undefined)[] =>
      [...citeAll(twice, style).text.matchAll(/^@misc\{(.*),$/gm)].map((match) => match[1]);
    expect(keys('bibtex')).toEqual(['A2024', 'a2024x2', 'b2024']);
    expect(keys('bibtex-arxiv')).toEqual(['lovelace2024title', 'lovelace2024titlex2', 'lovelace2024titlex3']);
  });

  it('carry their warnings as comments, where the format has any, and never an @ in them', () => {
    const file = citeAll(
      [{ paper: paperWith({ comments: 'Accepted to X@Y 2025', withdrawn: true }), key: 'key' }],
      'bibtex',
    );
    expect(file.fileName).toBe('references.bib');
    expect(file.text).toMatch(
      /^% key: This paper has been withdrawn\.\n% key: Only the author's comments name a venue: "Accepted to X\(at\)Y 2025"\.\n@misc\{key,\n/,
    );
    expect(file.warnings).toHaveLength(2);
    expect(citeAll([{ paper: paperWith({ withdrawn: true }), key: 'key' }], 'hayagriva').text).toMatch(
      /^# key: This/,
    );
    const needs = citeAll(
      [{ paper: paperWith({ title: '$\\mathbb{R}$ and $\\mathbb{C}$' }), key: 'key' }],
      'bibtex',
    );
    expect(needs.text).toMatch(/^% Needs \\usepackage\{amssymb\}\.\n\n@misc/);
  });

  it('leave out what a style cannot cite, and say which', () => {
    const file = citeAll(entries, 'apa');
    expect(file.text.trimEnd().split('\n')).toHaveLength(15);
    expect(file.warnings.map((warning) => warning.split(':')[0])).toEqual([
      'casper2023open',
      'sharkey2025open',
    ]);
  });

  it('are one list in CSL-JSON, and nothing is an empty one', () => {
    const list: unknown = JSON.parse(citeAll(entries, 'csl-json').text);
    expect(list).toHaveLength(17);
    expect(JSON.parse(citeAll([], 'csl-json').text)).toEqual([]);
    expect(citeAll([], 'bibtex')).toMatchObject({ text: '', warnings: [] });
  });
});

describe('any paper', () => {
  it('is cited in every style without a throw, on lines that no title can break', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...Array.from('${}\\_^%&#~"@\n\r,:- Aa1é')) }),
    );
    const anyPaper = fc.record({
      title: text,
      authors: fc.array(text, { maxLength: 4 }),
      hiddenAuthors: fc.nat({ max: 3 }),
      comments: text,
      journalRef: fc.oneof(text, fc.constant('Entropy 2025, 27(4), 344')),
      dois: fc.array(text, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(anyPaper, fc.constantFrom(...STYLES), (facts, style) => {
        const { text: file } = citeAll([{ paper: paperWith(facts), key: 'key' }], style);
        const entryLines = file.split('\n').filter((line) => !/^[%#] /.test(line));
        if (style === 'ris')
          expect(entryLines.filter((line) => line !== '' && !/^[A-Z][A-Z0-9] {2}- /.test(line))).toEqual([]);
        if (style === 'endnote')
          expect(entryLines.filter((line) => line !== '' && !/^%\S /.test(line))).toEqual([]);
        if (style === 'csl-json') expect(JSON.parse(file)).toHaveLength(1);
        expect(file).not.toMatch(/[\r\u0000]/);
      }),
      { numRuns: 400 },
    );
  });
});

describe('a preprint with a DOI of a publisher whose place nobody knows', () => {
  const both = paperWith({ dois: ['10.1103/PhysRevD.1.2'] });

  it.each(['apa', 'nature', 'mla', 'vancouver'] as const)(
    'is cited by its own link where a text calls it a preprint: %s',
    (style) => {
      const citation = cite(both, 'key', { style });
      expect(citation).toMatchObject({
        text: expect.stringContaining(`https://doi.org/10.48550/arXiv.${both.id}`),
        warnings: [expect.stringContaining('Published under the DOI 10.1103/PhysRevD.1.2')],
      });
    },
  );

  it("has the publisher's where the id stands beside it", () => {
    expect(cite(both, 'key', { style: 'bibtex' })).toMatchObject({
      text: expect.stringContaining('{10.1103/PhysRevD.1.2}'),
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBib, readBib } from '../../../src/core/bibtex/check.ts';
import type { Paper } from '../../../src/core/paper.ts';

const TITLE = 'Sparse Recovery of Acoustic Signals by Convex Programs';
const paper: Paper = {
  id: '1303.00002',
  title: TITLE,
  authors: ['John Smith'],
  versions: [
    { number: 1, exact: true, submitted: '2013-02-04' },
    { number: 2, exact: true, submitted: '2014-02-10' },
  ],
};
const SIGNALS = 'IEEE Transactions on Signal Processing, vol. 62, no. 3, pp. 12-25, 2014';

async function check(type: string, fields: string, journalRef?: string, title = TITLE) {
  const text = `@${type}{k, author = {Smith, John}, title = {${title}}, eprint = {1303.00002}, ${fields}}`;
  const known = { ...paper, ...(journalRef === undefined ? {} : { journalRef }) };
  const { reports, corrected } = await checkBib(readBib(text), new Map([[paper.id, known]]));
  const said = reports.flatMap(({ remarks }) => remarks.map((remark) => remark.text));
  return { said, year: /(?:year|date) = \{?([^},]*)/.exec(corrected ?? text)?.[1], corrected };
}

describe('the year of a publication', () => {
  it.each([
    ['journal = {IEEE Transactions on Signal Processing}', SIGNALS],
    ['journal = {IEEE Trans. Signal Process.}, volume = {62}, pages = {12--25}', SIGNALS],
    ['journal = {{IEEE} Trans. on Signal Proc.}', SIGNALS],
    ['journal = {Phys. Rev. D}', 'Phys. Rev. D 87 (2014) 112003'],
    ['journal = {Physical Review D}, volume = 87', 'Phys. Rev. D 87 (2014) 112003'],
    ['journal = {J. Mach. Learn. Res.}', 'Journal of Machine Learning Research 15 (2014) 1-20'],
  ])('becomes that of the same place: %s', async (fields, journalRef) => {
    expect((await check('article', `${fields}, year = {2013}`, journalRef)).year).toBe('2014');
    expect((await check('article', `${fields}, year = {2014}`, journalRef)).corrected).toBeUndefined();
  });

  it.each([
    [
      'inproceedings',
      'booktitle = {IEEE International Conference on Acoustics, Speech and Signal Processing (ICASSP)}',
      SIGNALS,
    ],
    [
      'inproceedings',
      'booktitle = {International Conference on Machine Learning}',
      'Journal of Machine Learning Research 15 (2014) 1-20',
    ],
    ['incollection', 'booktitle = {Handbook of Signal Processing}, publisher = {Springer}', SIGNALS],
    ['article', 'journal = {Signal Processing Letters}', SIGNALS],
    ['article', 'journal = {IEEE Trans. Inf. Theory}', SIGNALS],
    ['article', 'journal = {Signal Processing}', SIGNALS],
    ['article', 'journal = {IEEE Transactions on Signal Processing}, volume = {61}', SIGNALS],
    ['article', 'journal = {IEEE Transactions on Signal Processing}, pages = {99--104}', SIGNALS],
    ['inproceedings', 'booktitle = {IEEE Transactions on Signal Processing}', SIGNALS],
    ['article', 'journal = {Phys. Rev. B}', 'Phys. Rev. D 87 (2014) 112003'],
    ['article', 'journal = {Phys. Rev.}', 'Phys. Rev. D 87 (2014) 112003'],
    ['article', 'journal = {Phys. Rev. Applied}', 'Phys. Rev. A 87 (2014) 112003'],
    ['article', 'journal = {\\apj}', 'Astrophys. J. 770 (2014) 100'],
    [
      'inproceedings',
      'booktitle = {International Conference on Machine Learning, {ICML} 2013, Atlanta}',
      'International Conference on Machine Learning, 2014',
    ],
  ])('is told and stays where it may be of another: @%s %s', async (type, fields, journalRef) => {
    const { said, corrected } = await check(type, `${fields}, year = {2013}`, journalRef);
    expect(said).toEqual([expect.stringMatching(/^arXiv says it was published in .* in 2014$/)]);
    expect(corrected).toBeUndefined();
  });

  it('is told and stays where it is no plain year', async () => {
    for (const year of ['2013/14', 'in press, 2013', '2013a']) {
      const fields = `journal = {IEEE Transactions on Signal Processing}, year = {${year}}`;
      const { said, corrected } = await check('article', fields, SIGNALS);
      expect(said.length).toBe(1);
      expect(corrected).toBeUndefined();
    }
  });
});

describe('the year of what is no preprint', () => {
  it.each([
    ['techreport', 'institution = {MIT}, number = {TR-12}'],
    ['report', 'institution = {MIT}, type = {techreport}'],
    ['phdthesis', 'school = {MIT}'],
    ['book', 'publisher = {Springer}'],
    ['misc', 'howpublished = {Talk at CERN}'],
    ['misc', 'howpublished = {GitHub}'],
    ['misc', 'howpublished = {PhD thesis, MIT}'],
    ['misc', 'note = {Slides of a talk}'],
    ['misc', 'publisher = {Zenodo}'],
    ['online', 'organization = {OpenAI}'],
    ['misc', 'doi = {10.1016/j.foo.2012.01}'],
    ['software', 'version = {1.2}'],
  ])('is its own, with and without a journal reference: @%s %s', async (type, fields) => {
    for (const journalRef of [undefined, SIGNALS]) {
      const { year, corrected } = await check(type, `${fields}, year = {2012}`, journalRef);
      expect(year).toBe('2012');
      expect(corrected).toBeUndefined();
    }
  });

  it.each(['Erratum: ', 'Code for ', 'Reply to ', 'Slides: '])('is its own: %s…', async (before) => {
    const fields = 'journal = {IEEE Transactions on Signal Processing}, year = {2015}';
    const result = await check('article', fields, SIGNALS, `${before}${TITLE}`);
    expect(result).toMatchObject({ year: '2015', corrected: undefined });
  });
});

describe('the year of a preprint', () => {
  it.each([
    ['misc', 'archivePrefix = {arXiv}, year = {2014}'],
    ['misc', 'publisher = {arXiv}, year = {2014}'],
    ['misc', 'howpublished = {arXiv preprint arXiv:1303.00002}, year = {2014}'],
    ['article', 'journal = {arXiv e-prints}, year = {2014}'],
    ['techreport', 'institution = {arXiv}, year = {2014}'],
    ['online', 'eprinttype = {arxiv}, date = {2014}'],
  ])('becomes that of the first version: @%s %s', async (type, fields) => {
    expect((await check(type, fields)).year).toMatch(/^2013/);
  });

  it.each([
    'url = {https://arxiv.org/abs/1303.00002v2}',
    'version = {2}',
    'version = {v2}',
    'note = {Version 2}',
    'howpublished = {arXiv:1303.00002v2 [cs.IT]}',
  ])('is that of the version that it pins: %s', async (pin) => {
    expect(await check('misc', `${pin}, year = {2014}`)).toMatchObject({ said: [], corrected: undefined });
    const wrong = await check('misc', `${pin}, year = {2013}`);
    expect(wrong.year).toBe('2014');
    expect(wrong.said).toEqual(['its year is 2013 and should be 2014, of v2']);
  });

  it('is never changed to another than that of a version or of the place that arXiv names', async () => {
    const year = fc.integer({ min: 1990, max: 2029 }).map(String);
    const field = fc.constantFrom(
      'journal = {Phys. Rev. D}',
      'journal = {Signal Processing}',
      'booktitle = {ICML}',
      'institution = {MIT}',
      'version = {2}',
      'note = {x}',
      'publisher = {arXiv}',
    );
    const type = fc.constantFrom('misc', 'article', 'inproceedings', 'techreport');
    await fc.assert(
      fc.asyncProperty(type, field, year, fc.constantFrom(undefined, SIGNALS), async (a, b, c, place) => {
        const { year: after } = await check(a, `${b}, year = {${c}}`, place);
        expect([c, '2013', '2014']).toContain(after);
      }),
    );
  });
});

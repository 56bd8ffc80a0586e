import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatRef,
  isPaperId,
  PAPER_ID_PATTERN,
  paperLinks,
  parsePaperRef,
} from '../../src/core/paper-id.ts';

const two = (number: number): string => String(number).padStart(2, '0');
const month = fc.integer({ min: 1, max: 12 }).map(two);
const year = fc.integer({ min: 0, max: 99 }).map(two);
const newId = fc
  .tuple(year, month, fc.stringMatching(/^\d{4,5}$/))
  .map(([yy, mm, number]) => `${yy}${mm}.${number}`);
const oldId = fc
  .tuple(
    fc.constantFrom('hep-th', 'math', 'cs', 'astro-ph', 'cond-mat', 'acc-phys'),
    year,
    month,
    fc.stringMatching(/^\d{3}$/),
  )
  .map(([archive, yy, mm, number]) => `${archive}/${yy}${mm}${number}`);
const someRef = fc
  .tuple(fc.oneof(newId, oldId), fc.option(fc.integer({ min: 1, max: 999 }), { nil: undefined }))
  .map(([id, version]) => (version === undefined ? { id } : { id, version }));

describe('parsePaperRef', () => {
  it.each([
    '2505.15811',
    ' 2505.15811 ',
    'arXiv:2505.15811',
    'ARXIV: 2505.15811',
    'https://arxiv.org/abs/2505.15811',
    'http://arxiv.org/abs/2505.15811',
    'arxiv.org/abs/2505.15811',
    'https://www.arxiv.org/abs/2505.15811',
    'https://export.arxiv.org/abs/2505.15811',
    'https://huggingface.co/papers/2505.15811',
    'https://www.alphaxiv.org/abs/2505.15811',
    'https://ar5iv.labs.arxiv.org/html/2505.15811',
    'https://scirate.com/arxiv/2505.15811',
    'https://arxiv.org/pdf/2505.15811',
    'https://arxiv.org/pdf/2505.15811.pdf',
    'https://arxiv.org/pdf/2505.15811.pdf#page=3',
    'https://arxiv.org/html/2505.15811',
    'https://arxiv.org/abs/2505.15811/',
    'https://arxiv.org/abs/2505.15811?context=cs.LG',
    '<https://arxiv.org/abs/2505.15811>',
    'HTTPS://ARXIV.ORG/ABS/2505.15811',
    'https://doi.org/10.48550/arXiv.2505.15811',
    'http://dx.doi.org/10.48550/arxiv.2505.15811',
    '10.48550/arXiv.2505.15811',
    'doi:10.48550/arXiv.2505.15811',
    'oai:arXiv.org:2505.15811',
    'arXiv:2505.15811 [cs.LG]',
    'arXiv:2505.15811 [hep-th]',
    'abs/2505.15811',
    'pdf/2505.15811.pdf',
  ])('reads %s', (text) => {
    expect(parsePaperRef(text)).toEqual({ id: '2505.15811' });
  });

  it.each([
    ['2505.15811v2', { id: '2505.15811', version: 2 }],
    ['2505.15811V2', { id: '2505.15811', version: 2 }],
    ['arXiv:2505.15811v12 [cs.LG]', { id: '2505.15811', version: 12 }],
    ['https://arxiv.org/pdf/2505.15811v3.pdf', { id: '2505.15811', version: 3 }],
    ['https://arxiv.org/html/2505.15811v3#S2', { id: '2505.15811', version: 3 }],
    ['0704.0001', { id: '0704.0001' }],
    ['hep-th/9901001', { id: 'hep-th/9901001' }],
    ['arXiv:hep-th/9901001v3', { id: 'hep-th/9901001', version: 3 }],
    ['https://arxiv.org/abs/math/0611800v2', { id: 'math/0611800', version: 2 }],
    ['math.CA/0611800', { id: 'math/0611800' }],
    ['MATH.CA/0611800V1', { id: 'math/0611800', version: 1 }],
    ['cond-mat.mes-hall/0611800', { id: 'cond-mat/0611800' }],
    ['HEP-TH/9901001', { id: 'hep-th/9901001' }],
  ])('reads %s', (text, ref) => {
    expect(parsePaperRef(text)).toEqual(ref);
  });

  it.each([
    '',
    '2025',
    '2012.05',
    '2024-2025',
    '2505.158111',
    '2505.158',
    '2513.00001',
    '2500.00001',
    '2505.15811v0',
    '2505.15811v',
    '2505.15811 and more',
    '10.1103/PhysRevD.90.037502',
    'https://doi.org/10.1103/PhysRevD.90.037502',
    '10.1000/2505.15811',
    'https://example.org/abs/2505.15811',
    'https://notarxiv.org/abs/2505.15811',
    'https://arxiv.org.example.com/abs/2505.15811',
    'https://arxiv.org/list/cs.LG/recent',
    'unknown-archive/9901001',
    'hep-th/9913001',
    'hep-th/990100',
    '١٢٠٥.15811',
  ])('does not take "%s" for an id', (text) => {
    expect(parsePaperRef(text)).toBeUndefined();
  });

  it('reads any text without failing, and long text fast', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parsePaperRef(text);
      }),
    );
    for (const piece of ['2505.15811?', 'arxiv:', ' ', 'doi: ', '2505.15811 ', '<', '9']) {
      expect(() => parsePaperRef(piece.repeat(50_000))).not.toThrow();
      // Work that grows with the square would not come back before the test's time is up.
      expect(() => parsePaperRef(`2505.15811 ${piece.repeat(50_000)}`)).not.toThrow();
    }
  });

  it('reads back every id from every form it is written in', () => {
    fc.assert(
      fc.property(someRef, (ref) => {
        const text = formatRef(ref);
        const { abs, pdf, html } = paperLinks(ref);
        for (const form of [text, `arXiv:${text}`, abs, pdf, `${pdf}.pdf`, html, `oai:arXiv.org:${text}`]) {
          expect(parsePaperRef(form)).toEqual(ref);
        }
        expect(isPaperId(text)).toBe(true);
      }),
    );
  });
});

describe('paperLinks', () => {
  it('keeps the slash of old ids and names the version asked for', () => {
    expect(paperLinks({ id: 'hep-th/9901001', version: 2 })).toEqual({
      abs: 'https://arxiv.org/abs/hep-th/9901001v2',
      pdf: 'https://arxiv.org/pdf/hep-th/9901001v2',
      html: 'https://arxiv.org/html/hep-th/9901001v2',
    });
  });
});

describe('PAPER_ID_PATTERN', () => {
  it('can be put into a larger pattern', () => {
    const found = 'text overlap with arXiv:2505.15811v2, hep-th/9901001'.match(
      new RegExp(PAPER_ID_PATTERN, 'g'),
    );
    expect(found).toEqual(['2505.15811v2', 'hep-th/9901001']);
  });
});

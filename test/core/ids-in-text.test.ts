import { describe, expect, it } from 'vitest';
import { idsInText } from '../../src/core/ids-in-text.ts';

describe('the papers of a message', () => {
  it.each([
    ['see 2505.15811 and arXiv:2410.19750v2.', ['2505.15811', '2410.19750']],
    [
      'https://arxiv.org/abs/2505.15811v3, https://arxiv.org/pdf/hep-th/9901001.pdf',
      ['2505.15811', 'hep-th/9901001'],
    ],
    ['<https://arxiv.org/abs/2505.15811> again 2505.15811', ['2505.15811']],
    ['doi:10.48550/arXiv.2505.15811', ['2505.15811']],
    ['call 555-2505.15811-22, costs 12505.15811 or 2505.158111, on 2026.1234', []],
    ['', []],
  ])('in %j are %j', (text, ids) => {
    expect(idsInText(text)).toEqual(ids);
  });

  it('are no more than one answer shows', () => {
    const many = Array.from({ length: 40 }, (_, index) => `2505.${10_000 + index}`).join(' ');
    expect(idsInText(many)).toHaveLength(25);
  });
});

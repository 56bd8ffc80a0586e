import { describe, expect, it } from 'vitest';
import { formatRef } from '../../src/core/paper-id.ts';
import { findPaperRefs } from '../../src/core/paper-refs.ts';

describe('papers named in a text', () => {
  it.each([
    ['see 2505.15811 and arXiv:2410.19750v2.', ['2505.15811', '2410.19750v2']],
    [
      'https://arxiv.org/abs/2505.15811v3, http://export.arxiv.org/pdf/2410.19750.pdf',
      ['2505.15811v3', '2410.19750'],
    ],
    [
      '<https://arxiv.org/abs/hep-th/9901001|hep-th/9901001> (math.CA/0611800)',
      ['hep-th/9901001', 'math/0611800'],
    ],
    ['10.48550/arXiv.2505.15811', ['2505.15811']],
    ['2505.15811 2505.15811, 2505.15811v1', ['2505.15811', '2505.15811v1']],
    ['12505.15811, 2505.158111, 1.2505.15811, 2513.15811, v2505.15811', []],
    [
      'doi:10.48550/arXiv.2505.15811, https://arxiv.org/pdf/hep-th/9901001.pdf',
      ['2505.15811', 'hep-th/9901001'],
    ],
    ['call 0123.4567 at 1999, or 555-2505.15811-22, on 2026.1234', []],
    ['2505.15811-like, 2505.15811.', ['2505.15811']],
    ['', []],
  ])('%s', (text, ids) => {
    expect(findPaperRefs(text).map(formatRef)).toEqual(ids);
  });
});

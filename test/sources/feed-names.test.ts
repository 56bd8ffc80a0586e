import { describe, expect, it } from 'vitest';
import { readCreators } from '../../src/sources/feed-names.ts';

describe('creators', () => {
  it.each([
    ['Ada One', ['Ada One']],
    ['Ada One (A, (B, C), D), Ben Two', ['Ada One', 'Ben Two']],
    ['Ada One (A) (B, C), Ben Two (D)', ['Ada One', 'Ben Two']],
    ['Ada One (never closed, Ben Two', ['Ada One', 'Ben Two']],
    ['Ada One), Ben Two', ['Ada One', 'Ben Two']],
    ['Ada One, Jr., Ben Two III', ['Ada One Jr.', 'Ben Two III']],
    ['LHCb Collaboration: R. Aaij, B. Two', ['LHCb Collaboration', 'R. Aaij', 'B. Two']],
    ['Keck Array, :, B. Two', ['Keck Array', 'B. Two']],
    [String.raw`Fran\c{c}ois M\"uller`, ['François Müller']],
    ["Máire O'Brien-García, 王小明", ["Máire O'Brien-García", '王小明']],
  ])('are told apart in "%s"', (text, authors) => {
    expect(readCreators(text)).toEqual({ authors });
  });

  it('are counted when they are hidden, and never one of them is "et al."', () => {
    expect(readCreators('R. Aaij, et al. (909 additional authors not shown)')).toEqual({
      authors: ['R. Aaij'],
      hiddenAuthors: 909,
    });
    expect(readCreators('R. Aaij, et al.')).toEqual({ authors: ['R. Aaij'], moreAuthors: true });
  });

  it('are absent when nobody is named', () => {
    for (const text of ['', ' ', ':', ', ,', '(CERN)']) expect(readCreators(text)).toBeUndefined();
  });

  it('take little time, whatever stands there', () => {
    for (const piece of ['(', '(x) ', ')', ' ', ', ', 'et al. ', 'et al. (', ':']) {
      // Work that grows with the square would not come back before the test's time is up.
      expect(() => readCreators(piece.repeat(200_000))).not.toThrow();
    }
  });
});

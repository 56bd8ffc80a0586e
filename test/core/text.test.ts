import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip, collapse, count, fold, foldedWords, stripControls } from '../../src/core/text.ts';

const anyText = fc.string({ unit: 'binary' });

describe('collapse', () => {
  it('makes every kind of white space one blank and trims the ends', () => {
    expect(collapse('  a \u00a0b\r\n\tc\u200b\ufeff d ')).toBe('a b c d');
    expect(collapse(' \n ')).toBe('');
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(collapse(collapse(text))).toBe(collapse(text));
      }),
    );
  });
});

describe('collapse of blanks of every kind', () => {
  const blank = fc.constantFrom(
    ...Array.from(' \t\n\u000b\f\r\u00a0\u1680\u2003\u2028\u202f\u3000\u200b\ufeff'),
    'a',
    'é',
    '😀',
  );

  it('leaves words with one plain blank between them, whatever stood there', () => {
    fc.assert(
      fc.property(fc.array(blank, { maxLength: 8 }), (signs) => {
        const words = signs
          .join('')
          .split(/[\s\u200b\ufeff]/u)
          .filter((word) => word !== '');
        expect(collapse(signs.join(''))).toBe(words.join(' '));
      }),
    );
  });
});

describe('fold', () => {
  it.each([
    ['Vukelić', 'vukelic'],
    ['VUKELIĆ', 'vukelic'],
    ['Néron', 'neron'],
    ['Ne\u0301ron', 'neron'],
    ['Erdős', 'erdos'],
    ['Łódź', 'lodz'],
    ['Straße', 'strasse'],
    ['Ørsted', 'orsted'],
    ['Þórður', 'thordur'],
    ['Æsop', 'aesop'],
    ['ﬁnite', 'finite'],
    ['O’Brien', "o'brien"],
    ['O´Brien', "o'brien"],
    ['Kuo‑Wei', 'kuo-wei'],
    ['Loomis–Sikorski', 'loomis-sikorski'],
    ['x²', 'x2'],
    ['ℝ', 'r'],
    ['𝓐', 'a'],
    ['王小明', '王小明'],
  ])('folds %s to %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('leaves nothing to fold a second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
});

describe('folded words', () => {
  it('are runs of letters and digits', () => {
    expect(foldedWords(' Erdős–Rényi: (a) GPT-4’s… ')).toEqual(['erdos', 'renyi', 'a', 'gpt', '4', 's']);
    expect(foldedWords('—!')).toEqual([]);
  });
});

describe('stripControls', () => {
  it('drops what has no picture or turns the writing direction', () => {
    expect(stripControls('a\u0000b\u001b[31m\u202etxt\u2066\u200b')).toBe('a b [31m txt ');
    expect(stripControls('Zoë 👩‍🔬 王')).toBe('Zoë 👩‍🔬 王');
  });
});

describe('clip', () => {
  it('marks a cut and leaves short text alone', () => {
    expect(clip('sparse autoencoders', 8)).toBe('sparse…');
    expect(clip('sparse', 6)).toBe('sparse');
  });

  it('never shows more than it was asked to and never half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, length) => {
        const clipped = clip(text, length);
        expect(Array.from(clipped).length).toBeLessThanOrEqual(Math.max(length, 0));
        expect(clipped.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('count', () => {
  it('counts as people do', () => {
    expect(count(0, 'paper')).toBe('0 papers');
    expect(count(1, 'paper')).toBe('1 paper');
    expect(count(12_345, 'paper')).toBe('12,345 papers');
    expect(count(2, 'match', 'matches')).toBe('2 matches');
  });
});

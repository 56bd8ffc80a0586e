import { describe, expect, it } from 'vitest';
import { cardNumbers, repeatsTitle } from '../../src/core/reply.ts';
import { cardWith } from '../chat/hostile.ts';

const section = { kind: 'section', lines: ['A line'] } as const;
const card = cardWith('Grokking');

describe('the numbers of a reply', () => {
  it('are those of its papers, one after the other, whatever stands between', () => {
    expect(cardNumbers({ cards: [section, card, section, card] })).toEqual([undefined, 1, undefined, 2]);
  });

  it('are left out where there is one paper alone', () => {
    expect(cardNumbers({ cards: [section, card] })).toEqual([undefined, undefined]);
  });

  it('go on over the pages of a list, also where one paper is left for the last', () => {
    expect(cardNumbers({ cards: [card, card], from: 6 })).toEqual([6, 7]);
    expect(cardNumbers({ cards: [card], from: 11 })).toEqual([11]);
  });
});

describe('a summary', () => {
  it('repeats the title of a paper alone that it begins with', () => {
    expect(repeatsTitle({ summary: 'Grokking (arXiv:2505.15811)', cards: [card] })).toBe(true);
    expect(repeatsTitle({ summary: '1 paper for: Grokking', cards: [card] })).toBe(false);
    expect(repeatsTitle({ summary: 'Grokking', cards: [card, card] })).toBe(false);
    expect(repeatsTitle({ summary: 'Grokking', cards: [section] })).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { stem } from '../../../src/search/text/stem.ts';
import { plainText, sequenceOf, stemsOf, tokensOf, wordsOf } from '../../../src/search/text/tokenize.ts';

describe('tokens', () => {
  it.each([
    ['Auto-encoders', ['auto', 'encoders', 'autoencoders']],
    ['see arXiv:2301.12345v2.', ['see', 'arxiv', '2301.12345']],
    ['hep-th/9901001', ['hep-th/9901001']],
    ['cs.LG and q-bio.NC', ['cs.lg', 'and', 'q-bio.nc']],
    ['Vukelić, CHARBEL-Raphaël', ['vukelic', 'charbel', 'raphael', 'charbelraphael']],
    ['e\u0301tude', ['etude']],
    ["O\u2019Brien's", ['o', 'brien', 'obrien']],
    ['($\\textbf{quanta}$)', ['quanta']],
    ['H$_2$O', ['h2o']],
    ['$\\alpha$-divergence', ['alpha', 'divergence']],
    ['Schr\\"odinger and Erd\\H{o}s', ['schrodinger', 'and', 'erdos']],
    ['physics_of_skill', ['physics', 'of', 'skill']],
    ['… — !?', []],
  ])('of %j are %j', (text, tokens) => {
    expect(tokensOf(text)).toEqual(tokens);
  });

  it('of letters without end are none', () => {
    expect(tokensOf('a'.repeat(1_000))).toEqual([]);
  });

  it('lose stop words and endings for topics', () => {
    expect(stemsOf('The scaling of sparse autoencoders')).toEqual(['scale', 'spars', 'autoencod']);
  });

  it('stand in order, hyphens apart, for phrases', () => {
    expect(sequenceOf('the state-of-the-art')).toEqual(['the', 'state', 'of', 'the', 'art']);
  });

  it('know where their word stands', () => {
    const text = plainText('On $\\textbf{Quanta}$ by Vukelić');
    for (const word of wordsOf(text)) {
      expect(text.slice(word.start, word.start + word.surface.length)).toBe(word.surface);
    }
  });
});

describe('stems', () => {
  // Examples of Porter's paper, step by step.
  it.each([
    ['caresses', 'caress'],
    ['ponies', 'poni'],
    ['cats', 'cat'],
    ['agreed', 'agre'],
    ['plastered', 'plaster'],
    ['bled', 'bled'],
    ['motoring', 'motor'],
    ['sing', 'sing'],
    ['conflated', 'conflat'],
    ['hopping', 'hop'],
    ['added', 'add'],
    ['ads', 'ad'],
    ['falling', 'fall'],
    ['filing', 'file'],
    ['happy', 'happi'],
    ['sky', 'sky'],
    ['relational', 'relat'],
    ['vietnamization', 'vietnam'],
    ['decisiveness', 'decis'],
    ['electrical', 'electr'],
    ['adoption', 'adopt'],
    ['replacement', 'replac'],
    ['probate', 'probat'],
    ['rate', 'rate'],
    ['cease', 'ceas'],
    ['controll', 'control'],
    ['roll', 'roll'],
    ['gpt4', 'gpt4'],
    ['été', 'été'],
  ])('of %s is %s', (word, expected) => {
    expect(stem(word)).toBe(expected);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headlineCase, plainTitle, sentenceCase } from '../../../src/core/citation/title-case.ts';
import { escapedTitle } from './escaped-title.ts';

describe('sentenceCase', () => {
  it.each([
    ['Open Problems in Mechanistic Interpretability', 'Open problems in mechanistic interpretability'],
    [
      'The Geometry of Concepts: Sparse Autoencoder Feature Structure',
      'The geometry of concepts: Sparse autoencoder feature structure',
    ],
    [
      'On the creation of narrow AI: hierarchy and nonlocality',
      'On the creation of narrow AI: Hierarchy and nonlocality',
    ],
    [
      'Not All Language Model Features Are One-Dimensionally Linear',
      'Not all language model features are one-dimensionally linear',
    ],
    [
      'Survival of the Fittest Representation: A Case Study',
      'Survival of the fittest representation: A case study',
    ],
    ['Training ResNet-50 and GPT-4 on ImageNet', 'Training ResNet-50 and GPT-4 on ImageNet'],
    ['Hidden Markov Models and Non-Euclidean Gaussians', 'Hidden Markov models and non-Euclidean Gaussians'],
    ['Is Attention All You Need? A Second Look', 'Is attention all you need? A second look'],
    ['Deep Q-Learning with A Single GPU', 'Deep Q-learning with a single GPU'],
    ['Top-10 Methods', 'Top-10 methods'],
    ["Green's Functions and Noether's Theorem", "Green's functions and Noether's theorem"],
    ['$A$ and $B$ Over $\\mathbb{R}^n$', 'A and B over ℝⁿ'],
    ['k-Means and t-SNE', 'k-means and t-SNE'],
    ['k-means Revisited', 'k-means revisited'],
    ['RFQ-DRL MATCHING SOLUTIONS FOR MARKOV CHAINS', 'RFQ-DRL matching solutions for Markov chains'],
  ])('"%s" is "%s"', (title, expected) => {
    expect(sentenceCase(title, 'capital')).toBe(expected);
  });

  it('goes on small after a colon where the style does', () => {
    expect(sentenceCase('Omnigrok: Grokking Beyond AI: LLMs', 'lower')).toBe(
      'Omnigrok: grokking beyond AI: LLMs',
    );
  });
});

describe('headlineCase', () => {
  it.each([
    [
      'Opening the AI black box: program synthesis via mechanistic interpretability',
      'Opening the AI Black Box: Program Synthesis via Mechanistic Interpretability',
    ],
    [
      'Understanding sparse autoencoder scaling in the presence of feature manifolds',
      'Understanding Sparse Autoencoder Scaling in the Presence of Feature Manifolds',
    ],
    ['a state-of-the-art k-means for pre-training', 'A State-of-the-Art k-Means for Pre-training'],
    ['what are we looking for', 'What Are We Looking For'],
    ['the a and the $x$', 'The a and the x'],
    ['ALL ABOUT THE MARKOV PROPERTY', 'All about the Markov Property'],
  ])('"%s" is "%s"', (title, expected) => {
    expect(headlineCase(title, 'small')).toBe(expected);
  });

  it('writes long prepositions as its style does', () => {
    expect(headlineCase('Grokking Beyond Data with Care', 'small')).toBe('Grokking beyond Data with Care');
    expect(headlineCase('Grokking beyond Data with Care', 'long ones large')).toBe(
      'Grokking Beyond Data with Care',
    );
  });
});

describe('any title', () => {
  it('changes only the case of its letters', () => {
    const titles = fc.oneof(
      fc.string({ unit: 'grapheme-ascii' }),
      fc
        .array(
          fc.constantFrom(
            'The ',
            'AI',
            ': ',
            '-',
            ' of ',
            '$x^2$',
            "'s",
            '. ',
            'é',
            '{',
            '}',
            '\\alpha',
            'word ',
          ),
          { maxLength: 20 },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(titles, (title) => {
        const plain = plainTitle(title).toLowerCase();
        expect(sentenceCase(title, 'capital').toLowerCase()).toBe(plain);
        expect(headlineCase(title, 'small').toLowerCase()).toBe(plain);
      }),
    );
  });
});

describe('a title in BibTeX', () => {
  it.each([
    ['Opening the AI black box', 'Opening the {AI} black box'],
    ['The LaTeX of ResNet-50: Markov Chains', 'The {LaTeX} of {ResNet-50}: {Markov} Chains'],
    ['Open Problems in Mechanistic Interpretability', 'Open Problems in Mechanistic Interpretability'],
    ['Non-Euclidean Q-Learning', 'Non-{Euclidean} {Q}-Learning'],
    ['G\\"odel and M\\"uller', '{G{\\"o}del} and M{\\"u}ller'],
    ['On $\\mathbb{R}^2$ and $\\GL_2$', 'On {$\\mathbb{R}^2$} and {GL{$_{2}$}}'],
    ['Costs of 50% & $5', 'Costs of 50\\% \\& \\$5'],
    ['Half $x_{1', 'Half \\$x\\_{\\textbraceleft}1'],
    ['RFQ FOR MARKOV CHAINS', '{RFQ} FOR MARKOV CHAINS'],
  ])('"%s" is %s', (title, expected) => {
    expect(escapedTitle(title)).toBe(expected);
  });
});

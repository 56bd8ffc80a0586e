import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldWriter } from '../../../src/core/citation/bib-entry.ts';
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
    ['Growth of Fe$_3$O$_4$ Films on Si(111)', 'Growth of Fe₃O₄ films on Si(111)'],
    ['Spectrum of $^{40}$Ca and Na Vapour', 'Spectrum of ⁴⁰Ca and Na vapour'],
    ['Mn-Doped In$_2$O$_3$ at a Co-Designed Interface', 'Mn-doped In₂O₃ at a co-designed interface'],
    ['No Re-Ranking As He Must Be in As', 'No re-ranking as he must be in as'],
    ['Jets at 100 Hz and 3 Mpc', 'Jets at 100 Hz and 3 Mpc'],
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
    ['cooling of atoms at 389 nm and 5 µm', 'Cooling of Atoms at 389 nm and 5 µm'],
    ['universality of 1/f noise', 'Universality of 1/f Noise'],
    ['sorting in O(n log log n) time', 'Sorting in O(n log log n) Time'],
    ['representations of U(n)', 'Representations of U(n)'],
    ['search for 0νββ decay', 'Search for 0νββ Decay'],
    ['a 2nd look at 3d metals', 'A 2nd Look at 3d Metals'],
    ['pulses of $10^{-3}$ ns', 'Pulses of 10⁻³ ns'],
    ['gl(n) and su(2) modules of word(s)', 'gl(n) and su(2) Modules of Word(s)'],
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
    ['On $\\left(x\\right)$', 'On {$\\left(x\\right)$}'],
    ['On $\\left( x$', 'On ( x'],
    ['On $x \\frac$', 'On x ()/()'],
    ['RFQ FOR MARKOV CHAINS', '{RFQ} FOR MARKOV CHAINS'],
  ])('"%s" is %s', (title, expected) => {
    expect(escapedTitle(title)).toBe(expected);
  });
});

describe('the capitals of a title that is written as a sentence', () => {
  const title = 'A diamond lemma for Xyzzy-type algebras and the Qwerty group';

  it('make names, which every style keeps', () => {
    expect(sentenceCase(title, 'capital')).toBe(title);
    expect(headlineCase(title, 'small')).toBe('A Diamond Lemma for Xyzzy-Type Algebras and the Qwerty Group');
    expect(fieldWriter('bibtex').title(title)).toBe(
      'A diamond lemma for {Xyzzy}-type algebras and the {Qwerty} group',
    );
  });

  it('say nothing where a sentence begins', () => {
    const two = 'Deep nets that learn slowly: A study of wide layers. Some further remarks';
    expect(sentenceCase(two, 'lower')).toBe(
      'Deep nets that learn slowly: a study of wide layers. Some further remarks',
    );
    expect(fieldWriter('bibtex').title(two)).toBe(two);
  });

  it('say nothing in a title of which most words have one', () => {
    const headline = 'A Diamond Lemma for Xyzzy-type Algebras with Relations';
    expect(sentenceCase(headline, 'capital')).toBe('A diamond lemma for xyzzy-type algebras with relations');
    expect(fieldWriter('bibtex').title(headline)).toBe(headline);
  });
});

describe('single letters', () => {
  it('are names, but for the article', () => {
    expect(sentenceCase('On Type A Rings of Type D-A and a γ Ray', 'lower')).toBe(
      'On type a rings of type D-A and a γ ray',
    );
    expect(sentenceCase('Vitamin A', 'lower')).toBe('Vitamin A');
    expect(headlineCase('The γ ray of Smith et al. in hepatitis A patients', 'small')).toBe(
      'The γ Ray of Smith et al. in Hepatitis A Patients',
    );
  });
});

describe('small words of names', () => {
  it('stay small in a headline', () => {
    expect(headlineCase('On prime von Neumann algebras', 'small')).toBe('On Prime von Neumann Algebras');
    expect(headlineCase('Von Neumann algebras', 'small')).toBe('Von Neumann Algebras');
    expect(headlineCase('Representations of GL_n(Q_p)', 'small')).toBe('Representations of GL_n(Q_p)');
  });
});

describe('straight quotes in a title', () => {
  it('become the pair that they mean', () => {
    expect(fieldWriter('bibtex').title('On "Energy of knots": "x" and ("y")')).toBe(
      "On ``Energy of knots'': ``x'' and (``y'')",
    );
    expect(fieldWriter('biblatex').title('"A $x$" B')).toBe('“A {$x$}” {B}');
  });
});

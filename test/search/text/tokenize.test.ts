import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/search/text/plain-text.ts';
import { stem } from '../../../src/search/text/stem.ts';
import { sequenceOf, stemsOf, tokensOf, wordsOf } from '../../../src/search/text/tokenize.ts';

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
    ['$\\alpha$-divergence', ['alpha', 'divergence', 'alphadivergence']],
    ['Schr\\"odinger and Erd\\H{o}s', ['schrodinger', 'schroedinger', 'and', 'erdos']],
    ['physics_of_skill, scikit_learn', ['physics', 'of', 'skill', 'scikit', 'learn']],
    ['L^p $L^p$ $L^{p}$ L^{p} Lₚ', ['lp', 'lp', 'lp', 'lp', 'lp']],
    ['AdS$_5$ AdS_5 AdS_{5} AdS₅', ['ads5', 'ads5', 'ads5', 'ads5']],
    ['Na_2IrO_3 Na$_2$IrO$_3$', ['na2iro3', 'na2iro3']],
    ['Sr_xCuO_4 Sr$_x$CuO$_4$', ['srxcuo4', 'srxcuo4']],
    ['$\\ell_1$ \\ell_1 ℓ_1 ℓ1', ['l1', 'l1', 'l1', 'l1']],
    ['$\\pi_0$ \\pi_0 π_0 π₀ pi_0', ['pi0', 'pi0', 'pi0', 'pi0', 'pi0']],
    ['H$\\alpha$ Hα', ['h', 'alpha', 'halpha', 'h', 'alpha', 'halpha']],
    ['αβ BΣ', ['alpha', 'beta', 'alphabeta', 'b', 'sigma', 'bsigma']],
    ['Παπαδόπουλος', ['παπαδοπουλος']],
    ['$T_\\mathrm{eff}$ $f_{\\rm NL}$ T_eff', ['teff', 'fnl', 'teff']],
    ['a_b_c n_jobs in_2023', ['a', 'b', 'c', 'n', 'jobs', 'in', '2023']],
    ['\\constructor_1', ['1']],
    ['GPT-3.5 Qwen2.5', ['gpt', '3.5', 'gpt3.5', '3', '5', 'qwen2.5', 'qwen2', '5']],
    ['2.5, 3.', ['2.5', '3']],
    ['S{\\o}gaard', ['sogaard', 'soegaard']],
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
  // Examples of Porter's paper, step by step, and some of what is done in another way.
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
    ['days', 'day'],
    ['dai', 'dai'],
    ['surveys', 'survey'],
    ['matrices', 'matrix'],
    ['analyses', 'analysi'],
    ['analysis', 'analysi'],
    ['analyse', 'analyz'],
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

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitsOf } from '../../../src/search/query/units.ts';
import { costOf, phraseTest, unitTest } from '../../../src/search/query/word-tests.ts';
import { sequenceOf } from '../../../src/search/text/tokenize.ts';
import { PAPERS } from '../papers.ts';

const hasWord = (word: string, text: string): boolean => {
  const [unit] = unitsOf(word);
  return unit !== undefined && unitTest(unit)(text);
};
const hasPhrase = (phrase: string, text: string): boolean => phraseTest(sequenceOf(phrase))(text);

describe('a word stands in a text', () => {
  it.each([
    ['autoencoder', 'Sparse Autoencoders (SAEs) model'],
    ['autoencoder', 'sparse auto-encoders'],
    ['auto-encoder', 'an AUTOENCODER'],
    ['auto-encoder', 'auto-encoders'],
    ['theory', 'two theories'],
    ['vukelic', 'by Vukelić'],
    ['Vukelić', "Vukelic's work"],
    ['quanta', 'chunks ($\\textbf{quanta}$)'],
    ['auto-encoder', 'auto autos and auto encoders'],
    ['in-context', "Poincaré's in-context learning"],
    ['in-context', 'into contexts, in contexts'],
    ['sim-to-real', 'from sim to-real'],
    ['2301.12345', 'see arXiv:2301.12345v2'],
    ['model', "the model's size"],
    ['model', '“model”'],
    ['L^p', 'on $L^{p}$ spaces'],
    ['ads5', 'strings in AdS_5'],
    ['pi0', 'the π₀ meson'],
    ['alpha', 'Hα emission'],
    ['groebner', 'Gröbner bases'],
    ['gröbner', 'Groebner bases'],
    ['groebner', 'Gr\\"obner bases'],
    ['halpha', 'H$\\alpha$ emission'],
    ['gpt', 'with GPT-3.5'],
    ['GPT-3.5', 'with GPT-3.5.'],
    ['3.5', 'about 3.5 times'],
  ])('%s in %s', (word, text) => {
    expect(hasWord(word, text)).toBe(true);
  });

  it.each([
    ['model', 'remodel'],
    ['ads', 'strings in AdS_5'],
    ['5', 'about 3.5 times'],
    ['3.5', 'from 3 to 5'],
    ['textbf', 'chunks ($\\textbf{quanta}$)'],
    ['auto-encoder', 'auto and encoder'],
    ['coder', 'autoencoder'],
    ['odinger', 'Schrödinger'],
    ['model', ''],
    ['one', 'on the left'],
    ['use', 'the US market'],
    ['on-policy', 'one policy'],
    ['in-context', 'into context'],
    ['in-context', "the Poincaré's inside contextual"],
  ])('but not %s in %s', (word, text) => {
    expect(hasWord(word, text)).toBe(false);
  });
});

describe('a phrase stands in a text', () => {
  it('just where its words follow each other, whatever signs stand between', () => {
    const texts = PAPERS.flatMap(({ title = '', abstract = '' }) => [title, abstract]);
    const place = fc.record({
      text: fc.constantFrom(...texts),
      other: fc.constantFrom(...texts),
      at: fc.nat(60),
      length: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(place, ({ text, other, at, length }) => {
        const words = sequenceOf(text);
        const phrase = words.slice(at % words.length, (at % words.length) + length);
        expect(phraseTest(phrase)(text)).toBe(true);
        const elsewhere = ` ${sequenceOf(other).join(' ')} `.includes(` ${phrase.join(' ')} `);
        expect(phraseTest(phrase)(other)).toBe(elsewhere);
      }),
    );
  });

  it.each([
    ['loss landscape', 'the loss landscapes', false],
    ['man woman', 'examples such as (man-woman)', true],
    ['schrodinger equation', 'the Schr\\"odinger equation', true],
    ['of the', 'of theirs', false],
  ])('%s in %s: %s', (phrase, text, there) => {
    expect(hasPhrase(phrase, text)).toBe(there);
  });
});

describe('to test for a word', () => {
  it.each([
    ['model', 1],
    ['state-of-the-art', 2],
    ['neural-network', 2],
    ['x-ray', 2],
    ['a-b', 4],
    ['t-2', 4],
    ['3.5', 4],
    ['gpt-3.5', 4],
  ])('such as %s takes about %i times as long as for most', (word, times) => {
    expect(unitsOf(word).map(costOf)).toEqual([times]);
  });

  it('takes twice as long for what begins like one, as all that does is looked up', () => {
    expect(costOf({ parts: ['mod'], completions: ['model'], stop: false })).toBe(2);
  });

  it('counts no small words among those that begin like one', () => {
    const beginsIn = (start: string, text: string): boolean =>
      unitTest({ parts: [start], completions: [], stop: false })(text);
    expect(beginsIn('the', 'in theory')).toBe(true);
    expect(beginsIn('the', 'The modes of their own')).toBe(false);
    expect(beginsIn('doe', 'What Böhm does')).toBe(false);
  });
});

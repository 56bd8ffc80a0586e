import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesInText } from '../../src/sources/names-in-text.ts';

describe('namesInText', () => {
  it.each<[string, string[]]>([
    ['Naoum C. Bacalis', ['Naoum C. Bacalis']],
    ['A. Bee (McGill), C. Dee (McGill) and\n  A. Eff (DAMTP, Cambridge)', ['A. Bee', 'C. Dee', 'A. Eff']],
    ['P. A (1), U. F (2), R. de G (3) ((1) U, The X, (2) Y and Z, UK)', ['P. A', 'U. F', 'R. de G']],
    ['M. G (1), J. H (3)((1) C, Warsaw; (2) E, UK)', ['M. G', 'J. H']],
    ['Isaac Chappell II and S. James Gates Jr', ['Isaac Chappell II', 'S. James Gates Jr']],
    ['A. Bee, Jr., C. Dee, III', ['A. Bee Jr.', 'C. Dee III']],
    ['P. K. Lam, and B. C. Buchler', ['P. K. Lam', 'B. C. Buchler']],
    ['A. Bee & C. Dee', ['A. Bee', 'C. Dee']],
    ['AURIGA Collaboration, Virgo Collaboration', ['AURIGA Collaboration', 'Virgo Collaboration']],
    ['(The Belle Collaboration)', ['The Belle Collaboration']],
    ['A. Bee for the BES Collaboration', ['A. Bee', 'BES Collaboration']],
    ['A. Bee, on behalf of the LHCb collaboration', ['A. Bee', 'LHCb collaboration']],
    ['Karl Sch\\"utz, M. R{\\"u}bhausen, S. {\\AA}berg', ['Karl Schütz', 'M. Rübhausen', 'S. Åberg']],
    ["D. Kr\\'al', O. Pangr\\'ac, B. O'Donnell", ["D. Král'", 'O. Pangrác', "B. O'Donnell"]],
    ['J. -H. Jureit (CPT)', ['J.-H. Jureit']],
    [
      'E. P. Ovcharov, Ts. B. Georgiev, Ferdinand Anderson',
      ['E. P. Ovcharov', 'Ts. B. Georgiev', 'Ferdinand Anderson'],
    ],
    ['A. Bee (MIT, B. Cee', ['A. Bee']],
    ['A. Bee), C. Dee', ['A. Bee', 'C. Dee']],
    ['', []],
    [':, 1, --', []],
  ])('%s', (text, names) => {
    expect(namesInText(text)).toEqual({ authors: names });
  });

  it.each<[string, string[]]>([
    ['CDF Collaboration: T. Aaltonen, et al', ['CDF Collaboration', 'T. Aaltonen']],
    ['E. Grauges et al. (BaBar Collaboration)', ['E. Grauges']],
    ['The BABAR Collaboration, E. Grauges, et al', ['The BABAR Collaboration', 'E. Grauges']],
    ['D. J. Bird et. al., A. Bee', ['D. J. Bird', 'A. Bee']],
    ['A. Bee and others', ['A. Bee']],
    ['A. Bee, C. Dee, Et Al.', ['A. Bee', 'C. Dee']],
  ])('says that %s goes on', (text, authors) => {
    expect(namesInText(text)).toEqual({ authors, moreAuthors: true });
  });

  it.each(['A. Bee (MIT et al.)', 'Jean Etal', 'C. Albert'])('does not say so of %s', (text) => {
    expect(namesInText(text).moreAuthors).toBeUndefined();
  });

  it('never throws, and no name is without a letter', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('(', ')', ',', ' and ', ' ', 'A', '.', '\\"', '{', '}', ':', 'ü', '$'),
        }),
        (text) => namesInText(text).authors.every((name) => /\p{L}/u.test(name)),
      ),
    );
  });

  it.each(['(', '()', '( ', 'for the ', 'on behalf of ', ' ', ', ', 'and ', 'et al. ', '"', '{'])(
    'takes no long time whatever is repeated: %j',
    (piece) => {
      const started = performance.now();
      namesInText(`${piece.repeat(Math.ceil(300_000 / piece.length))} team`);
      expect(performance.now() - started).toBeLessThan(2_000);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { splitDois } from '../../src/sources/kaggle-facts.ts';

describe('the DOIs in a field', () => {
  it.each([
    ['10.1000/a', ['10.1000/a']],
    ['10.1000/a 10.1000/b', ['10.1000/a', '10.1000/b']],
    ['10.1000/a,10.1000/b;10.1000/c', ['10.1000/a', '10.1000/b', '10.1000/c']],
    ['10.1000/a , doi:10.1000/b ;\n https://doi.org/10.1000/c,', ['10.1000/a', '10.1000/b', '10.1000/c']],
    ['10.1002/(SICI)1(1998)9:1<1::AID-1>3.0.CO;2-P', ['10.1002/(SICI)1(1998)9:1<1::AID-1>3.0.CO;2-P']],
    ['none', []],
    ['', []],
  ])('are told apart: %s', (text, dois) => {
    expect(splitDois(text)).toEqual(dois);
  });

  it.each([', ', '; ', ',', ',;', '10.1/a,', ' , 10.1', ',10.1/a'])(
    'take no long time whatever is repeated: %j',
    (piece) => {
      const started = performance.now();
      splitDois(`${piece.repeat(Math.ceil(300_000 / piece.length))}x`);
      expect(performance.now() - started).toBeLessThan(2_000);
    },
  );
});

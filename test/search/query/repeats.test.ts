import { expect, it } from 'vitest';
import { parseQuery } from '../../../src/core/query-parser.ts';
import { withoutRepeats } from '../../../src/search/query/repeats.ts';

const left = (text: string) => withoutRepeats(parseQuery(text).terms).map((term) => term.text);

it('drops filters that are typed again, also in other letters, and keeps words as often as they are typed', () => {
  expect(left('model Model model')).toEqual(['model', 'Model', 'model']);
  expect(left('abs:the abs:The abs:tHe ti:the -abs:the abs:"the"')).toEqual(['the', 'the', 'the', 'the']);
  expect(left('cat:cs* cat:CS* cat:cs -cat:cs*')).toEqual(['cs*', 'cs', 'cs*']);
  expect(left('"Neural Networks" "neural networks" "neural network"')).toEqual([
    'Neural Networks',
    'neural network',
  ]);
});

it('keeps filters that mean something else in other letters', () => {
  for (const text of ['au:"EJ Michaud" au:"Ej Michaud"', 'abs:Gröbner abs:grobner', 'abs:T_c abs:t_C'])
    expect(left(text)).toHaveLength(2);
});

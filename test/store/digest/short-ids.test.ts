import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shortIds, wholeIds } from '../../../src/store/digest/short-ids.ts';

const ids = ['2611.00001', '2611.00066', '2610.99999', 'hep-th/9901001', '2610.12346', '0704.0001'];

it('ids of one month, of several and of the old form come back as they were', () => {
  expect(shortIds(ids)).toBe('2611:001012 2610:OQV hep-th/9901001 2610:30w 0704.0001');
  expect(wholeIds(shortIds(ids))).toEqual(ids);
  expect(wholeIds(shortIds([]))).toEqual([]);
});

it('so do any, in their order', () => {
  const id = fc.oneof(
    fc
      .tuple(fc.constantFrom('2611', '2610', '0704', '1412'), fc.integer({ min: 0, max: 99_999 }))
      .map(([month, number]) => `${month}.${String(number).padStart(Number(month) < 1501 ? 4 : 5, '0')}`),
    fc.constantFrom('hep-th/9901001', 'math.GT/0309136', 'cs/0001001'),
  );
  fc.assert(
    fc.property(fc.array(id), (some) => {
      expect(wholeIds(shortIds(some))).toEqual(some);
    }),
  );
});

it('the text of an earlier release is read as it was meant', () => {
  const text = '2611.00001 00066 2610.99999 hep-th/9901001 2610.12346 0704.0001 0002';
  expect(wholeIds(text)).toEqual([...ids, '0704.0002']);
});

it('an id of today’s form takes three bytes where many of a month follow each other, whatever their order', () => {
  const many = Array.from(
    { length: 200 },
    (_, index) => `2611.${String((index * 7919) % 30_000).padStart(5, '0')}`,
  );
  expect(shortIds(many).length).toBe('2611:'.length + 200 * 3);
});

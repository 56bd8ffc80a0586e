import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shortIds, wholeIds } from '../../../src/store/digest/short-ids.ts';

it('ids of one month, of several and of the old form come back as they were', () => {
  const ids = ['2611.00001', '2611.00002', '2610.12345', 'hep-th/9901001', '2610.12346', '0704.0001'];
  expect(shortIds(ids)).toBe('2611.00001 00002 2610.12345 hep-th/9901001 2610.12346 0704.0001');
  expect(wholeIds(shortIds(ids))).toEqual(ids);
});

it('so do any', () => {
  const id = fc.oneof(
    fc
      .tuple(fc.constantFrom('2611', '2610', '0704', '1412'), fc.integer({ min: 0, max: 99_999 }))
      .map(([month, number]) => `${month}.${String(number).padStart(Number(month) < 1501 ? 4 : 5, '0')}`),
    fc.constantFrom('hep-th/9901001', 'math.GT/0309136', 'cs/0001001'),
  );
  fc.assert(
    fc.property(fc.array(id), (ids) => {
      expect(wholeIds(shortIds(ids))).toEqual(ids);
    }),
  );
});

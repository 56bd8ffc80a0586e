import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstDayWanted, seqBefore } from '../../src/digest/since.ts';
import { at } from './plans.ts';

const minutes = fc.integer({ min: 0, max: 30 });

it('the last change before a moment is found, whatever numbers are left out and however many changes share a moment', async () => {
  const changes = fc.array(fc.record({ step: fc.integer({ min: 1, max: 3 }), minute: minutes }), {
    maxLength: 20,
  });
  await fc.assert(
    fc.asyncProperty(changes, minutes, fc.integer({ min: 0, max: 2 }), async (steps, moment, beyond) => {
      let seq = 0;
      const times = steps.map(({ minute }) => minute).toSorted((a, b) => a - b);
      const all = steps.map(({ step }, index) => ({
        seq: (seq += step),
        at: at(times[index] ?? 0),
        change: { kind: 'new-paper' as const, paperId: '2401.00001' },
      }));
      const store = {
        lastSeq: async () => seq + beyond,
        changesAfter: async (after: number, limit: number) =>
          all.filter((one) => one.seq > after).slice(0, limit),
      };
      const found = await seqBefore(store, at(moment));
      // What follows it is exactly what did not come before the moment.
      expect(all.filter((one) => one.seq > found)).toEqual(all.filter((one) => one.at >= at(moment)));
    }),
  );
});

it('the first day wanted for a search is the earliest that somebody named', () => {
  const createdAt = '2026-11-23T09:00:00.000Z';
  const one = { kind: 'query', query: 'grokking', createdAt } as const;
  const all = [
    { ...one, since: createdAt },
    { ...one, since: '2026-11-05T00:00:00.000Z' },
    { ...one, since: '2026-11-02T00:00:00.000Z' },
    { ...one, query: 'lattices', since: '2026-10-01T00:00:00.000Z' },
  ];
  expect(firstDayWanted(all, { text: 'grokking' })).toBe('2026-11-02');
  expect(firstDayWanted(all.slice(0, 1), { text: 'grokking' })).toBeUndefined();
});

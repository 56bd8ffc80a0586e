import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { atOnce, breathing, type Steps, sorting } from '../../../src/search/suggest/steps.ts';

const numbered = fc.array(fc.record({ key: fc.nat(50), other: fc.nat() }), {
  minLength: 0,
  maxLength: 9_000,
});

describe('sorting in steps', () => {
  it('is sorting, and equals stay in their order', () => {
    fc.assert(
      fc.property(numbered, (all) => {
        const byKey = (a: { key: number }, b: { key: number }): number => a.key - b.key;
        expect(atOnce(sorting(all, byKey))).toEqual(all.toSorted(byKey));
      }),
      { numRuns: 30, examples: [[Array.from({ length: 9_000 }, (_, at) => ({ key: at % 7, other: at }))]] },
    );
  });

  it('leaves very many after every few thousand', () => {
    const all = Array.from({ length: 50_000 }, (_, at) => `${(at * 7_919) % 50_000}`);
    let compared = 0;
    const most: number[] = [];
    for (const _ of sorting(all, (a, b) => ((compared += 1), a < b ? -1 : 1))) {
      most.push(compared);
      compared = 0;
    }
    expect(Math.max(...most)).toBeLessThan(50_000);
    expect(most.length).toBeGreaterThan(100);
  });
});

it('work in steps lets others in between', async () => {
  let passed = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (passed += 20));
  const seen: string[] = [];
  function* work(): Steps<string> {
    seen.push('begun');
    yield;
    seen.push('ended');
    return 'done';
  }
  setImmediate(() => seen.push('others'));
  expect(await breathing(work())).toBe('done');
  expect(seen).toEqual(['begun', 'others', 'ended']);
  vi.restoreAllMocks();
});

import { describe, expect, it } from 'vitest';
import { describeCoverage, isCatchingUp } from '../../../src/core/digest/coverage.ts';

const FRIDAY = '2026-03-06T08:00:00.000Z';
const error = (since: string) => ({ since, at: FRIDAY, message: 'no answer' });

describe('what keeps a digest from being whole', () => {
  it('is nothing when all was read since the last announcement', () => {
    const states = [
      { name: 'OAI-PMH cs.LG', kind: 'data' as const, lastSuccess: '2026-03-06T03:45:10.000Z' },
      { name: 'cs.LG of the day', kind: 'feed' as const, lastSuccess: '2026-02-01T00:00:00.000Z' },
    ];
    expect(describeCoverage(states, FRIDAY, 'UTC')).toBeUndefined();
    expect(isCatchingUp(states, FRIDAY)).toBe(false);
  });

  it('is nothing over a weekend, when arXiv announces nothing', () => {
    const states = [
      { name: 'OAI-PMH cs.LG', kind: 'data' as const, lastSuccess: '2026-03-06T03:45:10.000Z' },
    ];
    expect(describeCoverage(states, '2026-03-08T20:00:00.000Z', 'UTC')).toBeUndefined();
    expect(describeCoverage(states, '2026-03-09T08:00:00.000Z', 'UTC')).toBe(
      'arXiv last read 3 days ago. What is missing comes in a later digest.',
    );
  });

  it('is a source that fails, and since when', () => {
    const states = [
      { name: 'OAI-PMH cs.AI', kind: 'data' as const, lastSuccess: '2026-03-06T05:00:00.000Z' },
      {
        name: 'Feed cs.LG',
        kind: 'feed' as const,
        lastSuccess: '2026-03-02T05:00:00.000Z',
        lastError: error('2026-03-03T05:00:00.000Z'),
      },
    ];
    expect(describeCoverage(states, FRIDAY, 'UTC')).toBe(
      'arXiv last read 3 hours ago; Feed cs.LG failing since 3 March 2026. What is missing comes in a later digest.',
    );
    expect(isCatchingUp(states, FRIDAY)).toBe(false);
  });

  it('names a few of many, and counts the others', () => {
    const states = Array.from({ length: 5 }, (_, index) => ({
      name: `Search ${index}`,
      kind: 'data' as const,
      lastError: error('2026-03-03T05:00:00.000Z'),
    }));
    expect(describeCoverage(states, FRIDAY, 'UTC')).toMatch(
      /^arXiv has not been read yet; Search 0 .* and 2 others\./,
    );
  });

  it('is that nothing is read at all', () => {
    expect(describeCoverage([], FRIDAY, 'UTC')).toMatch(/^Nothing of arXiv is being read here/);
  });
});

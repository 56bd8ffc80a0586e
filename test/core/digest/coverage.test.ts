import { describe, expect, it } from 'vitest';
import { brokenCauses, describeCoverage, isCatchingUp, isWhole } from '../../../src/core/digest/coverage.ts';

const FRIDAY = '2026-03-06T08:00:00.000Z';
const error = (since: string) => ({ since, at: FRIDAY, message: 'no answer' });

describe('what keeps a digest from being whole', () => {
  it('is nothing when all was read since the last announcement', () => {
    const states = [
      { name: 'OAI-PMH cs.LG', kind: 'data' as const, lastSuccess: '2026-03-06T03:45:10.000Z' },
      { name: 'cs.LG of the day', kind: 'feed' as const, lastSuccess: '2026-02-01T00:00:00.000Z' },
    ];
    expect(describeCoverage(states, FRIDAY, 'UTC', FRIDAY)).toBeUndefined();
    expect(isCatchingUp(states, FRIDAY)).toBe(false);
    expect(isWhole(states, FRIDAY)).toBe(true);
    expect(isWhole(states, '2026-03-09T08:00:00.000Z')).toBe(false);
    expect(isWhole([{ name: 'Search lattices', kind: 'data' as const }], FRIDAY)).toBe(false);
  });

  it('is what came before anything was read for it, in a period that begins earlier', () => {
    const lastSuccess = '2026-03-06T03:45:10.000Z';
    const category = { name: 'OAI-PMH cs.LG', kind: 'data' as const, lastSuccess, since: '2026-02-27' };
    const own = { name: 'Search lattices', kind: 'data' as const, lastSuccess, own: true };
    const words =
      'arXiv was read from 27 February 2026 on; what came before is here only as far as it was read for others.';
    const from = '2026-02-01T00:00:00.000Z';
    expect(describeCoverage([category], FRIDAY, 'UTC', from)).toBe(words);
    expect(describeCoverage([category], FRIDAY, 'UTC', '2026-02-27T00:00:00.000Z')).toBeUndefined();
    const search = { ...own, since: '2026-02-01T00:00' };
    expect(describeCoverage([category, search], FRIDAY, 'UTC', from)).toBeUndefined();
    const later = { ...search, since: '2026-02-20T10:00' };
    expect(describeCoverage([category, later], FRIDAY, 'UTC', from)).toContain('from 20 February 2026 on');
    // Begun by an earlier release.
    expect(describeCoverage([own], FRIDAY, 'UTC', from)).toBeUndefined();
    expect(describeCoverage([category, search], '2026-03-10T08:00:00.000Z', 'UTC', '2026-01-01')).toBe(
      'arXiv last read 4 days ago. What is missing comes in a later digest. arXiv was read from 1 February 2026 on; what came before is here only as far as it was read for others.',
    );
  });

  it('is nothing over a weekend, when arXiv announces nothing', () => {
    const states = [
      { name: 'OAI-PMH cs.LG', kind: 'data' as const, lastSuccess: '2026-03-06T03:45:10.000Z' },
    ];
    expect(describeCoverage(states, '2026-03-08T20:00:00.000Z', 'UTC', FRIDAY)).toBeUndefined();
    expect(describeCoverage(states, '2026-03-09T08:00:00.000Z', 'UTC', FRIDAY)).toBe(
      'arXiv last read 3 days ago. What is missing comes in a later digest.',
    );
  });

  it('is more than silence may stand for when it was announced a day ago, or was never read', () => {
    const states = [
      { name: 'OAI-PMH cs.LG', kind: 'data' as const, lastSuccess: '2026-03-05T03:45:00.000Z' },
    ];
    expect(brokenCauses(states, '2026-03-07T03:44:59.000Z')).toEqual([]);
    expect(brokenCauses(states, '2026-03-07T03:45:00.000Z')).toEqual(['arXiv']);
    expect(brokenCauses([{ name: 'Search lattices', kind: 'data' as const }], FRIDAY)).toEqual([
      'Search lattices',
    ]);
    expect(brokenCauses([{ name: 'Feed cs.LG', kind: 'feed' as const }], FRIDAY)).toEqual([]);
    expect(brokenCauses([], FRIDAY)).toEqual([]);
  });

  it('is worth waiting for as soon as something is announced, and worth a word only when that was hours ago', () => {
    const states = [
      { name: 'OAI-PMH cs.LG', kind: 'data' as const, lastSuccess: '2026-03-06T03:44:00.000Z' },
    ];
    expect(isCatchingUp(states, '2026-03-06T03:45:00.000Z')).toBe(true);
    expect(describeCoverage(states, '2026-03-06T06:44:59.000Z', 'UTC', FRIDAY)).toBeUndefined();
    expect(describeCoverage(states, '2026-03-06T06:45:00.000Z', 'UTC', FRIDAY)).toMatch(
      /^arXiv last read 3 hours ago/,
    );
  });

  it('is worth waiting for when it has just begun to fail, but not for hours, nor when arXiv does not want to answer', () => {
    const failing = (since: string, refused?: true) => [
      {
        name: 'OAI-PMH cs.LG',
        kind: 'data' as const,
        lastSuccess: '2026-03-05T03:45:00.000Z',
        lastError: { ...error(since), ...(refused === undefined ? {} : { refused }) },
      },
    ];
    expect(isCatchingUp(failing('2026-03-06T05:00:01.000Z'), FRIDAY)).toBe(true);
    expect(isCatchingUp(failing('2026-03-06T05:00:00.000Z'), FRIDAY)).toBe(false);
    expect(isCatchingUp(failing('2026-03-06T07:59:00.000Z', true), FRIDAY)).toBe(false);
  });

  it('is promised for later, but where nothing comes later', () => {
    const states = [
      { name: 'OAI-PMH cs.LG', kind: 'data' as const, lastSuccess: '2026-03-04T03:45:00.000Z' },
    ];
    expect(describeCoverage(states, FRIDAY, 'UTC', FRIDAY)).toBe(
      'arXiv last read 2 days ago. What is missing comes in a later digest.',
    );
    expect(describeCoverage(states, FRIDAY, 'UTC', FRIDAY, true)).toBe('arXiv last read 2 days ago.');
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
    expect(describeCoverage(states, FRIDAY, 'UTC', FRIDAY)).toBe(
      'arXiv last read 3 hours ago; Feed cs.LG failing since 3 March 2026. What is missing comes in a later digest.',
    );
    expect(isCatchingUp(states, FRIDAY)).toBe(false);
    // A daily feed is only a hint.
    expect(isWhole(states, FRIDAY)).toBe(true);
    expect(
      isWhole(
        [{ name: 'OAI-PMH cs.LG', kind: 'data' as const, lastSuccess: FRIDAY, lastError: error(FRIDAY) }],
        FRIDAY,
      ),
    ).toBe(false);
  });

  it('is nothing of what is read once a week, until that has been failing for a week', () => {
    const search = {
      name: 'Search lattices',
      kind: 'data' as const,
      lastSuccess: '2026-03-06T05:00:00.000Z',
    };
    const weekly = { name: 'Papers told of (weekly)', kind: 'weekly' as const };
    const failing = (since: string) => ({ ...weekly, lastError: error(since) });
    const fine = [
      weekly,
      { ...weekly, lastSuccess: '2026-02-19T17:00:00.000Z' },
      failing('2026-02-27T09:00:00.000Z'),
    ];
    for (const one of fine) {
      const states = [search, one];
      expect(describeCoverage(states, FRIDAY, 'UTC', FRIDAY)).toBeUndefined();
      expect(isCatchingUp(states, FRIDAY)).toBe(false);
      expect(isWhole(states, FRIDAY)).toBe(true);
      expect(brokenCauses(states, FRIDAY)).toEqual([]);
    }
    const long = { ...failing('2026-02-27T08:00:00.000Z'), lastSuccess: '2026-03-06T07:00:00.000Z' };
    expect(describeCoverage([search, long], FRIDAY, 'UTC', FRIDAY)).toBe(
      'arXiv last read 3 hours ago; Papers told of (weekly) failing since 27 February 2026. What is missing comes in a later digest.',
    );
    expect(isWhole([search, long], FRIDAY)).toBe(true);
    const late = [{ ...search, lastSuccess: '2026-03-02T05:00:00.000Z' }, weekly];
    expect(describeCoverage(late, FRIDAY, 'UTC', FRIDAY)).toBe(
      'arXiv last read 4 days ago. What is missing comes in a later digest.',
    );
  });

  it('names a few of many, and counts the others', () => {
    const states = Array.from({ length: 5 }, (_, index) => ({
      name: `Search ${index}`,
      kind: 'data' as const,
      lastError: error('2026-03-03T05:00:00.000Z'),
    }));
    expect(describeCoverage(states, FRIDAY, 'UTC', FRIDAY)).toMatch(
      /^arXiv has not been read yet; Search 0 .* and 2 others\./,
    );
  });

  it('is what fails and what was not read besides', () => {
    const states = [
      {
        name: 'OAI-PMH cs.LG',
        kind: 'data' as const,
        lastSuccess: '2026-03-06T05:00:00.000Z',
        lastError: error('2026-03-03T05:00:00.000Z'),
      },
      ...Array.from({ length: 4 }, (_, index) => ({ name: `Search ${index}`, kind: 'data' as const })),
    ];
    expect(describeCoverage(states, FRIDAY, 'UTC', FRIDAY)).toBe(
      'arXiv last read 3 hours ago; OAI-PMH cs.LG failing since 3 March 2026; not yet: Search 0, Search 1, Search 2 and 1 other. What is missing comes in a later digest.',
    );
  });

  it('has one cause when arXiv is down, whatever each source says of it, and another where arXiv refuses one', () => {
    const failing = (name: string, message: string, refused?: true) => ({
      name,
      kind: 'data' as const,
      lastError: {
        ...error('2026-03-03T05:00:00.000Z'),
        message,
        ...(refused === undefined ? {} : { refused }),
      },
    });
    const states = [
      failing('Search a', 'arXiv asked to be left alone until 15:40 GMT on 24 November 2026.'),
      failing('Search b', 'arXiv (export.arxiv.org) gave no answer within 30 seconds.'),
      { name: 'OAI-PMH cs.LG', kind: 'data' as const, lastSuccess: '2026-03-02T05:00:00.000Z' },
      failing('Search c', 'arXiv (API) answered "no such field".', true),
      { name: 'Search d', kind: 'data' as const },
    ];
    expect(brokenCauses(states, FRIDAY)).toEqual([
      'arXiv',
      'arXiv (API) answered "no such field".',
      'Search d',
    ]);
  });

  it('is that nothing is read at all', () => {
    expect(describeCoverage([], FRIDAY, 'UTC', FRIDAY)).toMatch(/^Nothing of arXiv is being read here/);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPeriod } from '../../../src/core/digest/period.ts';
import { readPeriod } from '../../../src/core/digest/read-period.ts';
import { readSections } from '../../../src/core/digest/sections.ts';
import { UserError } from '../../../src/core/errors.ts';

describe('a period', () => {
  it.each([
    ['last 30 days', '2026-10-27', '2026-11-25'],
    ['the last week', '2026-11-19', '2026-11-25'],
    ['2 weeks', '2026-11-12', '2026-11-25'],
    ['2025-05', '2025-05-01', '2025-05-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2025', '2025-01-01', '2025-12-31'],
    ['2025-05-03', '2025-05-03', '2025-05-03'],
    ['2025-05-01..2025-06-30', '2025-05-01', '2025-06-30'],
    ['2025-12 to 2026-01', '2025-12-01', '2026-01-31'],
  ])('is read as people type it: %s', (text, from, until) => {
    expect(readPeriod(text, '2026-11-25')).toEqual({ from, until });
  });

  it.each(['', 'last', '0 days', '2025-13', '2025-02-30', '2025-06..2025-05', 'a..b..c', '9999 years'])(
    'that is none is refused: %s',
    (text) => {
      expect(() => readPeriod(text, '2026-11-25')).toThrow(UserError);
    },
  );

  it('is refused in words, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          readPeriod(text, '2026-11-25');
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });

  it('is told in days of the channel', () => {
    const told = (from: string, until: string): string => formatPeriod(from, until, 'Pacific/Auckland');
    expect(told('2026-11-19T20:00:00Z', '2026-11-26T20:00:00Z')).toBe('20 to 27 November 2026');
    expect(told('2026-10-30T20:00:00Z', '2026-11-26T20:00:00Z')).toBe('31 October to 27 November 2026');
    expect(told('2026-12-25T20:00:00Z', '2027-01-01T20:00:00Z')).toBe('26 December 2026 to 2 January 2027');
    expect(told('2026-11-26T20:00:00Z', '2026-11-26T21:00:00Z')).toBe('27 November 2026');
  });
});

describe('sections', () => {
  it('are read in any order and told in that of a digest', () => {
    expect(readSections('withdrawn, new and updates')).toEqual(['new', 'versions', 'withdrawn']);
    expect(readSections('all')).toHaveLength(4);
    expect(() => readSections('abstracts')).toThrow('"abstracts" is no section');
    expect(() => readSections(' , ')).toThrow(UserError);
  });
});

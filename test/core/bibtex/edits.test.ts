import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/core/bibtex/edits.ts';

describe('edits of a text', () => {
  it('are made in their places, in whatever order they come', () => {
    const edits = [
      { start: 4, end: 7, text: 'B' },
      { start: 0, end: 3, text: 'A' },
      { start: 7, end: 7, text: '!' },
    ];
    expect(applyEdits('one two', edits)).toBe('A B!');
  });

  it('are left out where they overlap one before them, so that nothing is said twice', () => {
    expect(
      applyEdits('one two three', [
        { start: 0, end: 7, text: 'A' },
        { start: 4, end: 13, text: 'B' },
      ]),
    ).toBe('A three');
    expect(
      applyEdits('one', [
        { start: 0, end: 3, text: 'A' },
        { start: 1, end: 2, text: 'B' },
      ]),
    ).toBe('A');
  });

  it('take no more of the text than their stretches', () => {
    const edit = fc
      .tuple(fc.nat(20), fc.nat(20))
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b), text: '' }));
    fc.assert(
      fc.property(fc.array(edit), (edits) => {
        const text = 'abcdefghijklmnopqrstuvwxyz';
        const kept = applyEdits(text, edits);
        for (const [at, letter] of Array.from(text).entries())
          if (!edits.some(({ start, end }) => start <= at && at < end)) expect(kept).toContain(letter);
      }),
    );
  });
});

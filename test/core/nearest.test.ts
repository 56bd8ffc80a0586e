import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from '../../src/core/nearest.ts';

describe('edits between words', () => {
  it.each([
    ['', 'abc', 3],
    ['graph', 'graph', 0],
    ['garph', 'graph', 1],
    ['spars', 'sparse', 1],
    ['kitten', 'sitting', 3],
  ])('from %j to %j are %d', (from, to, edits) => {
    expect(editDistance(from, to)).toBe(edits);
    expect(editDistance(to, from)).toBe(edits);
  });
});

describe('the word that a mistyped one meant', () => {
  const there = ['papers', 'paper', 'cite', 'digest'];

  it.each([
    ['paprs', 'papers'],
    ['ctie', 'cite'],
    ['digset', 'digest'],
    ['digest', 'digest'],
  ])('%s is %s', (typed, meant) => {
    expect(nearest(typed, there)).toBe(meant);
  });

  it.each(['', 'zebrafish', 'cat'])('%j is none of them', (typed) => {
    expect(nearest(typed, there)).toBeUndefined();
  });
});

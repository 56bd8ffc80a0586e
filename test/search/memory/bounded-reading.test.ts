import { describe, expect, it } from 'vitest';
import { Reading } from '../../../src/search/memory/bounded-reading.ts';
import { KeptDocuments } from '../../../src/search/memory/kept-documents.ts';

const documents = new KeptDocuments();
documents.put({ id: '1', title: 'Lattices', abstract: 'On gaps', authors: ['Jane Roe'] });
const never = (): boolean => false;

/** How often documents may be read before what the indexes tell must do; at most so often. */
function countOf(reading: Reading, read: () => boolean, most = 100_000): number {
  let times = 0;
  while (times < most && !read() && !reading.isSpent) times += 1;
  return times;
}

describe('reading documents for one query', () => {
  it('ends after five thousand, and then everything holds', () => {
    const reading = new Reading(documents);
    expect(countOf(reading, () => reading.holds('1', 'abstract', never))).toBe(5_000);
    expect(reading.isByWords).toBe(true);
    expect(reading.holds('1', 'abstract', never)).toBe(true);
  });

  it('ends five times as late for titles and categories, and earlier for what takes longer to test', () => {
    const titles = new Reading(documents);
    expect(countOf(titles, () => titles.holds('1', 'title', never))).toBeCloseTo(25_000, -1);
    const categories = new Reading(documents);
    expect(countOf(categories, () => categories.holds('1', 'category', never))).toBeCloseTo(25_000, -1);
    const dear = new Reading(documents);
    expect(countOf(dear, () => dear.holds('1', undefined, never, 4))).toBe(1_250);
  });

  it('spends only a part on the names in a query, and nothing more once that is spent', () => {
    const reading = new Reading(documents);
    const names = reading.forNames();
    expect(countOf(names, () => names.holds('1', 'author', never))).toBe(2_000);
    for (let times = 0; times < 10_000; times += 1) names.holds('1', 'author', never);
    expect(reading.isByWords).toBe(false);
    expect(countOf(reading, () => reading.holds('1', 'abstract', never))).toBe(3_000);
  });

  it('is spent for names, too, where the whole is', () => {
    const reading = new Reading(documents);
    const names = reading.forNames();
    countOf(reading, () => reading.holds('1', 'abstract', never));
    expect(names.isSpent).toBe(true);
  });
});

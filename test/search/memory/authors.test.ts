import { expect, it } from 'vitest';
import { isAuthor } from '../../../src/search/memory/authors.ts';
import { Reading } from '../../../src/search/memory/bounded-reading.ts';
import { emptyIndexes } from '../../../src/search/memory/indexes.ts';

it('who is not known to be an author once too much was read is none', () => {
  const indexes = emptyIndexes();
  for (let number = 0; number < 2_100; number += 1) {
    const document = { id: String(number), authors: ['Pat Smith'] };
    indexes.documents.put(document);
    indexes.title.add(document);
  }
  const reading = new Reading(indexes.documents);
  const parts = { indexes, reading: reading.forNames() };
  expect(isAuthor(parts, 'P. Smith')).toBe(true);
  expect(isAuthor(parts, 'Q. Smith')).toBe(false);
  // All that may be read for names is read now.
  expect(isAuthor(parts, 'P. Smith')).toBe(false);
  expect(isAuthor(parts, 'Smith')).toBe(true);
  expect(reading.isSpent).toBe(false);
});

import { expect, it } from 'vitest';
import { readSections, SECTION_WORDS } from '../../../src/core/digest/sections.ts';

it.each([
  ['new versions', ['new', 'versions']],
  ['new, versions and withdrawn', ['new', 'versions', 'withdrawn']],
  ['Published,withdrawn', ['published', 'withdrawn']],
  ['new updates', ['new', 'versions']],
])('several sections are known at the beginning of a text, and read: %s', (words, sections) => {
  for (const text of [words, `${words} lattices`]) expect(SECTION_WORDS.exec(text)?.[0]).toBe(words);
  expect(readSections(words)).toEqual(sections);
});

it.each(['new', 'new lattices', 'new, lattices versions', 'new and lattices', 'new versioned', 'all new'])(
  'one section is left alone: %s',
  (text) => {
    expect(SECTION_WORDS.exec(text)).toBeNull();
  },
);

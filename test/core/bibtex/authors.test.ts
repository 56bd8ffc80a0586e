import { parse } from '@retorquere/bibtex-parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAuthors } from '../../../src/core/bibtex/authors.ts';

const FIELD =
  "Michaud, Eric J. and Ludwig van Beethoven and de la Cruz, Juan and Davis, Jr., Sammy and {The ATLAS Collaboration} and Ziming~Liu and Vukeli{\\'c}, Ana AND {Barnes and Noble} and others";

describe('the authors of a .bib entry', () => {
  it('are read by the rules of BibTeX, each with its place', () => {
    const { names, others } = readAuthors(FIELD);
    expect(others).toBe(true);
    expect(names.map(({ family, given }) => [family, given])).toEqual([
      ['Michaud', 'Eric J.'],
      ['van Beethoven', 'Ludwig'],
      ['de la Cruz', 'Juan'],
      ['Davis', 'Sammy'],
      ['The ATLAS Collaboration', ''],
      ['Liu', 'Ziming'],
      ['Vukelić', 'Ana'],
      ['Barnes and Noble', ''],
    ]);
    expect(names.map(({ at }) => FIELD.slice(at.start, at.end))[6]).toBe("Vukeli{\\'c}, Ana");
  });

  it('are the same to an independent reader', () => {
    const names = [
      'Michaud, Eric J.',
      'Ludwig van Beethoven',
      'de la Cruz, Juan',
      'Christian Schroeder de Witt',
      "Ana Vukeli{\\'c}",
    ];
    const [entry] = parse(`@misc{a, author = {${names.join(' and ')}}}`).entries;
    const theirs = (entry?.fields['author'] ?? []) as readonly {
      prefix?: string;
      lastName: string;
      firstName: string;
    }[];
    expect(readAuthors(names.join(' and ')).names.map(({ family, given }) => [family, given])).toEqual(
      theirs.map(({ prefix, lastName, firstName }) => [
        [prefix, lastName].filter(Boolean).join(' ').normalize('NFC'),
        firstName,
      ]),
    );
  });

  it('lie one behind the other, whatever the text', () => {
    const piece = fc.constantFrom(' and ', 'and', '{', '}', ',', ' ', '~', 'Ann', 'de', 'others', ';', '\\');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((all) => all.join('')),
        ),
        (text) => {
          let last = 0;
          for (const { at } of readAuthors(text).names) {
            expect(at.start).toBeGreaterThanOrEqual(last);
            expect(at.end).toBeGreaterThan(at.start);
            last = at.end;
          }
        },
      ),
    );
  });
});

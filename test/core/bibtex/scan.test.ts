import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BibEntry, type Span, scanBibtex } from '../../../src/core/bibtex/scan.ts';

const SAMPLE = `Notes of mine, mail me @ home.
@string{iclr = "International Conference on " # {Learning}}
@Article{li2024geometry,
  author = {Li, Yuxiao and {The {\\"O}ther} Group},
  title  = "The {"}Geometry{"} of Concepts",
  month  = mar, year=2025,
  booktitle = iclr # { Representations},
}
@comment{jabref-meta: @misc{not, an = {entry}}}
@misc(paren, note = {a (b) c}) @misc{last}
`;

function told(entry: BibEntry | undefined): Record<string, string> {
  return Object.fromEntries((entry?.fields ?? []).map(({ name, text }) => [name, text]));
}

describe('reading a .bib file', () => {
  it('reads what each field says: braces, quotes, numbers, months and abbreviations', () => {
    const { entries, faults } = scanBibtex(SAMPLE);
    expect(faults).toEqual([]);
    expect(entries.map(({ type, key, line }) => ({ type, key, line }))).toEqual([
      { type: 'article', key: 'li2024geometry', line: 3 },
      { type: 'misc', key: 'paren', line: 10 },
      { type: 'misc', key: 'last', line: 10 },
    ]);
    expect(told(entries[0])).toEqual({
      author: 'Li, Yuxiao and {The {\\"O}ther} Group',
      title: 'The {"}Geometry{"} of Concepts',
      month: 'March',
      year: '2025',
      booktitle: 'International Conference on Learning Representations',
    });
    expect(told(entries[1])).toEqual({ note: 'a (b) c' });
  });

  it('tells where everything stands, so that it can be changed in place', () => {
    const { entries } = scanBibtex(SAMPLE);
    const at = ({ start, end }: Span): string => SAMPLE.slice(start, end);
    const [first, , last] = entries;
    expect(at(first?.typeAt ?? { start: 0, end: 0 })).toBe('Article');
    expect(first?.fields.map((field) => at(field.at))).toEqual([
      'author = {Li, Yuxiao and {The {\\"O}ther} Group}',
      'title  = "The {"}Geometry{"} of Concepts"',
      'month  = mar',
      'year=2025',
      'booktitle = iclr # { Representations}',
    ]);
    expect(at(first?.fields[3]?.valueAt ?? { start: 0, end: 0 })).toBe('2025');
    expect(at(last?.at ?? { start: 0, end: 0 })).toBe('@misc{last}');
    expect(at(last?.keyAt ?? { start: 0, end: 0 })).toBe('last');
  });

  it.each([
    ['@misc{a,\n title = {never closed,\n year = 2020\n}\n', 1, 'a', 'a brace or quote is not closed'],
    ['@misc{a,\n title = {x}\n year = 2020\n}\n', 3, 'a', 'a comma is missing before "year"'],
    ['@misc{a,\n title {x}\n}\n', 2, 'a', '"=" is missing after "title"'],
    ['@misc{a,\n title = ,\n}\n', 2, 'a', 'a value is missing'],
    ['@misc{a,\n title = {x}} , year = {y}\n}\n', undefined, undefined, undefined],
    ['@misc{a,\n title = "x} y"\n}\n', 2, 'a', 'a "}" closes what was never opened'],
    ['@misc{\n title = {x}\n}\n', 1, undefined, 'it has no key'],
    ['@misc{,\n title = {x}\n}\n', 1, undefined, 'it has no key'],
    ['@misc{a b = {x}\n}\n', 1, undefined, 'a comma is missing after its key'],
    ['@misc{a,\n % hidden\n title = {x}\n}\n', 2, 'a', '"%" is not expected here'],
  ])(
    'names the line and the reason of a broken entry, and reads the next one: %j',
    (text, line, key, reason) => {
      const { entries, faults } = scanBibtex(`${text}@misc{next, title = {Fine}}\n`);
      expect(faults).toEqual(
        line === undefined ? [] : [{ line, reason, ...(key === undefined ? {} : { key }) }],
      );
      expect(told(entries.at(-1))).toEqual({ title: 'Fine' });
    },
  );

  it('names an entry that is broken at its key, also behind a broken one', () => {
    const { entries, faults } = scanBibtex(
      '@misc{a, note = "x" y}\n@misc{b title = {x}}\n@misc{c, note = {z}}\n',
    );
    expect(entries.map(({ key }) => key)).toEqual(['c']);
    expect(faults).toEqual([
      { line: 1, key: 'a', reason: 'a comma is missing before "y"' },
      { line: 2, reason: 'a comma is missing after its key' },
    ]);
  });

  it('finds every entry again behind one whose brace is never closed', () => {
    const others = Array.from({ length: 3 }, (_, index) => `@misc{k${index},\n  title = {T${index}}\n}`);
    const { entries, faults } = scanBibtex(['@misc{open, title = {x', ...others].join('\n'));
    expect(entries.map(({ key }) => key)).toEqual(['k0', 'k1', 'k2']);
    expect(faults).toEqual([{ line: 1, key: 'open', reason: 'a brace or quote is not closed' }]);
  });

  it('reads at most 50,000 entries, and says so', () => {
    const { entries, faults } = scanBibtex('@misc{a,}\n'.repeat(50_002));
    expect(entries).toHaveLength(50_000);
    expect(faults).toEqual([{ line: 50_001, reason: 'only the first 50,000 entries are read' }]);
  });

  it('lets abbreviations that double each other cost nothing but their entries', () => {
    const doubling = `@string{a = {${'x'.repeat(100)}}}\n${'@string{a = a # a}\n'.repeat(40)}@misc{k, note = {n}}`;
    const { entries, faults } = scanBibtex(doubling);
    expect(entries.map(({ key }) => key)).toEqual(['k']);
    expect(faults[0]?.reason).toBe('the abbreviation "a" grows too long');
  });

  it('takes any text, and tells places that lie in order inside of one another', () => {
    const piece = fc.constantFrom(
      '@misc',
      '{',
      '}',
      '"',
      ',',
      '=',
      '#',
      '\n',
      ' ',
      'a',
      '(',
      ')',
      '@',
      '%',
      '\\',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 60 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (any) => {
        let last = 0;
        for (const { at, typeAt, keyAt, fields, key } of scanBibtex(any).entries) {
          const places = [typeAt, keyAt, ...fields.map((field) => field.at)];
          expect(any.slice(keyAt.start, keyAt.end)).toBe(key);
          expect(at.start).toBeGreaterThanOrEqual(last);
          last = at.start;
          for (const { start, end } of places) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            last = end;
          }
          expect(at.end).toBeGreaterThanOrEqual(last);
          last = at.end;
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

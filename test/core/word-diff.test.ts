import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiffPart, diffWords } from '../../src/core/word-diff.ts';

function shown(before: string, after: string): string {
  const marks = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const;
  return diffWords(before, after)
    .parts.map(({ kind, text }) => `${marks[kind][0]}${text}${marks[kind][1]}`)
    .join(' ');
}

function textOf(parts: readonly DiffPart[], kind: 'added' | 'removed'): string {
  return parts
    .filter((part) => part.kind === 'same' || part.kind === kind)
    .map((part) => part.text)
    .join(' ');
}

describe('diffWords', () => {
  it('finds the words that came and went', () => {
    expect(diffWords('We train a small model.', 'We train two large models.')).toEqual({
      parts: [
        { kind: 'same', text: 'We train', words: 2 },
        { kind: 'removed', text: 'a small model.', words: 3 },
        { kind: 'added', text: 'two large models.', words: 3 },
      ],
      added: 3,
      removed: 3,
      rewritten: false,
    });
    expect(shown('one two three four', 'zero one three four five')).toBe(
      '{+zero+} one [-two-] three four {+five+}',
    );
    expect(shown('', 'new words')).toBe('{+new words+}');
    expect(shown('old words', '')).toBe('[-old words-]');
    expect(diffWords('', '')).toEqual({ parts: [], added: 0, removed: 0, rewritten: false });
  });

  it.each([
    ['white space', 'A  long\n text', 'A long text'],
    ['TeX accents', String.raw`Poincar\'e maps by M\"uller`, 'Poincaré maps by Müller'],
    ['TeX formulas', String.raw`in $\mathbb{R}^2$ and $\beta$-VAE`, 'in ℝ² and β-VAE'],
    ['punctuation round words', 'We know; they do not. Never.', 'We know, they do not: (never)'],
    ['quotation marks and dashes', "``so'' -- it is", '"So" — it is'],
    ['blanks in comparisons', 'holds for $x < 5$ only', 'holds for x<5 only'],
    ['blanks before a percent sign', 'gains 50 % more', 'gains 50% more'],
    ['case', 'Deep Learning', 'deep learning'],
  ])('takes no notice of %s', (_, before, after) => {
    expect(diffWords(before, after)).toMatchObject({ added: 0, removed: 0 });
  });

  it.each([
    ['a decimal point', '1.5 times', '15 times'],
    ['a comparison', 'p<0.05', 'p>0.05'],
    ['a minus', 'at -5 K', 'at 5 K'],
    ['a percent sign', 'by 50%', 'by 50'],
    ['a formula', String.raw`$\beta$-VAE`, String.raw`$\gamma$-VAE`],
  ])('sees %s that changed what is said', (_, before, after) => {
    expect(diffWords(before, after)).toMatchObject({ added: 1, removed: 1 });
  });

  it('shows words that stayed as they are spelled now', () => {
    expect(shown('the old model', 'the old, model')).toBe('the old, model');
  });

  it('calls a text rewritten when too much differs, and still accounts for every word', () => {
    const words = (prefix: string): string =>
      Array.from({ length: 3_000 }, (_, index) => `${prefix}${index}`).join(' ');
    const diff = diffWords(`begin ${words('a')} end`, `begin ${words('b')} end`);
    expect(diff).toMatchObject({ added: 3_000, removed: 3_000, rewritten: true });
    expect(diff.parts.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added', 'same']);
  });

  const word = fc.constantFrom('a', 'b', 'c', 'd', 'model', 'x²', '王');
  const plain = fc.array(word, { maxLength: 40 }).map((words) => words.join(' '));

  it('accounts for every word of both texts, and counts what it shows', () => {
    fc.assert(
      fc.property(plain, plain, (before, after) => {
        const { parts, added, removed, rewritten } = diffWords(before, after);
        expect(textOf(parts, 'removed')).toBe(before);
        expect(textOf(parts, 'added')).toBe(after);
        const words = (kind: DiffPart['kind']): number =>
          parts.filter((part) => part.kind === kind).flatMap((part) => part.text.split(' ')).length;
        expect({ added, removed, rewritten }).toEqual({
          added: words('added'),
          removed: words('removed'),
          rewritten: false,
        });
        for (const part of parts) expect(part.words).toBe(part.text.split(' ').length);
        const [kinds, next] = [parts.map(({ kind }) => kind), parts.slice(1).map(({ kind }) => kind)];
        expect(next.some((kind, index) => kind === kinds[index])).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('finds the fewest words', () => {
    fc.assert(
      fc.property(plain, plain, (before, after) => {
        const [a, b] = [before, after].map((text) => text.split(' ').filter((each) => each !== ''));
        const diff = diffWords(before, after);
        expect(diff.added + diff.removed).toBe(fewestEdits(a ?? [], b ?? []));
      }),
    );
  });

  it('finds nothing between a text and itself, and what comes one way goes the other', () => {
    const any = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 200 }), plain);
    fc.assert(
      fc.property(any, any, (x, y) => {
        expect(diffWords(x, x)).toMatchObject({ added: 0, removed: 0, rewritten: false });
        const [there, back] = [diffWords(x, y), diffWords(y, x)];
        expect([there.added, there.removed]).toEqual([back.removed, back.added]);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['all different', (index: number) => `a${index}`, (index: number) => `b${index}`],
    ['two words over and over', (index: number) => 'ab'[index % 2], (index: number) => 'aab'[index % 3]],
    ['signs only', () => '–', () => '='],
    [
      'every tenth word changed',
      (index: number) => `w${index}`,
      (index: number) => `w${index % 10 ? index : -1}`,
    ],
    [
      'shuffled',
      (index: number) => `w${(index * 7919) % 1_000}`,
      (index: number) => `w${(index * 104_729) % 1_000}`,
    ],
  ])('takes little time over 100,000 words that are %s', (_, before, after) => {
    const text = (wordAt: (index: number) => string | undefined): string =>
      Array.from({ length: 100_000 }, (__, index) => wordAt(index)).join(' ');
    const [x, y] = [text(before), text(after)];
    // Work that grows with the square would not come back before the test's time is up.
    expect(diffWords(x, y).parts.length).toBeGreaterThan(0);
  });
});

/** The plain textbook way, as the judge. */
function fewestEdits(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, word] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries()) {
      const kept = word === other ? (row[j] ?? 0) : Number.POSITIVE_INFINITY;
      next.push(Math.min(kept, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

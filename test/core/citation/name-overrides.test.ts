import { describe, expect, it } from 'vitest';
import { overriddenName, readNameOverrides } from '../../../src/core/citation/name-overrides.ts';

describe('the file of overrides', () => {
  it('splits the names that no rule can split, however they are accented or capitalised', () => {
    const expected = { kind: 'person', family: 'Schroeder de Witt', given: 'Christian' };
    expect(overriddenName('Christian Schroeder de Witt')).toEqual(expected);
    expect(overriddenName('Christian  Schroeder De Witt')).toEqual(expected);
    expect(overriddenName('Eric J. Michaud')).toBeUndefined();
  });

  it.each([
    [{ 'Ada Lovelace': 'Lovelace Ada' }],
    [{ 'Ada Lovelace': 'Lovelace, Adda' }],
    [{ 'Ada Lovelace': 'Lovelace, Ada, Jr.' }],
    [{ 'Ada Lovelace': ', Ada Lovelace' }],
  ])('is refused in words when an entry is no split of its name: %j', (file) => {
    expect(() => readNameOverrides(file)).toThrow(
      /^data\/author-names\.json: "Ada Lovelace" is given as ".*"; write/,
    );
  });

  it.each([[[]], ['text'], [{ 'Ada Lovelace': 7 }], [null]])(
    'is refused in words when it is no list of names: %j',
    (file) => {
      expect(() => readNameOverrides(file)).toThrow('data/author-names.json must be a list of names');
    },
  );
});

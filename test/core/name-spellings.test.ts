import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  joinedParticles,
  mendName,
  spelledOut,
  umlautsOf,
  withParticles,
} from '../../src/core/name-spellings.ts';
import { fold } from '../../src/core/text.ts';

describe('umlauts', () => {
  it.each([
    ['Müller', 'mueller'],
    ['MU\u0308LLER', 'mueller'],
    ['Sørensen', 'soerensen'],
    ['Ångström', 'aangstroem'],
    ['Vukelić', undefined],
    ['Manuel', undefined],
  ])('of %s in two letters are %s', (name, spelled) => {
    expect(spelledOut(name)).toBe(spelled);
  });

  it('are found behind every pair of letters that may be one', () => {
    expect(umlautsOf('mueller')).toEqual(['muller']);
    expect(umlautsOf('schoenhaeuser').toSorted()).toEqual(['schoenhauser', 'schonhaeuser', 'schonhauser']);
    expect(umlautsOf('michaud')).toEqual([]);
  });

  it('are found again wherever a name is spelled out, and of a hostile word no more than a few', () => {
    const letters = fc.stringMatching(/^[bcdfgh]{1,3}$/);
    fc.assert(
      fc.property(letters, fc.constantFrom('ä', 'ö', 'ü', 'ø', 'å'), letters, (start, umlaut, end) => {
        const name = `${start}${umlaut}${end}`;
        expect(umlautsOf(spelledOut(name) ?? '')).toContain(fold(name));
      }),
    );
    expect(umlautsOf('ae'.repeat(2_000)).length).toBeLessThan(8);
  });
});

describe('particles', () => {
  it('are taken off a surname in every way', () => {
    expect(withParticles('vandenoord')).toEqual(['van denoord', 'van de noord', 'van den oord']);
    expect(withParticles('mcallester')).toContain('mc allester');
    expect(withParticles('dewi')).toEqual([]);
    expect(withParticles(`${'la'.repeat(20_000)}x`)).toEqual([]);
    expect(withParticles('della'.repeat(7)).length).toBeLessThan(20);
  });

  it('are run into the surname behind them', () => {
    const joined = (name: string): string[] => joinedParticles(name.split(' ')).map((one) => one.joined);
    expect(joined('aaron van den oord')).toEqual(['vandenoord', 'denoord']);
    expect(joined('le cun')).toEqual(['lecun']);
    expect(joined('di yu')).toEqual([]);
    expect(joined('oord van den')).toEqual([]);
    expect(joinedParticles([...Array.from({ length: 20 }, () => 'van'), 'oord'])).toHaveLength(3);
  });
});

it('a mended name keeps every other word as it was typed', () => {
  expect(mendName('Tegmrak, MÜLLER-tegmrak', [{ typed: 'tegmrak', used: 'tegmark' }])).toBe(
    'tegmark, MÜLLER-tegmark',
  );
  expect(mendName("O'Brein", [{ typed: 'brein', used: 'brien' }])).toBe("O'brien");
});

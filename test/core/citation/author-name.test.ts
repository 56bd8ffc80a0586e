import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorNames, parseName } from '../../../src/core/citation/author-name.ts';
import { lastFirst } from '../../../src/core/citation/name-forms.ts';
import { paperWith } from './papers.ts';

function printed(...names: string[]): string[] {
  return authorNames(paperWith({ authors: names })).map(lastFirst);
}

describe('a printed name', () => {
  it.each([
    ['Eric J. Michaud', 'Michaud, Eric J.'],
    ['Mateja Vukelić', 'Vukelić, Mateja'],
    ['Charbel-Raphaël Segerie', 'Segerie, Charbel-Raphaël'],
    ['E.J. Michaud', 'Michaud, E. J.'],
    ['Ludwig van Beethoven', 'van Beethoven, Ludwig'],
    ['Aaron van den Oord', 'van den Oord, Aaron'],
    ['Ana María de la Cruz', 'de la Cruz, Ana María'],
    ["Gerard 't Hooft", "'t Hooft, Gerard"],
    ["Jean d'Alembert", "d'Alembert, Jean"],
    ['José Ortega y Gasset', 'Ortega y Gasset, José'],
    ['Muhammad al-Khwarizmi', 'al-Khwarizmi, Muhammad'],
    ['Di Wang', 'Wang, Di'],
    ['Van Nguyen', 'Nguyen, Van'],
    ['De Huang', 'Huang, De'],
    ['La Tran Minh', 'Minh, La Tran'],
    ['Martin Luther King Jr.', 'King, Martin Luther, Jr.'],
    ['Martin Luther King, Jr', 'King, Martin Luther, Jr.'],
    ['Henry Ford III', 'Ford, Henry, III'],
    ['Lovelace, Ada', 'Lovelace, Ada'],
    ['The Anh Han', 'Han, The Anh'],
    ['Christian Schroeder de Witt', 'Schroeder de Witt, Christian'],
    ['christian schröder de witt', 'de witt, christian schröder'],
    ['CHRISTIAN SCHROEDER DE WITT', 'Schroeder de Witt, Christian'],
    ['Luc Van Gool', 'Van Gool, Luc'],
    ['Plato', 'Plato'],
    ['王小明', '王小明'],
    ['ATLAS Collaboration', 'ATLAS Collaboration'],
    ['The LIGO Scientific Collaboration', 'The LIGO Scientific Collaboration'],
    ['Gemini Team', 'Gemini Team'],
    ['Team GLM', 'Team GLM'],
    ['The CDF', 'The CDF'],
    ['Gemini Team Google', 'Gemini Team Google'],
    ['Google Research', 'Google Research'],
    ['BIG-bench authors', 'BIG-bench authors'],
    ['Neumann, John von', 'von Neumann, John'],
    ['Nicolas Le Roux', 'Le Roux, Nicolas'],
    ['Chris G. Van de Walle', 'Van de Walle, Chris G.'],
    ['Van de Walle', 'de Walle, Van'],
    ["J. van't Hoff", "van't Hoff, J."],
    ['Friedhelm Meyer auf der Heide', 'Meyer auf der Heide, Friedhelm'],
    ['Yu.V. Ivanov', 'Ivanov, Yu. V.'],
    ['Ziming~Liu', 'Liu, Ziming'],
    ['Weinan E', 'E, Weinan'],
    ['Cicogna G', 'Cicogna, G'],
    ['Fritzsche S.', 'Fritzsche, S.'],
    ['van der Berg H.-J. K', 'van der Berg, H.-J. K'],
    ['Smith J.A.', 'Smith, J. A.'],
    ['Jun LI', 'LI, Jun'],
    ['Ada Lovelace (Analytical Society)', 'Lovelace, Ada'],
  ])('"%s" is %s', (name, expected) => {
    expect(printed(name)).toEqual([expected]);
  });

  it('is what it is whatever it holds: no letter is lost and nothing throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('('));
        const name = parseName(text);
        const parts = name.kind === 'whole' ? [name.name] : [name.given, name.family, name.suffix ?? ''];
        const letters = (of: string): string[] => (of.toLowerCase().match(/\p{L}/gu) ?? []).toSorted();
        expect(letters(parts.join(''))).toEqual(letters(text));
      }),
    );
  });
});

describe('names that a source gave in parts', () => {
  it('are believed over our own reading', () => {
    const paper = paperWith({
      authors: ['Tara Rezaei Kheirkhah', 'Ada Lovelace'],
      authorParts: [
        { family: 'Rezaei Kheirkhah', given: 'Tara' },
        { family: 'Lovelace', given: 'Ada', suffix: 'jr' },
      ],
    });
    expect(authorNames(paper).map(lastFirst)).toEqual(['Rezaei Kheirkhah, Tara', 'Lovelace, Ada, Jr.']);
  });

  it('are not believed where they are of another list, leave particles with the given name, or know less than the overrides', () => {
    const paper = paperWith({
      authors: ['Ada Lovelace', 'Ana de la Cruz', 'Christian Schroeder de Witt'],
      authorParts: [
        { family: 'Byron', given: 'Ada' },
        { family: 'Cruz', given: 'Ana de la' },
        { family: 'Witt', given: 'Christian Schroeder de' },
      ],
    });
    expect(authorNames(paper).map(lastFirst)).toEqual([
      'Lovelace, Ada',
      'de la Cruz, Ana',
      'Schroeder de Witt, Christian',
    ]);
    expect(authorNames({ ...paper, authorParts: [{ family: 'Witt' }] }).map(lastFirst)[0]).toBe(
      'Lovelace, Ada',
    );
  });
});

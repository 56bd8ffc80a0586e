import { describe, expect, it } from 'vitest';
import { byFirstWord, findGroup, groupName, lastWord, noCommand } from '../../src/core/groups.ts';

const named = (...names: readonly string[]) => names.map((name) => ({ name }));
const commands = named('papers', 'shelf put', 'about', 'shelf take');

describe('commands of two words', () => {
  it('belong to the group of their first word', () => {
    expect(commands.map(groupName)).toEqual([undefined, 'shelf', undefined, 'shelf']);
    expect(commands.map(lastWord)).toEqual(['papers', 'put', 'about', 'take']);
    expect(findGroup(commands, 'shelf')?.commands.map(lastWord)).toEqual(['put', 'take']);
    expect(findGroup(commands, 'papers')).toBeUndefined();
    expect(findGroup(commands, '')).toBeUndefined();
  });

  it('stand once, in the place of the first of them, in what is registered', () => {
    expect(byFirstWord(commands).map(({ name }) => name)).toEqual(['papers', 'shelf', 'about']);
  });
});

describe('words on a command that is not there', () => {
  it.each([
    ['papes', 'There is no command "/papes". Did you mean /papers?'],
    ['shelv', 'There is no command "/shelv". Did you mean /shelf?'],
    ['shelf putt', 'There is no command "/shelf putt". Did you mean /shelf put?'],
    ['shelf burn', 'There is no command "/shelf burn". There are: /shelf put, /shelf take.'],
    ['shelf', '/shelf goes on with one more word: /shelf put, /shelf take.'],
    ['frobnicate', 'There is no command "/frobnicate". There are: /papers, /shelf, /about.'],
  ])('for /%s name what was perhaps meant', (name, words) => {
    expect(noCommand(commands, name)).toBe(words);
  });
});

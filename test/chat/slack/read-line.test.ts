import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { readLine } from '../../../src/chat/slack/read-line.ts';
import { refs } from '../bib-check.ts';
import { shelf } from '../shelf.ts';

const BIB = '@article{key,\n  title = {A title}\n}';
const all = [...commands, ...shelf];

describe('a typed line', () => {
  it.each([
    ['/papers grokking', 'papers', 'grokking'],
    ['/PAPERS  Grokking ', 'papers', 'Grokking'],
    ['sparse autoencoders', 'papers', 'sparse autoencoders'],
    ['papers help', 'papers', 'papers help'],
    ['/shelf put a book', 'shelf put', 'a book'],
    ['', 'help', ''],
    ['/', 'help', ''],
    ['help', 'help', ''],
    [' ? ', 'help', ''],
    ['/help', 'help', ''],
    ['/help help', 'help', 'help'],
    ['/help paste', 'help', 'paste'],
    ['/papers help', 'help', 'papers'],
    ['/shelf', 'help', 'shelf'],
    ['/shelf put help', 'help', 'shelf put'],
    ['/papers help systems', 'papers', 'help systems'],
  ])('%j calls %s with %j', (line, command, input) => {
    expect(readLine(line, all)).toEqual({ command, input });
  });

  it.each([
    ['/paperthread papers grokking', 'papers', 'grokking'],
    ['/paperthread /papers grokking', 'papers', 'grokking'],
    ['/Paperthread PAPERS grokking', 'papers', 'grokking'],
    ['/paperthread paperthread /paperthread papers grokking', 'papers', 'grokking'],
    ['/paperthread shelf put a book', 'shelf put', 'a book'],
    ['/paperthread paste a page', 'paste', 'a page'],
    ['/paperthread papers help', 'help', 'papers'],
    ['/paperthread help papers', 'help', 'papers'],
    ['/paperthread', 'help', ''],
    ['/paperthread ', 'help', ''],
    ['/paperthread /', 'help', ''],
    ['/paperthread help', 'help', ''],
    ['/paperthread /help', 'help', ''],
    ['/paperthread /paperthread help', 'help', ''],
    ['/paperthreads papers', 'paperthreads', 'papers'],
    ['paperthread papers', 'papers', 'paperthread papers'],
  ])('with the command that stands for all: %j calls %s with %j', (line, command, input) => {
    expect(readLine(line, all)).toEqual({ command, input });
  });

  it('to be pasted keeps its line ends', () => {
    const page = 'arXiv:2505.15811\nOn the creation\n\tof narrow AI';
    expect(readLine(`/paste ${page}`, all)).toEqual({ command: 'paste', input: page });
    expect(readLine(`/paste\n${page}\n`, all)).toEqual({ command: 'paste', input: page });
    expect(readLine('/paste', all)).toEqual({ command: 'paste', input: '' });
    expect(readLine('/paste help', all)).toEqual({ command: 'help', input: 'paste' });
    expect(readLine('/pasted', all)).toEqual({ command: 'pasted', input: '' });
  });

  it('that is a .bib file goes to the command that takes one, if there is one', () => {
    const others = commands.filter(({ takesFile }) => takesFile === undefined);
    expect(readLine(BIB, [...others, refs])).toEqual({ command: 'refs', input: BIB });
    expect(readLine(BIB, others).command).toBe('papers');
  });

  it('of any kind is read, and the command that stands for all changes nothing of a command', () => {
    const words = fc.constantFrom('/', 'paperthread', 'paste', 'papers', 'help', '?', ' ', '\n', '@a{', 'é');
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 12 }), (parts) => {
        const line = parts.join('');
        const read = readLine(line, all);
        expect(read.command).not.toBe('paperthread');
        if (/^\s*\/\S/.test(line)) expect(readLine(`/paperthread ${line}`, all)).toEqual(read);
      }),
    );
  });
});

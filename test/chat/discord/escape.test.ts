import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText, readLine } from '../../../src/chat/discord/escape.ts';
import { BOLD, pieces } from '../../../src/chat/discord/pieces.ts';
import { seen } from './seen.ts';

const signs = fc.constantFrom(
  ...'*_~`|[]()<>#-+.@\\:/ \n1a'.split(''),
  ':100:',
  ':x',
  '@everyone',
  '<@123456789012345678>',
  '<t:1:R>',
  '😀',
  '-# ',
  '# ',
  '> ',
  'https://a.example ',
  '<https://a.example>',
  '<a@b.example>',
  '||',
  '$\\alpha_{ij}$',
);
const hostile = fc.array(signs, { maxLength: 40 }).map((parts) => parts.join(''));

describe('foreign text', () => {
  it.each([
    ['\\alpha_{ij}', String.raw`\\alpha\_{ij}`],
    ['# Heading', String.raw`\# Heading`],
    ['-# small', String.raw`\-# small`],
    ['> quote', String.raw`\> quote`],
    ['1. one', String.raw`1\. one`],
    ['2024 was a year', '2024 was a year'],
    ['[text](https://evil.example)', String.raw`\[text\](https://evil.example)`],
    ['<@123> and <t:1:R>', '<\u200b@123> and <\u200bt\\:1:R>'],
    ['a ratio of 1:100:5', String.raw`a ratio of 1\:100:5`],
    [':smile: std:bug:x:fix', String.raw`\:smile: std\:bug\:x:fix`],
    ['Title: a study, f: A -> B', 'Title: a study, f: A -> B'],
    ['http://a.example:80:x', 'http://a.example:80:x'],
    ['@everyone', '@\u200beveryone'],
    ['a < b, x<y', 'a < b, x<y'],
    ['me@uni.example', 'me@uni.example'],
    ['at https://a.example/x_y_z now', 'at https://a.example/x_y_z now'],
    ['https://a.example/**b', 'https://a.example/%2A%2Ab'],
    ['see <https://a.example/b_c> now', 'see <\u200bhttps://a.example/b_c\u200a> now'],
    [
      '<mailto:a@b.example>, <a@b.example>, <+1555>',
      '<\u200bmailto:a@b.example>, <\u200ba@b.example>, <\u200b+1555>',
    ],
    ['two\nlines', 'two lines'],
  ])('%j is written %j', (text, escaped) => {
    expect(escapeText(text)).toBe(escaped);
  });

  it('is seen as it was written, whatever it is', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = seen(escapeText(text));
        expect(shown).toBe(text.replace(/\n+/g, ' ').trim());
      }),
    );
  });

  it('in a line of ours can be read back', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom('**', ''), (text, bold) => {
        fc.pre(!/https?:/.test(text));
        expect(readLine(`${bold}${escapeText(text)}${bold}`)).toBe(text.replace(/\n+/g, ' ').trim());
      }),
    );
    expect(readLine(`-# ${escapeText('# small')}`)).toBe('# small');
  });

  it('holds no mention, no timestamp, no open mark-up and no start of a block', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const escaped = escapeText(text);
        expect(escaped).not.toMatch(/<[@#:/]|<t:|<https?:|<a@|@everyone|@here/);
        expect(escaped).not.toMatch(/https?:[^\s<]*>/);
        expect(escaped.replace(/https?:[^\s<]*|\\[^\p{L}\p{N}\s]/gu, ' ')).not.toMatch(/:[^\s:]+:/);
        expect(escaped.replace(/\\[^\p{L}\p{N}\s]/gu, '')).not.toMatch(/[*_~`|[\]\\]/);
        expect(escaped).not.toMatch(/^(?:[#>+-]|\d+[.)])/);
      }),
    );
  });

  it('in pieces is never longer than asked, loses nothing and splits no letter', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 12, max: 60 }), (text, limit) => {
        const parts = pieces(text, BOLD, limit);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(part.isWellFormed()).toBe(true);
          expect(part).toMatch(/^\*\*[\s\S]+\*\*$/);
        }
        const all = parts.map((part) => seen(part.slice(2, -2))).join('');
        expect(all.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { builderFaults, modalBuilderFaults } from '../../fakes/discord/builders.ts';
import { choiceFaults, commandFaults, modalFaults } from '../../fakes/discord/command-limits.ts';
import { type Json, messageFaults } from '../../fakes/discord/limits.ts';

const quiet = { allowed_mentions: { parse: [] } };
const v2 = (...components: Json[]): Json => ({ ...quiet, flags: 1 << 15, components });
const text = (content: string): Json => ({ type: 10, content });
const button = (custom_id: string, label = 'Go'): Json => ({ type: 2, style: 2, label, custom_id });
const row = (...components: Json[]): Json => ({ type: 1, components });
const command = (more: Json = {}): Json => ({ name: 'papers', description: 'Find papers.', ...more });
const option = (more: Json = {}): Json => ({ type: 3, name: 'query', description: 'Words.', ...more });
const many = (number: number, one: (index: number) => Json): Json[] =>
  Array.from({ length: number }, (_, index) => one(index));

describe('the check of every message that is sent', () => {
  it.each<[string, Json]>([
    ['a text', v2(text('Hello'))],
    ['4,000 letters outside the basic plane', v2(text('😀'.repeat(4_000)))],
    ['40 components', v2(...many(40, () => text('a')))],
    ['a plain one', { ...quiet, content: 'Hello' }],
    ['a button', v2(row(button('a'), button('b')))],
  ])('lets pass %s', (_, body) => {
    expect(messageFaults(body)).toEqual([]);
  });

  it.each<[string, Json, RegExp]>([
    ['no components', v2(), /empty message/],
    ['an empty text', v2(text(' ')), /content: 0, at least 1/],
    [
      '4,001 letters in two texts',
      v2(text('a'.repeat(3_000)), text('a'.repeat(1_001))),
      /4001, at most 4000/,
    ],
    [
      '41 components, nested ones counted',
      v2({ type: 17, components: many(40, () => text('a')) }),
      /41, at most 40/,
    ],
    ['six buttons in a row', v2(row(...many(6, (index) => button(String(index))))), /6, at most 5/],
    ['a long label', v2(row(button('a', 'a'.repeat(81)))), /label: 81/],
    ['a long custom id', v2(row(button('a'.repeat(101)))), /custom_id: 101/],
    ['a custom id twice', v2(row(button('a'), button('a'))), /used twice/],
    [
      'a link without an address',
      v2(row({ type: 2, style: 5, label: 'x', url: 'javascript:1' })),
      /not an address/,
    ],
    ['a section without its button', v2({ type: 9, components: [text('a')] }), /a section needs one/],
    ['content beside the new layout', { ...v2(text('a')), content: 'a' }, /not allowed beside/],
    ['a file that is not attached', v2({ type: 13, file: { url: 'attachment://a.txt' } }), /no such file/],
    ['missing mention rules', { flags: 1 << 15, components: [text('a')] }, /could ping/],
    ['a long nonce', { ...v2(text('a')), nonce: 'a'.repeat(26) }, /nonce: 26/],
    ['2,001 letters', { ...quiet, content: 'a'.repeat(2_001) }, /2001, at most 2000/],
    [
      'embeds of more than 6,000 letters together',
      { ...quiet, embeds: many(2, () => ({ description: 'a'.repeat(3_001) })) },
      /6002, at most 6000/,
    ],
    [
      'an empty field of an embed',
      { ...quiet, embeds: [{ fields: [{ name: 'a', value: '' }] }] },
      /value: 0/,
    ],
    ['nothing at all', quiet, /empty message/],
  ])('finds %s', (_, body, fault) => {
    expect(messageFaults(body).join('\n')).toMatch(fault);
  });
});

describe('the check of commands', () => {
  it('lets a good list pass', () => {
    expect(
      commandFaults([command({ options: [option({ required: true }), option({ name: 'sort' })] })]),
    ).toEqual([]);
  });

  it.each<[string, Json[], RegExp]>([
    ['upper case', [command({ name: 'Papers' })], /no name/],
    ['a long description', [command({ description: 'a'.repeat(101) })], /101, at most 100/],
    [
      'a required option behind',
      [command({ options: [option(), option({ name: 'b', required: true })] })],
      /behind/,
    ],
    [
      '26 options',
      [command({ options: many(26, (index) => option({ name: `o${index}` })) })],
      /26, at most 25/,
    ],
    [
      'autocomplete with choices',
      [command({ options: [option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] })],
      /either/,
    ],
    ['two of a name', [command(), command()], /two commands/],
    ['options of a menu entry', [{ type: 3, name: 'Papers here', options: [option()] }], /no options/],
    [
      'more than 8,000 letters',
      [
        command({
          options: many(5, (index) =>
            option({
              name: `o${index}`,
              choices: many(25, () => ({ name: 'a'.repeat(40), value: 'b'.repeat(40) })),
            }),
          ),
        }),
      ],
      /at most 8000/,
    ],
  ])('finds %s', (_, commands, fault) => {
    expect(commandFaults(commands).join('\n')).toMatch(fault);
  });

  it('finds choices that are too many, too long or empty, and modals that are too large', () => {
    expect(choiceFaults(many(26, () => ({ name: 'a', value: 'a' }))).join()).toMatch(/26, at most 25/);
    expect(choiceFaults([{ name: 'a'.repeat(101), value: '' }])).toHaveLength(2);
    expect(modalFaults({ title: 'a'.repeat(46), custom_id: 'a', components: [] })).toHaveLength(2);
  });
});

describe("the builders' opinion", () => {
  const modal = (title: string): Json => ({
    custom_id: 'a',
    title,
    components: [{ type: 18, label: 'Text', component: { type: 4, custom_id: 'b', style: 2 } }],
  });

  it('agrees with what is right', () => {
    expect(builderFaults(v2({ type: 17, components: [text('a'), row(button('a'))] }))).toEqual([]);
    expect(modalBuilderFaults(modal('Paste'))).toEqual([]);
  });

  it('finds an empty text, a long one and a long title', () => {
    expect(builderFaults(v2(text('')))).toHaveLength(1);
    expect(builderFaults(v2({ type: 17, components: [text('a'.repeat(4_001))] }))).toHaveLength(1);
    expect(modalBuilderFaults(modal('a'.repeat(46)))).toHaveLength(1);
  });
});

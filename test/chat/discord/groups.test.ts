import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { definitions } from '../../../src/chat/discord/definitions.ts';
import { commandFaults } from '../../fakes/discord/command-limits.ts';
import { answered, buttonsIn, messagesOf, textIn } from '../../fakes/discord/people.ts';
import { CHANNEL } from '../../fakes/discord/state.ts';
import { shelf } from '../shelf.ts';
import { openBot, useBot } from './bot.ts';

const bot = useBot({
  commands: [...commands, ...shelf],
  suggest: async (completion, typed, { caller }) => [
    { label: `${completion}: ${typed} in ${caller?.channel ?? 'nowhere'}`, value: typed },
  ],
});

const registeredShelf = (list: typeof shelf) => definitions(list).find(({ name }) => name === 'shelf');

describe('what is registered', () => {
  it('is described in whole words, nothing being cut', () => {
    const registered = JSON.stringify(definitions(commands));
    for (const { description, options } of commands)
      for (const words of [description, ...options.map((option) => option.description)])
        expect(registered).toContain(JSON.stringify(words));
  });
});

describe('commands of two words', () => {
  it('are registered as subcommands, required options first', () => {
    expect(registeredShelf(shelf)).toMatchObject({
      type: 1,
      description: 'shelf: put or take',
      options: [
        {
          type: 1,
          name: 'put',
          description: 'Put something on the shelf.',
          options: [
            { name: 'what', required: true, autocomplete: true },
            { name: 'day', required: false, choices: [{ value: 'friday' }, { value: 'monday' }] },
          ],
        },
        { type: 1, name: 'take', options: [{ name: 'number', min_value: 1 }] },
      ],
      default_member_permissions: null,
    });
  });

  it('are all for managers where one of them is', () => {
    const [put, ...others] = shelf;
    const list = put === undefined ? [] : [{ ...put, managersOnly: true as const }, ...others];
    expect(registeredShelf(list)).toMatchObject({ default_member_permissions: '32', contexts: [0] });
  });

  it('are not registered again after a restart', async () => {
    const before = bot.discord.state.puts;
    const again = await openBot({ discord: bot.discord, commands: [...commands, ...shelf] });
    await again.adapter.start();
    expect(bot.discord.state.puts).toBe(before);
    await again.adapter.stop();
  });

  it('answer with their typed options, to those whom each names', async () => {
    const put = await messagesOf(bot.people.slash('shelf put', { what: 'a book', day: 'friday' }));
    expect(textIn(put)).toContain('Put a book friday');
    expect(put[0]?.ephemeral).toBe(true);
    const took = await messagesOf(bot.people.slash('shelf take', { number: 3 }));
    expect(textIn(took)).toBe('Took 3');
    expect(took[0]?.ephemeral).toBe(false);
  });

  it('complete their options', async () => {
    const { data } = await answered(bot.people.type('shelf put', 'what', 'narrow'));
    expect(data['choices']).toEqual([{ name: `paper: narrow in ${CHANNEL}`, value: 'narrow' }]);
  });

  it('complete numbers by numbers', async () => {
    const { data } = await answered(bot.people.type('shelf take', 'number', '3'));
    expect(data['choices']).toEqual([{ name: `subscription: 3 in ${CHANNEL}`, value: 3 }]);
    const none = await answered(bot.people.type('shelf take', 'number', 'three'));
    expect(none.data['choices']).toEqual([]);
  });

  it('are called by buttons', async () => {
    const buttons = buttonsIn(await messagesOf(bot.people.slash('shelf put', { what: 'a book' })));
    expect(buttons['Take it']).toBe('call:shelf take:{"number":1}');
    expect(textIn(await messagesOf(bot.people.press(buttons['Take it'] ?? '')))).toBe('Took 1');
    expect(Object.keys(buttons)).toEqual(['Take it']);
  });
});

describe('the check of what is registered', () => {
  const word = { type: 1, name: 'put', description: 'Put.' };
  const option = { type: 3, name: 'what', description: 'What.' };
  const group = (...options: object[]) => [{ name: 'shelf', description: 'Shelf.', options }];

  it.each([
    ['options beside subcommands', group(word, option), /beside subcommands/],
    ['a subcommand twice', group(word, word), /two subcommands/],
    [
      'a required option behind an optional one',
      group({ ...word, options: [option, { ...option, name: 'b', required: true }] }),
      /behind an optional/,
    ],
    ['a name in capitals', group({ ...word, name: 'Put' }), /no name/],
    ['a required subcommand', group({ ...word, required: true }), /neither required/],
    [
      '26 subcommands',
      group(...Array.from({ length: 26 }, (_, index) => ({ ...word, name: `n${index}` }))),
      /26, at most 25/,
    ],
  ])('finds %s', (_, list, words) => {
    expect(commandFaults(list).join('\n')).toMatch(words);
  });
});

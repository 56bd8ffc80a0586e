import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { definitions } from '../../../src/chat/discord/definitions.ts';
import { commandFaults } from '../../fakes/discord/command-limits.ts';
import { startFakeDiscord } from '../../fakes/discord/server.ts';
import { whoami } from '../whoami.ts';
import { openBot } from './bot.ts';

const all = definitions([...commands.filter(({ name }) => name !== 'cite'), whoami('cite')]);
const registered = JSON.parse(JSON.stringify(all));

describe('commands in other languages', () => {
  it('are within the limits', () => {
    expect(commandFaults(registered)).toEqual([]);
  });

  it('describe themselves in German and French, and so do the entries of menus', () => {
    for (const { name, type, name_localizations, description_localizations, options } of registered) {
      const localized = type === 3 ? name_localizations : description_localizations;
      expect([name, Object.keys(localized ?? {})]).toEqual([name, ['de', 'fr']]);
      for (const sub of options ?? [])
        if (sub.type === 1)
          expect([sub.name, Object.keys(sub.description_localizations ?? {})]).toEqual([
            sub.name,
            ['de', 'fr'],
          ]);
    }
  });

  it('are registered again when only a language has changed, and else not', async () => {
    const discord = await startFakeDiscord();
    const restart = async () => {
      const bot = await openBot({ discord });
      await bot.adapter.start();
      await bot.adapter.stop();
      return discord.state.puts;
    };
    expect(await restart()).toBe(1);
    expect(await restart()).toBe(1);
    for (const one of [...discord.state.commands.values()].flat())
      if (one['name'] === 'papers') Object.assign(one, { description_localizations: { de: 'Anders.' } });
    expect(await restart()).toBe(2);
    await discord.stop();
  });
});

describe('the check of other languages', () => {
  const command = { name: 'papers', description: 'Find.' };

  it.each([
    [
      'a long description',
      { ...command, description_localizations: { de: 'x'.repeat(101) } },
      /\(de\): description/,
    ],
    [
      'a language that is none',
      { ...command, description_localizations: { xx: 'x' } },
      /"xx" is no language/,
    ],
    ['a name in capitals', { ...command, name_localizations: { de: 'Arbeiten' } }, /no name for/],
    [
      'a long menu entry',
      { type: 3, name: 'Cite', name_localizations: { fr: 'x'.repeat(33) } },
      /\(fr\): name/,
    ],
  ])('finds %s', (_, one, words) => {
    expect(commandFaults([one]).join('\n')).toMatch(words);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { defineCommand } from '../../../src/core/command.ts';
import { UserError } from '../../../src/core/errors.ts';
import { splitLine } from '../../../src/core/options.ts';
import type { Card } from '../../../src/core/reply.ts';
import { deleteOriginal } from '../../fakes/discord/answers.ts';
import { answered, buttonsIn, messagesOf, textIn, until } from '../../fakes/discord/people.ts';
import { DIRECT, OTHER_USER } from '../../fakes/discord/state.ts';
import { openBot, useBot } from './bot.ts';
import { HOSTILE } from './replies.ts';

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

const FILE: Card = { kind: 'code', text: 'x\n'.repeat(5_000), fileName: 'all.txt' };

const slow = defineCommand({
  name: 'slow',
  description: 'Takes its time.',
  options: [{ name: 'how', description: 'How.', type: 'string', rest: true }],
  examples: ['/slow'],
  visibility: 'channel',
  async run({ how = '' }, { show }) {
    if (how.startsWith('shows'))
      await show({ summary: 'So far', cards: how === 'shows a file' ? [FILE] : [] });
    await pause(how.startsWith('shows') ? 150 : 1_300);
    if (how === 'fails') throw new Error('secret detail');
    if (how === 'shows and refuses') throw new UserError('There is none.');
    return { summary: 'The end', cards: [] };
  },
});
const loud = defineCommand({
  name: 'loud',
  description: 'Tells everybody.',
  options: [{ name: 'how', description: 'How.', type: 'string', rest: true }],
  examples: ['/loud'],
  visibility: 'channel',
  async run({ how = '' }) {
    if (how === 'fails') throw new Error('secret detail');
    return {
      summary: how,
      cards: [{ kind: 'section', lines: ['Listen.'] }],
      buttons: [{ label: 'Settings', command: 'settings', values: {} }],
    };
  },
});
const settings = defineCommand({
  name: 'settings',
  description: 'Sets something.',
  options: [],
  examples: ['/settings'],
  visibility: 'asker',
  managersOnly: true,
  run: async () => ({ summary: 'Set.', cards: [] }),
});

const bot = useBot({ commands: [...commands, slow, loud, settings] });
afterEach(() => {
  expect(bot.fatal).toEqual([]);
});

describe('a slash command', () => {
  it('is answered at once, to the asker alone', async () => {
    const asked = bot.people.slash('papers', { query: 'sparse autoencoders', limit: 2 });
    const first = await answered(asked);
    expect(first.type).toBe(4);
    const messages = await messagesOf(asked);
    expect(messages[0]?.ephemeral).toBe(true);
    expect(textIn(messages)).toContain(
      '**1. Efficient Dictionary Learning with Switch Sparse Autoencoders**',
    );
    expect(Object.keys(buttonsIn(messages))).toEqual([
      expect.stringMatching(/^1\. Efficient Dictionary/),
      expect.stringMatching(/^2\. Understanding sparse/),
      'Next page',
      'Cite all 3',
      'Share',
    ]);
  });

  it.each(commands.flatMap((command) => command.examples))('works as in the example %s', async (line) => {
    const { command, text } = splitLine(line, commands);
    const option = commands.find(({ name }) => name === command)?.options.find(({ rest }) => rest === true);
    const words = text.replace(/\b(?:sort|limit):\S+/g, '').trim();
    const asked = bot.people.slash(
      command,
      option === undefined || words === '' ? {} : { [option.name]: words },
    );
    expect(textIn(await messagesOf(asked))).not.toMatch(/went wrong|Type:/);
  });

  it('that takes longer shows "thinking" first, and then its answer to the channel', async () => {
    const asked = bot.people.slash('slow');
    expect(await answered(asked)).toMatchObject({ type: 5, data: {} });
    const messages = await messagesOf(asked);
    expect(textIn(messages)).toBe('The end');
    expect(messages[0]?.ephemeral).toBe(false);
  });

  it('shows what it knows so far, and changes that message in the end', async () => {
    const asked = bot.people.slash('slow', { how: 'shows' });
    expect((await answered(asked)).type).toBe(4);
    expect(textIn(await messagesOf(asked))).toBe('So far');
    await pause(200);
    expect(textIn(await messagesOf(asked))).toBe('The end');
    expect(asked.followUps).toEqual([]);
  });

  it('takes a file that it has shown so far away again', async () => {
    const asked = bot.people.slash('slow', { how: 'shows a file' });
    expect((await messagesOf(asked))[0]?.files).toHaveLength(1);
    await until(() => asked.original?.files.length === 0, 4_000, 'the file is still there');
    expect(textIn(await messagesOf(asked))).toBe('The end');
  });

  it.each([
    ['that has shown something to the channel', false],
    ['whose first words somebody has deleted meanwhile', true],
  ])('%s refuses to the asker alone, and nothing else stays', async (_, deleted) => {
    const asked = bot.people.slash('slow', { how: 'shows and refuses' });
    expect((await messagesOf(asked)).map(({ ephemeral }) => ephemeral)).toEqual([false]);
    if (deleted) deleteOriginal(asked);
    await until(() => asked.followUps.length > 0, 4_000, 'no refusal');
    const messages = await messagesOf(asked);
    expect(messages.map(({ ephemeral }) => ephemeral)).toEqual([true]);
    expect(textIn(messages)).toBe('There is none.');
  });

  it('whose first words are deleted meanwhile still answers', async () => {
    const asked = bot.people.slash('slow', { how: 'shows' });
    await messagesOf(asked);
    deleteOriginal(asked);
    await until(() => asked.followUps.length > 0, 4_000, 'no answer');
    expect(textIn(await messagesOf(asked))).toBe('The end');
  });

  it('for a paper that is not here says that it asks arXiv, and then only what came of it', async () => {
    const asked = bot.people.slash('paper', { paper: '2505.99999' });
    await until(
      () => textIn(asked.original === undefined ? [] : [asked.original]).includes('could not be asked'),
      4_000,
      'no end',
    );
    const messages = await messagesOf(asked);
    expect(messages.map(({ ephemeral }) => ephemeral)).toEqual([true]);
    expect(textIn(messages)).not.toContain('Asking');
  });

  it('that the channel would see tells only the asker what went wrong, early or late', async () => {
    for (const name of ['loud', 'slow']) {
      const asked = bot.people.slash(name, { how: 'fails' });
      const messages = await messagesOf(asked);
      expect(messages.map(({ ephemeral }) => ephemeral)).toEqual([true]);
      expect(textIn(messages)).toMatch(/look for [0-9a-f]{8} in the log/);
      expect(textIn(messages)).not.toContain('secret detail');
    }
  });

  it('with a mistake in it is answered in words', async () => {
    const asked = bot.people.slash('papers', { query: 'x', sort: 'sideways' });
    expect(textIn(await messagesOf(asked))).toContain('can be relevance, newest or updated');
  });

  it('of 6,000 characters is answered in words', async () => {
    const asked = bot.people.slash('papers', { query: 'x'.repeat(6_000) });
    expect(textIn(await messagesOf(asked))).toContain('Shorten it');
  });

  it('that is hostile pings nobody and shows as written', async () => {
    for (const name of ['papers', 'paper', 'versions', 'author', 'help']) {
      const option = commands.find((command) => command.name === name)?.options[0]?.name ?? '';
      const asked = bot.people.slash(name, { [option]: HOSTILE });
      expect(textIn(await messagesOf(asked))).not.toMatch(/went wrong/);
    }
  });

  it.each([
    [
      {},
      '/paste: Add papers to the library by pasting a page copied from arXiv. (For those who manage the server.)',
    ],
    [{ command: 'paste' }, '/paste: Add papers to the library'],
    [{ command: 'pasta' }, 'Did you mean /paste?'],
    [{ command: 'paperthread' }, 'There is no command "/paperthread"'],
  ])('for help tells what there is on Discord: %j', async (values, words) => {
    expect(textIn(await messagesOf(bot.people.slash('help', values)))).toContain(words);
  });

  it('works in direct messages, where there is nobody to share with', async () => {
    const asked = bot.people.slash('paper', { paper: '2505.15811' }, { channel: DIRECT });
    expect(Object.keys(buttonsIn(await messagesOf(asked)))).toEqual(['Similar', 'Versions', 'Cite']);
  });

  it('with 25 papers comes in several messages that only the asker sees', async () => {
    const asked = bot.people.slash('papers', { query: 'year:2020..2030', limit: 25 });
    const messages = await messagesOf(asked);
    expect(messages.length).toBeGreaterThan(1);
    expect(messages.every(({ ephemeral }) => ephemeral)).toBe(true);
    expect(textIn(messages)).toContain('**17. ');
  });
});

describe('a button', () => {
  it('leads on, in a message of the presser alone', async () => {
    const asked = bot.people.slash('papers', { query: 'sparse autoencoders', limit: 1 });
    const next = buttonsIn(await messagesOf(asked))['Next page'] ?? '';
    const pressed = bot.people.press(next, { user: OTHER_USER });
    const messages = await messagesOf(pressed);
    expect(textIn(messages)).toMatch(/showing 2 to 2\n\*\*2\. /);
    expect(messages[0]?.ephemeral).toBe(true);
    const buttons = buttonsIn(messages);
    const [second] = Object.keys(buttons).filter((label) => label.startsWith('2. '));
    const paper = await messagesOf(bot.people.press(buttons[second ?? ''] ?? ''));
    expect(Object.keys(buttonsIn(paper))).toContain('Versions');
    const back = await messagesOf(bot.people.press(buttons['Previous page'] ?? ''));
    expect(textIn(back)).toContain('showing 1 to 1');
  });

  it('Share is refused to whoever may not write in the channel', async () => {
    const buttons = buttonsIn(await messagesOf(bot.people.slash('paper', { paper: '2505.15811' })));
    const messages = await messagesOf(bot.people.press(buttons['Share'] ?? '', { permissions: 0n }));
    expect(textIn(messages)).toContain('You may not write here, so you cannot share anything here.');
    expect(messages.map(({ ephemeral }) => ephemeral)).toEqual([true]);
  });

  it('Share puts the answer before the channel', async () => {
    const asked = bot.people.slash('paper', { paper: '2505.15811' });
    const buttons = buttonsIn(await messagesOf(asked));
    expect(Object.keys(buttons)).toEqual(['Similar', 'Versions', 'Cite', 'Share', 'Discuss']);
    const messages = await messagesOf(bot.people.press(buttons['Share'] ?? ''));
    expect(messages[0]?.ephemeral).toBe(false);
    expect(textIn(messages)).toContain('On the creation of narrow AI');
    expect(textIn(messages)).toContain('-# Shared by Ada.');
    expect(Object.keys(buttonsIn(messages))).toEqual(['Similar', 'Versions', 'Cite', 'Discuss']);
  });

  it.each([
    'call:papers:{"query":',
    'call:nonsense:{}',
    'more:17',
    '',
    'call-note:unknown',
    'call:papers:{"page":9}',
  ])('with the custom id %j is answered in words', async (id) => {
    const messages = await messagesOf(bot.people.press(id));
    expect(messages[0]?.ephemeral).toBe(true);
    expect(textIn(messages)).toMatch(/expired|There is no command|needs a query/);
  });

  it('to what only managers may do is refused to others', async () => {
    const asked = bot.people.slash('loud', { how: 'now' }, { permissions: 1n << 5n });
    const id = buttonsIn(await messagesOf(asked))['Settings'] ?? '';
    expect(textIn(await messagesOf(bot.people.press(id)))).toMatch(
      /^Only those who manage.* type: \/settings$/,
    );
    expect(textIn(await messagesOf(bot.people.press(id, { permissions: 1n << 5n })))).toBe('Set.');
  });

  it('for managers is named as what to type to somebody who was only given the command', async () => {
    const messages = await messagesOf(bot.people.slash('loud', { how: 'now' }));
    expect(buttonsIn(messages)).not.toHaveProperty('Settings');
    expect(textIn(messages)).toContain('To type: /settings.');
  });

  it('works after a restart, also with a long state', async () => {
    const query = `sparse ${'autoencoders '.repeat(30)}`;
    const asked = bot.people.slash('papers', { query, limit: 1 });
    const id = buttonsIn(await messagesOf(asked))['Next page'] ?? '';
    expect(id).toMatch(/^call-note:/);
    const again = await openBot({ notes: bot.parts.notes });
    await again.adapter.start();
    expect(textIn(await messagesOf(again.people.press(id)))).toContain('showing 2 to 2');
    await again.adapter.stop();
    await again.discord.stop();
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { toReadable } from '../../../src/core/latex.ts';
import { collapse, stripControls } from '../../../src/core/text.ts';
import { answered, buttonsIn, messagesOf, textIn } from '../../fakes/discord/people.ts';
import { CHANNEL } from '../../fakes/discord/state.ts';
import { type DigestDesk, openDigestDesk } from '../digest-desk.ts';
import { HOSTILE_TITLES } from '../hostile.ts';
import { newsPaper } from '../news.ts';
import { type Bot, openBot } from './bot.ts';
import { HOSTILE } from './replies.ts';
import { seen as read } from './seen.ts';

let bot: Bot | undefined;
let desk: DigestDesk | undefined;
afterEach(async () => {
  await bot?.adapter.stop();
  await desk?.stop();
  await bot?.discord.stop();
  expect(bot?.discord.state.violations ?? []).toEqual([]);
  expect(bot?.discord.state.pings ?? []).toEqual([]);
});

const TITLES = [
  ...HOSTILE_TITLES,
  HOSTILE,
  'Hello @everyone and @here <@300000000000000001> <@&1> </papers:1> <t:1:R> <:e:1> <id:guide>',
  '# Heading [masked](https://evil.example) ||spoiler|| -# small > quote 1. list \\alpha_{ij}',
];
const papers = TITLES.map((title, index) => newsPaper(`2501.${10_001 + index}`, title, 2));
const MANAGER = { permissions: (1n << 5n) | (1n << 11n) | (1n << 35n) | (1n << 38n) };

type Values = Readonly<Record<string, string | number>>;

/** A call of each command, in an order in which each finds something to say. */
const CALLS: Readonly<Record<string, (id: string) => Values>> = {
  papers: () => ({ query: 'author:michaud', limit: 25 }),
  paper: (paper) => ({ paper }),
  cite: (paper) => ({ paper }),
  versions: (paper) => ({ paper }),
  author: () => ({ name: 'michaud' }),
  'digest subscribe': () => ({ query: 'author:michaud', zone: 'UTC', from: '2020-01-01' }),
  'digest list': () => ({}),
  'digest edit': () => ({ number: 1, cap: 50 }),
  'digest pause': () => ({}),
  'digest resume': () => ({}),
  'digest preview': () => ({ number: 1 }),
  'digest now': () => ({}),
  'digest why': (paper) => ({ paper }),
  'digest history': () => ({}),
  follow: (paper) => ({ paper }),
  unfollow: (paper) => ({ paper }),
  'digest remove': () => ({ number: 1 }),
  about: () => ({}),
  help: () => ({}),
};

const open = async (shelf: DigestDesk): Promise<Bot> => {
  desk = shelf;
  bot = await openBot({ notes: shelf.store.notes, library: shelf.library, digests: shelf.digests });
  await bot.adapter.start();
  shelf.run(bot.adapter);
  return bot;
};

/** As people see it: what was escaped without its signs, percent-encoded signs of addresses back. */
const seen = (text: string): string =>
  letters(read(text).replace(/%([0-7][0-9A-F])/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))));
const letters = (text: string): string =>
  collapse(stripControls(text)).replaceAll('\u200b', '').replaceAll(' ', '');

describe('hostile titles', () => {
  it('have a call here for every command', () => {
    expect(commands.map(({ name }) => name).filter((name) => CALLS[name] === undefined)).toEqual([]);
  });

  it.each(papers.map((paper) => [paper.id, paper] as const))(
    'pass through every command, button, menu and choice, and a digest: %s',
    async (id, paper) => {
      const { people, discord } = await open(await openDigestDesk([paper]));
      const shown: string[] = [];
      for (const [name, values] of Object.entries(CALLS)) {
        if (name === 'digest history') await desk?.pass(1);
        const messages = await messagesOf(people.slash(name, values(id), MANAGER));
        shown.push(textIn(messages));
        expect(shown.at(-1)).not.toMatch(/went wrong|does not take/);
        const buttons = Object.values(buttonsIn(messages));
        await Promise.all(buttons.map((button) => messagesOf(people.press(button, MANAGER))));
      }
      await messagesOf(people.menu('Papers in this message', `${id} and 2501.99999`));
      await messagesOf(people.menu('Cite this', id));
      for (const typed of ['', (paper.title ?? '').slice(0, 50)])
        await answered(people.type('paper', 'paper', typed));
      const posted = (discord.state.channels.get(CHANNEL)?.messages ?? []).map(({ body, files }) =>
        textIn([{ body, files, ephemeral: false }]),
      );
      expect(posted.join('\n')).toContain('1 new paper');
      const title = letters(toReadable(paper.title ?? ''));
      expect(seen(shown.join('\n'))).toContain(title.slice(0, 1_000));
      expect(seen(posted.join('\n'))).toContain(title.slice(0, 250));
    },
    20_000,
  );
});

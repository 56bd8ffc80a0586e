import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { createManifest } from '../../../src/chat/slack/manifest.ts';
import type { Shown } from '../../fakes/slack/world.ts';
import { shelf } from '../shelf.ts';
import { type Bot, startBot } from './bot.ts';
import { shownText } from './shown-text.ts';

const all = [...commands, ...shelf];

let bot: Bot;
beforeEach(async () => {
  bot = await startBot({ commands: all });
  await bot.start();
});
afterEach(async () => {
  await bot.stop();
  expect(bot.slack.overLimits).toEqual([]);
});

async function ask(line: string): Promise<Shown> {
  const before = bot.slack.shown.length;
  await bot.slack.command(line);
  return bot.slack.until(`an answer to ${line}`, () => bot.slack.shown[before]);
}

describe('commands of two words', () => {
  it('are one slash command of the manifest, which tells how it goes on', () => {
    expect(createManifest(all)).toMatchObject({
      features: {
        slash_commands: expect.arrayContaining([
          {
            command: '/shelf',
            description: 'Put something on the shelf.',
            usage_hint: 'put | take',
            should_escape: false,
          },
        ]),
      },
    });
  });

  it.each([
    ['/shelf put a book day:friday', 'Put a book friday'],
    ['/paperthread shelf put a book', 'Put a book today'],
    ['/shelf', '/shelf goes on with one more word'],
    ['/shelf help', '/shelf goes on with one more word'],
    ['/paperthread shelf', '/shelf goes on with one more word'],
    ['/shelf put help', '/shelf put [day:friday'],
    ['/shelf burn it', 'There is no command "/shelf burn". There are: /shelf put, /shelf take.'],
    ['/shelf tak', 'Did you mean /shelf take?'],
    ['/shelf put', '/shelf put needs a what'],
  ])('are answered: %s', async (line, words) => {
    const shown = await ask(line);
    expect(shownText([shown])).toContain(words);
    expect(shown.to).toBe('U1');
  });

  it('are answered where the bot is mentioned', async () => {
    await bot.slack.happens({
      type: 'app_mention',
      channel: 'C1',
      user: 'U1',
      text: '<@UBT1> /shelf put a book',
      ts: bot.slack.nextTs(),
    });
    const shown = await bot.slack.until('an answer', () => bot.slack.shown[0]);
    expect(shown.text).toContain('Put a book today');
  });

  it('are called by buttons', async () => {
    const put = await ask('/shelf put a book');
    expect(JSON.stringify(put.blocks)).not.toContain('Share in channel');
    await bot.slack.click(put, 'Take it');
    await bot.slack.until('the other command', () => bot.slack.shown.some(({ text }) => text === 'Took 1'));
  });
});

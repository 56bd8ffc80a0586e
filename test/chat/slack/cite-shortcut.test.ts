import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { defineCommand } from '../../../src/core/command.ts';
import { type Bot, startBot } from './bot.ts';

const cite = defineCommand({
  name: 'cite',
  description: 'Cites.',
  options: [{ name: 'paper', description: 'Which.', type: 'string', required: true, rest: true }],
  examples: ['/cite 2505.15811'],
  visibility: 'asker',
  run: async ({ paper }) => ({ summary: `Cited ${paper}`, cards: [] }),
});

let bot: Bot;
beforeEach(async () => {
  bot = await startBot({ commands: [...commands.filter(({ name }) => name !== 'cite'), cite] });
  await bot.start();
});
afterEach(async () => {
  await bot.stop();
  expect(bot.slack.overLimits).toEqual([]);
});

async function choose(text: string, more = {}): Promise<{ text: string; to?: string; thread?: string }> {
  const message = { ts: '1.1', text, ...more };
  await bot.slack.interact({ type: 'message_action', callback_id: 'cite_this', message });
  return bot.slack.until('an answer', () => bot.slack.shown[0]);
}

describe('the shortcut to cite', () => {
  it('cites every paper that a message names, to who chose it', async () => {
    const shown = await choose(
      '<https://arxiv.org/abs/2505.15811v2|this> and arXiv:2410.19750, 2505.15811v2',
    );
    expect(shown).toMatchObject({ text: 'Cited 2505.15811v2 2410.19750', to: 'U1' });
  });

  it('works in a thread', async () => {
    expect(await choose('2505.15811', { thread_ts: '1.0' })).toMatchObject({ thread: '1.0' });
  });

  it.each([
    ['names none', 'good morning', 'There is no arXiv id'],
    [
      'names very many',
      Array.from({ length: 60 }, (_, index) => `2505.${10_000 + index}`).join(' '),
      'names 60 papers; at most 50',
    ],
  ])('says so when a message %s', async (_, text, words) => {
    expect((await choose(text)).text).toContain(words);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from './bot.ts';

const WORD = { summary: 'That subscription is paused.', cards: [] };
const OUTAGES = [
  ['fails within', { kind: 'http', status: 503 }],
  ['loses its own answer', { kind: 'lost-answer' }],
  ['asks to wait', { kind: 'rate-limited', seconds: 600 }],
] as const;

let bot: Bot;
beforeEach(async () => {
  bot = await startBot();
  await bot.start();
});
afterEach(async () => {
  expect(bot.slack.overLimits).toEqual([]);
  await bot.stop();
});

const direct = () => bot.slack.inChannel('DU1');

describe('a word to one person', () => {
  it.each(OUTAGES)('is certainly unsaid where Slack %s before it', async (_, fault) => {
    bot.slack.faults.next('auth.test', fault);
    expect(await bot.adapter.tell('T1/U1', WORD)).toMatchObject({ kind: 'later' });
    expect(direct()).toEqual([]);
    expect(await bot.adapter.tell('T1/U1', WORD)).toEqual({ kind: 'told' });
    expect(direct()).toHaveLength(1);
  });

  it('is in doubt where Slack loses its answer to it', async () => {
    bot.slack.faults.next('chat.postMessage', { kind: 'lost-answer' });
    expect(await bot.adapter.tell('T1/U1', WORD)).toEqual({ kind: 'unknown' });
    expect(direct()).toHaveLength(1);
  });

  it('is for later, as long as Slack says, where it asks to wait', async () => {
    bot.slack.faults.next('chat.postMessage', { kind: 'rate-limited', seconds: 600 });
    expect(await bot.adapter.tell('T1/U1', WORD)).toMatchObject({ kind: 'later', afterMs: 600_000 });
    expect(direct()).toEqual([]);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import type { ChatParts, HomeOwner } from '../../../src/core/chat.ts';
import { HOSTILE_TITLES } from '../hostile.ts';
import { type Bot, startBot } from './bot.ts';

let bot: Bot;
afterEach(async () => {
  await bot.stop();
  expect(bot.slack.overLimits).toEqual([]);
});

/** The Home tab of somebody, as blocks. */
async function open(home: NonNullable<ChatParts['home']>): Promise<string> {
  bot = await startBot({ home });
  await bot.start();
  await bot.slack.happens({ type: 'app_home_opened', user: 'U1', tab: 'home', channel: 'D1' });
  const { view } = await bot.slack.until('the Home tab', () => bot.slack.views[0]);
  return JSON.stringify(view);
}

describe('the Home tab', () => {
  it("tells a person's defaults and the digests of channels", async () => {
    const asked: HomeOwner[] = [];
    const view = await open(async (person) => {
      asked.push(person);
      return [
        { heading: 'You', items: [{ text: 'Citations: APA' }] },
        { heading: 'Digests', items: [{ channel: 'T1/C1', text: 'sparse autoencoders, every Friday' }] },
        { heading: 'Nothing', items: [] },
      ];
    });
    expect(asked).toEqual([{ platform: 'slack', user: 'T1/U1', within: 'T1/' }]);
    expect(view).toContain('Citations: APA');
    expect(view).toContain(
      '{"type":"channel","channel_id":"C1"},{"type":"text","text":" sparse autoencoders',
    );
    expect(view).not.toContain('Nothing');
  });

  it('counts what is too much, and reads nothing of it as mark-up', async () => {
    const items = Array.from({ length: 60 }, () =>
      HOSTILE_TITLES.map((text) => ({ text, channel: 'T1/C1' })),
    ).flat();
    const view = await open(async () =>
      Array.from({ length: 9 }, () => ({ heading: HOSTILE_TITLES.join(' '), items })),
    );
    expect(view).toContain(`and ${items.length - 15} more`);
  });

  it('comes without them where they cannot be had', async () => {
    const view = await open(async () => {
      throw new Error('secret detail');
    });
    expect(view).toContain('in this library');
    expect(bot.log.lines.some(({ level }) => level === 'error')).toBe(true);
  });
});

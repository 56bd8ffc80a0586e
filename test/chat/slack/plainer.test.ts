import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { plainer } from '../../../src/chat/slack/plainer.ts';
import { renderReply } from '../../../src/chat/slack/render.ts';
import { faultsOf } from '../../fakes/slack/limits.ts';
import { cardWith, HOSTILE_TITLES } from '../hostile.ts';
import { type Bot, startBot } from './bot.ts';
import { shownText } from './shown-text.ts';

describe('a Slack that does not take rich text', () => {
  let bot: Bot;
  beforeEach(async () => {
    bot = await startBot();
    await bot.start();
    bot.slack.world.refusesRichText = true;
  });
  afterEach(async () => {
    await bot.stop();
    expect(bot.slack.overLimits).toEqual([]);
  });

  it('is answered in sections, with the same words and buttons', async () => {
    await bot.slack.command('/papers sparse autoencoders');
    const shown = await bot.slack.until('the answer', () => bot.slack.shown[0]);
    expect(shownText([shown])).toContain('(https://arxiv.org/abs/2410.08201)');
    expect(JSON.stringify(shown.blocks)).toContain('Share in channel');
    expect(shown.to).toBe('U1');
  });

  it('gets its posts once, its previews and its Home tab', async () => {
    const outcome = await bot.adapter.post(
      'T1/C1',
      { summary: 'News', cards: [cardWith('A paper')] },
      { marker: 'a' },
    );
    expect(outcome).toMatchObject({ kind: 'sent' });
    expect(bot.slack.inChannel('C1')).toHaveLength(1);
    await bot.slack.happens({ type: 'app_home_opened', user: 'U1', tab: 'home', channel: 'D1' });
    await bot.slack.until('the Home tab', () => bot.slack.views[0]);
    const links = [{ url: 'https://arxiv.org/abs/2505.15811', domain: 'arxiv.org' }];
    await bot.slack.happens({ type: 'link_shared', channel: 'C1', user: 'U1', message_ts: '1.1', links });
    await bot.slack.until('the preview', () => bot.slack.unfurls[0]);
  });
});

describe('sections instead of rich text', () => {
  it.each(HOSTILE_TITLES)('show a hostile title as it is written: %.40s', (title) => {
    const { messages } = renderReply({ summary: title, cards: [cardWith(title)] }, { commands });
    for (const message of messages) {
      const plain = { ...message, blocks: plainer(message.blocks) };
      expect(faultsOf('chat.postMessage', plain)).toEqual([]);
      const letters = (text: string): string =>
        text.replace(/\s/g, '').replaceAll('(https://arxiv.org/abs/2505.15811)', '');
      expect(letters(shownText([plain])) === letters(shownText([message]))).toBe(true);
    }
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import type { Command } from '../../../src/core/command.ts';
import { buttonsOf } from '../../fakes/slack/slack.ts';
import type { Shown } from '../../fakes/slack/world.ts';
import { type Bot, startBot } from './bot.ts';
import { shownText } from './shown-text.ts';

let bot: Bot;
afterEach(async () => {
  await bot.stop();
  expect(bot.slack.overLimits).toEqual([]);
});

async function ask(line: string): Promise<Shown> {
  bot = await startBot();
  await bot.start();
  await bot.slack.command(line);
  return bot.slack.until('an answer', () => bot.slack.shown[0]);
}

describe('the button for the next page', () => {
  it('puts it in the place of what only the asker sees', async () => {
    const shown = await ask('/papers author:michaud limit:5');
    const first = shownText([shown]);
    await bot.slack.click(shown, 'Next page');
    await bot.slack.until('the next page', () => shown.edits === 1);
    expect(shown.text).toContain('showing 6 to 10');
    expect(shownText([shown])).not.toBe(first);
    expect(bot.slack.shown).toHaveLength(1);
    await bot.slack.click(shown, 'Next page');
    await bot.slack.until('the page after it', () => shown.text.includes('showing 11 to 15'));
    expect(shown.text).toMatch(/^11\. .*^15\. /ms);
    await bot.slack.click(shown, 'Previous page');
    await bot.slack.until('the page before it', () => shown.text.includes('showing 6 to 10'));
  });

  it('on a shared answer leaves that as it is and answers who pressed it', async () => {
    const shown = await ask('/papers author:michaud limit:5');
    await bot.slack.click(shown, 'Share in channel');
    const shared = await bot.slack.until('the shared answer', () => bot.slack.inChannel('C1')[0]);
    await bot.slack.click(shared, 'Next page', { user: 'U2' });
    const next = await bot.slack.until('the next page', () => bot.slack.shown.find(({ to }) => to === 'U2'));
    expect(next.text).toContain('showing 6 to 10');
    expect(shared.edits).toBe(0);
  });
});

describe('the button that shares', () => {
  it('shows the answer in the channel, says by whom, and offers no second share', async () => {
    const shown = await ask('/papers grokking limit:1');
    await bot.slack.click(shown, 'Share in channel');
    const shared = await bot.slack.until('the shared answer', () => bot.slack.inChannel('C1')[0]);
    expect(JSON.stringify(shared.blocks.at(-1))).toContain('Shared by ada');
    expect(buttonsOf(shared).map(({ label }) => label)).toEqual([
      expect.stringMatching(/^1\. /),
      'Next page',
      'Cite all 2',
    ]);
    expect(shown.edits).toBe(0);
  });
});

describe('other buttons', () => {
  it('answer below, to who pressed them', async () => {
    const shown = await ask('/paper 2505.15811');
    await bot.slack.click(shown, 'Versions');
    const versions = await bot.slack.until('the versions', () => bot.slack.shown[1]);
    expect(versions.to).toBe('U1');
    expect(versions.text).toContain('2505.15811');
  });

  it('of a message in a thread answer in the thread', async () => {
    await ask('/about');
    const { botUser } = { botUser: 'UBT1' };
    await bot.slack.happens({
      type: 'app_mention',
      user: 'U1',
      text: `<@${botUser}> /paper 2505.15811`,
      channel: 'C1',
      ts: '1700000000.000100',
    });
    const shown = await bot.slack.until('the answer', () => bot.slack.inChannel('C1')[0]);
    await bot.slack.click(shown, 'Versions', { user: 'U3' });
    const versions = await bot.slack.until('the versions', () =>
      bot.slack.shown.find(({ to }) => to === 'U3'),
    );
    expect(versions.thread).toBe('1700000000.000100');
  });

  it('still work after a restart', async () => {
    const shown = await ask('/papers author:michaud limit:5');
    const { slack, store } = bot;
    await bot.adapter.stop();
    bot = await startBot({ slack, store });
    await bot.library.catchUp();
    await bot.start();
    await slack.click(shown, 'Next page');
    await slack.until('the next page', () => shown.text.includes('showing 6 to 10'));
  });

  it('that nobody knows any more say so, as do shortcuts', async () => {
    const shown = await ask('/about');
    const actions = [{ type: 'button', action_id: 'old_thing', block_id: 'b', value: 'x' }];
    await bot.slack.interact({
      type: 'block_actions',
      channel: { id: 'C1' },
      container: { type: 'message' },
      actions,
    });
    await bot.slack.until('words', () =>
      bot.slack.shown.some(({ text }) => text.includes('another edition')),
    );
    await bot.slack.interact({ type: 'message_action', callback_id: 'old_shortcut', message: { ts: '1.1' } });
    await bot.slack.until('words', () =>
      bot.slack.shown.some(({ text }) => text.includes('This shortcut comes from')),
    );
    expect(shown.edits).toBe(0);
  });

  it.each([
    ['nothing that we wrote', 'rubbish'],
    ['another edition', '{"e":0,"c":"papers","i":"x"}'],
  ])('with %s in them say what to do instead', async (_, value) => {
    const shown = await ask('/papers author:michaud');
    await bot.slack.click(shown, 'Next page', {}, value);
    const words = await bot.slack.until('words', () => bot.slack.shown[1]);
    expect(words.text).toContain('another edition of Paperthread');
    expect(shown.edits).toBe(0);
  });

  it.each([
    ['{"e":1,"c":"gone","i":"x"}', 'There is no command "/gone"'],
    ['{"e":1,"c":"papers","i":{"query":"x","limit":999}}', 'from 1 to 25'],
    ['{"e":1,"c":"papers","i":{"colour":"red"}}', 'has no option'],
  ])('that ask for what there is not are explained: %s', async (value, words) => {
    const shown = await ask('/papers author:michaud');
    await bot.slack.click(shown, 'Next page', {}, value);
    expect((await bot.slack.until('words', () => bot.slack.shown[1])).text).toContain(words);
  });

  it('pressed once and delivered twice have one effect', async () => {
    const shown = await ask('/paper 2505.15811');
    const [button] = buttonsOf(shown);
    const click = {
      type: 'block_actions',
      channel: { id: 'C1' },
      container: { type: 'message', is_ephemeral: true },
      actions: [{ type: 'button', action_id: button?.actionId, block_id: 'b', value: button?.value }],
      trigger_id: 'same.1',
      response_url: `${bot.slack.apiUrl.replace('/api/', '')}/response/${bot.slack.responses.create({ team: 'T1', channel: 'C1', user: 'U1' })}`,
    };
    await bot.slack.interact(click);
    await bot.slack.interact(click);
    await bot.slack.command('/about');
    await bot.slack.until('the other answer', () =>
      bot.slack.shown.find(({ text }) => text.includes('in this library')),
    );
    expect(bot.slack.shown).toHaveLength(3);
  });

  it('appear for whatever command a reply names', async () => {
    const cite: Command = {
      name: 'cite',
      description: '',
      options: [{ name: 'paper', description: '', type: 'string', rest: true }],
      examples: [],
      visibility: 'asker',
      run: async (values) => ({
        summary: `@article{${String(Object.values(values)[0])}}`,
        cards: [],
        buttons: [{ label: 'BibTeX', command: 'cite', values: { paper: 'b' } }],
      }),
    };
    bot = await startBot({ commands: [cite] });
    await bot.start();
    await bot.slack.command('/cite a');
    const shown = await bot.slack.until('an answer', () => bot.slack.shown[0]);
    await bot.slack.click(shown, 'BibTeX');
    expect((await bot.slack.until('the citation', () => bot.slack.shown[1])).text).toContain('@article{b}');
  });
});

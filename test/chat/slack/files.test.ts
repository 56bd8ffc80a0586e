import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import type { Shown } from '../../fakes/slack/world.ts';
import { bibCheck, refs } from '../bib-check.ts';
import { type Bot, startBot } from './bot.ts';
import { shownText } from './shown-text.ts';

const BIB = '@article{key,\n  title = {A title}\n}';
const seed = readFileSync(new URL('../../../data/listing-michaud.txt', import.meta.url), 'utf8');

/** The real one takes a file, too. */
const others = commands.filter(({ takesFile }) => takesFile === undefined);

let bot: Bot;
beforeEach(async () => {
  bot = await startBot({ commands: [...others, bibCheck, refs] });
  await bot.start();
});
afterEach(async () => {
  await bot.stop();
  expect(bot.slack.overLimits).toEqual([]);
});

const shown = (index = 0): Promise<Shown> => bot.slack.until('an answer', () => bot.slack.shown[index]);

/** Opens the form by this command and sends this text with it. */
async function submit(command: string, text: string) {
  await bot.slack.command(command);
  const { view } = await bot.slack.until('the form', () => bot.slack.views.at(-1));
  const state = { values: { text: { value: { value: text } } } };
  await bot.slack.interact({
    type: 'view_submission',
    view: { ...view, id: 'V1', hash: text.slice(0, 9), state },
  });
  return view;
}

describe('a command that takes a file', () => {
  it('opens a form to paste one where nothing was said, and offers no way to share what a button cannot carry', async () => {
    const view = await submit('/bib check', BIB);
    expect(view).toMatchObject({ title: { text: 'Paste a file' }, callback_id: 'paste:bib check' });
    const answer = await shown();
    expect(answer).toMatchObject({ to: 'U1', channel: 'C1', text: expect.stringContaining('pasted.bib') });
    expect(JSON.stringify(answer.blocks)).not.toContain('Share');
  });

  it('takes what is pasted behind it', async () => {
    await bot.slack.command(`/bib check strict:yes ${BIB}`);
    expect((await shown()).text).toMatch(/^pasted\.bib, \d+ letters, strictly/);
  });

  it('is given a long one that is sent in a direct message', async () => {
    const text = `${BIB}\n`.repeat(300);
    await bot.slack.happens({
      type: 'message',
      channel_type: 'im',
      channel: 'D1',
      user: 'U1',
      text,
      ts: '1.1',
    });
    expect((await shown()).text).toMatch(/^pasted\.bib, \d+ letters/);
  });

  it('tells who asks for it without one what to do', async () => {
    await bot.slack.command('/bib check strict:yes');
    expect((await shown()).text).toContain('Attach a .bib file, or paste it');
  });

  it('only when called with a word opens the form for that word alone', async () => {
    await bot.slack.command('/refs 2505.15811');
    expect((await shown()).text).toBe('2505.15811 of nothing');
    expect(await submit('/refs check', BIB)).toMatchObject({ callback_id: 'paste:refs' });
    expect((await shown(1)).text).toBe('check of pasted.bib');
    await bot.slack.command(`/refs ${BIB}`);
    expect((await shown(2)).text).toBe('check of pasted.bib');
  });

  it('that is gone from this edition is told as such', async () => {
    const state = { values: { text: { value: { value: BIB } } } };
    const view = { callback_id: 'paste:gone', private_metadata: '{"channel":"C1"}', state };
    await bot.slack.interact({ type: 'view_submission', view: { ...view, id: 'V1', hash: '1' } });
    expect((await shown()).text).toContain('There is no command "/gone"');
  });
});

describe('/paste', () => {
  it('opens a form, and adds what was pasted to the library', async () => {
    const page = seed.slice(0, 2_900).replaceAll('arXiv:2', 'arXiv:1');
    expect(await submit('/paste', page)).toMatchObject({
      title: { text: 'Add papers' },
      blocks: [
        { label: { text: 'A page copied from arXiv, or a .bib file' }, element: { max_length: 3_000 } },
      ],
    });
    expect(shownText([await shown()])).toMatch(/^Read as .*\d+ papers?: \d+ new/);
  });

  it('keeps what was typed behind it, line by line, in its form', async () => {
    const page = seed.slice(0, 2_900);
    expect(await submit(`/paste ${page}`, page)).toMatchObject({
      blocks: [{ element: { initial_value: page.trim() } }],
    });
    expect((await shown()).text).toMatch(/^Read as /);
  });

  it('says how much its form takes to who typed more', async () => {
    await bot.slack.command(`/paste ${'x'.repeat(3_001)}`);
    expect((await shown()).text).toBe(
      'That is 3,001 characters; /paste takes at most 3,000 at a time. Paste it in parts.',
    );
    expect(bot.slack.views).toEqual([]);
  });

  it('gives a .bib file to the command that takes one', async () => {
    await submit('/paste', BIB);
    expect((await shown()).text).toContain('pasted.bib');
  });

  it.each(['good morning', ''])('explains to who pasted %j that it is no listing', async (text) => {
    await submit('/paste', text);
    const answer = await shown();
    expect(answer.to).toBe('U1');
    expect(answer.text).not.toMatch(/went wrong|look for/);
  });

  it('tells what to do where Slack opens no form in time', async () => {
    bot.slack.faults.next('views.open', { kind: 'error', error: 'expired_trigger_id' });
    await bot.slack.command('/paste');
    expect((await shown()).text).toBe('Slack could not open the form in time. Try again.');
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../fakes/slack/world.ts';
import { type Bot, type BotOptions, startBot } from './bot.ts';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot();
  await bot.start();
});
afterEach(async () => {
  await bot.stop();
  expect(bot.slack.overLimits).toEqual([]);
});

/** Fills in the open form. */
async function submit(fields: Readonly<Record<string, string>>, sort?: string): Promise<Json> {
  const open = bot.slack.views.at(-1);
  const values = Object.fromEntries(
    Object.entries(fields).map(([id, value]) => [
      id,
      ['author', 'cat'].includes(id)
        ? { [`typing:${id}`]: { type: 'external_select', selected_option: { value } } }
        : { value: { type: 'plain_text_input', value } },
    ]),
  );
  const order =
    sort === undefined
      ? {}
      : { sort: { value: { type: 'static_select', selected_option: { value: sort } } } };
  const { payload } = await bot.slack.interact({
    type: 'view_submission',
    view: {
      ...open?.view,
      id: `V${bot.slack.views.length}`,
      hash: '1',
      state: { values: { ...values, ...order } },
    },
  });
  return payload;
}

async function openByCommand(channel = 'C1'): Promise<Json> {
  await bot.slack.command('/papers', { channel });
  return (await bot.slack.until('the form', () => bot.slack.views[0])).view;
}

describe('/papers without words', () => {
  it('opens a form with words, filters and order', async () => {
    const view = await openByCommand();
    expect(view).toMatchObject({ type: 'modal', title: { text: 'Search papers' } });
    expect(JSON.stringify(view)).toMatch(
      /Words.*Author.*Category.*Since.*Before.*Order.*relevance.*newest.*updated/,
    );
    expect(bot.slack.shown).toEqual([]);
  });

  it('answers the form where the command was typed, also where the bot is not', async () => {
    await openByCommand('C2');
    expect(await submit({ query: 'sparse', author: 'Michaud, E J', since: '2024' }, 'newest')).toEqual({});
    const shown = await bot.slack.until('the answer', () => bot.slack.shown[0]);
    expect(shown).toMatchObject({ channel: 'C2', to: 'U1', via: 'response_url' });
    expect(shown.text).toContain('sparse author:"Michaud, E J" since:2024');
  });

  it('says in the form that it is empty', async () => {
    await openByCommand();
    expect(await submit({ query: '  ' })).toMatchObject({
      response_action: 'errors',
      errors: { query: expect.any(String) },
    });
  });

  it('explains in the form which filters cannot be read, and keeps what was typed', async () => {
    await openByCommand();
    const fields = { query: 'sparse', author: 'Michaud' };
    expect(await submit({ ...fields, since: 'bogus', before: 'last week' })).toEqual({
      response_action: 'errors',
      errors: { since: expect.stringMatching(/bogus/), before: expect.stringMatching(/last week/) },
    });
    expect(await submit({ query: 'sparse since:bogus' })).toMatchObject({
      errors: { query: expect.any(String) },
    });
    expect(bot.slack.shown).toEqual([]);
    expect(await submit({ ...fields, since: '2024' })).toEqual({});
    await bot.slack.until('the answer', () => bot.slack.shown[0]);
  });

  it('says in the form that its fields do not fit together', async () => {
    await openByCommand();
    const { errors } = Object(await submit({ query: 'sparse since:2025', before: '2024' }));
    expect(errors).toMatchObject({ query: expect.stringMatching(/No day is from 2025/) });
  });

  it('lets a filter hold for words that are joined by operators', async () => {
    await openByCommand();
    expect(await submit({ query: 'omnigrok OR quanta', since: '2023' })).toEqual({});
    const shown = await bot.slack.until('the answer', () => bot.slack.shown[0]);
    expect(JSON.stringify(shown)).toContain('Quantization Model');
    expect(JSON.stringify(shown)).not.toContain('Omnigrok');
  });

  it.each([
    [{ kind: 'error', error: 'expired_trigger_id' }],
    [{ kind: 'rate-limited', seconds: 2 }],
  ] as const)('that comes too late for a form is told at once what to type instead: %o', async (fault) => {
    bot.slack.faults.next('views.open', fault);
    const since = performance.now();
    await bot.slack.command('/papers');
    const shown = await bot.slack.until('words', () => bot.slack.shown[0]);
    expect(shown.text).toContain('Type /papers WORDS instead.');
    expect(performance.now() - since).toBeLessThan(1_500);
  });
});

describe('a field that is completed', () => {
  const typing = async (value: string, action = 'typing:author') => {
    const { payload, ms } = await bot.slack.interact({
      type: 'block_suggestion',
      action_id: action,
      block_id: 'author',
      value,
    });
    const { options = [] } = payload as { options?: { text: { text: string }; value: string }[] };
    expect(options.length).toBeLessThanOrEqual(100);
    for (const { text, value: chosen } of options) {
      expect(text.text).toMatch(/^.{1,75}$/su);
      expect(chosen).toMatch(/^[^]{1,150}$/u);
    }
    return { ms, chosen: options.map((one) => one.value) };
  };
  const suggesting = async (suggest: NonNullable<BotOptions['suggest']>): Promise<void> => {
    await bot.stop();
    bot = await startBot({ suggest });
    await bot.start();
  };

  it('offers what was typed, and what begins like it', async () => {
    const asked: string[] = [];
    await suggesting(async (completion, typed, { platform }) => {
      asked.push(`${completion} ${typed} ${platform}`);
      return ['Michaud', 'x'.repeat(151), '', '*'.repeat(150), 'mich'].map((value) => ({
        label: value,
        value,
      }));
    });
    expect((await typing('mich')).chosen).toEqual(['mich', 'Michaud', '*'.repeat(150)]);
    expect((await typing('cs', 'typing:category')).chosen[0]).toBe('cs');
    expect(asked).toEqual(['author mich slack', 'category cs slack']);
  });

  it('takes no more than a hundred, and nothing for a field of another edition', async () => {
    await suggesting(async () => Array.from({ length: 300 }, (_, n) => ({ label: `${n}`, value: `${n}` })));
    expect((await typing('mich')).chosen).toHaveLength(100);
    expect((await typing('mich', 'typing:colour')).chosen).toEqual(['mich']);
    expect((await typing('', 'gone')).chosen).toEqual([]);
  });

  it('offers what was typed where suggestions fail, or take too long for Slack', async () => {
    await suggesting(() => Promise.reject(new Error('broken')));
    expect((await typing('mich')).chosen).toEqual(['mich']);
    await suggesting(() => new Promise(() => undefined));
    const { chosen, ms } = await typing('mich');
    expect(chosen).toEqual(['mich']);
    expect(ms).toBeLessThan(2_900);
  });
});

describe('the shortcut to search', () => {
  it('opens the same form anywhere and answers by direct message', async () => {
    await bot.slack.interact({ type: 'shortcut', callback_id: 'search_papers' });
    await bot.slack.until('the form', () => bot.slack.views[0]);
    await submit({ category: '', cat: 'q-bio.NC' });
    const shown = await bot.slack.until('the answer', () => bot.slack.shown[0]);
    expect(shown).toMatchObject({ channel: 'DU1', via: 'chat.postMessage' });
    expect(shown.text).toContain('cat:q-bio.NC');
    // There is nobody else to share it with.
    expect(JSON.stringify(shown.blocks)).not.toContain('Share in channel');
  });
});

describe('the shortcut on a message', () => {
  const use = (message: Json): Promise<unknown> =>
    bot.slack.interact({
      type: 'message_action',
      callback_id: 'papers_in_message',
      message: { ts: '1.1', ...message },
    });

  it('shows the one paper that it names', async () => {
    await use({ text: 'Read <https://arxiv.org/abs/2505.15811v2>!' });
    const shown = await bot.slack.until('the paper', () => bot.slack.shown[0]);
    expect(shown.text).toContain('On the creation of narrow AI');
    expect(shown.to).toBe('U1');
  });

  it('lists several, from text, blocks and previews, with a button each, and those not here', async () => {
    await use({
      text: '2505.15811',
      thread_ts: '1.0',
      blocks: [{ type: 'rich_text', elements: [{ type: 'link', url: 'https://arxiv.org/pdf/2410.19750' }] }],
      attachments: [{ from_url: 'https://arxiv.org/abs/2505.99999' }],
    });
    const shown = await bot.slack.until('the papers', () => bot.slack.shown[0]);
    expect(shown.text).toContain('2 papers of this library in this message');
    expect(JSON.stringify(shown.blocks)).toContain('Not in this library: arXiv:2505.99999.');
    expect(shown.thread).toBe('1.0');
    await bot.slack.click(shown, '2. The Geometry of Concepts: Sparse Autoen…');
    await bot.slack.until('the other', () => bot.slack.shown[1]?.text.includes('2410.19750'));
  });

  it('says when there is none', async () => {
    await use({ text: 'Lunch?' });
    expect((await bot.slack.until('words', () => bot.slack.shown[0])).text).toContain('no arXiv id');
  });
});

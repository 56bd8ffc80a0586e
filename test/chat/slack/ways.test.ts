import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Command } from '../../../src/core/command.ts';
import { UpstreamError } from '../../../src/core/errors.ts';
import type { Reply } from '../../../src/core/reply.ts';
import type { Json, Shown } from '../../fakes/slack/world.ts';
import { type Bot, type BotOptions, startBot } from './bot.ts';
import { shownText } from './shown-text.ts';

let bot: Bot;
afterEach(async () => {
  await bot.stop();
  expect(bot.slack.overLimits).toEqual([]);
});

/** `/go` answers at once, with a button "More"; what that does is given. */
const go = (more: Command['run']): Command => ({
  name: 'go',
  description: '',
  options: [
    { name: 'how', description: '', type: 'string' },
    { name: 'page', description: '', type: 'integer' },
  ],
  examples: [],
  visibility: 'asker',
  run: async (values, context) =>
    Object.keys(values).length > 0
      ? more(values, context)
      : {
          summary: 'First',
          cards: [],
          buttons: [
            { label: 'More', command: 'go', values: { how: 'more' } },
            { label: 'Next page', command: 'go', values: { page: 2 } },
          ],
        },
});
const asking: Command['run'] = async (_, { show }) => {
  await show({ summary: 'Asking arXiv', cards: [] });
  return { summary: 'Second', cards: [] };
};
const withFile: Reply = {
  summary: 'All citations',
  cards: [{ kind: 'code', text: '@article{a}\n'.repeat(600), fileName: 'all.bib' }],
};
const slow: Command['run'] = async () => {
  await wait(2_300);
  return { summary: 'Second', cards: [] };
};

async function ask(options: BotOptions, line = '/go', channel = 'C1'): Promise<Shown> {
  bot = await startBot(options);
  await bot.start();
  await bot.slack.command(line, { channel });
  return bot.slack.until('an answer', () => bot.slack.shown[0]);
}

const found = (text: string) => (): Shown | undefined =>
  bot.slack.shown.find((one) => one.text.startsWith(text));
const calls = (method: string): Json[] =>
  bot.slack.calls.filter((call) => call.method === method).map(({ args }) => args);
const settled = (): Promise<unknown> => bot.adapter.stop();

describe('the answer to a pressed button', () => {
  it('that asks another service leaves the message with the button as it is', async () => {
    const first = await ask({ commands: [go(asking)] });
    await bot.slack.click(first, 'More');
    await bot.slack.until('the answer', found('Second'));
    await settled();
    expect(first).toMatchObject({ text: expect.stringContaining('First'), edits: 0 });
    expect(calls('response_url').map((body) => body['replace_original'])).toEqual([false, false]);
  });

  it('of a shared answer replaces nothing that everybody sees', async () => {
    const first = await ask({ commands: [go(asking)] });
    await bot.slack.click(first, 'Share in channel');
    const shared = await bot.slack.until('the shared answer', () => bot.slack.inChannel('C1')[0]);
    await bot.slack.click(shared, 'More', { user: 'U2' });
    await bot.slack.until('the answer', found('Second'));
    await bot.slack.click(shared, 'Next page', { user: 'U2' });
    await settled();
    expect(shared).toMatchObject({ text: expect.stringContaining('First'), edits: 0 });
    expect(bot.slack.shown.filter(({ to }) => to === 'U2')).toHaveLength(2);
  });

  it('that is slow is announced by a message of its own, and so is a slow share, which deletes nothing', async () => {
    let times = 0;
    const command = go(slow);
    const run: Command['run'] = async (values, context) => {
      times += 1;
      return times === 1 ? command.run(values, context) : slow(values, context);
    };
    const first = await ask({ commands: [{ ...command, run }] });
    await bot.slack.click(first, 'Share in channel');
    const word = await bot.slack.until('a word', found('Still looking'));
    expect(word).toMatchObject({ to: 'U1', via: 'chat.postEphemeral' });
    await bot.slack.until('the shared answer', () => bot.slack.inChannel('C1')[0]?.text.startsWith('Second'));
    await settled();
    expect(bot.slack.shown).toContain(first);
    expect(first.edits).toBe(0);
    expect(calls('response_url').some((body) => 'delete_original' in body)).toBe(false);
  });

  it('that takes the place of its message is announced there too', async () => {
    const first = await ask({ commands: [go(slow)] });
    await bot.slack.click(first, 'Next page');
    await bot.slack.until('a word', () => first.text.startsWith('Still looking'));
    await bot.slack.until('the next page', () => first.text === 'Second');
    expect(bot.slack.shown).toHaveLength(1);
  });

  it.each([
    ['the bot is not', (): unknown => bot.slack.addChannel('C1', 'T1', false)],
    [
      'Slack asks to wait',
      (): unknown => bot.slack.faults.next('chat.postEphemeral', { kind: 'rate-limited', seconds: 30 }),
    ],
  ])('that is slow is announced there also where %s, and not by direct message', async (_, away) => {
    const first = await ask({ commands: [go(slow)] });
    away();
    await bot.slack.click(first, 'More');
    await bot.slack.until('the answer', found('Second'));
    expect(bot.slack.shown.map(({ channel, text }) => [channel, text.slice(0, 5)])).toEqual([
      ['C1', 'First'],
      ['C1', 'Still'],
      ['C1', 'Secon'],
    ]);
    expect(first.edits).toBe(0);
  });
});

describe('an answer in direct messages', () => {
  it('offers no channel to share it in, and neither do the answers to its buttons', async () => {
    bot = await startBot({ commands: [go(asking)] });
    await bot.start();
    await bot.slack.happens({ ...mention('/go'), type: 'message', channel_type: 'im', channel: 'D1' });
    const first = await bot.slack.until('the answer', found('First'));
    await bot.slack.click(first, 'More');
    await bot.slack.until('the next answer', found('Second'));
    expect(JSON.stringify(bot.slack.shown)).not.toContain('Share in channel');
  });
});

describe('an answer of which nobody knows whether it arrived', () => {
  it.each([
    ['was lost', { kind: 'lost-answer' }, 1],
    ['came as a fault of the server', { kind: 'http', status: 503 }, 0],
    ['never came', { kind: 'dropped' }, 0],
  ] as const)('as its receipt %s is not sent by another way', async (_, fault, shown) => {
    bot = await startBot({ commands: [go(asking)] });
    await bot.start();
    bot.slack.responses.failNext(fault);
    await bot.slack.command('/go');
    await bot.slack.until('the warning', () =>
      bot.log.lines.some(({ message }) => message.includes('nobody knows whether')),
    );
    await settled();
    expect(bot.slack.shown).toHaveLength(shown);
    expect([...calls('chat.postEphemeral'), ...calls('chat.postMessage')]).toEqual([]);
  });

  it('is shared once', async () => {
    const first = await ask({ commands: [go(asking)] });
    bot.slack.responses.failNext({ kind: 'lost-answer' });
    await bot.slack.click(first, 'Share in channel');
    await bot.slack.until('the shared answer', () => bot.slack.inChannel('C1')[0]);
    await settled();
    expect(bot.slack.inChannel('C1')).toHaveLength(1);
  });

  it('that was refused for certain goes another way', async () => {
    bot = await startBot({ commands: [go(asking)] });
    await bot.start();
    bot.slack.responses.failNext({ kind: 'rate-limited', seconds: 1 });
    await bot.slack.command('/go');
    expect(await bot.slack.until('the answer', found('First'))).toMatchObject({ via: 'chat.postEphemeral' });
  });

  it('and that only the asker sees is not said again by direct message', async () => {
    bot = await startBot();
    await bot.start();
    bot.slack.faults.next('chat.postEphemeral', { kind: 'lost-answer' });
    await bot.slack.happens(mention('/paper 2505.158'));
    await bot.slack.until('words', () => bot.slack.shown[0]);
    await settled();
    expect(bot.slack.shown).toHaveLength(1);
    expect(calls('chat.postMessage')).toEqual([]);
  });
});

describe('the button that shares', () => {
  it('pressed twice shares once', async () => {
    const first = await ask({ commands: [go(asking)] });
    await Promise.all([
      bot.slack.click(first, 'Share in channel'),
      bot.slack.click(first, 'Share in channel'),
    ]);
    await bot.slack.until('words', found('This was shared a moment ago'));
    await settled();
    expect(bot.slack.inChannel('C1')).toHaveLength(1);
  });

  it('can be pressed again when there was nothing to share', async () => {
    let times = 0;
    const run: Command['run'] = async () => {
      times += 1;
      if (times === 2) throw new UpstreamError('arXiv is busy.');
      return { summary: 'First', cards: [] };
    };
    const first = await ask({ commands: [{ ...go(run), run }] });
    await bot.slack.click(first, 'Share in channel');
    await bot.slack.until('the reason', found('arXiv is busy.'));
    await bot.slack.click(first, 'Share in channel');
    await bot.slack.until('the shared answer', () => bot.slack.inChannel('C1')[0]);
  });

  it('of an answer with a file says nothing in public where Slack takes no file, and can be pressed again', async () => {
    const first = await ask({ commands: [{ ...go(asking), run: async () => withFile }] }, '/go', 'C2');
    expect(shownText([first])).toContain('all.bib (601 lines) comes as a file.');
    await bot.slack.click(first, 'Share in channel');
    const words = await bot.slack.until('the reason', found('This comes with a file'));
    expect(words).toMatchObject({ to: 'U1', channel: 'C2' });
    expect(words.text).toMatch(/Type \/invite @paperthread there\.$/);
    expect(bot.slack.inChannel('C2')).toEqual([]);
    bot.slack.addChannel('C2', 'T1');
    await bot.slack.click(first, 'Share in channel');
    const shared = await bot.slack.until('the shared answer', () => bot.slack.inChannel('C2')[0]);
    expect(shownText([shared])).toContain('all.bib (601 lines) comes as a file.');
    expect(bot.slack.files.map(({ channel }) => channel)).toEqual(['DU1', 'C2']);
  });

  it('can be pressed again when Slack took nothing', async () => {
    const first = await ask({ commands: [go(asking)] });
    bot.slack.responses.failNext({ kind: 'http', status: 404 });
    bot.slack.faults.next('chat.postMessage', { kind: 'error', error: 'is_archived' });
    await bot.slack.click(first, 'Share in channel');
    await bot.slack.until('the reason', found('That channel is archived.'));
    await bot.slack.click(first, 'Share in channel');
    await bot.slack.until('the shared answer', () => bot.slack.inChannel('C1')[0]);
  });
});

const long: Reply = {
  summary: 'Much is known',
  cards: Array.from({ length: 20 }, (_, index) => ({
    kind: 'section',
    lines: [`${index} ${'x'.repeat(2_500)}`],
  })),
};
const mention = (text: string): Json => ({
  type: 'app_mention',
  user: 'U1',
  text: `<@UBT1> ${text}`,
  channel: 'C1',
  ts: '1700000000.000100',
});

describe('what is known so far', () => {
  const held = (): { readonly commands: Command[]; readonly release: () => void } => {
    const gate = Promise.withResolvers<void>();
    const run: Command['run'] = async (_, { show }) => {
      await show(long);
      await gate.promise;
      return { summary: 'Done', cards: [] };
    };
    return { commands: [{ ...go(run), run }], release: () => gate.resolve() };
  };

  it('and is longer than one message is told by its summary, in the place of which the answer comes', async () => {
    const { commands, release } = held();
    const first = await ask({ commands });
    expect(first.text).toBe('Much is known');
    release();
    await bot.slack.until('the answer', () => first.text === 'Done');
    expect(bot.slack.shown).toHaveLength(1);
  });

  it('in a conversation too', async () => {
    const { commands, release } = held();
    bot = await startBot({ commands });
    await bot.start();
    await bot.slack.happens(mention('/go'));
    const first = await bot.slack.until('what is known', () => bot.slack.inChannel('C1')[0]);
    expect(shownText([first])).toContain('Much is known');
    release();
    await bot.slack.until('the answer', () => first.text === 'Done');
    expect(bot.slack.shown).toHaveLength(1);
  });
});

describe('a file that cannot be sent after an interim answer', () => {
  const run: Command['run'] = async (_, { show }) => {
    await show({ summary: 'Asking', cards: [] });
    return withFile;
  };
  const start = async (): Promise<void> => {
    bot = await startBot({ commands: [{ ...go(run), run }] });
    await bot.start();
    bot.slack.faults.next('files.getUploadURLExternal', { kind: 'error', error: 'access_denied' });
  };

  it.each([
    ['a command', (): Promise<unknown> => bot.slack.command('/go')],
    ['a mention', (): Promise<unknown> => bot.slack.happens(mention('/go'))],
  ])('leaves the answer to %s where it is', async (_, doing) => {
    await start();
    await doing();
    await bot.slack.until('the reason', found('Slack refused it'));
    expect(found('All citations')()).toBeDefined();
  });
});

describe('a slow database', () => {
  const start = async (): Promise<void> => {
    bot = await startBot();
    await bot.start();
    const { notes } = bot.store;
    const claim = notes.claim.bind(notes);
    notes.claim = async (...args) => {
      await wait(2_500);
      return claim(...args);
    };
  };

  it('does not keep the first word from coming within three seconds', async () => {
    await start();
    const since = performance.now();
    await bot.slack.command('/about');
    const word = await bot.slack.until('a word', found('Still looking'));
    expect(performance.now() - since).toBeLessThan(3_000);
    await bot.slack.until('the answer', () => word.text.includes('in this library'));
    expect(bot.slack.shown).toHaveLength(1);
  });

  it('leaves no word for an event that came twice', async () => {
    await start();
    await Promise.all([1, 2].map(() => bot.slack.happens(mention('grokking'), { id: 'Ev1' })));
    await bot.slack.until('the answer', () =>
      bot.slack.inChannel('C1').some(({ text }) => text.includes('grokking')),
    );
    await settled();
    expect(bot.slack.inChannel('C1').map(({ text }) => text)).toEqual([expect.stringContaining('grokking')]);
  });

  it('leaves no word for a slash command that came twice', async () => {
    await start();
    const place = { team: 'T1', channel: 'C1', user: 'U1' };
    const payload = {
      command: '/about',
      text: '',
      team_id: 'T1',
      channel_id: 'C1',
      user_id: 'U1',
      trigger_id: '1.2.3',
      response_url: `${bot.slack.apiUrl.replace('/api/', '')}/response/${bot.slack.responses.create(place)}`,
    };
    await Promise.all([1, 2].map(() => bot.slack.deliver('slash_commands', payload)));
    await bot.slack.until('the answer', found('17 papers'));
    await settled();
    expect(bot.slack.shown.map(({ text }) => text)).toEqual([expect.stringContaining('17 papers')]);
  });
});

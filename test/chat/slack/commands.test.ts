import { afterEach, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import type { Command } from '../../../src/core/command.ts';
import { UpstreamError } from '../../../src/core/errors.ts';
import type { Shown } from '../../fakes/slack/world.ts';
import { type Bot, type BotOptions, startBot } from './bot.ts';
import { shownText } from './shown-text.ts';

let bot: Bot;
async function open(options: BotOptions = {}): Promise<Bot> {
  bot = await startBot(options);
  await bot.start();
  return bot;
}
afterEach(async () => {
  await bot.stop();
  expect(bot.slack.overLimits).toEqual([]);
});

/** Types a command and waits for the answer's first message. */
async function ask(line: string, place = {}): Promise<Shown> {
  const before = bot.slack.shown.length;
  await bot.slack.command(line, place);
  return bot.slack.until(`an answer to ${line}`, () => bot.slack.shown[before]);
}

describe('a slash command', () => {
  it.each(commands.flatMap(({ examples }) => examples))(
    'is acknowledged at once and answered to the asker alone: %s',
    async (line) => {
      await open();
      const { ms, payload } = await bot.slack.command(line);
      expect(payload).toEqual({});
      expect(ms).toBeLessThan(1_000);
      const shown = await bot.slack.until('an answer', () => bot.slack.shown[0]);
      expect(shown).toMatchObject({ to: 'U1', channel: 'C1', via: 'response_url' });
      expect(shown.text).not.toBe('');
    },
  );

  it('works in a channel that the bot is not in', async () => {
    await open();
    expect(await ask('/papers grokking', { channel: 'C2' })).toMatchObject({ channel: 'C2', to: 'U1' });
  });

  it('also goes through the command that stands for the whole bot', async () => {
    await open();
    expect((await ask('/paperthread paper 2505.15811')).text).toContain('On the creation of narrow AI');
    expect((await ask('/paperthread /papers grokking')).text).toContain('papers for: grokking');
    expect((await ask('/paperthread')).text).toContain('Commands');
  });

  it('understands what Slack does to links and signs in a text', async () => {
    await open();
    expect((await ask('/paper <https://arxiv.org/abs/2505.15811|arxiv.org>', { raw: true })).text).toContain(
      'narrow AI',
    );
    expect((await ask('/papers a&lt;b &amp; c', { raw: true })).text).toContain('a&lt;b &amp; c');
  });

  it.each([
    ['/papers help', '/papers QUERY'],
    ['/paper --help', '/paper PAPER'],
    ['/help', 'Commands'],
    ['/help help', '/help [COMMAND]'],
    ['/paperthread help', 'Commands'],
    ['/nonsense help', 'There is no command "/nonsense"'],
    ['/paste help', '/paste [PAGE]: Add papers to the library'],
    ['/help paste', '/paste [PAGE]: Add papers to the library'],
    ['/help /paste', '/paste [PAGE]: Add papers to the library'],
    ['/help paperthread', '/paperthread [COMMAND]: Any of these commands'],
    ['/help pasta', 'Did you mean /paste?'],
    ['/paperthread papers help', '/papers QUERY'],
  ])('asked for help gives it: %s', async (line, words) => {
    await open();
    expect((await ask(line)).text).toContain(words);
  });

  it.each([
    ['/paper', '/paper needs a paper. Type: /paper PAPER'],
    ['/papers grokking limit:99', 'from 1 to 25'],
    ['/paper 2505.158', 'is no arXiv id'],
    ['/papers --colour red x', 'has no option'],
    ['/nonsense', 'There is no command "/nonsense"'],
    ['/paperthread frobnicate', 'There is no command "/frobnicate"'],
    [`/papers ${'word '.repeat(1_000)}`, 'a command takes at most 4,000'],
  ])('that is wrong is explained to the asker: %.40s', async (line, words) => {
    await open();
    const shown = await ask(line);
    expect(shown.text).toContain(words);
    expect(shown.to).toBe('U1');
  });

  it('for one of several papers whose titles begin alike offers the others, each with its own sound', async () => {
    const title = 'On the spectral geometry of sparse features in large models of language and vision: part';
    const papers = [1, 2, 3, 4].map((number) => ({
      id: `2501.0000${number}`,
      title: `${title} ${number}`,
      authors: ['Ada One'],
    }));
    await open({ papers });
    const shown = await ask('/paper spectral geometry of sparse features');
    expect(JSON.stringify(shown.blocks)).toMatch(
      /"accessibility_label":"arXiv:2501\.0000\d, Instead: On the/,
    );
  });

  it('of 3,000 characters is answered', async () => {
    await open();
    expect((await ask(`/papers ${'sparse '.repeat(428)}`)).text).not.toBe('');
  });

  it('that fails gives a reference that is in the log', async () => {
    const failing: Command = {
      name: 'go',
      description: '',
      options: [],
      examples: [],
      visibility: 'asker',
      run: () => Promise.reject(new Error('secret detail')),
    };
    await open({ commands: [failing] });
    const shown = await ask('/go');
    const reference = /look for (\w{8}) in the log/.exec(shown.text)?.[1];
    expect(shown.text).not.toContain('secret detail');
    expect(JSON.stringify(bot.log.lines)).toContain(reference);
  });

  it('that asks another service shows what it knows, then the answer in its place', async () => {
    const slow: Command = {
      name: 'go',
      description: '',
      options: [],
      examples: [],
      visibility: 'asker',
      async run(_values, { show }) {
        await show({ summary: 'Asking arXiv', cards: [] });
        await show({ summary: 'Still asking', cards: [] });
        return { summary: 'Done', cards: [] };
      },
    };
    await open({ commands: [slow] });
    await ask('/go');
    await bot.slack.until('the final answer', () => bot.slack.shown[0]?.text === 'Done');
    expect(bot.slack.shown).toHaveLength(1);
  });

  it('that asks another service in vain puts the reason in the place of what it knew', async () => {
    const slow: Command = {
      name: 'go',
      description: '',
      options: [],
      examples: [],
      visibility: 'asker',
      async run(_values, { show }) {
        await show({ summary: 'Asking arXiv', cards: [] });
        throw new UpstreamError('arXiv is busy.');
      },
    };
    await open({ commands: [slow] });
    await ask('/go');
    await bot.slack.until('the reason', () => bot.slack.shown[0]?.text.startsWith('arXiv is busy.'));
    expect(bot.slack.shown).toHaveLength(1);
  });

  it('that is slow says within three seconds that it is still looking', async () => {
    const slow: Command = {
      name: 'go',
      description: '',
      options: [],
      examples: [],
      visibility: 'asker',
      async run() {
        await new Promise((resolve) => {
          setTimeout(resolve, 2_500);
        });
        return { summary: 'Done', cards: [] };
      },
    };
    await open({ commands: [slow] });
    const since = performance.now();
    expect((await ask('/go')).text).toBe('Still looking …');
    expect(performance.now() - since).toBeLessThan(3_000);
    await bot.slack.until('the answer', () => bot.slack.shown[0]?.text === 'Done');
    expect(bot.slack.shown).toHaveLength(1);
  });

  it('whose answer is for all is shown in the channel', async () => {
    const open_: Command = {
      name: 'go',
      description: '',
      options: [],
      examples: [],
      visibility: 'channel',
      run: async () => ({ summary: 'For all', cards: [] }),
    };
    await open({ commands: [open_] });
    const shown = await ask('/go');
    expect(shown.to).toBeUndefined();
    expect(JSON.stringify(shown.blocks)).not.toContain('Share in channel');
  });

  it('delivered twice has one effect', async () => {
    await open();
    const payload = {
      command: '/about',
      text: '',
      team_id: 'T1',
      channel_id: 'C1',
      user_id: 'U1',
      trigger_id: '1.2.3',
      response_url: `${bot.slack.apiUrl.replace('/api/', '')}/response/${bot.slack.responses.create({ team: 'T1', channel: 'C1', user: 'U1' })}`,
    };
    await bot.slack.deliver('slash_commands', payload);
    await bot.slack.deliver('slash_commands', payload);
    await ask('/help');
    expect(bot.slack.shown.filter(({ text }) => text.includes('in this library'))).toHaveLength(1);
  });
});

describe('an answer whose address is spent', () => {
  it('still reaches the asker in the channel', async () => {
    await open({ commands: [expiring('go')] });
    expect(await ask('/go')).toMatchObject({ via: 'chat.postEphemeral', to: 'U1', text: 'Late' });
  });

  it('comes by direct message where the bot is not in the channel', async () => {
    await open({ commands: [expiring('go')] });
    expect(await ask('/go', { channel: 'C2' })).toMatchObject({
      via: 'chat.postMessage',
      channel: 'DU1',
      text: 'Late',
    });
  });

  it('or too long for four messages goes on by another way', async () => {
    const lines = Array.from({ length: 20 }, (_, index) => `${index} ${'x'.repeat(2_500)}`);
    const long: Command = {
      name: 'go',
      description: '',
      options: [],
      examples: [],
      visibility: 'asker',
      run: async () => ({
        summary: 'Long',
        cards: lines.map((line) => ({ kind: 'section', lines: [line] })),
      }),
    };
    await open({ commands: [long] });
    await ask('/go');
    const shown = await bot.slack.until('all parts', () =>
      shownText(bot.slack.shown).includes('19 xxx') ? bot.slack.shown : false,
    );
    expect(shown.map(({ via }) => via)).toEqual([
      ...Array.from({ length: 4 }, () => 'response_url'),
      'chat.postEphemeral',
    ]);
    for (const [index] of lines.entries()) expect(shownText(shown)).toContain(`${index} xxx`);
  });

  function expiring(name: string): Command {
    return {
      name,
      description: '',
      options: [],
      examples: [],
      visibility: 'asker',
      async run() {
        bot.slack.responses.expire();
        return { summary: 'Late', cards: [] };
      },
    };
  }
});

describe('a long citation list', () => {
  const cite: Command = {
    name: 'go',
    description: '',
    options: [],
    examples: [],
    visibility: 'asker',
    run: async () => ({
      summary: 'All citations',
      cards: [{ kind: 'code', text: '@article{a}\n'.repeat(600), fileName: 'all.bib' }],
    }),
  };

  it('comes as a file to the asker', async () => {
    await open({ commands: [cite] });
    expect(shownText([await ask('/go')])).toContain('all.bib (601 lines) comes as a file.');
    const file = await bot.slack.until('the file', () => bot.slack.files[0]);
    expect(file).toMatchObject({ name: 'all.bib', channel: 'DU1' });
    expect(file.text).toHaveLength(7_200);
  });

  it('says which permission is missing for a file, and how to give it', async () => {
    await open({ commands: [cite] });
    bot.slack.revoke('files:write');
    await ask('/go');
    const said = await bot.slack.until('words', () =>
      bot.slack.shown.find(({ text }) => text.includes('lacks the scope')),
    );
    expect(said.to).toBe('U1');
    expect(said.text).toMatch(/files:write\. Open .* press Reinstall to Workspace/);
  });

  it('that cannot be sent is said', async () => {
    await open({ commands: [cite] });
    bot.slack.faults.next('files.getUploadURLExternal', {
      kind: 'error',
      error: 'missing_scope',
      needed: 'files:write',
    });
    await ask('/go');
    await bot.slack.until('the reason', () =>
      bot.slack.shown.some(({ text }) => text.includes('lacks the scope files:write')),
    );
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answered, buttonsIn, type Doing, messagesOf, textIn, until } from '../../fakes/discord/people.ts';
import { DIRECT, FORUM, GUILD, newChannel, OTHER_USER, snowflake } from '../../fakes/discord/state.ts';
import { openBot, useBot } from './bot.ts';

const MANAGER = { permissions: 1n << 5n };
const seed = readFileSync(new URL('../../../data/listing-michaud.txt', import.meta.url), 'utf8');

const typedTexts: string[] = [];
const bot = useBot({
  suggest: async (_completion, typed) => {
    typedTexts.push(typed);
    if (typed === 'fault') throw new Error('secret detail');
    return [
      { label: `${'😀'.repeat(99)}${'x'.repeat(50)}`, value: '2505.15811' },
      { label: ' ', value: 'empty' },
      { label: '\u200b\u2066', value: 'invisible' },
      { label: 'Reversed \u202etxet\nand broken', value: 'reversed' },
      { label: 'too long', value: 'v'.repeat(101) },
      ...Array.from({ length: 40 }, (_, index) => ({ label: `Paper ${index}`, value: `id ${index}` })),
    ];
  },
});

describe('suggestions while typing', () => {
  it('come at once, cut between letters, never too many', async () => {
    const { type, data, afterMs } = await answered(bot.people.type('paper', 'paper', 'narrow'));
    expect({ type, count: Array.isArray(data['choices']) ? data['choices'].length : 0 }).toEqual({
      type: 8,
      count: 25,
    });
    expect(afterMs).toBeLessThan(500);
    expect(typedTexts.at(-1)).toBe('narrow');
    expect(data['choices']).toContainEqual({ name: `${'😀'.repeat(99)}…`, value: '2505.15811' });
    expect(data['choices']).toContainEqual({ name: 'Reversed txet and broken', value: 'reversed' });
    expect(JSON.stringify(data)).not.toContain('invisible');
  });

  it('may be ignored: free text is taken as well', async () => {
    const asked = bot.people.slash('paper', { paper: 'creation of narrow AI' });
    expect(textIn(await messagesOf(asked))).toContain('On the creation of narrow AI');
  });

  it('that fail leave the command as it was, with a line in the log', async () => {
    const typed = bot.people.type('paper', 'paper', 'fault');
    expect((await answered(typed)).data).toEqual({ choices: [] });
    expect(bot.log.lines.some(({ level }) => level === 'error')).toBe(true);
  });

  it('that come too late are no fault', async () => {
    bot.discord.fail(/callback/, { status: 404, body: { code: 10062, message: 'Unknown interaction' } });
    bot.people.type('paper', 'paper', 'old');
    await until(() => bot.log.lines.some(({ fields }) => fields['code'] === 10062), 2_000, 'no word of it');
    expect(bot.fatal).toEqual([]);
  });
});

describe('Cite this', () => {
  it('is in the menu of a message, and answers with the BibTeX of its paper', async () => {
    const asked = bot.people.menu('Cite this', 'see arXiv:2505.15811');
    expect(textIn(await messagesOf(asked))).toMatch(/BibTeX\n```\n@misc\{michaud2025[a-z]+,\n/);
  });
});

describe('/paste', () => {
  const opened = async (doing: Doing = {}): Promise<string> =>
    String((await answered(bot.people.slash('paste', {}, doing))).data['custom_id']);

  it('opens a form, and adds what was pasted to the library', async () => {
    const first = await answered(bot.people.slash('paste', {}, MANAGER));
    expect(first).toMatchObject({ type: 9, data: { title: 'Add papers' } });
    const page = seed.slice(0, 3_900).replaceAll('arXiv:2', 'arXiv:1').replaceAll('arXiv:15', 'arXiv:16');
    const asked = bot.people.submit(String(first.data['custom_id']), { text: page }, MANAGER);
    expect(textIn(await messagesOf(asked))).toMatch(/^Read as .*\d+ papers?: \d+ new/);
  });

  it.each([
    ['what is no listing', 'good morning', MANAGER, /./],
    ['from somebody whom the owner of the server lets use it', seed.slice(0, 2_000), {}, /^Read as /],
    ['nothing', ' ', MANAGER, /expired/],
  ])('answers %s in words', async (_, text, doing, words) => {
    const messages = await messagesOf(bot.people.submit(await opened(doing), { text }, doing));
    expect(textIn(messages)).toMatch(words);
    expect(textIn(messages)).not.toContain('went wrong');
    expect(messages[0]?.ephemeral).toBe(true);
  });

  it.each<[string, Doing, number]>([
    ['of somebody else', { user: OTHER_USER }, 0],
    ['in direct messages', { channel: DIRECT }, 0],
    ['of the day before', {}, 86_400_000],
  ])('does not take a form that was opened, %s', async (_, doing, skew) => {
    const id = await opened();
    bot.discord.state.skew = skew;
    const sent = bot.people.submit(id, { text: seed.slice(0, 2_000) }, doing);
    const text = textIn(await messagesOf(sent));
    bot.discord.state.skew = 0;
    expect(text).toBe('This form has expired. Use the command again.');
  });

  it.each(['paste', 'paste:', 'paste:1', 'paste:1:1', 'paste:99999999999999999999:x'])(
    'does not take a form that nobody opened (%s)',
    async (id) => {
      const sent = bot.people.submit(id, { text: seed.slice(0, 2_000) }, MANAGER);
      expect(textIn(await messagesOf(sent))).toContain('expired');
    },
  );

  it('takes a form that was opened before a restart', async () => {
    const before = await openBot();
    await before.adapter.start();
    const { data } = await answered(before.people.slash('paste'));
    await before.adapter.stop();
    const again = await openBot({ discord: before.discord });
    await again.adapter.start();
    const sent = again.people.submit(String(data['custom_id']), { text: seed.slice(0, 2_000) });
    expect(textIn(await messagesOf(sent))).toMatch(/^Read as /);
    await again.adapter.stop();
    await again.discord.stop();
  });

  it('does not take a form of another kind', async () => {
    expect(textIn(await messagesOf(bot.people.submit('other', { text: 'x' }, MANAGER)))).toContain('expired');
  });
});

describe('a user installation', () => {
  it('in a server without the bot answers, and offers no thread', async () => {
    const asked = bot.people.slash('paper', { paper: '2505.15811' }, { userInstall: true });
    expect(Object.keys(buttonsIn(await messagesOf(asked)))).toEqual(['Similar', 'Versions', 'Cite', 'Share']);
  });
});

describe('direct messages of several people', () => {
  it('are answered, shared in, and have no thread', async () => {
    const group = newChannel({ id: snowflake(Date.now()), guild: undefined, type: 3, name: '' });
    bot.discord.state.channels.set(group.id, group);
    const asked = bot.people.slash('paper', { paper: '2505.15811' }, { channel: group.id });
    const buttons = buttonsIn(await messagesOf(asked));
    expect(Object.keys(buttons)).toEqual(['Similar', 'Versions', 'Cite', 'Share']);
    const shared = await messagesOf(bot.people.press(buttons['Share'] ?? '', { channel: group.id }));
    expect(shared.map(({ ephemeral }) => ephemeral)).toEqual([false]);
    expect(textIn(shared)).toContain('Shared by Ada.');
  });
});

describe('Discuss in a forum', () => {
  it('opens a post for the paper', async () => {
    const post = newChannel({
      id: snowflake(Date.now()),
      guild: GUILD,
      type: 11,
      name: 'Welcome',
      parent: FORUM,
    });
    bot.discord.state.channels.set(post.id, post);
    const asked = bot.people.slash('paper', { paper: '2505.15811' }, { channel: post.id });
    const id = buttonsIn(await messagesOf(asked))['Discuss'] ?? '';
    const text = textIn(await messagesOf(bot.people.press(id, { channel: post.id })));
    const thread = bot.discord.state.channels.get(/<#(\d+)>/.exec(text)?.[1] ?? '');
    expect(thread).toMatchObject({
      parent: FORUM,
      name: expect.stringContaining('On the creation of narrow AI'),
    });
    const again = bot.people.press(id, { channel: thread?.id ?? '' });
    expect(textIn(await messagesOf(again))).toBe(text);
  });
});

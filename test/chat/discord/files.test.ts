import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { definitions } from '../../../src/chat/discord/definitions.ts';
import type { Command } from '../../../src/core/command.ts';
import { answered, buttonsIn, messagesOf, textIn } from '../../fakes/discord/people.ts';
import { OTHER_USER } from '../../fakes/discord/state.ts';
import { bibCheck, refs } from '../bib-check.ts';
import { openBot, useBot } from './bot.ts';

const BIB = '@article{key,\n  title = {A title}\n}\n';
const seed = readFileSync(new URL('../../../data/listing-michaud.txt', import.meta.url), 'utf8');

/** The real one takes a file, too. */
const others = commands.filter(({ takesFile }) => takesFile === undefined);

/** The id of the form that was opened. */
const formIn = ({ data }: Awaited<ReturnType<typeof answered>>): string => String(data['custom_id']);

const bot = useBot({ commands: [...others, bibCheck, refs] });

describe('a command that takes a file', () => {
  it('is registered with an option for it, behind all others', () => {
    expect(definitions([bibCheck])[0]).toMatchObject({
      options: [
        { name: 'check', options: [{ name: 'strict' }, { name: 'file', type: 11, required: false }] },
      ],
    });
  });

  it('is given what was attached, and offers no way to share what a button cannot carry', async () => {
    const asked = bot.people.slash('bib check', { strict: true }, { file: { name: 'refs.bib', text: BIB } });
    const messages = await messagesOf(asked);
    expect(textIn(messages)).toContain(`refs.bib, ${BIB.length} letters, strictly`);
    expect(Object.keys(buttonsIn(messages))).toEqual([]);
  });

  it.each([
    ['is too large', { name: 'all.bib', text: BIB, size: 5_000_000 }, /all\.bib is too large/],
    [
      'says it is smaller than it is',
      { name: 'all.bib', text: 'x'.repeat(5_000_001), size: 10 },
      /all\.bib is too large/,
    ],
    ['is no text', { name: 'refs.zip', text: 'PK\u0003\u0000' }, /refs\.zip is no text file/],
    [
      'is elsewhere',
      { name: 'a.bib', text: BIB, url: 'http://127.0.0.1:9/a.bib' },
      /a\.bib is not kept by Discord/,
    ],
    ['has no address', { name: 'a.bib', text: BIB, url: 'a.bib' }, /a\.bib is not kept by Discord/],
  ])('says so when the file %s', async (_, file, words) => {
    const messages = await messagesOf(bot.people.slash('bib check', {}, { file }));
    expect(textIn(messages)).toMatch(words);
    expect(messages[0]?.ephemeral).toBe(true);
  });

  it('says so when the file cannot be fetched', async () => {
    bot.discord.fail(/^GET \/attachments\//, { status: 404, body: {} });
    bot.discord.fail(/^GET \/attachments\//, 'drop', 1);
    const attached = { file: { name: 'refs.bib', text: BIB } };
    for (let times = 0; times < 2; times += 1)
      expect(textIn(await messagesOf(bot.people.slash('bib check', {}, attached)))).toContain(
        'refs.bib could not be fetched from Discord. Attach it again.',
      );
  });

  it('opens a form to paste one where nothing was said', async () => {
    const first = await answered(bot.people.slash('bib check'));
    expect(first).toMatchObject({ type: 9, data: { title: '/bib check' } });
    const form = formIn(first);
    const asked = bot.people.submit(form, { text: BIB });
    expect(textIn(await messagesOf(asked))).toContain('pasted.bib');
    const other = bot.people.submit(form, { text: 'no bibliography' });
    expect(textIn(await messagesOf(other))).toContain('pasted text, 15 letters');
  });

  it('says in that form only whole sentences', async () => {
    const asked = await answered(bot.people.slash('bib check'));
    expect(asked.data).toMatchObject({
      components: [
        { description: 'Its whole text, up to 4,000 characters. Attach a longer file to the command.' },
      ],
    });
  });

  it('only when called with a word opens the form for that word alone', async () => {
    const form = await answered(bot.people.slash('refs', { paper: 'check' }));
    expect(form).toMatchObject({ type: 9 });
    const words = async (values: Record<string, string | boolean>, doing = {}) =>
      textIn(await messagesOf(bot.people.slash('refs', values, doing)));
    expect(await words({ paper: 'omnigrok' })).toBe('omnigrok of nothing');
    expect(await words({ paper: 'check', strict: true })).toBe('check of nothing, strictly');
    expect(await words({ paper: 'check' }, { file: { name: 'a.bib', text: BIB } })).toBe('check of a.bib');
    const sent = bot.people.submit(formIn(form), { text: BIB });
    expect(textIn(await messagesOf(sent))).toBe('check of pasted.bib');
  });

  it.each(['file:bib check', 'file:about', 'file:digest now', 'file:about:1:1'])(
    'is not run by a form that nobody opened (%s)',
    async (id) => {
      const sent = bot.people.submit(id, { text: BIB });
      expect(textIn(await messagesOf(sent))).toBe('This form has expired. Use the command again.');
    },
  );

  it('is not run by a form that somebody else opened', async () => {
    const form = formIn(await answered(bot.people.slash('bib check')));
    const sent = bot.people.submit(form, { text: BIB }, { user: OTHER_USER });
    expect(textIn(await messagesOf(sent))).toContain('expired');
  });

  const { takesFile: _, ...without } = bibCheck;
  it.each<[string, readonly Command[]]>([
    ['is gone from this edition', []],
    ['takes no file any more', [without]],
  ])('that %s is told as such', async (_case, now) => {
    const before = await openBot({ commands: [bibCheck] });
    await before.adapter.start();
    const form = formIn(await answered(before.people.slash('bib check')));
    await before.adapter.stop();
    const again = await openBot({ discord: before.discord, commands: now });
    await again.adapter.start();
    expect(textIn(await messagesOf(again.people.submit(form, { text: BIB })))).toContain('expired');
    await again.adapter.stop();
    await again.discord.stop();
  });
});

describe('/paste', () => {
  it('gives a .bib file to the command that takes one, and adds any other text', async () => {
    const { data } = await answered(bot.people.slash('paste'));
    const form = String(data['custom_id']);
    expect(textIn(await messagesOf(bot.people.submit(form, { text: BIB })))).toContain('pasted.bib');
    const page = bot.people.submit(form, { text: seed.slice(0, 2_000) });
    expect(textIn(await messagesOf(page))).toMatch(/^Read as /);
  });
});

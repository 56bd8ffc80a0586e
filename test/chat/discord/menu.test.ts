import { describe, expect, it } from 'vitest';
import { buttonsIn, messagesOf, textIn, until } from '../../fakes/discord/people.ts';
import { useBot } from './bot.ts';

const bot = useBot();

describe('the menu of a message', () => {
  it('shows the papers that it names', async () => {
    const asked = bot.people.menu(
      'Papers in this message',
      'https://arxiv.org/abs/2505.15811 and 2410.19750v1',
    );
    const text = textIn(await messagesOf(asked));
    expect(text).toContain('On the creation of narrow AI');
    expect(text).toContain('The Geometry of Concepts');
  });

  it('shows one paper whole', async () => {
    const asked = bot.people.menu(
      'Papers in this message',
      '',
      {},
      { embeds: [{ url: 'https://arxiv.org/abs/2505.15811' }] },
    );
    expect(Object.keys(buttonsIn(await messagesOf(asked)))).toContain('Versions');
  });

  it('says which of them are not here', async () => {
    const some = bot.people.menu('Papers in this message', '2505.15811 and 2401.99999');
    const text = textIn(await messagesOf(some));
    expect(text).toContain('On the creation of narrow AI');
    expect(text).toContain('-# Not in this library: 2401.99999.');
    const none = bot.people.menu('Papers in this message', '2401.99999 and 2401.99998');
    expect(textIn(await messagesOf(none))).toBe('Not in this library: 2401.99999, 2401.99998.');
  });

  it('says so when there is none', async () => {
    const asked = bot.people.menu('Papers in this message', 'good morning');
    expect(textIn(await messagesOf(asked))).toContain('no arXiv id');
  });

  it('asks arXiv for the one paper that it names and that is not here', async () => {
    const asked = bot.people.menu('Papers in this message', '2401.99999');
    await until(
      () => textIn(asked.original === undefined ? [] : [asked.original]).includes('could not be asked'),
      4_000,
      'arXiv was not asked',
    );
  });

  it('names those that are more than one answer holds', async () => {
    const ids = Array.from({ length: 27 }, (_, index) => `2401.${String(90_001 + index)}`);
    const asked = bot.people.menu('Papers in this message', ['2505.15811', ...ids].join(' '));
    const text = textIn(await messagesOf(asked));
    expect(text).toContain('On the creation of narrow AI');
    expect(text).toContain('More than the 25 papers of one answer: 2401.90025, 2401.90026, 2401.90027.');
  });

  it('names no more of them than can be read', async () => {
    const ids = Array.from({ length: 300 }, (_, index) => `2401.${String(90_001 + index)}`);
    const asked = bot.people.menu('Papers in this message', ids.join(' '));
    const text = textIn(await messagesOf(asked));
    expect(text).toContain('Not in this library: 2401.90001,');
    expect(text).toContain(', 2401.90075 and 225 more.');
  });

  it.each([
    ['a forwarded message', { message_snapshots: [{ message: { content: 'arxiv.org/abs/2505.15811' } }] }],
    [
      'the embed of a forwarded message',
      { message_snapshots: [{ message: { content: '', embeds: [{ title: '2505.15811' }] } }] },
    ],
    ['the name of an attached file', { attachments: [{ id: '1', filename: '2505.15811v2.pdf' }] }],
    [
      'what is said of an attached file',
      { attachments: [{ id: '1', filename: 'a.pdf', description: 'arXiv:2505.15811' }] },
    ],
    ['the title of an attached file', { attachments: [{ id: '1', filename: 'a.pdf', title: '2505.15811' }] }],
    ['the question of a poll', { poll: { question: { text: 'arXiv:2505.15811?' }, answers: [] } }],
    [
      'an answer of a poll',
      { poll: { question: { text: 'Which?' }, answers: [{ poll_media: { text: 'arXiv:2505.15811' } }] } },
    ],
    ['a field of an embed', { embeds: [{ fields: [{ name: 'Paper', value: 'arXiv:2505.15811' }] }] }],
    ['the name of a field', { embeds: [{ fields: [{ name: 'arXiv:2505.15811', value: 'x' }] }] }],
    ['the footer of an embed', { embeds: [{ footer: { text: 'arXiv:2505.15811' } }] }],
    ['the author of an embed', { embeds: [{ author: { name: 'arXiv:2505.15811' } }] }],
    [
      'the link of an author',
      { embeds: [{ author: { name: 'x', url: 'https://arxiv.org/abs/2505.15811' } }] },
    ],
  ])('reads %s', async (_, more) => {
    const asked = bot.people.menu('Papers in this message', '', {}, more);
    expect(textIn(await messagesOf(asked))).toContain('On the creation of narrow AI');
  });
});

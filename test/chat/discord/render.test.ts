import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buttonsOf, postButton } from '../../../src/chat/discord/custom-id.ts';
import {
  type DiscordMessage,
  type RenderOptions,
  renderReply,
  renderWords,
} from '../../../src/chat/discord/render.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { components, type Json, messageFaults } from '../../fakes/discord/limits.ts';
import { createFakeNotes } from '../../fakes/notes.ts';
import { anyReply, HOSTILE, paperCard } from './replies.ts';

function faults(messages: readonly DiscordMessage[]): string[] {
  return messages.flatMap(({ body, files }) =>
    messageFaults(
      body as unknown as Json,
      files.map(({ name }) => name),
    ),
  );
}

function texts(messages: readonly DiscordMessage[]): string[] {
  return messages.flatMap(({ body }) =>
    components(body.components).flatMap(({ component }) =>
      component['type'] === 10 ? [String(component['content'])] : [],
    ),
  );
}

async function render(reply: Reply, options: RenderOptions = {}): Promise<DiscordMessage[]> {
  return renderReply(reply, { ...options, buttons: await buttonsOf(reply.buttons ?? [], createFakeNotes()) });
}

describe('a reply on Discord', () => {
  it('links to the channel that a word to one person is about', async () => {
    const messages = await render({ summary: 'It takes no posts.', cards: [], about: '123' });
    expect(texts(messages).join('\n')).toMatch(/^<#123>\s+It takes no posts\.$/);
    expect(faults(messages)).toEqual([]);
  });

  it('shows a paper with its link beside it and the others below', () => {
    const card = paperCard({
      warning: 'This paper has been withdrawn.',
      abstract: 'We do things.',
      reason: 'narrow in title',
      links: [
        { label: 'abs', url: 'https://arxiv.org/abs/2505.15811' },
        { label: 'pdf', url: 'https://arxiv.org/pdf/2505.15811' },
      ],
    });
    const [message] = renderReply({ summary: `${card.title} (arXiv:${card.id})`, cards: [card] });
    expect(message?.body).toEqual({
      flags: 32768,
      allowed_mentions: { parse: [] },
      components: [
        {
          type: 17,
          components: [
            {
              type: 9,
              components: [
                {
                  type: 10,
                  content:
                    '**On the creation of narrow AI**\n**This paper has been withdrawn.**\nAda One, Ben Two\nCategories: cs.LG\n-# Matched: narrow in title\n\nWe do things.',
                },
              ],
              accessory: { type: 2, style: 5, label: 'arXiv', url: 'https://arxiv.org/abs/2505.15811' },
            },
            {
              type: 1,
              components: [{ type: 2, style: 5, label: 'PDF', url: 'https://arxiv.org/pdf/2505.15811' }],
            },
          ],
        },
      ],
    });
  });

  it.each([
    [5, [5]],
    [7, [5, 2]],
    [25, [5, 5, 5, 5, 5]],
  ])('puts %i buttons into rows of five at most', async (count, rows) => {
    const buttons = Array.from({ length: count }, (_, index) => ({
      label: ['Cite', 'Similar', 'Versions'][index % 3] ?? '',
      command: 'paper',
      values: { paper: `2505.${10_000 + index}` },
    }));
    const messages = await render({ summary: 's', cards: [paperCard()], buttons });
    expect(faults(messages)).toEqual([]);
    const made = components(messages[0]?.body.components).filter(
      ({ component: { type, components: inside } }) =>
        type === 1 && components(inside).some(({ component }) => 'custom_id' in component),
    );
    expect(made.map(({ component }) => components(component['components']).length)).toEqual(rows);
  });

  it('numbers the papers of a list and says the summary first and the footer last', () => {
    const cards = [
      paperCard(),
      { kind: 'section' as const, heading: 'Note', lines: ['- one', 'two'] },
      paperCard(),
    ];
    expect(texts(renderReply({ summary: '2 papers', cards, from: 6, footer: 'That is all.' }))).toEqual([
      '2 papers',
      expect.stringMatching(/^\*\*6\. On the creation/),
      '**Note**\n\\- one\ntwo',
      expect.stringMatching(/^\*\*7\. On the creation/),
      '-# That is all.',
    ]);
  });

  it('of 25 long papers goes over several messages, every title in one of them, none in two', () => {
    const cards = Array.from({ length: 25 }, (_, index) =>
      paperCard({ title: `Paper no ${index} ${'very '.repeat(60)}long` }),
    );
    const messages = renderReply({ summary: '25 papers', cards });
    expect(messages.length).toBeGreaterThan(1);
    expect(faults(messages)).toEqual([]);
    const all = texts(messages).join('\n');
    for (const index of cards.keys()) expect(all.split(`Paper no ${index} `)).toHaveLength(2);
  });

  it('of more than five messages is shortened in words, with all of it in a file', () => {
    const cards = Array.from({ length: 40 }, (_, index) =>
      paperCard({ title: `No ${index} ${'x'.repeat(2_000)}` }),
    );
    const messages = renderReply({ summary: '40 papers', cards, footer: 'The end.' });
    expect(messages.length).toBeLessThanOrEqual(5);
    expect(faults(messages)).toEqual([]);
    expect(texts(messages).join('\n')).toContain('All of it is in the file.');
    expect(texts(messages).at(-1)).toBe('-# The end.');
    const file = messages.at(-1)?.files[0]?.data ?? '';
    for (const card of cards) expect(file).toContain(card.title);
  });

  it('of more than five messages keeps all of a long ending', async () => {
    const cards = Array.from({ length: 40 }, (_, index) =>
      paperCard({ title: `No ${index} ${'x'.repeat(2_000)}` }),
    );
    const buttons = Array.from({ length: 40 }, (_, page) => ({
      label: `Page ${page}`,
      command: 'papers',
      values: { page },
    }));
    const messages = await render({
      summary: 's',
      cards,
      buttons,
      footer: `${'word* '.repeat(1_400)}The end.`,
    });
    expect(messages).toHaveLength(5);
    expect(faults(messages)).toEqual([]);
    expect(texts(messages).join('\n')).toContain('The end.');
    expect(JSON.stringify(messages)).toContain('"Page 39"');
  });

  it('shows code as a block, and as a file where it is long or holds a fence', () => {
    const code = (text: string): Reply => ({
      summary: 'BibTeX',
      cards: [{ kind: 'code', text, fileName: 'references.bib' }],
    });
    expect(texts(renderReply(code('@article{a,\n  title = {A_B}\n}')))).toContain(
      '```\n@article{a,\n  title = {A_B}\n}\n```',
    );
    for (const text of ['x'.repeat(1_901), 'a ``` b']) {
      const [message] = renderReply(code(text));
      expect(message?.files).toEqual([{ name: 'references.bib', data: text }]);
      expect(faults(message === undefined ? [] : [message])).toEqual([]);
    }
  });

  it('shows a hostile title as it was written', () => {
    const [title = ''] = texts(renderReply({ summary: '', cards: [paperCard({ title: HOSTILE })] }));
    const shown = title
      .split('\n')[0]
      ?.replace(/\\([^\p{L}\p{N}\s])/gu, '$1')
      .replaceAll('\u200b', '');
    expect(shown).toBe(`**${HOSTILE}**`);
  });

  it('of any kind is within every limit, with a button to find it by', async () => {
    await fc.assert(
      fc.asyncProperty(anyReply, async (reply) => {
        const messages = await render(reply, {
          seal: (index, count) => postButton('m'.repeat(40), index, count),
        });
        expect(messages.length).toBeGreaterThan(0);
        expect(messages.length).toBeLessThanOrEqual(5);
        expect(faults(messages)).toEqual([]);
        for (const text of texts(messages)) expect(text.isWellFormed()).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('loses nothing of what a card says', async () => {
    await fc.assert(
      fc.asyncProperty(anyReply, async (reply) => {
        const messages = await render(reply);
        const shown = [
          ...texts(messages),
          ...messages.flatMap(({ files }) => files.map(({ data }) => data)),
        ].join('');
        const count = (text: string): number => text.split('😀').length - 1;
        const said = reply.cards.map((card) => {
          if (card.kind === 'code') return `${card.heading ?? ''}${card.text}`;
          if (card.kind === 'section') return [card.heading ?? '', ...card.lines].join('');
          const facts = card.facts.map(({ value }) => value).join('');
          return [
            card.title,
            card.authors,
            facts,
            card.abstract,
            card.abstractNote,
            card.reason,
            card.warning,
          ].join('');
        });
        expect(count(shown)).toBeGreaterThanOrEqual(count(said.join('')));
      }),
      { numRuns: 100 },
    );
  });
});

describe('words of our own', () => {
  it('are one message within the limits, however much of what was typed they repeat', () => {
    for (const words of [
      'Type a name.',
      `"${HOSTILE.repeat(100)}" is unknown`,
      '*'.repeat(9_000),
      `https://${'*'.repeat(9_000)}`,
    ])
      expect(faults([renderWords(words)])).toEqual([]);
  });
});

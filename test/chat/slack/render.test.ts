import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { decodeCall } from '../../../src/chat/slack/button-value.ts';
import {
  type Rendered,
  type RenderOptions,
  renderNote,
  renderReply,
} from '../../../src/chat/slack/render.ts';
import type { Card, Reply } from '../../../src/core/reply.ts';
import { faultsOf } from '../../fakes/slack/limits.ts';
import { cardWith, HOSTILE_TITLES } from '../hostile.ts';
import { shownText } from './shown-text.ts';

/** Renders and holds every message against the limits. */
function render(reply: Reply, options: Partial<RenderOptions> = {}): Rendered {
  const rendered = renderReply(reply, { commands, ...options });
  for (const message of rendered.messages) expect(faultsOf('chat.postMessage', message)).toEqual([]);
  return rendered;
}

const many = (title: string, count: number, more = {}): Reply => ({
  summary: `${count} papers`,
  cards: Array.from({ length: count }, () => cardWith(title, more)),
});

describe('a reply in Slack', () => {
  it('shows a list as numbered titles that link to their papers', () => {
    const { messages } = render(many('Grokking', 2));
    expect(messages).toHaveLength(1);
    expect(shownText(messages)).toBe(
      '2 papers\n1. Grokking\nAda One, Ben Two\nComments: Grokking\narXiv:2505.15811\n2. Grokking\nAda One, Ben Two\nComments: Grokking\narXiv:2505.15811',
    );
    expect(JSON.stringify(messages)).toContain(
      '"type":"link","url":"https://arxiv.org/abs/2505.15811","text":"Grokking"',
    );
  });

  it('links to the channel that a word to one person is about', () => {
    const { messages } = render({ summary: 'It is archived.', cards: [], about: 'T1/C1' });
    expect(JSON.stringify(messages[0]?.blocks[0])).toContain('{"type":"channel","channel_id":"C1"}');
    expect(messages[0]?.text).toBe('It is archived.');
  });

  it('goes on with the numbers of a longer list, seen and heard', () => {
    const { messages } = render({ ...many('Grokking', 1), from: 11 });
    expect(shownText(messages)).toMatch(/^11\. Grokking$/m);
    expect(messages[0]?.text).toBe('1 papers\n11. Grokking');
  });

  it('tells phones and screen readers the titles, and unfolds no links', () => {
    const [message] = render({
      summary: '2 papers for: x',
      cards: [cardWith('First'), cardWith('Second & <last>')],
    }).messages;
    expect(message?.text).toBe('2 papers for: x\n1. First\n2. Second &amp; &lt;last&gt;');
    expect(message).toMatchObject({ unfurl_links: false, unfurl_media: false });
  });

  it('tells them a paper alone: what must not be missed, authors, facts, abstract, and its title once', () => {
    const card = cardWith('Grokking', {
      warning: 'This paper has been withdrawn.',
      abstract: 'We grok.',
      abstractNote: 'The abstract is cut here.',
    });
    const [message] = render({ summary: 'Grokking (arXiv:2505.15811)', cards: [card] }).messages;
    expect(message?.text).toBe(
      'Grokking (arXiv:2505.15811)\nThis paper has been withdrawn.\nAda One, Ben Two\nComments: Grokking\nWe grok.\nThe abstract is cut here.',
    );
  });

  it('tells them which paper of a list has been withdrawn, the footer, and who shared it', () => {
    const gone = cardWith('Gone', { warning: 'This paper has been withdrawn.' });
    const reply = { summary: '2 papers', cards: [cardWith('First'), gone], footer: 'arXiv was not asked.' };
    expect(render(reply, { note: 'Shared by ada' }).messages[0]?.text).toBe(
      '2 papers\n1. First\n2. This paper has been withdrawn. Gone\narXiv was not asked.\nShared by ada',
    );
  });

  it('tells them all lines of a section', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `Line ${index} of what there is to know`);
    const [message] = render({
      summary: 's',
      cards: [{ kind: 'section', heading: 'Facts', lines }],
    }).messages;
    expect(message?.text).toBe(['s', 'Facts:', ...lines].join('\n'));
  });

  it('tells them how much there is that they are not told', () => {
    const lines = Array.from({ length: 40 }, (_, index) => `${index} ${'word '.repeat(50)}`);
    const [message] = render({ summary: 's', cards: [{ kind: 'section', lines }] }).messages;
    expect(message?.text).toMatch(/^s\n0 word.*\nand \d+ more$/s);
  });

  it('says a single paper’s title once', () => {
    const { messages } = render({
      summary: 'Grokking (arXiv:2505.15811)',
      cards: [cardWith('Grokking', { facts: [] })],
    });
    expect(shownText(messages).match(/Grokking/g)).toHaveLength(1);
  });

  it('shows a warning first, then the title', () => {
    const card = cardWith('Gone', { warning: 'This paper has been withdrawn.', facts: [] });
    expect(shownText(render({ summary: 's', cards: [card] }).messages)).toMatch(
      /^s\nThis paper has been withdrawn\.\nGone/,
    );
  });

  it.each(HOSTILE_TITLES)('shows a hostile title as it is written and pings nobody: %.40s', (title) => {
    for (const count of [1, 2, 25]) {
      const reply = many(title, count, { abstract: title, reason: title, authors: title });
      const { messages } = render({ ...reply, summary: title, footer: title });
      const letters = (text: string): string => text.replace(/[\s\u0000-\u001f\u200b\u202e]/g, '');
      // Every letter is there, as often as it was asked for: in whole, or parted between two blocks or messages.
      expect(letters(shownText(messages)).split('AdaOne').join('')).toContain(letters(title).slice(0, 100));
      const wanted = count * 4 * letters(title).length;
      expect(letters(shownText(messages)).length).toBeGreaterThanOrEqual(wanted);
    }
  });

  it('puts fifty papers with very long titles into several messages, each whole', () => {
    const { messages } = render(many('A very long title '.repeat(30), 50));
    expect(messages.length).toBeGreaterThan(1);
    expect(messages[0]?.text).toMatch(/^50 papers \(part 1 of \d+\)\n1\. A very/);
    expect(shownText(messages).match(/arXiv:2505\.15811/g)).toHaveLength(50);
  });

  it('that goes on in its thread ends with buttons and footer in the channel, where they are seen', () => {
    const reply = {
      ...many('A very long title '.repeat(30), 50),
      footer: 'arXiv last read 3 hours ago.',
      buttons: [{ label: 'BibTeX of these 50', command: 'cite', values: { paper: '2505.15811' } }],
    };
    const shown = (opensThread: boolean, one: Reply = reply): string[] =>
      render(one, { opensThread }).messages.map((message) => JSON.stringify(message.blocks));
    const [first = '', ...others] = shown(true);
    expect(first).toMatch(/It goes on in the thread\..*arXiv last read 3 hours ago\..*BibTeX of these 50/);
    expect(others.join('\n')).not.toMatch(/last read|BibTeX/);
    expect([first, ...others].join('\n').match(/arXiv:2505\.15811/g)).toHaveLength(50);
    expect(shown(false).at(-1)).toContain('BibTeX of these 50');
    const short = { ...reply, cards: reply.cards.slice(0, 2) };
    expect(shown(true, short)).toEqual(shown(false, short));
    expect(shown(true, short)).toHaveLength(1);
    // An end that would leave no room stands at the end.
    const long = { ...reply, footer: 'Much is missing. '.repeat(700) };
    expect(shown(true, long)).toEqual(shown(false, long));
  });

  it('holds any text at all', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 6_000 });
    const card = fc.oneof(
      fc
        .record({ title: text, abstract: text, warning: text, authors: text })
        .map((all): Card => cardWith(all.title, all)),
      fc.array(text, { maxLength: 5 }).map((lines): Card => ({ kind: 'section', lines })),
      text.map((code): Card => ({ kind: 'code', text: code, fileName: 'a.bib' })),
    );
    fc.assert(
      fc.property(
        text,
        fc.array(card, { maxLength: 6 }),
        text,
        fc.boolean(),
        (summary, cards, value, opensThread) => {
          const buttons = [{ label: summary, command: 'papers', values: { query: value } }];
          render(
            { summary, cards, buttons, footer: value },
            { share: { command: 'papers', input: value }, opensThread },
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('holds strings of any code units, also broken ones', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const broken = `${text}\ud83d`;
        render({ summary: broken, cards: [cardWith(broken), { kind: 'code', text: broken, fileName: 'x' }] });
        expect(faultsOf('response_url', renderNote(broken))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('text to be copied', () => {
  it('stands in a frame, letter by letter', () => {
    const text = '@article{a,\n  title = {{X}} & <y>,\n}';
    const { messages, files } = render({
      summary: 'BibTeX',
      cards: [{ kind: 'code', text, fileName: 'a.bib' }],
    });
    expect(JSON.stringify(messages[0]?.blocks)).toContain(JSON.stringify({ type: 'text', text }));
    expect(messages[0]?.text).toBe('BibTeX\n@article{a,\ntitle = {{X}} &amp; &lt;y&gt;,\n}');
    expect(files).toEqual([]);
  });

  it('becomes a file when it is long, and the message says so', () => {
    const text = '@article{a}\n'.repeat(1_000);
    const { messages, files } = render({
      summary: 'BibTeX',
      cards: [{ kind: 'code', text, fileName: 'all.bib' }],
    });
    expect(files).toEqual([{ name: 'all.bib', text }]);
    expect(shownText(messages)).toContain('all.bib (1,001 lines) comes as a file.');
    expect(messages[0]?.text).toBe('BibTeX\nall.bib, as a file');
  });
});

describe('buttons', () => {
  const reply: Reply = {
    summary: '2 papers',
    cards: [cardWith('First', { id: '2501.00001' }), cardWith('Second', { id: '2501.00002' })],
    buttons: [
      { label: 'Cite', command: 'paper', values: { paper: '2501.00001' } },
      { label: 'Cite', command: 'paper', values: { paper: '2501.00002' } },
      { label: 'Next page', command: 'papers', values: { query: 'x', page: 2 } },
    ],
  };
  const elements = (rendered: Rendered) =>
    rendered.messages.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.type === 'actions' ? block.elements : [])),
    );

  it('carry their call, and only those that would sound the same name their paper to a screen reader', () => {
    const buttons = [
      ...(reply.buttons ?? []),
      { label: 'Versions', command: 'versions', values: { paper: '2501.00001' } },
    ];
    const spoken = elements(render({ ...reply, buttons })).map(
      (one) => 'accessibility_label' in one && one.accessibility_label,
    );
    expect(spoken).toEqual([
      'Cite: arXiv:2501.00001, First',
      'Cite: arXiv:2501.00002, Second',
      'Next page',
      'Versions',
    ]);
    const found = elements(render(reply));
    expect(found.map((one) => decodeCall('value' in one ? one.value : undefined))).toEqual(
      reply.buttons?.map(({ command, values }) => ({ command, input: values })),
    );
  });

  it('of papers whose titles begin alike are told apart, and so are any two', () => {
    const title = 'A title of which the first eighty letters are the same in several papers of one series';
    const found = elements(
      render({
        summary: 's',
        cards: [],
        buttons: [
          ...['2501.00001', '2501.00002', 'hep-th/9901001'].map((paper) => ({
            label: `Instead: ${title.slice(0, 60)}`,
            command: 'paper',
            values: { paper },
          })),
          ...[1, 2].map(() => ({ label: title, command: 'papers', values: { query: 'x' } })),
        ],
      }),
    );
    const labels = found.map((one) => 'accessibility_label' in one && one.accessibility_label);
    expect(labels[0]).toMatch(/^arXiv:2501\.00001, Instead: A title/);
    expect(new Set(labels).size).toBe(5);
  });

  it('offer to share an answer that only the asker sees', () => {
    const found = elements(render(reply, { share: { command: 'papers', input: 'x' } }));
    expect(found.at(-1)).toMatchObject({ action_id: 'share', text: { text: 'Share in channel' } });
  });

  it('of a question too long for them become the line to type', () => {
    const query = 'word '.repeat(500).trim();
    const long: Reply = {
      summary: 's',
      cards: [],
      buttons: [{ label: 'Next page', command: 'papers', values: { query, page: 2 } }],
    };
    const rendered = render(long, { share: { command: 'papers', input: query } });
    expect(elements(rendered)).toEqual([]);
    expect(shownText(rendered.messages)).toContain('page:2');
    expect(shownText(rendered.messages)).toContain('too long for a button');
  });

  it('of each paper of a list stand in one row, and none sounds like another', () => {
    const labels = ['Cite', 'Similar', 'Versions'];
    const cards = [1, 2, 3].map((number) => cardWith(`Title ${number}`, { id: `2505.0000${number}` }));
    const buttons = cards.flatMap(({ id }) =>
      labels.map((label) => ({ label, command: label.toLowerCase(), values: { paper: id } })),
    );
    const made = elements(render({ summary: 's', cards, buttons }));
    expect(made).toHaveLength(9);
    const spoken = made.map((one) => ('accessibility_label' in one ? one.accessibility_label : ''));
    expect(new Set(spoken).size).toBe(9);
    expect(spoken[4]).toBe('Similar: arXiv:2505.00002, Title 2');
  });

  it('are put into as many rows as they need', () => {
    const buttons = Array.from({ length: 60 }, (_, index) => ({
      label: `Paper ${index}`,
      command: 'paper',
      values: { paper: `w${index}` },
    }));
    expect(elements(render({ summary: 's', cards: [], buttons }))).toHaveLength(60);
  });

  it.each([
    undefined,
    7,
    '',
    'papers',
    '{',
    'null',
    '[]',
    '{"e":1}',
    '{"e":0,"c":"papers","i":"x"}',
    '{"e":2,"c":"papers","i":"x"}',
    '{"e":1,"c":7,"i":"x"}',
    '{"e":1,"c":"papers","i":{"query":{"$ne":1}}}',
    '{"e":1,"c":"papers","i":["x"]}',
  ])('with a value that we did not write mean nothing: %s', (value) => {
    expect(decodeCall(value)).toBeUndefined();
  });
});

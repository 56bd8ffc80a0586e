import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { renderText } from '../../../src/chat/terminal/render.ts';
import type { PaperCard, Reply } from '../../../src/core/reply.ts';

const card: PaperCard = {
  kind: 'paper',
  id: '2501.00001',
  title: 'A title',
  url: 'https://arxiv.org/abs/2501.00001',
  authors: 'Ada One, Ben Two',
  facts: [{ label: 'Categories', value: 'cs.LG' }],
  links: [{ label: 'abs', url: 'https://arxiv.org/abs/2501.00001' }],
  reason: 'title in title',
};

describe('a reply as plain text', () => {
  it('numbers papers when there are several, and says next steps as lines to type', () => {
    const reply: Reply = {
      summary: '2 papers',
      cards: [card, { ...card, warning: 'This paper has been withdrawn.' }],
      buttons: [{ label: 'Next page', command: 'papers', values: { query: 'x y', page: 2 } }],
      footer: 'That is all.',
    };
    expect(renderText(reply, { commands })).toBe(
      [
        '2 papers',
        '',
        '1. A title',
        '   Ada One, Ben Two',
        '   Categories: cs.LG',
        '   Matched: title in title',
        '   https://arxiv.org/abs/2501.00001',
        '',
        '2. A title',
        '   This paper has been withdrawn.',
        '   Ada One, Ben Two',
        '   Categories: cs.LG',
        '   Matched: title in title',
        '   https://arxiv.org/abs/2501.00001',
        '',
        'Next page: /papers x y page:2',
        '',
        'That is all.',
        '',
      ].join('\n'),
    );
  });

  it('goes on with the numbers of a longer list, and has no lines that would only say its papers again', () => {
    const buttons = [
      { label: '6. A title', command: 'paper', values: { paper: card.id } },
      { label: 'Another', command: 'paper', values: { paper: '2501.00002' } },
    ];
    const text = renderText({ summary: 's', cards: [card], from: 6, buttons }, { commands });
    expect(text).toMatch(/^s\n\n6\. A title\n {3}Ada One/);
    expect(text.split('\n').filter((line) => line.includes('/paper '))).toEqual([
      'Another: /paper 2501.00002',
    ]);
  });

  it('lets no control character of a paper reach the terminal', () => {
    const text = renderText(
      { summary: 'a\u001b[2Jb', cards: [{ ...card, title: 'x\u0007\u202ey\nz' }] },
      { commands },
    );
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  });

  it('leaves text that is there to be copied as it is', () => {
    const entry = '@misc{one,\n  title = {A title that is longer than the lines of this terminal}\n}';
    const cards = [{ kind: 'code', heading: 'BibTeX', text: entry, fileName: 'one.bib' }] as const;
    expect(renderText({ summary: 's', cards }, { commands, width: 20 })).toBe(`s\n\nBibTeX\n${entry}\n`);
  });

  it('wraps at the width, keeps the indent, and never breaks a link', () => {
    const long = { ...card, authors: 'Somebody With A Long Name, '.repeat(6).trim() };
    const rows = renderText({ summary: 's', cards: [long, long] }, { commands, width: 40 }).split('\n');
    expect(rows.filter((row) => row.length > 40)).toEqual([]);
    expect(rows.filter((row) => row.includes('https://arxiv.org/abs/2501.00001'))).toHaveLength(2);
    const indented = rows.slice(2).filter((row) => row !== '' && !/^\d\. /.test(row));
    expect(indented.filter((row) => !row.startsWith('   '))).toEqual([]);
  });
});

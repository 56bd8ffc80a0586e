import { describe, expect, it } from 'vitest';
import { lastPagePassed, pageButtons, paperButtons } from '../../src/core/list-buttons.ts';
import { cardWith } from '../chat/hostile.ts';

const labels = (list: Parameters<typeof paperButtons>[0]): string[] =>
  paperButtons(list).map(({ label }) => label);

describe('the buttons of a list', () => {
  it('lead to its papers under the numbers that these have there', () => {
    const cards = [
      { kind: 'section', lines: ['An overview'] } as const,
      cardWith('First', { id: '2501.00001' }),
      cardWith('A second title that is too long to stand on a button', { id: '2501.00002' }),
    ];
    expect(paperButtons({ cards, from: 6 })).toEqual([
      { label: '6. First', command: 'paper', values: { paper: '2501.00001' } },
      {
        label: '7. A second title that is too long to stan…',
        command: 'paper',
        values: { paper: '2501.00002' },
      },
    ]);
  });

  it('number a paper alone only where it is one of a longer list', () => {
    const cards = [cardWith('Only')];
    expect(labels({ cards })).toEqual(['Show paper']);
    expect(labels({ cards, from: 3 })).toEqual(['3. Only']);
    expect(labels({ cards: [] })).toEqual([]);
  });

  it.each([
    [1, true, ['Next page 2']],
    [2, true, ['Previous page 1', 'Next page 3']],
    [3, false, ['Previous page 2']],
    [1, false, []],
  ])('on page %i, with more behind it: %s, lead to %j', (page, more, wanted) => {
    const values = { query: 'x', page };
    const buttons = pageButtons({ command: 'papers', values, page, more });
    expect(buttons.map(({ label, values: to }) => `${label} ${to['page']}`)).toEqual(wanted);
    for (const button of buttons) expect(button).toMatchObject({ command: 'papers', values: { query: 'x' } });
  });

  it.each([
    [1, 'There is only 1 page of digests'],
    [51, 'There are only 51 pages of digests'],
  ])('lead back to the first of %i pages from behind the last one', (pages, summary) => {
    const values = { subscription: 3, page: 99 };
    const reply = lastPagePassed(pages, 'of digests', { command: 'digest history', values });
    const first = { label: 'First page', command: 'digest history', values: { subscription: 3, page: 1 } };
    expect(reply).toEqual({ summary, cards: [], buttons: [first] });
  });
});

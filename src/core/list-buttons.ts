import { type Button, cardNumbers, type OptionValue, type Reply } from './reply.ts';
import { clip, count, isOrAre } from './text.ts';

const LONGEST_TITLE = 40;

/** A button to each paper of a list, with the number that it carries there. */
export function paperButtons(list: Pick<Reply, 'cards' | 'from'>): Button[] {
  const numbers = cardNumbers(list);
  return list.cards.flatMap((card, index) => {
    if (card.kind !== 'paper') return [];
    const number = numbers[index];
    const label = number === undefined ? 'Show paper' : `${number}. ${clip(card.title, LONGEST_TITLE)}`;
    return [{ label, command: 'paper', values: { paper: card.id } }];
  });
}

/** Where a list goes on: the page and what it is a page of. */
export type Page = {
  readonly command: string;
  readonly values: Readonly<Record<string, OptionValue>>;
  readonly page: number;
  /** Whether there is another behind it. */
  readonly more: boolean;
};

/** Buttons to the pages before and after this one. */
export function pageButtons({ command, values, page, more }: Page): Button[] {
  const to = (label: string, other: number): Button => ({
    label,
    command,
    values: { ...values, page: other },
  });
  return [...(page > 1 ? [to('Previous page', page - 1)] : []), ...(more ? [to('Next page', page + 1)] : [])];
}

/** What is said where somebody asks for a page behind the last one of `pages`. `what` comes after that, such as `for: grokking`. */
export function lastPagePassed(
  pages: number,
  what: string,
  { command, values }: Pick<Page, 'command' | 'values'>,
): Reply {
  return {
    summary: `There ${isOrAre(pages)} only ${count(pages, 'page')} ${what}`,
    cards: [],
    buttons: [{ label: 'First page', command, values: { ...values, page: 1 } }],
  };
}

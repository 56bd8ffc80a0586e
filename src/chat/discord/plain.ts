import { type Card, cardNumbers, type Reply } from '../../core/reply.ts';

/** A whole reply as plain text, for the file that stands in for an answer of very many messages. */
export function plainText(reply: Reply): string {
  const numbers = cardNumbers(reply);
  const cards = reply.cards.map((card, index) => cardText(card, numbers[index]));
  const parts = [reply.summary, ...cards, reply.footer ?? ''];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function cardText(card: Card, number: number | undefined): string {
  if (card.kind === 'code') return [card.heading ?? '', card.text].filter(Boolean).join('\n');
  if (card.kind === 'section') return [card.heading ?? '', ...card.lines].filter(Boolean).join('\n');
  return [
    number === undefined ? card.title : `${number}. ${card.title}`,
    card.warning ?? '',
    card.authors,
    ...card.facts.map(({ label, value }) => `${label}: ${value}`),
    card.reason === undefined ? '' : `Matched: ${card.reason}`,
    card.url,
    card.abstract ?? '',
    card.abstractNote ?? '',
  ]
    .filter(Boolean)
    .join('\n');
}

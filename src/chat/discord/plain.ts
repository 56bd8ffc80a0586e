import type { Card, Reply } from '../../core/reply.ts';

/** A whole reply as plain text, for the file that stands in for an answer of very many messages. */
export function plainText(reply: Reply): string {
  const parts = [reply.summary, ...reply.cards.map(cardText), reply.footer ?? ''];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function cardText(card: Card): string {
  if (card.kind === 'code') return [card.heading ?? '', card.text].filter(Boolean).join('\n');
  if (card.kind === 'section') return [card.heading ?? '', ...card.lines].filter(Boolean).join('\n');
  return [
    card.title,
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

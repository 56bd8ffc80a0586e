import type { Command } from '../../core/command.ts';
import { formatCall } from '../../core/options.ts';
import { type Card, cardNumbers, type PaperCard, type Reply, repeatsTitle } from '../../core/reply.ts';
import { stripControls } from '../../core/text.ts';

export type TextOptions = {
  readonly commands: readonly Command[];
  /** Columns to wrap at; absent for pipes, where a line is a line. */
  readonly width?: number;
};

/** A reply as plain text. Foreign text cannot move the cursor or colour the screen: control characters are taken out. */
export function renderText(reply: Reply, { commands, width }: TextOptions): string {
  const numbers = cardNumbers(reply);
  const shown = new Set(reply.cards.map((card) => (card.kind === 'paper' ? card.id : undefined)));
  const parts = [
    ...(repeatsTitle(reply) ? [] : [[reply.summary]]),
    ...reply.cards.map((card, index) => cardLines(card, numbers[index])),
  ];
  const steps = (reply.buttons ?? []).flatMap(({ label, command: name, values }) => {
    const command = commands.find((known) => known.name === name);
    // To the papers of a list: their ids stand there, and a line for each would say the list again.
    if (name === 'paper' && shown.has(String(values['paper']))) return [];
    return command === undefined ? [] : [`${label}: ${formatCall(command, values)}`];
  });
  if (steps.length > 0) parts.push(steps);
  if (reply.footer !== undefined) parts.push([reply.footer]);
  return `${parts.map((lines) => lines.map((line) => (line.startsWith(CODE) ? stripControls(line.slice(1)) : wrap(stripControls(line), width))).join('\n')).join('\n\n')}\n`;
}

function cardLines(card: Card, number: number | undefined): string[] {
  if (card.kind === 'paper') return paperLines(card, number);
  // Neither indented nor wrapped: it is there to be copied.
  if (card.kind === 'code')
    return [...(card.heading === undefined ? [] : [card.heading]), ...card.text.split('\n').map(asCode)];
  const indent = card.heading === undefined ? '' : '  ';
  return [
    ...(card.heading === undefined ? [] : [card.heading]),
    ...card.lines.map((line) => `${indent}${line}`),
  ];
}

function paperLines(card: PaperCard, number: number | undefined): string[] {
  const lead = number === undefined ? '' : `${number}. `;
  const indent = ' '.repeat(lead.length);
  const facts = card.facts.map(({ label, value }) => `${label}: ${value}`);
  const links = card.links.map(({ label, url }) => (card.links.length === 1 ? url : `${label}: ${url}`));
  const body = [
    ...(card.warning === undefined ? [] : [card.warning]),
    card.authors,
    ...facts,
    ...(card.reason === undefined ? [] : [`Matched: ${card.reason}`]),
    ...links,
    ...(card.abstract === undefined ? [] : [`Abstract: ${card.abstract}`]),
    ...(card.abstractNote === undefined ? [] : [card.abstractNote]),
  ];
  return [`${lead}${card.title}`, ...body.filter((line) => line !== '').map((line) => `${indent}${line}`)];
}

const CODE = '\u0000';

/** Marks a line that `wrap` leaves as it is; no other line can hold this sign. */
function asCode(line: string): string {
  return CODE + line;
}

/** Breaks at blanks and keeps the line's own indent; a word longer than the width stays whole, so that links can be copied. */
function wrap(line: string, width: number | undefined): string {
  if (width === undefined || line.length <= width) return line;
  const indent = /^ */.exec(line)?.[0] ?? '';
  const rows: string[] = [];
  let row = '';
  for (const word of line.trim().split(/ +/)) {
    if (row !== '' && indent.length + row.length + 1 + word.length > width) {
      rows.push(indent + row);
      row = word;
    } else row = row === '' ? word : `${row} ${word}`;
  }
  return [...rows, indent + row].join('\n');
}

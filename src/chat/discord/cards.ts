import { type APIButtonComponent, ButtonStyle, ComponentType } from 'discord.js';
import type { Card, CodeCard, Link, PaperCard, SectionCard } from '../../core/reply.ts';
import { type Block, BUTTONS_IN_ROW, fill, type Group, LONGEST_TEXT } from './blocks.ts';
import { escapeText } from './escape.ts';
import { BOLD, PLAIN, pieces, SMALL, type Style } from './pieces.ts';

/** Longer code is a file: nobody selects three screens of text by hand. */
const LONGEST_CODE = 1_900;
const LONGEST_URL = 512;
const LINK_NAMES: Readonly<Record<string, string>> = { abs: 'arXiv', pdf: 'PDF', html: 'HTML' };

/** A card as blocks; papers of a list carry their number. */
export function cardBlocks(card: Card, number?: number): Group {
  if (card.kind === 'paper') return paperBlocks(card, number);
  if (card.kind === 'code') return codeBlocks(card);
  return sectionBlocks(card);
}

/** Text that is too long for one line of Discord is several; each is finished markdown. */
export function textLines(text: string, style: Style = PLAIN): string[] {
  return pieces(text, style, LONGEST_TEXT);
}

function paperBlocks(card: PaperCard, number: number | undefined): Group {
  const title = number === undefined ? BOLD : { before: `**${number}. `, after: '**' };
  const lines = [
    ...textLines(card.title, title),
    ...textLines(card.warning ?? '', BOLD),
    ...textLines(card.authors),
    ...card.facts.flatMap(({ label, value }) =>
      textLines(value, { before: `${escapeText(label)}: `, after: '' }),
    ),
    ...textLines(card.reason ?? '', { before: `${SMALL.before}Matched: `, after: '' }),
    ...textLines(card.abstract ?? '').map((line, index) => (index === 0 ? `\n${line}` : line)),
    ...textLines(card.abstractNote ?? '', SMALL),
  ];
  const [first = `arXiv:${escapeText(card.id)}`, ...others] = fill(lines);
  const more = card.links.filter((link) => link.url !== card.url);
  return [
    linked(first, { label: linkName({ label: 'abs', url: card.url }), url: card.url }),
    ...others.map(asText),
    ...rows(more.flatMap((link) => linkButton(link) ?? [])),
  ];
}

function sectionBlocks(card: SectionCard): Group {
  const lines = [...textLines(card.heading ?? '', BOLD), ...card.lines.flatMap((line) => textLines(line))];
  return fill(lines).map(asText);
}

function codeBlocks(card: CodeCard): Group {
  const name = card.fileName.replace(/[^\w.-]+/g, '_').slice(-100) || 'text.txt';
  const heading = textLines(card.heading ?? '', BOLD);
  // A fence inside would end ours; changing the text to avoid it would spoil what is there to be copied.
  if (card.text.length > LONGEST_CODE || card.text.includes('```'))
    return [...fill(heading).map(asText), { kind: 'file', name, data: card.text }];
  return fill([...heading, `\`\`\`\n${card.text}\n\`\`\``]).map(asText);
}

/** Buttons in rows of five. */
export function rows(buttons: readonly APIButtonComponent[]): Block[] {
  const count = Math.ceil(buttons.length / BUTTONS_IN_ROW);
  return Array.from({ length: count }, (_, row) => ({
    kind: 'buttons',
    buttons: buttons.slice(row * BUTTONS_IN_ROW, (row + 1) * BUTTONS_IN_ROW),
  }));
}

function asText(text: string): Block {
  return { kind: 'text', text };
}

function linked(text: string, link: Link): Block {
  const button = linkButton(link);
  return button === undefined ? { kind: 'text', text } : { kind: 'linked', text, ...link };
}

/** Undefined where Discord would refuse the address. */
function linkButton({ label, url }: Link): APIButtonComponent | undefined {
  if (!/^https?:\/\/[^\s]+$/.test(url) || url.length > LONGEST_URL) return undefined;
  return { type: ComponentType.Button, style: ButtonStyle.Link, label: linkName({ label, url }), url };
}

function linkName({ label, url }: Link): string {
  if (label === 'abs') return url.startsWith('https://arxiv.org/') ? 'arXiv' : 'Open';
  return (LINK_NAMES[label] ?? label).slice(0, 80);
}

import type { Card, CodeCard, PaperCard, SectionCard } from '../../core/reply.ts';
import { count } from '../../core/text.ts';
import { type Block, codeText, type Run, richText } from './runs.ts';

/** Text longer than this becomes a file: on a phone nobody copies more from a message. */
const LONGEST_CODE = 2_800;

/** One card as blocks, with the words of it that phones and screen readers are told. */
export type Item = { readonly blocks: readonly Block[]; readonly words: string; readonly file?: SlackFile };

export type SlackFile = { readonly name: string; readonly text: string };

/** Renders a card; papers of a list are numbered, so that people can speak of "the third". */
export function renderCard(card: Card, number?: number): Item {
  switch (card.kind) {
    case 'paper':
      return paperItem(card, number);
    case 'section':
      return sectionItem(card);
    case 'code':
      return codeItem(card);
  }
}

function paperItem(card: PaperCard, number: number | undefined): Item {
  const lead = number === undefined ? '' : `${number}. `;
  const title = card.title.trim() === '' ? `arXiv:${card.id}` : card.title;
  const lines: Run[][] = [
    ...(card.warning === undefined ? [] : [[{ text: card.warning, bold: true }]]),
    [
      { text: lead, bold: true },
      { text: title, url: card.url, bold: true },
    ],
    [{ text: card.authors }],
    ...card.facts.map(({ label, value }) => [{ text: `${label}: ${value}` }]),
    ...(card.reason === undefined ? [] : [[{ text: `Matched: ${card.reason}` }]]),
    linkLine(card),
  ];
  const abstract: Run[][] = [
    ...(card.abstract === undefined ? [] : [[{ text: card.abstract }]]),
    ...(card.abstractNote === undefined ? [] : [[{ text: card.abstractNote }]]),
  ];
  return { blocks: [...richText(joined(lines)), ...richText(joined(abstract))], words: `${lead}${title}` };
}

/** Where the paper can be read. The title already leads to its page, so a list says only its id. */
function linkLine({ id, links }: PaperCard): Run[] {
  const others = links.filter(({ label }) => label !== 'abs');
  return [
    { text: `arXiv:${id}` },
    ...others.flatMap(({ label, url }): Run[] => [{ text: '  ·  ' }, { text: label, url }]),
  ];
}

function sectionItem({ heading, lines }: SectionCard): Item {
  const rows = lines.map((text): Run[] => [{ text }]);
  const head: Run[][] = heading === undefined ? [] : [[{ text: heading, bold: true }]];
  return {
    blocks: richText(joined([...head, ...rows])),
    words: [...(heading === undefined ? [] : [`${heading}:`]), ...lines].join(' '),
  };
}

function codeItem({ heading, text, fileName }: CodeCard): Item {
  const head = heading === undefined ? [] : richText([{ text: heading, bold: true }]);
  const words = heading ?? fileName;
  if (text.length <= LONGEST_CODE) return { blocks: [...head, ...codeText(text)], words };
  const lines = count(text.split('\n').length, 'line');
  return {
    blocks: [...head, ...richText([{ text: `${fileName} (${lines}) comes as a file.` }])],
    words: `${words}, as a file`,
    file: { name: fileName, text },
  };
}

/** Lines to one stretch of runs; a line without text is left out. */
function joined(lines: readonly (readonly Run[])[]): Run[] {
  return lines
    .filter((line) => line.some(({ text }) => text.trim() !== ''))
    .flatMap((line, index) => (index === 0 ? line : [{ text: '\n' }, ...line]));
}

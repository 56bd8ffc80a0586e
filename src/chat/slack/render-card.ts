import type { Card, CodeCard, PaperCard, SectionCard } from '../../core/reply.ts';
import { count } from '../../core/text.ts';
import { type Block, codeText, type Run, richText } from './runs.ts';

/** Text longer than this becomes a file: on a phone nobody copies more from a message. */
const LONGEST_CODE = 2_800;

/** One card as blocks, with the lines of it that phones and screen readers are told. */
export type Item = {
  readonly blocks: readonly Block[];
  readonly words: readonly string[];
  readonly file?: SlackFile;
};

export type SlackFile = { readonly name: string; readonly text: string };

/**
 * Renders a card; papers of a list are numbered, so that people can speak of "the third". `titled`: the words before it tell the
 * title already.
 */
export function renderCard(card: Card, number?: number, titled = false): Item {
  switch (card.kind) {
    case 'paper':
      return paperItem(card, number, titled);
    case 'section':
      return sectionItem(card);
    case 'code':
      return codeItem(card);
  }
}

function paperItem(card: PaperCard, number: number | undefined, titled: boolean): Item {
  const lead = number === undefined ? '' : `${number}. `;
  const title = card.title.trim() === '' ? `arXiv:${card.id}` : card.title;
  const facts = [
    card.authors,
    ...card.facts.map(({ label, value }) => `${label}: ${value}`),
    ...(card.reason === undefined ? [] : [`Matched: ${card.reason}`]),
  ];
  const lines: Run[][] = [
    ...(card.warning === undefined ? [] : [[{ text: card.warning, bold: true }]]),
    [
      { text: lead, bold: true },
      { text: title, url: card.url, bold: true },
    ],
    ...facts.map((text) => [{ text }]),
    linkLine(card),
  ];
  const abstract = [card.abstract ?? '', card.abstractNote ?? ''];
  const heard = [card.warning ?? '', titled ? '' : title].filter((text) => text !== '').join(' ');
  return {
    blocks: [...richText(joined(lines)), ...richText(joined(abstract.map((text) => [{ text }])))],
    // Of a list its titles are enough to choose from; a paper alone is told.
    words: number === undefined ? [heard, ...facts, ...abstract] : [`${lead}${heard}`],
  };
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
    words: [...(heading === undefined ? [] : [`${heading}:`]), ...lines],
  };
}

function codeItem({ heading, text, fileName }: CodeCard): Item {
  const head = heading === undefined ? [] : richText([{ text: heading, bold: true }]);
  if (text.length <= LONGEST_CODE)
    return { blocks: [...head, ...codeText(text)], words: [heading ?? '', ...text.split('\n')] };
  const lines = count(text.split('\n').length, 'line');
  return {
    blocks: [...head, ...richText([{ text: `${fileName} (${lines}) comes as a file.` }])],
    words: [`${heading ?? fileName}, as a file`],
    file: { name: fileName, text },
  };
}

/** Lines to one stretch of runs; a line without text is left out. */
function joined(lines: readonly (readonly Run[])[]): Run[] {
  return lines
    .filter((line) => line.some(({ text }) => text.trim() !== ''))
    .flatMap((line, index) => (index === 0 ? line : [{ text: '\n' }, ...line]));
}

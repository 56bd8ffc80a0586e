import type { Command } from '../../core/command.ts';
import { cardNumbers, type Reply, repeatsTitle } from '../../core/reply.ts';
import { clip } from '../../core/text.ts';
import type { ButtonCall } from './button-value.ts';
import { escape, LIMITS, visible } from './pieces.ts';
import { renderButtons } from './render-buttons.ts';
import { type Item, renderCard, type SlackFile } from './render-card.ts';
import { type Block, channelLink, richText, textLength } from './runs.ts';

/** One message as Slack takes it. `text` is what phones and screen readers tell, `blocks` what is shown. */
export type SlackMessage = {
  readonly text: string;
  readonly blocks: Block[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
};

/** Letters of one line that are read aloud where all is too much; escaped, the first one still fits. */
const LONGEST_HEARD = 700;
const IN_THREAD = 'It goes on in the thread.';

/** A reply in as many messages as it needs, and what only fits into files. */
export type Rendered = { readonly messages: readonly SlackMessage[]; readonly files: readonly SlackFile[] };

export type RenderOptions = {
  readonly commands: readonly Command[];
  /** Offers to show the answer to the whole channel, by asking this again. */
  readonly share?: ButtonCall;
  /** Said last, such as who shared an answer. */
  readonly note?: string;
  /** The messages after the first go into its thread, so what a reply ends with stands at the end of the first. */
  readonly opensThread?: boolean;
};

/** Renders a reply for Slack. Nothing is over a limit and nothing is left out: what does not fit goes into a next message. */
export function renderReply(reply: Reply, { commands, share, note, opensThread }: RenderOptions): Rendered {
  const titled = repeatsTitle(reply);
  const numbers = cardNumbers(reply);
  const cards = reply.cards.map((card, index) => renderCard(card, numbers[index], titled));
  const about = reply.about?.split('/').at(-1);
  const head: Item[] = [
    ...(about === undefined ? [] : [{ blocks: channelLink(about), words: [] }]),
    ...(titled ? [] : [plain(reply.summary)]),
  ];
  const tail: Item[] = [
    ...(reply.footer === undefined ? [] : [told(reply.footer)]),
    { blocks: renderButtons(reply, commands, share), words: [] },
    ...(note === undefined ? [] : [told(note)]),
  ];
  const body = [...head, ...cards];
  const pages = (opensThread === true ? packAbove(body, tail) : undefined) ?? pack([...body, ...tail]);
  return {
    messages: pages.map((items, index) =>
      message(
        pages.length === 1 ? reply.summary : `${reply.summary} (part ${index + 1} of ${pages.length})`,
        items,
      ),
    ),
    files: cards.flatMap(({ file }) => file ?? []),
  };
}

/** A sentence for one person, such as what was wrong with a command. */
export function renderNote(text: string): SlackMessage {
  return message(text, [plain(text)]);
}

/** Text whose words stand elsewhere already. */
function plain(text: string): Item {
  return { blocks: richText([{ text }]), words: [] };
}

function told(text: string): Item {
  return { ...plain(text), words: [text] };
}

/** The same with an end for the first message; undefined where one is enough for all, or the end is too long for that. */
function packAbove(items: readonly Item[], tail: readonly Item[]): Item[][] | undefined {
  if (pack([...items, ...tail]).length === 1) return undefined;
  const end = [told(IN_THREAD), ...tail];
  if (textLength(end.map(({ blocks }) => blocks)) > LIMITS.blockTextPerMessage / 2) return undefined;
  const [first = [], ...others] = pack(items, end);
  const whole = [...first, ...end];
  return pack(whole).length === 1 ? [whole, ...others] : undefined;
}

/** Fills messages block by block, but for what the first is to end with; a card that fits into one message as a whole is not torn. */
function pack(items: readonly Item[], end: readonly Item[] = []): Item[][] {
  const pages: Item[][] = [];
  const ending = end.flatMap((item) => item.blocks);
  let [page, blocks, letters]: [Item[], number, number] = [[], ending.length, textLength(ending)];
  const turn = (): void => {
    pages.push(page);
    [page, blocks, letters] = [[], 0, 0];
  };
  const add = (item: Item): void => {
    const length = textLength(item.blocks);
    const full =
      blocks + item.blocks.length > LIMITS.blocksPerMessage || letters + length > LIMITS.blockTextPerMessage;
    if (full && page.length > 0) turn();
    page.push(item);
    blocks += item.blocks.length;
    letters += length;
  };
  for (const item of items.filter((one) => one.blocks.length > 0)) {
    const fits =
      item.blocks.length <= LIMITS.blocksPerMessage && textLength(item.blocks) <= LIMITS.blockTextPerMessage;
    if (fits) add(item);
    else
      for (const [index, block] of item.blocks.entries())
        add({ blocks: [block], words: index === 0 ? item.words : [] });
  }
  if (page.length > 0) turn();
  return pages;
}

function message(summary: string, items: readonly Item[]): SlackMessage {
  return {
    text: fallback(summary, items),
    blocks: items.flatMap(({ blocks }) => blocks),
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** What is read aloud, line by line. Where it is too much, long lines are cut, and it says how many more there are. */
function fallback(summary: string, items: readonly Item[]): string {
  const lines = [summary, ...items.flatMap(({ words }) => words)]
    .map((line) => visible(line).replaceAll('\n', ' ').trim())
    .filter((line) => line !== '');
  const whole = escape(lines.join('\n'));
  // Slack refuses a message without text, also where its blocks say everything.
  if (whole.length <= LIMITS.fallbackText) return whole || 'Paperthread';
  const kept: string[] = [];
  let length = 0;
  for (const line of lines.map((one) => escape(clip(one, LONGEST_HEARD)))) {
    if (length + line.length + 1 > LIMITS.fallbackText - 20) break;
    kept.push(line);
    length += line.length + 1;
  }
  const left = lines.length - kept.length;
  return [...kept, ...(left === 0 ? [] : [`and ${left} more`])].join('\n');
}

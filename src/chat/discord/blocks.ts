import type { APIButtonComponent } from 'discord.js';

/** What a message is put together from. Texts are finished markdown. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  /** A text with a link button at its side. */
  | { readonly kind: 'linked'; readonly text: string; readonly label: string; readonly url: string }
  | { readonly kind: 'buttons'; readonly buttons: readonly APIButtonComponent[] }
  | { readonly kind: 'file'; readonly name: string; readonly data: string };

/** Blocks that belong together, such as a paper's: they stand in one message where they fit into one. */
export type Group = readonly Block[];

/** What Discord takes: 40 components in a message, nested ones counted, and 4,000 characters over all its texts. */
const MOST_COMPONENTS = 40;
const MOST_CHARACTERS = 4_000;
/** The container around everything, and a row with the one button by which a post is found again. */
const RESERVED_COMPONENTS = 3;
const MOST_FILES = 10;
/** One text of ours; below the limit of a message, so that a text always fits into some message. */
export const LONGEST_TEXT = 3_500;
export const BUTTONS_IN_ROW = 5;

/** Spreads groups over messages in their order, starting a new message where the next one would be over a limit. */
export function pack(groups: readonly Group[]): Block[][] {
  const messages: Block[][] = [];
  let current: Block[] = [];
  const place = (blocks: Group): boolean => {
    if (!fits([...current, ...blocks])) return false;
    current.push(...blocks);
    return true;
  };
  const turn = (): void => {
    if (current.length > 0) messages.push(current);
    current = [];
  };
  for (const group of groups) {
    if (place(group)) continue;
    if (fits(group)) turn();
    for (const block of group) {
      if (place([block])) continue;
      turn();
      place([block]);
    }
  }
  turn();
  return messages;
}

/** Joins lines into as few texts as possible, none longer than Discord takes. Lines are at most that long. */
export function fill(lines: readonly string[]): string[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= LONGEST_TEXT)
      texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  return texts;
}

function fits(blocks: Group): boolean {
  const components = blocks.reduce((sum, block) => sum + componentsOf(block), RESERVED_COMPONENTS);
  const characters = blocks.reduce((sum, block) => sum + ('text' in block ? block.text.length : 0), 0);
  const files = blocks.filter((block) => block.kind === 'file').length;
  return components <= MOST_COMPONENTS && characters <= MOST_CHARACTERS && files <= MOST_FILES;
}

function componentsOf(block: Block): number {
  switch (block.kind) {
    case 'linked':
      return 3;
    case 'buttons':
      return 1 + block.buttons.length;
    case 'text':
    case 'file':
      return 1;
  }
}

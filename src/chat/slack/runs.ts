import type { types } from '@slack/bolt';
import { LIMITS, splitText, visible } from './pieces.ts';

export type Block = types.KnownBlock;

/** A stretch of text that looks the same throughout. Nothing in it is read as mark-up. */
export type Run = { readonly text: string; readonly bold?: boolean; readonly url?: string };

/** Rich text: the one place where Slack shows titles and names letter by letter. As many blocks as the text needs. */
export function richText(runs: readonly Run[]): Block[] {
  return groups(runs).map((group) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: group.map(element) }],
  }));
}

/** A channel as people can open it. */
export function channelLink(id: string): Block[] {
  return [
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'channel', channel_id: id }] }],
    },
  ];
}

/** Text to be copied, in a frame, blanks and line ends as they are. */
export function codeText(text: string): Block[] {
  return splitText(text.toWellFormed(), LIMITS.textOfBlock).map((piece) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: piece }] }],
  }));
}

/** All letters of a block that count towards the limit of its message. */
export function textLength(block: unknown): number {
  if (Array.isArray(block)) return block.reduce((sum: number, part) => sum + textLength(part), 0);
  if (typeof block !== 'object' || block === null) return 0;
  return Object.entries(block).reduce(
    (sum, [key, value]) =>
      sum +
      (typeof value === 'string' ? (key === 'text' || key === 'url' ? value.length : 0) : textLength(value)),
    0,
  );
}

function element({ text, bold, url }: Run): types.RichTextLink | types.RichTextText {
  const style = bold === true ? { style: { bold: true } } : {};
  // An address that Slack would not take is left out; it is nothing that anybody could read.
  return url === undefined || url.length > LIMITS.url
    ? { type: 'text', text, ...style }
    : { type: 'link', url, text, ...style };
}

function groups(runs: readonly Run[]): Run[][] {
  const all: Run[][] = [];
  let [group, length]: [Run[], number] = [[], 0];
  for (const run of runs)
    for (const text of splitText(visible(run.text), LIMITS.textOfBlock)) {
      if (length + text.length > LIMITS.textOfBlock) {
        all.push(group);
        [group, length] = [[], 0];
      }
      append(group, { ...run, text });
      length += text.length;
    }
  if (group.length > 0) all.push(group);
  return all;
}

/** Neighbours that look the same become one. */
function append(group: Run[], run: Run): void {
  const last = group.at(-1);
  if (last !== undefined && last.url === undefined && run.url === undefined && last.bold === run.bold)
    group[group.length - 1] = { ...last, text: last.text + run.text };
  else group.push(run);
}

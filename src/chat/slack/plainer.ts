import { isSlackError, troubleOf } from './errors.ts';
import { LIMITS, splitText } from './pieces.ts';
import type { Block } from './runs.ts';

/** What Slack answers when it does not take the form of something. */
const FORM_FAULTS =
  /^(?:invalid_blocks|invalid_blocks_format|invalid_attachments|cannot_parse_attachment|msg_blocks_too_long|invalid_arguments|view_too_large)$/;

/** Gives blocks the form in which they are sent. */
export type Shape = (blocks: readonly Block[]) => Block[];

/**
 * Sends something as it is; should Slack not take its form (certainly nothing was done then), once more in sections of plain
 * text. Rich text is newer than sections, and not every surface and host of Slack takes it.
 */
export async function inSomeForm<T>(send: (shape: Shape) => Promise<T>): Promise<T> {
  try {
    return await send((blocks) => [...blocks]);
  } catch (error) {
    const trouble = isSlackError(error) ? troubleOf(error) : undefined;
    if (trouble?.kind !== 'refused' || !FORM_FAULTS.test(trouble.code)) throw error;
    return send(plainer);
  }
}

/** The same words without rich text; where a link led is written out. */
export function plainer(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block): Block[] =>
    block.type === 'rich_text'
      ? splitText(textOf(block.elements), LIMITS.textOfBlock).map((text) => ({
          type: 'section',
          text: { type: 'plain_text', text, emoji: false },
        }))
      : [block],
  );
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('');
  if (typeof value !== 'object' || value === null) return '';
  const text = 'text' in value && typeof value.text === 'string' ? value.text : '';
  const url = 'url' in value && typeof value.url === 'string' ? ` (${value.url})` : '';
  const channel = 'channel_id' in value ? `Channel ${String(value.channel_id)}` : '';
  return `${text}${url}${channel}${'elements' in value ? textOf(value.elements) : ''}`;
}

import type { Command } from '../../core/command.ts';
import { formatCall } from '../../core/options.ts';
import type { Button, Reply } from '../../core/reply.ts';
import { type ButtonCall, encodeCall } from './button-value.ts';
import { clipUnits, LIMITS, visible } from './pieces.ts';
import { type Block, richText } from './runs.ts';

/** What the ids of buttons begin with, by which their clicks are known. */
const ACTIONS = { call: 'call', share: 'share' } as const;

/** A reply's next steps as buttons; one too long for a button is said as the line to type instead. */
export function renderButtons(
  { buttons = [], cards }: Reply,
  commands: readonly Command[],
  share: ButtonCall | undefined,
): Block[] {
  const elements: ButtonElement[] = [];
  const lines: string[] = [];
  for (const [index, button] of buttons.entries()) {
    const value = encodeCall({ command: button.command, input: button.values });
    const line = typedLine(button, commands);
    const about = cards.find(
      (card) => card.kind === 'paper' && Object.values(button.values).includes(card.id),
    );
    const detail = about?.kind === 'paper' ? about.title : line;
    if (value === undefined) lines.push(`${button.label}: ${line}`);
    else
      elements.push(element(`${ACTIONS.call}:${index}`, button.label, `${button.label}: ${detail}`, value));
  }
  const shared = share === undefined ? undefined : encodeCall(share);
  if (shared !== undefined)
    elements.push(element(ACTIONS.share, 'Share in channel', 'Share this answer in the channel', shared));
  else if (share !== undefined) lines.push('This question is too long for a button that shares its answer.');
  return [
    ...lines.flatMap((text) => richText([{ text }])),
    ...Array.from({ length: Math.ceil(elements.length / LIMITS.buttonsPerBlock) }, (_, index) => ({
      type: 'actions' as const,
      elements: elements.slice(index * LIMITS.buttonsPerBlock, (index + 1) * LIMITS.buttonsPerBlock),
    })),
  ];
}

type ButtonElement = ReturnType<typeof element>;

function element(actionId: string, label: string, spoken: string, value: string) {
  return {
    type: 'button' as const,
    action_id: actionId,
    // No emoji: a title may hold `:smile:`, and it is to be shown as it is written.
    text: {
      type: 'plain_text' as const,
      text: clipUnits(visible(label), LIMITS.buttonLabel).trim() || 'More',
      emoji: false,
    },
    accessibility_label: clipUnits(visible(spoken), LIMITS.buttonLabel),
    value,
  };
}

function typedLine({ command: name, values }: Button, commands: readonly Command[]): string {
  const command = commands.find((known) => known.name === name);
  return command === undefined ? `/${name}` : formatCall(command, values);
}

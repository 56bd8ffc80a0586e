import type { types } from '@slack/bolt';
import type { Command } from '../../core/command.ts';
import { formatCall } from '../../core/options.ts';
import { isPaperId } from '../../core/paper-id.ts';
import type { Button, Reply } from '../../core/reply.ts';
import { type ButtonCall, encodeCall } from './button-value.ts';
import { clipUnits, LIMITS, visible } from './pieces.ts';
import { type Block, richText } from './runs.ts';

/** What the ids of buttons begin with, by which their clicks are known. */
export const ACTIONS = { call: 'call', share: 'share' } as const;

/** A reply's next steps as buttons; one too long for a button is said as the line to type instead. */
export function renderButtons(
  { buttons = [], cards }: Reply,
  commands: readonly Command[],
  share: ButtonCall | undefined,
): Block[] {
  const elements: types.Button[] = [];
  const lines: string[] = [];
  for (const [index, button] of buttons.entries()) {
    const value = encodeCall({ command: button.command, input: button.values });
    if (value === undefined) lines.push(`${button.label}: ${typedLine(button, commands)}`);
    else {
      const repeats = buttons.some((other) => other !== button && other.label === button.label);
      const spoken = repeats ? spokenLabel(button, cards) : button.label;
      elements.push(renderButton(`${ACTIONS.call}:${index}`, button.label, spoken, value));
    }
  }
  const shared = share === undefined ? undefined : encodeCall(share);
  if (shared !== undefined)
    elements.push(
      renderButton(ACTIONS.share, 'Share in channel', 'Share this answer in the channel', shared),
    );
  else if (share !== undefined) lines.push('This question is too long for a button that shares its answer.');
  return [
    ...lines.flatMap((text) => richText([{ text }])),
    ...Array.from({ length: Math.ceil(elements.length / LIMITS.buttonsPerBlock) }, (_, index) => ({
      type: 'actions' as const,
      elements: apart(elements.slice(index * LIMITS.buttonsPerBlock, (index + 1) * LIMITS.buttonsPerBlock)),
    })),
  ];
}

/** One button. `spoken` is what a screen reader tells. */
export function renderButton(
  actionId: string,
  label: string,
  spoken: string,
  value: string | undefined,
): types.Button {
  return {
    type: 'button',
    action_id: actionId,
    // No emoji: a title may hold `:smile:`, and it is to be shown as it is written.
    text: {
      type: 'plain_text',
      text: clipUnits(visible(label), LIMITS.buttonLabel).trim() || 'More',
      emoji: false,
    },
    accessibility_label: clipUnits(visible(spoken), LIMITS.buttonLabel),
    ...(value === undefined ? {} : { value }),
  };
}

/** What a button does to which paper. The id comes before the title: titles can share more letters than are ever spoken. */
export function spokenOf(label: string, id: string, title: string | undefined): string {
  const short = `${label}: arXiv:${id}`;
  if (short.length > LIMITS.buttonLabel) return `arXiv:${id}, ${label}`;
  return title === undefined ? short : `${short}, ${title}`;
}

/** Of several buttons with one label, which paper this one is for. */
function spokenLabel({ label, values }: Button, cards: Reply['cards']): string {
  const id = Object.values(values).find(
    (value): value is string => typeof value === 'string' && isPaperId(value),
  );
  if (id === undefined) return label;
  const about = cards.find((card) => card.kind === 'paper' && card.id === id);
  return spokenOf(label, id, about?.kind === 'paper' ? about.title : undefined);
}

/** Buttons that would sound the same are counted. */
function apart(elements: readonly types.Button[]): types.Button[] {
  const heard = new Set<string>();
  return elements.map((element, index) => {
    const spoken = element.accessibility_label ?? '';
    const label = heard.has(spoken) ? clipUnits(`${index + 1}. ${spoken}`, LIMITS.buttonLabel) : spoken;
    heard.add(label);
    return { ...element, accessibility_label: label };
  });
}

function typedLine({ command: name, values }: Button, commands: readonly Command[]): string {
  const command = commands.find((known) => known.name === name);
  return command === undefined ? `/${name}` : formatCall(command, values);
}

import { createHash } from 'node:crypto';
import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord.js';
import { isPaperId } from '../../core/paper-id.ts';
import type { Notes } from '../../core/ports.ts';
import type { Button, OptionValue } from '../../core/reply.ts';
import { plainLabel } from './escape.ts';

/** A command call that a button stands for. */
export type ButtonCall = Pick<Button, 'command' | 'values'>;

/**
 * What a press asks for. `call` answers the presser alone, `share` answers everybody in the channel. `gone`: its long state was
 * kept in a note, and that has run out.
 */
export type Press =
  | ({ readonly kind: 'call' | 'share' } & ButtonCall)
  | { readonly kind: 'discuss'; readonly paper: string }
  | { readonly kind: 'post'; readonly marker: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'foreign' };

const LONGEST_ID = 100;
const LONGEST_LABEL = 80;
const SPACE = 'discord-buttons';
const YEAR_MS = 365 * 86_400_000;

/**
 * A custom id that carries the whole call, or the key of a note where it does not fit. The word before the first colon names the
 * form; another form needs another word, for buttons stay in channels for years.
 */
async function idOf(kind: 'call' | 'share', call: ButtonCall, notes: Notes): Promise<string> {
  const state = `${call.command}:${JSON.stringify(call.values)}`;
  const id = `${kind}:${state}`;
  if (id.length <= LONGEST_ID) return id;
  const key = createHash('sha256').update(state).digest('base64url').slice(0, 32);
  await notes.set(SPACE, key, { command: call.command, values: call.values }, YEAR_MS);
  return `${kind}-note:${key}`;
}

/** The next steps of a reply as buttons of Discord. Two steps that lead to the same call would be refused: one stays. */
export async function buttonsOf(
  buttons: readonly Button[],
  notes: Notes,
): Promise<APIButtonComponentWithCustomId[]> {
  const made = new Map<string, APIButtonComponentWithCustomId>();
  for (const button of buttons) {
    const id = await idOf('call', button, notes);
    if (!made.has(id)) made.set(id, actionButton(button.label, id));
  }
  return [...made.values()];
}

/** Puts the answer that only the asker sees before the whole channel. */
export async function shareButton(call: ButtonCall, notes: Notes): Promise<APIButtonComponentWithCustomId> {
  return actionButton('Share', await idOf('share', call, notes));
}

export function discussButton(paper: string): APIButtonComponentWithCustomId {
  return actionButton('Discuss', `discuss:${paper}`.slice(0, LONGEST_ID));
}

/**
 * The button by which a message of a post of ours is found again in a channel's history. The first opens the thread; the others
 * lead to no other one, so they only say which part they are below.
 */
export function postButton(marker: string, part: number, parts: number): APIButtonComponentWithCustomId {
  const id = `post:${marker}:${part}:${parts}`;
  return part === 0
    ? actionButton('Discuss', id)
    : { ...actionButton(`Part ${part + 1} of ${parts}`, id), disabled: true };
}

function actionButton(label: string, id: string): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: plainLabel(label, LONGEST_LABEL) || 'Go',
    custom_id: id,
  };
}

/** Whether a press with this id is answered before the channel. Needs no note, so it is known at once. */
export function isShare(id: string): boolean {
  return /^share(?:-note)?:/.test(id);
}

/** Reads a custom id back. It comes from outside: whatever is not of our form is `foreign`, and the call is checked by dispatch. */
export async function readPress(id: string, notes: Notes): Promise<Press> {
  const [, kind, rest] = /^(call|share|call-note|share-note|discuss|post):([\s\S]+)$/.exec(id) ?? [];
  if (rest === undefined) return { kind: 'foreign' };
  switch (kind) {
    case 'call':
    case 'share':
      return fromState(kind, rest);
    case 'call-note':
    case 'share-note': {
      const note = await notes.get(SPACE, rest);
      return note === undefined ? { kind: 'gone' } : fromNote(kind === 'call-note' ? 'call' : 'share', note);
    }
    case 'discuss':
      return isPaperId(rest) ? { kind, paper: rest } : { kind: 'foreign' };
    case 'post':
      return /^[A-Za-z0-9-]{1,40}:\d+:\d+$/.test(rest)
        ? { kind, marker: rest.split(':')[0] ?? '' }
        : { kind: 'foreign' };
    case undefined:
    default:
      return { kind: 'foreign' };
  }
}

function fromState(kind: 'call' | 'share', state: string): Press {
  const [, command, json] = /^([a-z][a-z-]*(?: [a-z][a-z-]*)?):(\{[\s\S]*\})$/.exec(state) ?? [];
  if (command === undefined || json === undefined) return { kind: 'foreign' };
  try {
    return fromNote(kind, { command, values: JSON.parse(json) });
  } catch {
    return { kind: 'foreign' };
  }
}

function fromNote(kind: 'call' | 'share', note: object): Press {
  if (!('command' in note) || typeof note.command !== 'string') return { kind: 'foreign' };
  if (!('values' in note) || typeof note.values !== 'object' || note.values === null)
    return { kind: 'foreign' };
  const entries = Object.entries(note.values);
  return entries.every((entry): entry is [string, OptionValue] => isValue(entry[1]))
    ? { kind, command: note.command, values: Object.fromEntries(entries) }
    : { kind: 'foreign' };
}

function isValue(value: unknown): value is OptionValue {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

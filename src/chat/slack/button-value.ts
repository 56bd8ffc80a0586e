import type { OptionValues } from '../../core/options.ts';
import type { OptionValue } from '../../core/reply.ts';
import { LIMITS } from './pieces.ts';

/** The command call a button stands for: all its state, so that it works after a restart. */
export type ButtonCall = { readonly command: string; readonly input: string | OptionValues };

/** Raised when what is written changes its meaning; a button of another edition says that it is too old. */
const EDITION = 1;

/** The call as a button's value, or undefined when it is longer than a button can carry. */
export function encodeCall({ command, input }: ButtonCall): string | undefined {
  const value = JSON.stringify({ e: EDITION, c: command, i: input });
  return value.length <= LIMITS.buttonValue ? value : undefined;
}

/** Reads a value back; undefined for anything that this edition did not write. Options are checked by dispatch. */
export function decodeCall(value: unknown): ButtonCall | undefined {
  const read = typeof value === 'string' ? parse(value) : undefined;
  if (!isRecord(read) || read['e'] !== EDITION || typeof read['c'] !== 'string') return undefined;
  const input = read['i'];
  if (typeof input === 'string') return { command: read['c'], input };
  return isValues(input) ? { command: read['c'], input } : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isValues(value: unknown): value is Record<string, OptionValue> {
  return (
    isRecord(value) &&
    Object.values(value).every((one) => ['string', 'number', 'boolean'].includes(typeof one))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

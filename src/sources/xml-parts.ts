import type { SaxesTagNS } from 'saxes';

/** An element while it is filled. */
export type Open = {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Open[];
  text: string;
  readonly line: number;
};
/** An open element that holds wanted ones, with the namespaces bound on it. */
export type Ancestor = { readonly name: string; readonly spaces: Readonly<Record<string, string>> };
/** An element at its start tag. */
export function elementOf(tag: SaxesTagNS, line: number): Open {
  const attributes: Record<string, string> = {};
  for (const { local, prefix, name, value } of Object.values(tag.attributes)) {
    if (prefix !== 'xmlns' && name !== 'xmlns') attributes[local] = value;
  }
  return { name: tag.local, namespace: tag.uri, attributes, children: [], text: '', line };
}

/** The start tag of an ancestor without its attributes, to put in front of text that is read from the middle. */
export function startTag({ name, spaces }: Ancestor): string {
  const bindings = Object.entries(spaces).map(([prefix, uri]) => {
    const value = uri.replace(/[&<"\s]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    return ` xmlns${prefix === '' ? '' : `:${prefix}`}="${value}"`;
  });
  return `<${name}${bindings.join('')}>`;
}

/** Line feeds in a text. */
export function countLines(text: string): number {
  return text.split('\n').length - 1;
}

/** The parser's messages, where people would not know what to make of them. */
export function inWords(message: string): string {
  if (/^(?:unclosed tag|unexpected end)/.test(message)) return 'the text is cut off here';
  if (message.startsWith('document must contain')) return 'this is no XML: no element in it';
  if (message.includes('entity')) return `a bare & or an unknown entity (${message.replace(/\.$/, '')})`;
  if (message === 'unexpected close tag.') return 'an element ends before one inside it';
  return `broken XML: ${message.replace(/\.$/, '')}`;
}

/** Leaves the parser in the middle of its work; it is not used again. */
export class Halt extends Error {}

/** False when the work was left by a Halt. */
export function attempt(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof Halt) return false;
    throw error;
  }
}

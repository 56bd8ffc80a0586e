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
/** What is found: a wanted element with the names round it, or a place that was not understood. */
export type Found =
  | { readonly kind: 'element'; readonly element: Open; readonly path: readonly string[] }
  | { readonly kind: 'fault'; readonly line: number; readonly reason: string };
/** A place in what the parser was given, and its line in the document. */
export type Place = { readonly position: number; readonly line: number };
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

/** What has to wait for the next piece at the end of this one: half a character, or an entity that may still end. */
export function unfinished(text: string): string {
  return /(?:[\ud800-\udbff]|&[#\w.:-]{0,40})$/.exec(text.slice(-42))?.[0] ?? '';
}

/** A sign that no entity's name may hold, but any text. */
const MARK = '&\ue0ff;';

/** A `&` that begins no entity would take all up to the next `;` for its name, papers away; marked, it is a fault at its place. */
export function withMarks(text: string): string {
  return text.includes('&') ? text.replace(/&(?!#?[\w.:-]{1,40};)/g, MARK) : text;
}

/** In CDATA it is only a sign. */
export function withoutMarks(text: string): string {
  return text.replaceAll(MARK, '&');
}

/**
 * Where reading can go on: behind the end of the element `dropped` or at the start of the next one; with no element dropped, at
 * the start of any that is wanted, by its local name.
 */
export function wantedTag(
  text: string,
  dropped: string,
  isWanted: (name: string) => boolean,
): number | undefined {
  if (dropped !== '') {
    const match = new RegExp(`</${dropped}\\s*>|<${dropped}(?=[\\s/>])`).exec(text);
    if (match === null) return undefined;
    return match[0].startsWith('</') ? match.index + match[0].length : match.index;
  }
  for (const match of text.matchAll(/<(?:[\w.-]{1,90}:)?([\w.-]{1,90})(?=[\s/>])/g)) {
    if (isWanted(match[1] ?? '')) return match.index;
  }
  return undefined;
}

/** The parser's messages, where people would not know what to make of them. */
export function inWords(message: string): string {
  if (/^(?:unclosed tag|unexpected end)/.test(message)) return 'the text is cut off here';
  if (message.startsWith('document must contain')) return 'this is no XML: no element in it';
  if (message.startsWith('disallowed character.'))
    return 'letters that are not UTF-8, or that XML does not allow';
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

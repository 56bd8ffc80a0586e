import { collapse } from '../core/text.ts';
import { XmlReader } from './xml-reader.ts';

/** One element with everything in it. */
export type XmlElement = {
  /** Local name. */
  readonly name: string;
  readonly namespace: string;
  /** By local name, without namespace declarations. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own text as it stands, CDATA included, without that of its children. */
  readonly text: string;
  readonly line: number;
};

/** A wanted element with the local names of its ancestors, outermost first, or a place that was not understood. */
export type XmlItem =
  | { readonly kind: 'element'; readonly element: XmlElement; readonly path: readonly string[] }
  | { readonly kind: 'fault'; readonly line: number; readonly reason: string };

/** Pieces this large keep what is found at once small, however large the pieces are that come in. */
const PIECE = 65_536;

/**
 * Reads XML as it comes in and yields every wanted element once it is closed; at most one is held at a time. What is wrong
 * with the text becomes a fault with its line, and reading goes on behind the wanted element in which it stood. No entity is
 * known but the five of XML itself; what a document type declares is told of and not read. Never throws for what the text holds.
 */
export async function* readXml(
  text: AsyncIterable<string>,
  isWanted: (path: readonly string[], name: string) => boolean,
): AsyncGenerator<XmlItem> {
  const reader = new XmlReader(isWanted);
  for await (const chunk of text) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      reader.push(chunk.slice(at, at + PIECE));
      yield* reader.take();
      if (reader.stopped) return;
    }
  }
  reader.end();
  yield* reader.take();
}

/** The first child of that local name. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((each) => each.name === name);
}

/** All children of that local name, in their order. */
export function children(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((each) => each.name === name);
}

/** The text of the first child of that name, white space collapsed; undefined when there is none or it is empty. */
export function textOf(element: XmlElement, name: string): string | undefined {
  const found = child(element, name);
  const text = found === undefined ? '' : collapse(found.text);
  return text === '' ? undefined : text;
}

/** What an XML document is by its first element: its local name, and the attributes as they stand. */
export type XmlRoot = { readonly name: string; readonly attributes: string };

const PROLOGUE =
  /^\s*(?:<\?[^>]{0,2000}\?>\s*|<!--(?:[^-]|-(?!->)){0,20000}-->\s*|<!DOCTYPE\s[^<>[\]]{0,2000}(?:\[[^\]]{0,60000}\]\s*)?>\s*)*/u;
const ROOT = /^<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,40})((?:\s[^<>]{0,20000})?)>/u;

/** The first element of the text (about its first 64 KB), behind declarations (of a document type too) and comments; undefined when there is none. */
export function xmlRoot(head: string): XmlRoot | undefined {
  const text = head.replace(/^\ufeff/, '');
  const match = ROOT.exec(text.slice(PROLOGUE.exec(text)?.[0].length ?? 0));
  return match === null ? undefined : { name: match[1] ?? '', attributes: match[2] ?? '' };
}

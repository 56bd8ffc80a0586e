import { toReadable } from '../latex.ts';
import type { Span } from './scan.ts';

/** One name of an author field in the parts that BibTeX takes it for, as people read them. */
export type BibName = {
  /** Where it stands in the field's text. */
  readonly at: Span;
  /** The surname with its particles; of a name in braces the whole. */
  readonly family: string;
  readonly given: string;
  /** How many commas it has: one says where the surname ends, three or more are names that nothing divides. */
  readonly commas: number;
  /** Its surname, or the whole name, stands in braces of its own: whoever wrote them said where it begins. */
  readonly isBraced: boolean;
};

export type BibAuthors = {
  readonly names: readonly BibName[];
  /** `and others`: there are more. */
  readonly others: boolean;
};

/** Reads an author field by BibTeX's own rules: names between "and", and three shapes of them by their commas. */
export function readAuthors(tex: string): BibAuthors {
  const spans = divideNames(tex);
  const last = spans.at(-1);
  const others = last !== undefined && tex.slice(last.start, last.end).toLowerCase() === 'others';
  return { names: (others ? spans.slice(0, -1) : spans).map((at) => readName(tex, at)), others };
}

function readName(tex: string, at: Span): BibName {
  const parts = divideAt(tex.slice(at.start, at.end), /,/y).map(({ text }) => text);
  const [first = '', second = ''] = parts;
  const commas = parts.length - 1;
  if (commas > 0)
    return {
      at,
      family: toReadable(first),
      given: toReadable(commas > 1 ? (parts[2] ?? '') : second),
      commas,
      isBraced: isGroup(first),
    };
  // BibTeX takes a tie for a blank.
  const words = divideAt(first, /[\s~]+/y).flatMap(({ text }) => (text === '' ? [] : [text]));
  // "First von Last": the surname is the last word, and with it all from the first word in lower case on.
  const von = words.findIndex((word, index) => index < words.length - 1 && /^\p{Ll}/u.test(word));
  const start = von < 0 ? words.length - 1 : von;
  const [given, family] = [words.slice(0, start), words.slice(start)];
  return {
    at,
    family: toReadable(family.join(' ')),
    given: toReadable(given.join(' ')),
    commas,
    isBraced: family.length === 1 && isGroup(family[0] ?? ''),
  };
}

/** `{Van de Walle}`, and neither `{A}b{C}` nor the accent of `{\'E}cole`. */
function isGroup(tex: string): boolean {
  if (!tex.startsWith('{') || tex.startsWith('{\\')) return false;
  let depth = 0;
  for (let at = 0; at < tex.length; at += 1) {
    if (tex[at] === '{') depth += 1;
    if (tex[at] === '}') depth -= 1;
    if (depth === 0) return at === tex.length - 1;
  }
  return false;
}

/** Every name without the blanks around it. Each run of blanks is tried once, from its beginning: they may be very long. */
function divideNames(tex: string): Span[] {
  return divideAt(tex, /(?<!\s)\s+and(?=\s)/iy).flatMap(({ start, text }) => {
    const name = text.trim();
    if (name === '') return [];
    const from = start + text.indexOf(name);
    return [{ start: from, end: from + name.length }];
  });
}

/** Cuts where the divider stands outside of braces. */
function divideAt(text: string, divider: RegExp): { readonly start: number; readonly text: string }[] {
  const parts: { start: number; text: string }[] = [];
  let [depth, start] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '{') depth += 1;
    else if (letter === '}') depth = Math.max(0, depth - 1);
    else if (depth === 0) {
      divider.lastIndex = at;
      const found = divider.exec(text)?.[0];
      if (found === undefined) continue;
      parts.push({ start, text: text.slice(start, at) });
      start = at + found.length;
      at = start - 1;
    }
  }
  return [...parts, { start, text: text.slice(start) }];
}

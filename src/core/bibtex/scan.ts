import { MONTHS } from '../day.ts';
import { createLineFinder } from './lines.ts';

/** A stretch of the text: from `start` up to, not including, `end`. */
export type Span = { readonly start: number; readonly end: number };

export type BibField = {
  /** In lower case. */
  readonly name: string;
  /** From the first letter of the name to the end of the value. */
  readonly at: Span;
  /** The value with its braces or quotes. */
  readonly valueAt: Span;
  /** What the value says: without braces or quotes around it, its parts joined, abbreviations filled in; still TeX. */
  readonly text: string;
};

export type BibEntry = {
  /** `article`, in lower case. */
  readonly type: string;
  readonly typeAt: Span;
  readonly key: string;
  readonly keyAt: Span;
  readonly at: Span;
  /** The line of its `@`, counted from 1. */
  readonly line: number;
  readonly fields: readonly BibField[];
};

/** An entry that BibTeX could not read either: the line where it goes wrong, and why. */
export type BibFault = { readonly line: number; readonly key?: string; readonly reason: string };

export type BibFile = {
  readonly entries: readonly BibEntry[];
  readonly faults: readonly BibFault[];
};

/** More than anybody cites; the rest is not read, and named as a fault. */
const MOST_ENTRIES = 50_000;
/** A line that begins an entry, so certainly that one before it is over: a brace that was forgotten costs one entry, not all that follow. */
const ENTRY_LINE =
  /^[ \t]*@(?:(?:string|preamble|comment)[ \t]*[{(]|[a-z]+[ \t]*[{(][ \t]*[^\s,{}()"=]+[ \t]*,)/gim;
/** The same of entries too broken to end another one. */
const ANY_ENTRY_LINE = /^[ \t]*@[a-z]{1,40}[ \t]*[{(]/gim;
const BEGINNING = /@\s*([A-Za-z]{1,40})\s*([{(])/g;
/** Letters that abbreviations may stand for in all: they can be made of one another, and double each time. */
const MOST_EXPANDED = 10_000_000;

/**
 * Reads a .bib file with the place of everything in it, so that one word can be changed and the rest left as it is. What
 * stands between entries is a comment, as for BibTeX. A broken entry is a fault, and the next is read. Linear in the length.
 */
export function scanBibtex(text: string): BibFile {
  const macros = new Map(MONTHS.map((month): [string, string] => [month.slice(0, 3).toLowerCase(), month]));
  const expansion = { left: MOST_EXPANDED };
  const lineOf = createLineFinder(text);
  const bounds = [...text.matchAll(ENTRY_LINE)].map((match) => match.index);
  const entries: BibEntry[] = [];
  const faults: BibFault[] = [];
  let bound = 0;
  const beginning = new RegExp(BEGINNING);
  for (let match = beginning.exec(text); match !== null; match = beginning.exec(text)) {
    const [, word = '', bracket = ''] = match;
    while ((bounds[bound] ?? text.length) <= match.index) bound += 1;
    const type = word.toLowerCase();
    const reader: Reader = {
      text,
      at: beginning.lastIndex,
      end: bounds[bound] ?? text.length,
      close: bracket === '{' ? '}' : ')',
      macros,
      expansion,
    };
    if (entries.length === MOST_ENTRIES) {
      faults.push({
        line: lineOf(match.index),
        reason: `only the first ${MOST_ENTRIES.toLocaleString('en-US')} entries are read`,
      });
      break;
    }
    let key: string | undefined;
    try {
      if (type === 'comment') skipComment(reader);
      else if (type === 'preamble') {
        readValue(reader);
        close(reader);
      } else if (type === 'string') readMacros(reader);
      else {
        const keyAt = readKey(reader);
        key = text.slice(keyAt.start, keyAt.end);
        const fields = readFields(reader);
        const typeAt = spanOf(text, match.index + 1, word);
        const at = { start: match.index, end: reader.at };
        entries.push({ type, typeAt, key, keyAt, at, line: lineOf(match.index), fields });
      }
      beginning.lastIndex = reader.at;
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      faults.push({
        line: lineOf(error.at ?? match.index),
        ...(key === undefined ? {} : { key }),
        reason: error.message,
      });
      // The next may be broken before its comma; it is not to vanish with this one.
      const next = new RegExp(ANY_ENTRY_LINE);
      next.lastIndex = beginning.lastIndex;
      beginning.lastIndex = Math.min(
        next.exec(text)?.index ?? text.length,
        Math.max(beginning.lastIndex, reader.end),
      );
    }
  }
  return { entries, faults };
}

type Reader = {
  readonly text: string;
  at: number;
  /** Where the next entry begins at the latest. */
  readonly end: number;
  readonly close: string;
  readonly macros: Map<string, string>;
  readonly expansion: { left: number };
};

/** What is wrong, and where; without a place it is the entry as a whole. */
class Broken extends Error {
  readonly at: number | undefined;
  constructor(message: string, at?: number) {
    super(message);
    this.at = at;
  }
}

/** BibTeX passes over what follows `@comment`, braces and all. One that is not closed ends with its line. */
function skipComment(reader: Reader): void {
  const start = reader.at;
  try {
    readBraced(reader, reader.close);
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    const line = reader.text.indexOf('\n', start);
    reader.at = line < 0 ? reader.text.length : line;
  }
}

function readMacros(reader: Reader): void {
  for (const field of readFields(reader)) reader.macros.set(field.name, field.text);
}

function readKey(reader: Reader): Span {
  const { text } = reader;
  const start = skipBlanks(reader);
  let end = start;
  while (end < reader.end && !',={}()"\n'.includes(text[end] ?? ',')) end += 1;
  const next = text[end] ?? '';
  reader.at = end;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end -= 1;
  if (next === '=' && /\s/.test(text.slice(start, end)))
    throw new Broken('a comma is missing after its key', end);
  if (end === start || next === '=') throw new Broken('it has no key');
  return { start, end };
}

/** `, name = value` again and again, to the bracket that closes the entry; a comma before that one is fine. */
function readFields(reader: Reader): BibField[] {
  const { text } = reader;
  const fields: BibField[] = [];
  for (;;) {
    let at = skipBlanks(reader);
    let comma = false;
    while (text[at] === ',' && at < reader.end) {
      comma = true;
      reader.at = at + 1;
      at = skipBlanks(reader);
    }
    if (at < reader.end && text[at] === reader.close) {
      reader.at = at + 1;
      return fields;
    }
    const name = /[^\s,{}()"#%'=]+/y;
    name.lastIndex = at;
    const word = at < reader.end ? name.exec(text)?.[0] : undefined;
    if (word === undefined)
      throw at < reader.end ? new Broken(`"${text[at]}" is not expected here`, at) : unclosed();
    // The first field of @string follows its bracket.
    if (!comma && fields.length > 0) throw new Broken(`a comma is missing before "${word.slice(0, 40)}"`, at);
    reader.at = at + word.length;
    if (text[skipBlanks(reader)] !== '=' || reader.at >= reader.end)
      throw new Broken(`"=" is missing after "${word.slice(0, 40)}"`, at);
    reader.at += 1;
    const value = readValue(reader);
    fields.push({
      name: word.toLowerCase(),
      at: { start: at, end: value.at.end },
      valueAt: value.at,
      text: value.text,
    });
  }
}

/** Parts in braces or quotes, numbers and abbreviations, joined by `#`. */
function readValue(reader: Reader): { at: Span; text: string } {
  const start = skipBlanks(reader);
  const parts: string[] = [];
  for (;;) {
    parts.push(readPart(reader));
    const end = reader.at;
    if (reader.text[skipBlanks(reader)] !== '#' || reader.at >= reader.end) {
      reader.at = end;
      return { at: { start, end }, text: parts.join('') };
    }
    reader.at += 1;
  }
}

function readPart(reader: Reader): string {
  const { text, end } = reader;
  const at = skipBlanks(reader);
  const first = at < end ? text[at] : undefined;
  if (first === undefined) throw unclosed();
  if (first === '{' || first === '"') {
    reader.at = at + 1;
    readBraced(reader, first === '{' ? '}' : '"');
    return text.slice(at + 1, reader.at - 1);
  }
  const bare = /[^\s,{}()"#%'=]+/y;
  bare.lastIndex = at;
  const word = bare.exec(text)?.[0];
  if (word === undefined) throw new Broken('a value is missing', at);
  reader.at = at + word.length;
  const meant = reader.macros.get(word.toLowerCase());
  if (meant === undefined) return word;
  reader.expansion.left -= meant.length;
  if (reader.expansion.left < 0)
    throw new Broken(`the abbreviation "${word.slice(0, 40)}" grows too long`, at);
  return meant;
}

/** Goes behind the sign that closes, counting braces as BibTeX does: also those behind a backslash. */
function readBraced(reader: Reader, closing: string): void {
  const { text, end } = reader;
  let depth = 0;
  for (let at = reader.at; at < end; at += 1) {
    const letter = text[at];
    if (depth === 0 && letter === closing) {
      reader.at = at + 1;
      return;
    }
    if (letter === '{') depth += 1;
    else if (letter === '}') {
      if (depth === 0) throw new Broken('a "}" closes what was never opened', at);
      depth -= 1;
    }
  }
  throw unclosed();
}

function close(reader: Reader): void {
  if (reader.text[skipBlanks(reader)] !== reader.close || reader.at >= reader.end) throw unclosed();
  reader.at += 1;
}

function unclosed(): Broken {
  return new Broken('a brace or quote is not closed');
}

function skipBlanks(reader: Reader): number {
  while (reader.at < reader.end && /\s/.test(reader.text[reader.at] ?? '')) reader.at += 1;
  return reader.at;
}

function spanOf(text: string, from: number, word: string): Span {
  const start = text.indexOf(word, from);
  return { start, end: start + word.length };
}

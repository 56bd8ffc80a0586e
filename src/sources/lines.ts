/** How long a line may be before its rest is dropped, in UTF-16 code units. */
const MAX_LINE_LENGTH = 1_048_576;

/**
 * Text to lines, in batches as they come. `\n`, `\r\n`, `\r` and (unless `unicodeEnds` is false) Unicode's own line ends end a line,
 * also across pieces, and the end of the input ends the last one.
 *
 * A line longer than `maxLineLength` keeps its beginning and loses its rest, so that line numbers stay those of the file and
 * memory stays bounded. Nothing is lost in silence by that: the limit is far above what any reader accepts as one entry, so
 * the reader reports such a line by its number.
 */
export async function* splitLines(
  text: AsyncIterable<string>,
  options: { readonly maxLineLength?: number; readonly unicodeEnds?: boolean } = {},
): AsyncGenerator<readonly string[], void, undefined> {
  const splitter = new LineSplitter(options.maxLineLength ?? MAX_LINE_LENGTH, options.unicodeEnds ?? true);
  for await (const piece of text) {
    const lines = splitter.push(piece);
    if (lines.length > 0) yield lines;
  }
  const last = splitter.end();
  if (last !== undefined) yield [last];
}

/** The text encoding a byte order mark names; UTF-8 without one. */
export function encodingOf(head: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/**
 * Stands in decoded text for bytes that are no UTF-8. No text holds this character, so a reader can tell the paper in which it
 * stands from one whose authors really wrote U+FFFD, and skip it with its line instead of storing wrong letters.
 */
export const NOT_TEXT = '\uffff';

/** Bytes to text. UTF-8 unless a byte order mark says UTF-16; bytes that are none become `NOT_TEXT`; the mark itself is dropped. */
export async function* decodeText(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<string, void, undefined> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let held = new Uint8Array(0);
  let before = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (decoder !== undefined) {
      yield marked(decoder.decode(chunk, { stream: true }), before, chunk);
      before = lastTwo(before, chunk);
      continue;
    }
    // A byte order mark takes two bytes, and the first chunk may hold one.
    held = held.length === 0 ? Uint8Array.from(chunk) : Uint8Array.from([...held, ...chunk]);
    if (held.length < 2) continue;
    decoder = new TextDecoder(encodingOf(held));
    yield marked(decoder.decode(held, { stream: true }), before, held);
    before = lastTwo(before, held);
  }
  const end = decoder === undefined ? new TextDecoder().decode(held) : decoder.decode();
  yield end.replaceAll(REPLACEMENT, NOT_TEXT);
}

function lastTwo(before: Uint8Array, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.length < 2 ? Uint8Array.of(...before, ...bytes).slice(-2) : Uint8Array.from(bytes.slice(-2));
}

/** What a decoder puts in place of bytes that are no text; seldom people write it themselves. */
const REPLACEMENT = '\ufffd';
const WRITTEN = Buffer.from(REPLACEMENT);

/** One replacement more than the bytes (with the end of those before) spell out: then all in this piece are taken for wrong. */
function marked(text: string, before: Uint8Array, bytes: Uint8Array): string {
  if (!text.includes(REPLACEMENT)) return text;
  const all = Buffer.concat([before, bytes]);
  let written = 0;
  for (let at = all.indexOf(WRITTEN); at >= 0; at = all.indexOf(WRITTEN, at + WRITTEN.length)) written += 1;
  const isWritten = text.split(REPLACEMENT).length - 1 <= written;
  return isWritten ? text : text.replaceAll(REPLACEMENT, NOT_TEXT);
}

/** Ends of lines besides the plain one; most text has none of them. */
const OTHER_ENDS = /[\r\u0085\u2028\u2029]/;
const ANY_END = /\r\n?|[\n\u0085\u2028\u2029]/;
const ASCII_END = /\r\n?|\n/;

class LineSplitter {
  readonly #maxLength: number;
  readonly #ends: RegExp;
  /** The beginning of a line whose end has not come yet, in the pieces it came in. */
  #open: string[] = [];
  #openLength = 0;
  /** The last text ended with `\r`, so a `\n` at the start of the next one belongs to it. */
  #afterReturn = false;

  constructor(maxLength: number, unicodeEnds: boolean) {
    this.#maxLength = maxLength;
    this.#ends = unicodeEnds ? ANY_END : ASCII_END;
  }

  push(text: string): readonly string[] {
    if (text === '') return [];
    const rest = this.#afterReturn && text.startsWith('\n') ? text.slice(1) : text;
    this.#afterReturn = text.endsWith('\r');
    const pieces = OTHER_ENDS.test(rest) ? rest.split(this.#ends) : rest.split('\n');
    const open = pieces.pop() ?? '';
    if (pieces.length > 0) {
      pieces[0] = this.#finish(pieces[0] ?? '');
      for (let index = 1; index < pieces.length; index += 1) {
        const piece = pieces[index] ?? '';
        if (piece.length > this.#maxLength) pieces[index] = piece.slice(0, this.#maxLength);
      }
    }
    this.#keep(open);
    return pieces;
  }

  /** The last line, when the input does not end with a line end. */
  end(): string | undefined {
    return this.#openLength === 0 ? undefined : this.#finish('');
  }

  #finish(text: string): string {
    this.#keep(text);
    const line = this.#open.length === 1 ? (this.#open[0] ?? '') : this.#open.join('');
    this.#open = [];
    this.#openLength = 0;
    return line;
  }

  #keep(text: string): void {
    const room = this.#maxLength - this.#openLength;
    if (room <= 0 || text === '') return;
    this.#open.push(text.length > room ? text.slice(0, room) : text);
    this.#openLength += Math.min(room, text.length);
  }
}

import { SaxesParser, type SaxesTagNS } from 'saxes';
import {
  type Ancestor,
  attempt,
  countLines,
  elementOf,
  type Found,
  Halt,
  inWords,
  type Open,
  type Place,
  startTag,
  unfinished,
  wantedTag,
  withMarks,
  withoutMarks,
} from './xml-parts.ts';

type Parser = SaxesParser<{ xmlns: true; position: false }>;

/** Characters of one wanted element, and of anything without a tag in it. */
const MAX_LENGTH = 1_048_576;
const MAX_DEPTH = 50;
const LONGEST_TAG_NAME = 200;
/** A collaboration's paper names 5,000 people, each in up to four elements. */
const MAX_CHILDREN = 50_000;
/** How much may be read twice for the sake of going on after faults, so that no document takes for ever. */
const MAX_REREAD = 64 * MAX_LENGTH;
/** Faults outside of wanted elements are told once and borne this often. */
const MAX_ERRORS = 1_000;
const NO_DOCTYPE = 'a document type declaration; the entities it declares are not read';
const TOO_DEEP = `elements nested more than ${MAX_DEPTH} deep`;

/**
 * Finds wanted elements in pieces of XML: `push` them, `take` what was found, `end` it. After a fault in a wanted element a new
 * parser goes on behind its end, or at the start of the next one, as if the same elements were open round it. Behind the end of
 * a document another one may follow, as in a file of several answers.
 */
export class XmlReader {
  readonly #isWanted: (path: readonly string[], name: string) => boolean;
  stopped = false;
  #found: Found[] = [];
  #parser: Parser;
  #begun = false;
  /** The beginning of what is only understood with the next piece: half a character, or an entity without its end. */
  #held = '';
  /** The document's outermost element was closed, and how often this was so before. */
  #complete = false;
  #documents = 0;
  /** Open elements that hold wanted ones, and their local names. */
  readonly #ancestors: Ancestor[] = [];
  readonly #path: string[] = [];
  /** Open elements from the wanted one on. */
  #open: Open[] = [];
  #wantedName = '';
  #elements = 0;
  /** Lines of the document before those that the parser counts. */
  #lineBase = 0;
  /** Where reading can be taken up again: behind the start of the open wanted element, else behind the last tag. */
  #anchor: Place = { position: 0, line: 1 };
  /** The anchor before the last wanted element was closed, for the case that what closed it was not its own tag. */
  #doubtful: { readonly at: number; readonly anchor: Place } | undefined;
  #lastTag = 0;
  /** The text from the anchor's piece on, and the parser's position at its beginning. */
  #raw: string[] = [];
  #rawStart = 0;
  /** Characters given to the parser, whose own position only holds while it is at work. */
  #written = 0;
  /** After a fault: the end of what was looked through for a place to go on. */
  #seeking: string | undefined;
  #reread = 0;
  #errors = 0;
  #toldOutside = false;

  constructor(isWanted: (path: readonly string[], name: string) => boolean) {
    this.#isWanted = isWanted;
    this.#parser = this.#newParser();
    this.#listen();
  }

  take(): Found[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  push(piece: string): void {
    const whole = this.#held + piece;
    this.#held = unfinished(whole);
    this.#read(whole.slice(0, whole.length - this.#held.length));
  }

  #read(piece: string): void {
    let text = withMarks(piece.toWellFormed());
    while (text !== '' && !this.stopped) {
      if (this.#seeking !== undefined) text = this.#seek(this.#seeking + text);
      else if (!this.#begun) text = this.#withoutBlanks(text);
      else if (this.#write(text)) text = '';
      else text = this.#complete ? this.#nextDocument() : this.#giveUp();
    }
  }

  end(): void {
    this.#read(this.#held);
    while (!this.stopped && this.#seeking === undefined) {
      // Behind a document there may be nothing, or blanks.
      if (this.#documents > 0 && !this.#begun) return;
      if (attempt(() => this.#parser.close())) return;
      this.#read(this.#giveUp());
    }
  }

  /** A blank line above the XML declaration is a common slip and harms nobody. */
  #withoutBlanks(piece: string): string {
    const text = piece.replace(/^[\s\ufeff]+/, '');
    this.#lineBase += countLines(piece.slice(0, piece.length - text.length));
    this.#begun = text !== '';
    return text;
  }

  /** False when the parser has to be given up. */
  #write(text: string): boolean {
    this.#raw.push(text);
    this.#written += text.length;
    if (!attempt(() => this.#parser.write(text))) return false;
    while (this.#raw[0] !== undefined && this.#rawStart + this.#raw[0].length <= this.#anchor.position) {
      this.#rawStart += this.#raw.shift()?.length ?? 0;
    }
    if (this.#written - this.#lastTag <= MAX_LENGTH) return true;
    this.#fault('more than 1 MB without a tag');
    return false;
  }

  /** Leaves the parser behind the end of a document: it takes no second one. */
  #nextDocument(): string {
    const rest = this.#raw.join('').slice(this.#anchor.position - this.#rawStart);
    this.#lineBase = this.#anchor.line - 1;
    this.#complete = false;
    this.#begun = false;
    this.#documents += 1;
    this.#raw = [];
    this.#restart();
    return rest;
  }

  /** Drops the wanted element, or the tag or comment outside of one, that holds a fault. Left over is the text behind its start. */
  #giveUp(): string {
    if (this.stopped) return '';
    let rest = this.#raw.join('').slice(this.#anchor.position - this.#rawStart);
    if (this.#open.length === 0) {
      this.#wantedName = '';
      rest = rest.slice(rest.indexOf('<') + 1);
    }
    this.#reread += rest.length;
    this.stopped = this.#reread > MAX_REREAD;
    if (this.stopped) this.#fault('too many faults');
    this.#open = [];
    this.#raw = [];
    this.#lineBase = this.#anchor.line - 1;
    this.#seeking = '';
    return rest;
  }

  /** Looks for the end of the dropped element or the start of the next one; there a new parser takes over. */
  #seek(text: string): string {
    const found = wantedTag(text, this.#wantedName, (name) => this.#isWanted(this.#path, name));
    const place = found ?? Math.max(0, text.length - LONGEST_TAG_NAME);
    this.#lineBase += countLines(text.slice(0, place));
    if (found === undefined) {
      this.#seeking = text.slice(place);
      return '';
    }
    this.#seeking = undefined;
    this.#restart();
    return text.slice(place);
  }

  #restart(): void {
    this.#parser = this.#newParser();
    const before = this.#ancestors.map(startTag).join('');
    this.#parser.write(before);
    this.#listen();
    this.#rawStart = before.length;
    this.#written = before.length;
    this.#lastTag = before.length;
    this.#anchor = { position: before.length, line: this.#line() };
  }

  #newParser(): Parser {
    const parser: Parser = new SaxesParser({ xmlns: true, position: false });
    parser.on('error', (error) => this.#error(error.message));
    return parser;
  }

  #listen(): void {
    this.#parser.on('doctype', () => this.#outside(NO_DOCTYPE));
    this.#parser.on('opentag', (tag) => this.#opened(tag));
    this.#parser.on('closetag', () => this.#closed());
    this.#parser.on('text', (text) => this.#text(text));
    this.#parser.on('cdata', (text) => this.#text(withoutMarks(text)));
  }

  #opened(tag: SaxesTagNS): void {
    this.#lastTag = this.#parser.position;
    const outer = this.#open.at(-1);
    if (outer === undefined && !this.#isWanted(this.#path, tag.local)) {
      if (this.#path.length >= MAX_DEPTH) this.#stop(TOO_DEEP);
      this.#path.push(tag.local);
      this.#ancestors.push({ name: tag.name, spaces: tag.ns });
      this.#mark();
      return;
    }
    const element = elementOf(tag, this.#line());
    this.#open.push(element);
    if (outer === undefined) {
      this.#wantedName = tag.name;
      this.#elements = 0;
      this.#mark();
      return;
    }
    outer.children.push(element);
    this.#elements += 1;
    if (this.#elements > MAX_CHILDREN)
      this.#refuse(`more than ${MAX_CHILDREN} elements in one <${this.#wantedName}>`);
    if (this.#open.length > MAX_DEPTH) this.#refuse(TOO_DEEP);
    this.#measure();
  }

  #closed(): void {
    this.#lastTag = this.#parser.position;
    const element = this.#open.pop();
    if (element === undefined) {
      this.#path.pop();
      this.#ancestors.pop();
    } else if (this.#open.length === 0) {
      this.#doubtful = { at: this.#parser.position, anchor: this.#anchor };
      this.#found.push({ kind: 'element', element, path: [...this.#path] });
      this.#toldOutside = false;
    }
    if (this.#open.length > 0) return;
    this.#mark();
    this.#complete = this.#path.length === 0;
    if (this.#complete) throw new Halt();
  }

  #text(text: string): void {
    const element = this.#open.at(-1);
    if (element === undefined) return;
    element.text = element.text === '' ? text : element.text + text;
    this.#measure();
  }

  #measure(): void {
    if (this.#parser.position - this.#anchor.position > MAX_LENGTH)
      this.#refuse(`more than 1 MB in one <${this.#wantedName}>`);
  }

  #mark(): void {
    this.#anchor = { position: this.#parser.position, line: this.#line() };
  }

  #line(): number {
    return this.#lineBase + this.#parser.line;
  }

  /** Inside a wanted element nothing wrong is borne; outside of them the parser goes on as well as it can. */
  #error(message: string): void {
    const doubtful = this.#doubtful?.at === this.#parser.position ? this.#doubtful : undefined;
    const isForeign = doubtful !== undefined && message.startsWith('unexpected close tag');
    if (isForeign) {
      this.#found.pop();
      this.#anchor = doubtful.anchor;
    }
    if (isForeign || this.#open.length > 0) this.#refuse(inWords(message), this.#anchor.line);
    this.#errors += 1;
    this.#outside(inWords(message));
    if (this.#errors > MAX_ERRORS) this.#stop('too many faults');
  }

  #outside(reason: string): void {
    if (!this.#toldOutside) this.#fault(reason);
    this.#toldOutside = true;
  }

  /** In a wanted element its start is the line to tell: often the parser only notices far behind the fault. */
  #fault(reason: string, line = this.#open[0]?.line ?? this.#line()): void {
    this.#found.push({ kind: 'fault', line, reason });
  }

  #refuse(reason: string, line?: number): never {
    this.#fault(reason, line);
    throw new Halt();
  }

  #stop(reason: string): never {
    this.stopped = true;
    this.#refuse(reason);
  }
}

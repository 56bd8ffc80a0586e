import { Parser } from 'htmlparser2';
import type { SourceItem } from '../core/ports.ts';
import { finishItem, type HtmlItem, newItem, type Sink } from './listing-html-item.ts';
import { MAX_ITEM_LENGTH } from './listing-item.ts';

/** What an open element does with the text in it. */
type Role = 'item' | 'tags' | 'dois' | 'silent' | 'tex' | Sink | undefined;

/** A tag, comment or attribute this long is none: its end is missing. */
const MAX_MARKUP_LENGTH = 1_048_576;
/** No search page comes near this; without a limit, reading would slow down with every tag that is not closed. */
const MAX_DEPTH = 250;

/** Finds the results in the markup of a search page, which comes in pieces. Holds one result. */
export class ListingPage {
  readonly #seenAt: string;
  readonly #roles: Role[] = [];
  #parser = this.#newParser();
  #found: SourceItem[] = [];
  #item: HtmlItem | undefined;
  #line = 1;
  #ending = false;
  /** Characters since the parser last understood something. */
  #silence = 0;

  constructor(seenAt: string) {
    this.#seenAt = seenAt;
  }

  take(): SourceItem[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  /** Takes a piece that ends with a line end or has none. */
  push(piece: string): void {
    this.#silence += piece.length;
    this.#parser.write(piece);
    if (this.#silence > MAX_MARKUP_LENGTH || this.#roles.length > MAX_DEPTH) this.#restart();
    if (piece.endsWith('\n')) this.#line += 1;
  }

  end(): void {
    this.#ending = true;
    this.#parser.end();
    this.#finish('cut');
  }

  #newParser(): Parser {
    return new Parser({
      onopentag: (name, attributes) => this.#open(name, attributes),
      onclosetag: () => this.#close(),
      ontext: (text) => this.#text(text),
      oncomment: () => this.#alive(),
    });
  }

  /** After markup that is none: what follows is read as if it stood at the top of a page. */
  #restart(): void {
    this.#finish('too-long');
    this.#roles.length = 0;
    this.#silence = 0;
    this.#parser = this.#newParser();
  }

  #alive(): void {
    this.#silence = 0;
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#alive();
    const classes = new Set((attributes['class'] ?? '').split(/\s+/));
    const role = this.#roles.length > MAX_DEPTH ? undefined : this.#roleOf(name, classes, attributes);
    this.#roles.push(role);
    if (role === 'item') {
      this.#finish('whole');
      this.#item = newItem(this.#line);
    }
    const item = this.#item;
    if (item === undefined) return;
    if (isSink(role)) item.texts[role].push([]);
    if (role === 'short' || role === 'full')
      item.shownRef = (attributes['id'] ?? '').replace(/-abstract-(?:short|full)$/, '');
    if (classes.has('search-hit') && this.#sink() === 'block') item.hasHit = true;
  }

  #close(): void {
    this.#alive();
    const role = this.#roles.pop();
    if (role === 'item' && !this.#ending) this.#finish('whole');
    if (role === 'tex') this.#add('$');
  }

  #roleOf(name: string, classes: ReadonlySet<string>, attributes: Readonly<Record<string, string>>): Role {
    if (name === 'li' && classes.has('arxiv-result')) return 'item';
    if (this.#item === undefined) return undefined;
    // A page saved after MathJax ran holds the TeX it read beside what it drew.
    if (name === 'script' && (attributes['type'] ?? '').startsWith('math/tex')) {
      this.#add('$');
      return 'tex';
    }
    if (name === 'script' || name === 'style' || [...classes].some((one) => one.startsWith('MathJax')))
      return 'silent';
    if (name === 'p') return paragraphRole(classes);
    if (name === 'div' && classes.has('tags')) return classes.has('has-addons') ? 'dois' : 'tags';
    if (name === 'span' && classes.has('abstract-short')) return 'short';
    if (name === 'span' && classes.has('abstract-full')) return 'full';
    const parent = this.#roles.findLast((role) => role !== undefined);
    if (name === 'span' && classes.has('tag') && parent === 'tags') return 'category';
    if (name === 'a' && parent === 'dois') return 'doi';
    return undefined;
  }

  #sink(): Sink | undefined {
    const role = this.#roles.findLast((one) => one !== undefined && one !== 'tex');
    return isSink(role) ? role : undefined;
  }

  #text(text: string): void {
    this.#alive();
    if (this.#item === undefined || this.#roles.length > MAX_DEPTH || this.#roles.includes('silent')) return;
    this.#add(text);
  }

  #add(text: string): void {
    const sink = this.#sink();
    const item = this.#item;
    if (item === undefined || sink === undefined) return;
    item.size += text.length;
    if (item.size > MAX_ITEM_LENGTH) this.#finish('too-long');
    else append(item.texts[sink], text);
  }

  #finish(end: 'whole' | 'cut' | 'too-long'): void {
    if (this.#item === undefined) return;
    this.#found.push(...finishItem(this.#item, end, this.#seenAt));
    this.#item = undefined;
  }
}

/** Adds to the last element of its kind; one string, because a word can come in several pieces. */
function append(elements: string[][], text: string): void {
  const last = elements.at(-1);
  if (last !== undefined) last[0] = (last[0] ?? '') + text;
}

function paragraphRole(classes: ReadonlySet<string>): Role {
  if (classes.has('list-title')) return 'head';
  if (classes.has('title')) return 'title';
  if (classes.has('authors')) return 'authors';
  if (classes.has('comments')) return 'block';
  return classes.has('is-size-7') ? 'dates' : undefined;
}

const SINKS: ReadonlySet<Role> = new Set<Sink>([
  'head',
  'category',
  'doi',
  'title',
  'authors',
  'short',
  'full',
  'dates',
  'block',
]);

function isSink(role: Role): role is Sink {
  return SINKS.has(role);
}

import { nearTerms, outlineTerms, placeOf } from './near-terms.ts';

/** New words are kept apart from the others up to so many. */
const MOST_RECENT = 2_000;
/** Shorter ones are neither corrected nor completed. */
const MIN_WORD = 3;
/** In one piece, for keeping them. */
const TOGETHER = 10_000;

/** Whether a folded word may stand for one that was mistyped or begun. One with digits is right or another. */
export function isListed(word: string): boolean {
  return word.length >= MIN_WORD && !/\p{N}/u.test(word);
}

/** The words of a library, each once, for finding those near another one or with its beginning. Words that are gone stay among them. */
export class WordList {
  /** In order, and those that came since, in order too. */
  #all: string[] = [];
  #recent: string[] = [];
  /** What came last, words that are known included. */
  readonly #added = new Set<string>();

  add(words: Iterable<string>): void {
    for (const word of words) this.#added.add(word);
  }

  /** Adds words that are listed and come in order, behind all others. */
  append(words: readonly string[]): void {
    for (const word of words) this.#all.push(word);
  }

  /** Puts words in order that came since, so that no question has to wait for that. */
  settle(): void {
    for (const words of this.#runs()) outlineTerms(words);
  }

  has(word: string): boolean {
    return this.#runs().some((words) => standsIn(words, word));
  }

  /** Those at most so many edits (a letter more, less or other, or two swapped) away. */
  near(word: string, edits: number): string[] {
    return this.#runs().flatMap((words) => nearTerms(words, word, edits).map(([found]) => found));
  }

  /** Those that begin like this. */
  *beginning(start: string): Generator<string> {
    for (const words of this.#runs()) {
      for (let at = placeOf(words, start); words[at]?.startsWith(start) === true; at += 1)
        yield words[at] ?? '';
    }
  }

  /** The words in pieces, for `restore`, and at last none. */
  *pieces(): Generator<Buffer> {
    const all = this.#runs().flat().toSorted();
    for (let start = 0; start < all.length; start += TOGETHER)
      yield Buffer.from(all.slice(start, start + TOGETHER).join(' '));
    yield Buffer.alloc(0);
  }

  /** Takes the pieces one after the other. */
  *restore(): Generator<undefined, void, Buffer> {
    for (;;) {
      const piece = (yield).toString();
      if (piece === '') return;
      this.append(piece.split(' '));
    }
  }

  #runs(): readonly (readonly string[])[] {
    if (this.#added.size > 0) {
      const added = [...this.#added].filter(
        (word) => !standsIn(this.#all, word) && !standsIn(this.#recent, word) && isListed(word),
      );
      this.#added.clear();
      if (added.length > 0) this.#recent = [...this.#recent, ...added].toSorted();
      if (this.#recent.length >= MOST_RECENT) {
        // Two runs that are each in order are sorted in one pass.
        this.#all = [...this.#all, ...this.#recent].toSorted();
        this.#recent = [];
      }
    }
    return [this.#all, this.#recent];
  }
}

function standsIn(words: readonly string[], word: string): boolean {
  return words[placeOf(words, word)] === word;
}

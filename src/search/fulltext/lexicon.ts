import { setImmediate } from 'node:timers/promises';
import { createInTurn } from '../../core/in-turn.ts';
import { editDistance } from '../../core/nearest.ts';
import { countingFew, type Lexicon } from '../query/lexicon.ts';
import { allowedEdits, MAX_STEMS, nearest } from '../query/nearest-word.ts';
import { nearTerms, placeOf } from '../text/near-terms.ts';
import { stem } from '../text/stem.ts';
import type { FullTextDatabase, Row } from './database.ts';
import { allOf, expression } from './match.ts';
import type { Match } from './row-test.ts';
import { ANY_WORD, AUTHOR_WORD, MIN_WORD } from './write.ts';

/** Words read between two breaths of the event loop. */
const BATCH = 5_000;
/** Words that came since are sorted in among the others when there are so many. */
const MOST_NEW = 2_000;
/** Near or longer words whose documents are counted. */
const MOST_COUNTED = 40;
/** Counts that are remembered. */
const MOST_COUNTS = 5_000;
/** Of one query so many words are corrected; each costs some milliseconds. */
const MOST_CORRECTED = 8;
const KINDS = [ANY_WORD, AUTHOR_WORD];

// One text is read many times faster than many rows.
const WORDS_IN_ORDER = `select group_concat(word, ' ') as words from (
  select word from words where number <= ? and kind = ? and word > ? order by word limit ?)`;
const NEW_WORDS = `select group_concat(word, ' ') as words from words where number > ? and number <= ? and +kind = ?`;

const FREQUENT = 'select term from topic_terms where term >= ? and term < ? order by doc desc limit ?';

function wordsIn(row: Row | undefined): string[] {
  const words = row?.['words'] ?? '';
  return words === '' ? [] : String(words).split(' ');
}

/** Words in order, and those that came since, in order too. */
type Words = { all: string[]; recent: string[] };

/** What one query may ask of the words: so many corrections, and no more. */
export type QueryLexicon = Lexicon & {
  /** Whether a folded word stands in the name of an author, or begins one. */
  isAuthorWord(word: string, begins?: boolean): boolean;
};

/** The words of a full-text index, in memory, and how often they occur, from the database. */
export class FullTextLexicon {
  readonly #database: FullTextDatabase;
  readonly #words: ReadonlyMap<number, Words> = new Map(KINDS.map((kind) => [kind, { all: [], recent: [] }]));
  readonly #counts = new Map<string, number>();
  readonly #turns = createInTurn();
  #last = 0;
  #seq = 0;

  constructor(database: FullTextDatabase) {
    this.#database = database;
  }

  /** Takes up what was written since, by whomever. `seq` is the state that the index shows. */
  async refresh(seq: number): Promise<void> {
    if (seq === this.#seq) return;
    await this.#turns.run(async () => {
      if (seq !== this.#seq) await this.#readNew(seq);
    });
  }

  /** Nothing is taken up before all was read: where that fails, the next one who asks tries again. */
  async #readNew(seq: number): Promise<void> {
    const newest = Number(this.#database.get('select max(number) as newest from words')?.['newest'] ?? 0);
    const added: [kind: number, words: string[]][] = [];
    for (const kind of KINDS) {
      const words =
        this.#last === 0
          ? await this.#allWords(kind, newest)
          : wordsIn(this.#database.get(NEW_WORDS, this.#last, newest, kind));
      added.push([kind, words]);
    }
    for (const [kind, words] of added) takeUp(this.#wordsOf(kind), words);
    this.#counts.clear();
    this.#last = newest;
    this.#seq = seq;
  }

  /** In the order of the alphabet, in which they hardly have to be sorted. */
  async #allWords(kind: number, newest: number): Promise<string[]> {
    const all: string[] = [];
    for (;;) {
      const some = wordsIn(this.#database.get(WORDS_IN_ORDER, newest, kind, all.at(-1) ?? '', BATCH));
      for (const word of some) all.push(word);
      if (some.length < BATCH) return all;
      await setImmediate();
    }
  }

  /** How many documents have a stem anywhere. */
  countOf(one: string): number {
    const known = this.#counts.get(one);
    if (known !== undefined) return known;
    const count = Number(this.#database.get('select doc from topic_terms where term = ?', one)?.['doc'] ?? 0);
    if (this.#counts.size >= MOST_COUNTS) this.#counts.clear();
    this.#counts.set(one, count);
    return count;
  }

  #isAuthorWord(word: string, begins = false): boolean {
    // Shorter words are not kept.
    if (!begins && word.length < MIN_WORD) return this.#countName(word) > 0;
    const { all, recent } = this.#wordsOf(AUTHOR_WORD);
    return [all, recent].some((words) => {
      const next = words[placeOf(words, word)];
      return begins ? next?.startsWith(word) === true : next === word;
    });
  }

  forQuery(): QueryLexicon {
    let left = MOST_CORRECTED;
    const once = (kind: number, word: string): string | undefined =>
      left-- > 0 ? this.#correct(kind, word) : undefined;
    return {
      countOf: (one) => this.countOf(one),
      countWithAll: countingFew((stems) =>
        this.#countMatching('topic', allOf(stems.map((one) => expression([one])))),
      ),
      completionsOf: (text) => this.#completionsOf(text),
      correct: (word) => once(ANY_WORD, word),
      isAuthorWord: (word, begins) => this.#isAuthorWord(word, begins),
      correctName: (word) => once(AUTHOR_WORD, word) ?? this.#completeName(word),
    };
  }

  #completionsOf(text: string): string[] {
    const stems = new Set<string>();
    for (const { term } of this.#database.all(FREQUENT, text, `${text}\u{10ffff}`, MAX_STEMS))
      stems.add(String(term));
    // A stem may end in other letters than its words, the first of which are the shortest: "theory" has the stem "theori".
    let left = MOST_COUNTED;
    for (const word of this.#beginning(ANY_WORD, text)) {
      stems.add(stem(word));
      left -= 1;
      if (left === 0) break;
    }
    return [...stems]
      .map((one) => ({ one, count: this.countOf(one) }))
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => b.count - a.count)
      .slice(0, MAX_STEMS)
      .map(({ one }) => one);
  }

  #completeName(word: string): string | undefined {
    if (allowedEdits(word) === 0) return undefined;
    const counts = new Map<string, number>();
    for (const name of this.#beginning(AUTHOR_WORD, word)) {
      const count = this.#countName(name);
      if (count > 0) counts.set(name, count);
      if (counts.size >= MOST_COUNTED) break;
    }
    return nearest(word, counts, Number.POSITIVE_INFINITY);
  }

  #correct(kind: number, word: string): string | undefined {
    const limit = allowedEdits(word);
    if (limit === 0) return undefined;
    const { all, recent } = this.#wordsOf(kind);
    const near: { found: string; edits: number }[] = [];
    for (const words of [all, recent]) {
      // Two letters swapped count as two edits there, and as one here.
      for (const [found] of nearTerms(words, word, 2)) {
        const edits = editDistance(word, found);
        if (edits > 0 && edits <= limit) near.push({ found, edits });
      }
    }
    const likely = near
      .toSorted(
        (a, b) => a.edits - b.edits || Number(b.found[0] === word[0]) - Number(a.found[0] === word[0]),
      )
      .slice(0, MOST_COUNTED);
    const counts = new Map(
      likely.map(({ found }) => [
        found,
        kind === AUTHOR_WORD ? this.#countName(found) : this.countOf(stem(found)) + this.#titled(found),
      ]),
    );
    // Words of documents that were replaced are still among them.
    for (const [found, count] of counts) if (count < 1) counts.delete(found);
    return nearest(word, counts, limit);
  }

  /** Of words with the same stem, the one that titles have more often is ahead by less than one paper. */
  #titled(word: string): number {
    const titles = Number(
      this.#database.get('select doc from known_terms where term = ?', word)?.['doc'] ?? 0,
    );
    return titles / (titles + 1);
  }

  #countName(name: string): number {
    return this.#countMatching('known', expression([name], ['author']));
  }

  #countMatching(table: Match['table'], wanted: string): number {
    const sql = `select count(*) as papers from ${table} where ${table} match ?`;
    return Number(this.#database.get(sql, wanted)?.['papers'] ?? 0);
  }

  *#beginning(kind: number, text: string): Generator<string> {
    const { all, recent } = this.#wordsOf(kind);
    for (const words of [all, recent]) {
      for (let at = placeOf(words, text); words[at]?.startsWith(text) === true; at += 1)
        yield words[at] ?? '';
    }
  }

  #wordsOf(kind: number): Words {
    return this.#words.get(kind) ?? { all: [], recent: [] };
  }
}

function takeUp(words: Words, added: readonly string[]): void {
  if (added.length === 0) return;
  if (words.all.length === 0) {
    words.all = added.toSorted();
    return;
  }
  words.recent = [...words.recent, ...added].toSorted();
  if (words.recent.length < MOST_NEW) return;
  words.all = [...words.all, ...words.recent].toSorted();
  words.recent = [];
}

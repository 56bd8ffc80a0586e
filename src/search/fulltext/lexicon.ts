import { setImmediate } from 'node:timers/promises';
import { createInTurn } from '../../core/in-turn.ts';
import { countingFew, type Lexicon } from '../query/lexicon.ts';
import { allowedEdits, likeliest, MAX_STEMS, meantBy, nearestWord } from '../query/nearest-word.ts';
import { stem } from '../text/stem.ts';
import { isListed, WordList } from '../text/word-list.ts';
import { categoriesOf } from './categories.ts';
import type { FullTextDatabase, Row } from './database.ts';
import { allOf, anyOf, expression } from './match.ts';
import type { Match } from './row-test.ts';
import { ANY_WORD, AUTHOR_WORD } from './write.ts';

/** Words read between two breaths of the event loop. */
const BATCH = 5_000;
/** Words that begin as typed whose documents are counted. */
const MOST_COUNTED = 40;
/** Counts that are remembered. */
const MOST_COUNTS = 5_000;
/** Of one query so many words are corrected; each costs some milliseconds. */
const MOST_CORRECTED = 8;
const KINDS = [ANY_WORD, AUTHOR_WORD] as const;
type Kind = (typeof KINDS)[number];

// One text is read many times faster than many rows.
const WORDS_IN_ORDER = `select group_concat(word, ' ') as words from (
  select word from words where number <= ? and kind = ? and word > ? order by word limit ?)`;
const NEW_WORDS = `select group_concat(word, ' ') as words from words where number > ? and number <= ? and +kind = ?`;

const FREQUENT = 'select term from topic_terms where term >= ? and term < ? order by doc desc limit ?';

function wordsIn(row: Row | undefined): string[] {
  const words = row?.['words'] ?? '';
  return words === '' ? [] : String(words).split(' ');
}

/** What one query may ask of the words: so many corrections, and no more. */
export type QueryLexicon = Lexicon & {
  /** Whether a folded word stands in the name of an author, or begins one. */
  isAuthorWord(word: string, begins?: boolean): boolean;
  /** How many documents have all stems of one of several lists. */
  countWithAny(ways: readonly (readonly string[])[]): number;
  /** The categories of the papers, in small letters. */
  categories(): readonly string[];
};

/** The words of a full-text index, in memory, and how often they occur, from the database. */
export class FullTextLexicon {
  readonly #database: FullTextDatabase;
  readonly #words: Readonly<Record<Kind, WordList>> = {
    [ANY_WORD]: new WordList(),
    [AUTHOR_WORD]: new WordList(),
  };
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
    const isFirst = this.#last === 0;
    const read: (readonly [words: WordList, added: string[]])[] = [];
    for (const kind of KINDS) {
      const added = isFirst
        ? await this.#allWords(kind, newest)
        : wordsIn(this.#database.get(NEW_WORDS, this.#last, newest, kind));
      read.push([this.#words[kind], added]);
    }
    for (const [words, added] of read) {
      if (isFirst) words.append(added);
      else words.add(added);
    }
    this.#counts.clear();
    this.#last = newest;
    this.#seq = seq;
  }

  /** In the order of the alphabet, in which they hardly have to be sorted. */
  async #allWords(kind: Kind, newest: number): Promise<string[]> {
    const all: string[] = [];
    for (;;) {
      const some = wordsIn(this.#database.get(WORDS_IN_ORDER, newest, kind, all.at(-1) ?? '', BATCH));
      for (const word of some) all.push(word);
      if (some.length < BATCH) return all.toSorted();
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
    const names = this.#words[AUTHOR_WORD];
    if (begins) return names.beginning(word).next().done !== true;
    return isListed(word) ? names.has(word) : this.#countName(word) > 0;
  }

  forQuery(): QueryLexicon {
    let left = MOST_CORRECTED;
    const once = (kind: Kind, word: string): string | undefined =>
      left-- > 0 ? this.#correct(kind, word) : undefined;
    // Finding out what was meant and ranking ask the same.
    const counts = new Map<string, number>();
    const countWithAny = (ways: readonly (readonly string[])[]): number => {
      const [only] = ways;
      const [one] = only ?? [];
      if (one !== undefined && ways.length === 1 && only?.length === 1) return this.countOf(one);
      const wanted = anyOf(ways.map((way) => allOf([...new Set(way)].map((part) => expression([part])))));
      const count = counts.get(wanted) ?? this.#countMatching('topic', wanted);
      counts.set(wanted, count);
      return count;
    };
    let categories: readonly string[] | undefined;
    return {
      categories: () => (categories ??= categoriesOf(this.#database)),
      countOf: (one) => this.countOf(one),
      countWithAll: countingFew((stems) => countWithAny([stems])),
      countWithAny,
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
    for (const word of this.#words[ANY_WORD].beginning(text)) {
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
    return likeliest(word, this.#words[AUTHOR_WORD].beginning(word), {
      limit: Number.POSITIVE_INFINITY,
      countOf: (name) => this.#countName(name),
    });
  }

  #correct(kind: Kind, word: string): string | undefined {
    return nearestWord(word, {
      near: (typed, edits) => this.#words[kind].near(typed, edits),
      countOf: (found) =>
        kind === AUTHOR_WORD
          ? this.#countName(found)
          : meantBy(found, this.#countTitled(found), this.countOf(stem(found))),
    });
  }

  #countTitled(word: string): number {
    return Number(this.#database.get('select doc from known_terms where term = ?', word)?.['doc'] ?? 0);
  }

  #countName(name: string): number {
    return this.#countMatching('known', expression([name], ['author']));
  }

  #countMatching(table: Match['table'], wanted: string): number {
    const sql = `select count(*) as papers from ${table} where ${table} match ?`;
    return Number(this.#database.get(sql, wanted)?.['papers'] ?? 0);
  }
}

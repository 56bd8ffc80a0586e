import { setImmediate } from 'node:timers/promises';
import type { IndexedDocument, SearchIndex } from '../../core/ports.ts';
import type { TextField } from '../../core/query.ts';
import type { ReadText } from '../text/read-texts.ts';
import { stem } from '../text/stem.ts';
import { isStopWord } from '../text/stop-words.ts';
import { TITLE_REPEAT } from '../text/topic-text.ts';
import type { NamedWord } from '../text/vocabulary.ts';
import { GatheredTerms } from './gathered-terms.ts';
import { GiveBack } from './give-back.ts';
import { emptyIndexes, type Indexes } from './indexes.ts';
import { ReadDocuments } from './read-documents.ts';
import { searchIndexes } from './search.ts';
import type { TermIndex } from './term-index.ts';

/** Documents between two breaths of the event loop (about 10 ms). */
const BATCH = 50;
/** Documents that are kept as they were read where many queries find them: six kilobytes each. */
const MOST_KEPT = 5_000;
/** The fields of the title index, by their numbers there. */
const TITLED: Readonly<Partial<Record<TextField, number>>> = { title: 0, author: 1 };

/** By field how many different words a document has; null where it has no such field. */
type Lengths = readonly (number | null)[];

/**
 * An index in memory of documents, each of which comes once, to be asked thousands of queries and then forgotten: nothing can be put
 * into it. It finds what any other index finds; each text is read once, for the index and for the words that match.
 */
export async function indexForMany(
  batches: AsyncIterable<readonly IndexedDocument[]>,
): Promise<Pick<SearchIndex, 'search'>> {
  const read = new ReadDocuments(MOST_KEPT);
  const indexes = { ...emptyIndexes(), read };
  const filling = new Filling(indexes);
  for await (const documents of batches) {
    for (const [index, document] of documents.entries()) {
      if (index > 0 && index % BATCH === 0) await setImmediate();
      indexes.documents.hold(document);
      filling.add(document.id, read.add(document));
    }
  }
  for (const _ of filling.finish()) await setImmediate();
  const giveBack = new GiveBack();
  giveBack.worked(indexes.documents.size);
  return {
    async search(query, options) {
      // While it is asked there is little to give back; once it is not, the index itself is left behind.
      giveBack.worked(0);
      return searchIndexes(indexes, query, options);
    },
  };
}

/** Fills the two indexes with all documents at once, which takes a fraction of the time that one after the other does. */
class Filling {
  readonly #indexes: Indexes;
  readonly #title = new GatheredTerms(2);
  readonly #topic = new GatheredTerms(1);
  /** By the number of a word: the keys of its names in the title index, and of their stems in the topic index. */
  readonly #names: (readonly number[] | undefined)[] = [];
  readonly #stems: (readonly number[] | undefined)[] = [];
  readonly #ids: string[] = [];
  readonly #titleLengths: Lengths[] = [];
  readonly #topicLengths: Lengths[] = [];

  constructor(indexes: Indexes) {
    this.#indexes = indexes;
  }

  add(id: string, texts: readonly ReadText[]): void {
    for (const { field, words } of texts) {
      const times = field === 'title' ? TITLE_REPEAT : 1;
      for (const word of words) for (const key of this.#stemsOf(word)) this.#topic.count(key, times);
      const titled = TITLED[field];
      if (titled === undefined) continue;
      for (const word of words) for (const key of this.#namesOf(word)) this.#title.count(key + titled, 1);
    }
    const document = this.#ids.push(id) - 1;
    const has = new Set(texts.map(({ field }) => TITLED[field]));
    const words = this.#title.end(document);
    this.#titleLengths.push(words.map((length, field) => (has.has(field) ? length : null)));
    this.#topicLengths.push(this.#topic.end(document));
  }

  *finish(): Generator<undefined> {
    const { title, topic } = this.#indexes;
    yield* this.#fill(title, this.#title, this.#titleLengths);
    yield* this.#fill(topic, this.#topic, this.#topicLengths);
  }

  *#fill(index: TermIndex, terms: GatheredTerms, lengths: readonly Lengths[]): Generator<undefined> {
    const restoring = index.restore();
    restoring.next();
    const documents = this.#ids.length;
    const [first = []] = lengths;
    const averages = first.map((_, field) => averageOf(lengths.map((own) => own[field] ?? null)));
    restoring.next(asJson({ averages, next: documents, dirt: 0, documents }));
    if (documents > 0) {
      const numbers = this.#ids.map((_, number) => number);
      const byField = first.map((_, field) => lengths.map((own) => own[field] ?? null));
      restoring.next(asJson({ numbers, ids: this.#ids, lengths: byField }));
    }
    for (const piece of terms.pieces()) {
      yield;
      restoring.next(piece);
    }
  }

  #stemsOf({ number, names }: NamedWord): readonly number[] {
    return (this.#stems[number] ??= this.#firstStemsOf(names));
  }

  #firstStemsOf(names: readonly string[]): readonly number[] {
    this.#indexes.words.add(names);
    return names.filter((name) => !isStopWord(name)).map((name) => this.#topic.keyOf(stem(name)));
  }

  #namesOf({ number, names }: NamedWord): readonly number[] {
    return (this.#names[number] ??= names.map((name) => this.#title.keyOf(name)));
  }
}

/** As it changes with each document: the same sum in another order is not quite the same. */
function averageOf(lengths: Lengths): number {
  return lengths.reduce<number>(
    (average, length, before) => (length === null ? average : (average * before + length) / (before + 1)),
    0,
  );
}

function asJson(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

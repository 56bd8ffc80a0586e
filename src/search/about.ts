import { presence, rarity } from './bm25.ts';
import type { KeptDocuments } from './kept-documents.ts';
import type { TermIndex } from './term-index.ts';
import { topicStems } from './topic-text.ts';

type Sources = { readonly documents: KeptDocuments; readonly topic: TermIndex };

/** What a document is about: its stems, each with what it weighs in it (rarity times presence). */
export type About = { readonly stems: readonly string[]; readonly weights: readonly number[] };

/** A kilobyte each. */
const MOST_KEPT = 10_000;

/** What documents are about, each worked out from its text once, as the postings only know who has a word. */
export class Abouts {
  readonly #known = new Map<number, About>();
  #state = '';

  /** By the number of the document in the topic index. */
  of(sources: Sources, number: number): About {
    const { topic } = sources;
    // With every change of the library its words weigh a little more or less.
    const state = `${topic.numbers} ${topic.documentCount}`;
    if (state !== this.#state || this.#known.size >= MOST_KEPT) this.#known.clear();
    this.#state = state;
    const about = this.#known.get(number) ?? read(sources, number);
    this.#known.set(number, about);
    return about;
  }
}

function read({ documents, topic }: Sources, number: number): About {
  const document = documents.get(topic.idOf(number));
  const counts = new Map<string, number>();
  for (const stem of document === undefined ? [] : topicStems(document)) {
    counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  const length = topic.lengthOf(number) / topic.averageLength;
  const weights = Array.from(
    counts,
    ([stem, count]) => rarity(topic.documentCount, topic.postingsOf(stem).length) * presence(count, length),
  );
  return { stems: [...counts.keys()], weights };
}

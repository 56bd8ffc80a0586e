import type { Options } from 'minisearch';
import type { IndexedDocument } from '../../core/ports.ts';
import { stemsOf, tokensOf } from '../text/tokenize.ts';
import { topicText } from '../text/topic-text.ts';
import { WordList } from '../text/word-list.ts';
import { KeptDocuments } from './kept-documents.ts';
import type { ReadDocuments } from './read-documents.ts';
import { TermIndex } from './term-index.ts';
import { TermVectors } from './term-vectors.ts';

/** The two indexes: `title` for known papers (words as they are), `topic` for everything (stems, one flat field). */
export type Indexes = {
  readonly documents: KeptDocuments;
  readonly title: TermIndex;
  readonly topic: TermIndex;
  /** The words of all texts as they are. */
  readonly words: WordList;
  readonly vectors: TermVectors;
  /** Where the same documents are found again and again. */
  readonly read?: ReadDocuments;
};

/** Terms are made before MiniSearch sees them; a query's terms come in ready. */
const READY = { tokenize: (term: string) => [term], processTerm: (term: string) => term };
const BM25 = { k: 1.2, b: 0.8, d: 0.25 };
const TITLE_BOOST = { title: 3, authors: 2 };

/** A word's case and accents are folded by the tokenizers, so MiniSearch has nothing left to do with it. */
const TITLE_OPTIONS: Options<IndexedDocument> = {
  fields: ['title', 'authors'],
  extractField: (document, field) => {
    if (field === 'id') return document.id;
    return field === 'title' ? document.title : document.authors?.join('\n');
  },
  tokenize: tokensOf,
  processTerm: (term) => term,
  searchOptions: { ...READY, boost: TITLE_BOOST, bm25: BM25 },
};

/** The topic index reads all texts, so the words are taken on the way. */
function topicOptions(words: WordList): Options<IndexedDocument> {
  return {
    fields: ['text'],
    extractField: (document, field) => (field === 'id' ? document.id : topicText(document)),
    tokenize: (text) => stemsOf(text, (tokens) => words.add(tokens)),
    processTerm: (term) => term,
    searchOptions: { ...READY, bm25: BM25 },
  };
}

export function emptyIndexes(): Indexes {
  const words = new WordList();
  return {
    documents: new KeptDocuments(),
    title: new TermIndex(TITLE_OPTIONS),
    topic: new TermIndex(topicOptions(words)),
    words,
    vectors: new TermVectors(),
  };
}

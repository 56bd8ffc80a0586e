import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { create, insertMultiple, search as searchOrama } from '@orama/orama';
import { Document } from 'flexsearch';
import lunr from 'lunr';
import MiniSearch from 'minisearch';
import type { IndexBatch, IndexedDocument, SearchIndex } from '../../src/core/ports.ts';
import { parseQuery } from '../../src/core/query-parser.ts';
import { createFullTextIndex, openFullTextIndex } from '../../src/search/fulltext/fulltext.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';

/** Finds ids, best first, for a text that somebody typed. */
export type Engine = (text: string, most: number) => Promise<readonly string[]> | readonly string[];

type Text = { readonly id: string; readonly title: string; readonly authors: string; readonly text: string };

const FIELDS = ['title', 'authors', 'text'];
const BATCH = 500;

/** Builds an engine; what it keeps in files goes into the folder, where there is one, and is there when it is opened again. */
type Build = (documents: readonly IndexedDocument[], folder?: string) => Promise<Engine> | Engine;

/** Ours with the code that answers `/papers`, all others as they come, with every word optional. */
export const ENGINES: Readonly<Record<string, Build>> = {
  minisearch: (documents) => {
    const index = new MiniSearch<Text>({ fields: FIELDS });
    index.addAll(documents.map(asText));
    return (text, most) =>
      index
        .search(text)
        .slice(0, most)
        .map(({ id }) => String(id));
  },
  paperthread: (documents) => ours(createMiniSearchIndex(), documents),
  'paperthread, database': async (documents, folder) => {
    if (folder === undefined) return ours(createFullTextIndex(), documents);
    const file = join(folder, 'search-index.db');
    return ours(await openFullTextIndex({ file, library: 'bench', seq: 1 }), documents);
  },
  'SQLite FTS5': (documents) => {
    const database = new DatabaseSync(':memory:');
    database.exec(
      "create virtual table papers using fts5(id unindexed, title, authors, text, tokenize='porter')",
    );
    const insert = database.prepare('insert into papers values (?, ?, ?, ?)');
    for (const { id, title, authors, text } of documents.map(asText)) insert.run(id, title, authors, text);
    const select = database.prepare('select id from papers where papers match ? order by rank limit ?');
    return (text, most) => {
      const words = wordsOf(text).map((word) => `"${word}"`);
      return select.all(words.join(' OR '), most).map((row) => String(row['id']));
    };
  },
  lunr: (documents) => {
    const index = lunr((builder) => {
      builder.ref('id');
      for (const field of FIELDS) builder.field(field);
      for (const document of documents) builder.add(asText(document));
    });
    return (text, most) =>
      index
        .query((query) => query.term(lunr.tokenizer(text), {}))
        .slice(0, most)
        .map(({ ref }) => ref);
  },
  flexsearch: (documents) => {
    const index = new Document({ document: { id: 'id', index: FIELDS } });
    for (const document of documents) index.add(asText(document));
    return (text, most) => {
      const found = index.search(text, { limit: most, suggest: true });
      return [...new Set(found.flatMap(({ result }) => result.map(String)))].slice(0, most);
    };
  },
  orama: async (documents) => {
    const index = create({ schema: { title: 'string', authors: 'string', text: 'string' } as const });
    await insertMultiple(index, documents.map(asText));
    return async (text, most) =>
      (await searchOrama(index, { term: text, limit: most })).hits.map(({ id }) => id);
  },
};

async function ours(index: SearchIndex, documents: readonly IndexedDocument[]): Promise<Engine> {
  if (index.seq === 0) await index.putMany(batches);
  return async (text, most) => {
    const { hits } = await index.search(parseQuery(text), { sort: 'relevance', limit: most, offset: 0 });
    return hits.map(({ id }) => id);
  };

  async function* batches(): AsyncGenerator<IndexBatch> {
    for (let start = 0; start < documents.length; start += BATCH)
      yield { documents: documents.slice(start, start + BATCH), seq: 1 };
  }
}

function asText({ id, title = '', authors = [], abstract = '' }: IndexedDocument): Text {
  return { id, title, authors: authors.join(', '), text: abstract };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

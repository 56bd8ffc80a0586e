import type { FullTextDatabase } from './database.ts';

/** Another number for other tables. */
export const FORMAT = 1;

/** What stands in the columns of `topic`, in this order; each counts so often in SQLite's own ranking. */
export const COLUMNS = { title: 3, author: 1, abstract: 1, comments: 1, journal: 1, category: 1 } as const;
export const COLUMN_NAMES = ['title', 'author', 'abstract', 'comments', 'journal', 'category'] as const;

/** Words come in ready and parted by blanks; ids and categories have these signs in them. */
const TOKENIZER = `tokenize = "ascii tokenchars './-'"`;

const TABLES = `
create table state (
  format integer not null, config text not null, library text not null, seq integer not null,
  documents integer not null, tokens integer not null
);
create table documents (
  number integer primary key, id text not null unique, submitted text not null, updated text not null,
  authors text not null, body text not null
);
create index documents_by_submitted on documents (submitted desc, id desc);
create index documents_by_updated on documents (updated desc, id desc);
create table categories (category text not null, number integer not null, primary key (category, number)) without rowid;
create index categories_by_document on categories (number);
create table words (number integer primary key, kind integer not null, word text not null, unique (kind, word));
create virtual table topic using fts5(${COLUMN_NAMES.join(', ')}, ${TOKENIZER});
create virtual table known using fts5(title, author, ${TOKENIZER});
insert into topic (topic, rank) values ('rank', 'bm25(${Object.values(COLUMNS).join(', ')})');
insert into known (known, rank) values ('rank', 'bm25(3, 2)');
create virtual table topic_terms using fts5vocab(topic, row);
create virtual table known_terms using fts5vocab(known, row);
`;

/** Makes the tables of an empty database. */
export function createTables(database: FullTextDatabase): void {
  database.exec(`begin; ${TABLES} commit`);
}

export type State = {
  readonly format: number;
  readonly config: string;
  readonly library: string;
  /** The number of the library's state that the index shows. */
  readonly seq: number;
  readonly documents: number;
  /** The stems of all documents together. */
  readonly tokens: number;
};

/** Writes the one row of the state. */
export function setState(database: FullTextDatabase, state: State): void {
  const { format, config, library, seq, documents, tokens } = state;
  database.exec('delete from state');
  database.run(
    'insert into state (format, config, library, seq, documents, tokens) values (?, ?, ?, ?, ?, ?)',
    format,
    config,
    library,
    seq,
    documents,
    tokens,
  );
}

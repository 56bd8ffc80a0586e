import type { IndexedDocument } from '../../core/ports.ts';
import type { TextField } from '../../core/query.ts';
import { textsOf } from '../text/documents.ts';
import { ownCopy } from '../text/own-copy.ts';
import { plainText } from '../text/plain-text.ts';
import { stem } from '../text/stem.ts';
import { isStopWord } from '../text/stop-words.ts';
import { namesOf, nameWord, wordsOf } from '../text/tokenize.ts';
import { isListed } from '../text/word-list.ts';
import type { FullTextDatabase } from './database.ts';
import { COLUMN_NAMES } from './schema.ts';

/** Kinds of words that are kept for corrections and completions. */
export const ANY_WORD = 0;
export const AUTHOR_WORD = 1;

/** Words that are surely in the table of words already, so that a long build need not ask again. */
export type SeenWords = Set<string>;
/** Bounds its memory. */
const MOST_SEEN = 300_000;

/**
 * Adds documents or replaces those with the same id, inside a transaction of the caller; those that are there as they are cost
 * next to nothing. Returns whether anything changed.
 */
export function writeDocuments(
  database: FullTextDatabase,
  documents: readonly IndexedDocument[],
  seen: SeenWords,
): boolean {
  let [added, tokens, changed] = [0, 0, false];
  for (const document of documents) {
    const body = JSON.stringify(document);
    const known = database.get('select number, body from documents where id = ?', document.id);
    if (known?.['body'] === body) continue;
    if (known === undefined) added += 1;
    else tokens -= remove(database, Number(known['number']));
    tokens += insert(database, document, body, known?.['number'] as number | undefined, seen);
    changed = true;
  }
  if (changed) database.run('update state set documents = documents + ?, tokens = tokens + ?', added, tokens);
  return changed;
}

/** Returns the number of stems. */
function insert(
  database: FullTextDatabase,
  document: IndexedDocument,
  body: string,
  place: number | undefined,
  seen: SeenWords,
): number {
  const { id, submitted = '', updated = submitted } = document;
  const number = database.run(
    'insert into documents (number, id, submitted, updated, authors, body) values (?, ?, ?, ?, ?, ?)',
    place ?? null,
    id,
    submitted,
    updated,
    (document.authors ?? []).join('\n'),
    body,
  );
  const columns = COLUMN_NAMES.map((field) => wordsIn(document, field));
  const stems = columns.map((words) => words.filter((word) => !isStopWord(word)).map(stem));
  const marks = COLUMN_NAMES.map(() => '?').join(', ');
  database.run(
    `insert into topic (rowid, ${COLUMN_NAMES.join(', ')}) values (?, ${marks})`,
    number,
    ...stems.map((words) => words.join(' ')),
  );
  const [title = [], author = []] = columns;
  const known = [title.join(' '), author.join(' ')];
  database.run('insert into known (rowid, title, author) values (?, ?, ?)', number, ...known);
  keepWords(database, ANY_WORD, columns.flat(), seen);
  keepWords(database, AUTHOR_WORD, author, seen);
  for (const category of new Set(document.categories ?? []))
    database.run(
      'insert or ignore into categories (category, number) values (?, ?)',
      category.toLowerCase(),
      number,
    );
  return stems.reduce((sum, words) => sum + words.length, 0);
}

function remove(database: FullTextDatabase, number: number): number {
  const row = database.get('select * from topic where rowid = ?', number) ?? {};
  for (const table of ['topic', 'known']) database.run(`delete from ${table} where rowid = ?`, number);
  database.run('delete from categories where number = ?', number);
  database.run('delete from documents where number = ?', number);
  const words = COLUMN_NAMES.flatMap((name) => String(row[name] ?? '').split(' '));
  return words.filter((word) => word !== '').length;
}

/** The words of a field in order; other names come behind, so that words which stand side by side do so here. */
function wordsIn(document: IndexedDocument, field: TextField): string[] {
  const [words, joins]: [string[], string[]] = [[], []];
  for (const text of textsOf(document, field)) {
    for (const { surface } of wordsOf(plainText(text))) {
      const name = nameWord(surface);
      words.push(...name.parts);
      joins.push(...namesOf(name).slice(name.parts.length));
    }
  }
  return [...words, ...joins];
}

function keepWords(
  database: FullTextDatabase,
  kind: number,
  words: readonly string[],
  seen: SeenWords,
): void {
  for (const word of words) {
    const key = `${kind}${word}`;
    if (!isListed(word) || seen.has(key)) continue;
    if (seen.size >= MOST_SEEN) seen.clear();
    seen.add(ownCopy(key));
    database.run('insert or ignore into words (kind, word) values (?, ?)', kind, word);
  }
}

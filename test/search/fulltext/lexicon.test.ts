import { expect, it } from 'vitest';
import { FullTextDatabase, type Row } from '../../../src/search/fulltext/database.ts';
import { FullTextLexicon } from '../../../src/search/fulltext/lexicon.ts';
import { createTables } from '../../../src/search/fulltext/schema.ts';
import { AUTHOR_WORD, writeDocuments } from '../../../src/search/fulltext/write.ts';

/** A database in memory which for once cannot read the words of names. */
class BusyOnce extends FullTextDatabase {
  #busy = true;

  override get(sql: string, ...values: Parameters<FullTextDatabase['get']>[1][]): Row | undefined {
    if (this.#busy && sql.includes('from words') && values.includes(AUTHOR_WORD)) {
      this.#busy = false;
      throw new Error('busy');
    }
    return super.get(sql, ...values);
  }
}

it('reads the words again where they could not be read', async () => {
  const database = new BusyOnce(':memory:');
  createTables(database);
  writeDocuments(database, [{ id: 'a', title: 'Zymurgy', authors: ['Ada Twosome'] }], new Set());
  const lexicon = new FullTextLexicon(database);
  const asked = await Promise.allSettled([lexicon.refresh(1), lexicon.refresh(1)]);
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  const words = lexicon.forQuery();
  expect([words.correct('zymurhy'), words.correctName('twosmoe')]).toEqual(['zymurgy', 'twosome']);
  database.close();
});

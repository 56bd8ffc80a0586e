import { createLibrary } from '../../src/library.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import { readSource } from '../../src/sources/read-source.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { oaiPage } from '../fakes/oai.ts';
import { inFolder, median, row } from './measure.ts';

const ABSTRACT = 'We show that words of an ordinary length stand in abstracts of an ordinary length. '.repeat(
  15,
);

/** A page of OAI-PMH that brings nothing new, as most pages after a bulk edit at arXiv do: read, merged and kept. */
export async function benchMerge(): Promise<void> {
  await inFolder(async (folder) => {
    const store = await openSqliteStore(`${folder}/library.db`);
    const library = createLibrary({ store, openIndex: async () => createMiniSearchIndex() });
    const page = Buffer.from(
      oaiPage(
        Array.from({ length: 1_000 }, (_, index) => ({
          id: `2601.${String(index + 1).padStart(5, '0')}`,
          abstract: `${index} ${ABSTRACT}`,
          comments: '12 pages, 3 figures',
          versions: ['Mon, 16 Nov 2026 10:00:00 GMT', 'Tue, 17 Nov 2026 10:00:00 GMT'],
        })),
      ),
    );
    let second = 0;
    const add = async (): Promise<number> => {
      // Each page is read a second later than the last, as it would be.
      second += 1;
      const seenAt = new Date(Date.parse('2026-11-20T00:00:00Z') + second * 1_000).toISOString();
      const started = performance.now();
      await library.add((await readSource(once(page), seenAt)).items);
      return performance.now() - started;
    };
    const first = await add();
    const changes = (await store.changesAfter(0, 10_000)).length;
    const ms = await median(7, add);
    if ((await store.changesAfter(0, 10_000)).length !== changes)
      throw new Error('a page brought news twice');
    row(
      'an unchanged OAI-PMH page of 1,000 records',
      `${ms.toFixed(0)} ms`,
      `${(ms / first).toFixed(2)} x the same page when it was new`,
      'target: under 300 ms',
    );
    await store.close();
  });
}

async function* once(bytes: Buffer): AsyncIterable<Buffer> {
  yield bytes;
}

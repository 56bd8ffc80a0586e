import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { inFolder, measureProcess, median, row } from './measure.ts';

/** Importing 1,000 papers as a whole process: start, reading, merging, storing, indexing, saving the index. */
export async function benchImport(): Promise<void> {
  await inFolder(async (folder) => {
    const page = `${folder}/page.txt`;
    writeFileSync(page, thousandPapers());
    let fresh = 0;
    const ms = await median(3, async () => {
      fresh += 1;
      const started = performance.now();
      await measureProcess(['src/main.ts', 'import', page], '', `${folder}/${fresh}`);
      return performance.now() - started;
    });
    const bare = await median(3, async () => bareInserts(`${folder}/bare-${(fresh += 1)}.db`));
    row(
      'import of 1,000 papers, whole process',
      `${ms.toFixed(0)} ms`,
      `${(ms / bare).toFixed(0)} x bare inserts of the same rows`,
      'target: under 3,000 ms',
    );
  });
}

function thousandPapers(): string {
  const seed = readFileSync(new URL('../../data/listing-michaud.txt', import.meta.url), 'utf8');
  let number = 0;
  const copies = Array.from({ length: 59 }, () =>
    seed.replace(/arXiv:\d{4}\.\d{5}/g, () => `arXiv:2601.${String((number += 1)).padStart(5, '0')}`),
  );
  return copies.join('\n');
}

async function bareInserts(file: string): Promise<number> {
  const database = new DatabaseSync(file);
  const started = performance.now();
  database.exec('create table papers (id text primary key, body text); begin');
  const insert = database.prepare('insert into papers values (?, ?)');
  for (let number = 0; number < 1_003; number += 1) insert.run(`2601.${number}`, 'x'.repeat(1_500));
  database.exec('commit');
  const ms = performance.now() - started;
  database.close();
  return ms;
}

import { createWriteStream } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { inFolder, measureProcess, row } from './measure.ts';
import { have100kPapers, snapshotLines } from './papers-100k.ts';

/** Importing 100,000 real papers, and three times as many, as a whole process: what a large snapshot costs in time and memory. */
export async function benchSnapshot(): Promise<void> {
  if (!have100kPapers()) {
    process.stdout.write('  left out: the 100,000 real papers do not stand beside this checkout\n');
    return;
  }
  await inFolder(async (folder) => {
    for (const copies of [1, 3]) {
      const papers = copies * 100_000;
      const file = `${folder}/papers-${copies}.jsonl`;
      await pipeline(snapshotLines(copies), createWriteStream(file));
      const started = performance.now();
      const usage = await measureProcess(['src/main.ts', 'import', file], '', `${folder}/${copies}`);
      const ms = performance.now() - started;
      const bare = await bareInserts(`${folder}/bare-${copies}.db`, copies);
      row(
        `import of ${papers.toLocaleString('en-US')} papers, whole process`,
        `${Math.round(papers / (ms / 1_000)).toLocaleString('en-US')}/s`,
        `${(ms / bare).toFixed(1)} x bare inserts of the same lines`,
        'target: at least 5,000/s',
      );
      row(
        `  its peak memory`,
        `${(usage.peak / 1e6).toFixed(0)} MB`,
        '',
        'target: under 400 MB whatever the size',
      );
    }
  });
}

/** The same lines into a table with an id, in transactions of 500: the least that a program with a database can do. */
async function bareInserts(file: string, copies: number): Promise<number> {
  const database = new DatabaseSync(file);
  database.exec('pragma journal_mode = wal; create table papers (id integer primary key, body text)');
  const insert = database.prepare('insert into papers (body) values (?)');
  let lines: string[] = [];
  let ms = 0;
  const flush = (): void => {
    const started = performance.now();
    database.exec('begin');
    for (const line of lines) insert.run(line);
    database.exec('commit');
    ms += performance.now() - started;
    lines = [];
  };
  for await (const line of snapshotLines(copies)) if (lines.push(line) === 500) flush();
  flush();
  database.close();
  return ms;
}

import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';

/** 100,000 real papers stand beside a checkout of the developers; others do not have them. */
const FILE = fileURLToPath(new URL('../../../shared/data/arxiv-100k.jsonl.gz', import.meta.url));

/** Their fields, all of them texts, empty where nothing is known. */
type RealPaper = Readonly<
  Record<
    | 'arxiv_id'
    | 'title'
    | 'abstract'
    | 'author_text'
    | 'categories'
    | 'comments'
    | 'doi'
    | 'created'
    | 'updated',
    string
  >
>;

export function have100kPapers(): boolean {
  return existsSync(FILE);
}

/**
 * The papers as lines of the metadata snapshot on Kaggle, with the one version that is known. `copies` repeats them under other
 * ids, for files of other sizes.
 */
export async function* snapshotLines(copies = 1): AsyncGenerator<string> {
  for (let copy = 0; copy < copies; copy += 1) {
    let number = 0;
    const lines = createInterface({ input: createReadStream(FILE).pipe(createGunzip()) });
    for await (const line of lines) {
      number += 1;
      const paper = JSON.parse(line) as RealPaper;
      const id = copy === 0 ? wholeId(paper.arxiv_id) : `${29 + copy}${month(number)}.${tail(number)}`;
      yield `${JSON.stringify(snapshotEntry(id, paper))}\n`;
    }
  }
}

/** The collection was once read as numbers: `704.052` was `0704.0520`, `1501.0177099999999` was `1501.01771`. */
function wholeId(id: string): string {
  if (!/^\d+\.\d+$/.test(id)) return id;
  return Number(id) < 1501 ? Number(id).toFixed(4).padStart(9, '0') : Number(id).toFixed(5);
}

function month(number: number): string {
  return String((number % 12) + 1).padStart(2, '0');
}

function tail(number: number): string {
  return String(number % 100_000).padStart(5, '0');
}

function snapshotEntry(id: string, paper: RealPaper): object {
  return {
    id,
    submitter: null,
    authors: paper.author_text,
    title: paper.title,
    comments: paper.comments || null,
    'journal-ref': null,
    doi: paper.doi || null,
    'report-no': null,
    categories: paper.categories.replaceAll(',', ' '),
    license: null,
    abstract: paper.abstract,
    versions: [{ version: 'v1', created: new Date(`${paper.created}T12:00:00Z`).toUTCString() }],
    update_date: paper.updated || paper.created,
  };
}

import { existsSync, readFileSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { IndexedDocument, SearchIndex } from '../../../src/core/ports.ts';
import { parseQuery } from '../../../src/core/query-parser.ts';
import { indexForMany } from '../../../src/search/memory/index-for-many.ts';
import { createMiniSearchIndex } from '../../../src/search/memory/minisearch.ts';
import { stem } from '../../../src/search/text/stem.ts';
import { isStopWord } from '../../../src/search/text/stop-words.ts';
import { stemsOf } from '../../../src/search/text/tokenize.ts';
import { topicText } from '../../../src/search/text/topic-text.ts';
import { inventPaper, inventQuery } from '../../bench/papers.ts';
import { wholeResult } from '../whole-result.ts';

const REAL = new URL('../../../../shared/data/arxiv-100k.jsonl.gz', import.meta.url);
const EVERY = { sort: 'relevance', limit: 1_000, offset: 0, every: true } as const;

describe('what holds every word of a query, in the index for many queries', () => {
  compares('of invented papers', inventedPapers(), (number) => inventQuery(number, 80));
});

describe('the same', { skip: !hasRealPapers() }, () => {
  compares('of real papers', hasRealPapers() ? realPapers() : [], queryOfPaper);
});

/** Three independent answers to the same queries: the index for many, the plain one, and a look at every paper's stems. */
function compares(
  what: string,
  papers: readonly IndexedDocument[],
  queryOf: (number: number, stems: readonly string[][]) => string,
): void {
  const stems = papers.map((paper) => stemsOf(topicText(paper)));
  let [many, plain]: readonly Pick<SearchIndex, 'search'>[] = [];
  beforeAll(async () => {
    const index = createMiniSearchIndex();
    await index.put(papers, 1);
    [many, plain] = [await indexForMany(only(papers)), index];
  });

  it(`${what} is what the plain search finds, in its order, and has the stem of each word`, async () => {
    let found = 0;
    for (let number = 0; number < 100; number += 1) {
      const text = queryOf(number, stems);
      const query = parseQuery(text);
      const [mine, other] = [await many?.search(query, EVERY), await plain?.search(query, EVERY)];
      expect(mine && wholeResult(mine), text).toEqual(other && wholeResult(other));
      // Stop words narrow nothing.
      const words = text.split(' ').filter((word) => !isStopWord(word));
      if (words.length === 0) continue;
      const wanted = words.map(stem);
      const expected = papers.filter((_, at) => wanted.every((one) => stems[at]?.includes(one)));
      expect(mine?.hits.map(({ id }) => id).toSorted(), text).toEqual(
        expected.map(({ id }) => id).toSorted(),
      );
      expect(mine?.total, text).toBe(expected.length);
      found += expected.length;
    }
    expect(found).toBeGreaterThan(200);
  });

  it(`${what} is the same with the same words where each is ranked by its own words`, async () => {
    const lengths = stems.map((own) => own.length);
    const average = lengths.reduce((sum, length) => sum + length, 0) / papers.length;
    let ranked = 0;
    for (let number = 0; number < 60; number += 1) {
      const query = parseQuery(queryOf(number, stems));
      const [all, own] = [
        await many?.search(query, EVERY),
        await many?.search(query, { ...EVERY, simply: true }),
      ];
      const byId = (one: typeof all) => new Map(one?.hits.map(({ id, matched }) => [id, matched]));
      expect(byId(own)).toEqual(byId(all));
      const asked = [...new Set(query.terms.map(({ text }) => stem(text)))];
      const worth = new Map(
        asked.map((one) => {
          const having = stems.filter((words) => words.includes(one)).length;
          return [one, Math.log(1 + (papers.length - having + 0.5) / (having + 0.5)) ** 0.9];
        }),
      );
      const scoreOf = (at: number): number =>
        asked.reduce((sum, one) => {
          const times = stems[at]?.filter((word) => word === one).length ?? 0;
          const norm = 1.2 * (0.25 + (0.75 * (lengths[at] ?? 0)) / average);
          return sum + ((worth.get(one) ?? 0) * times * 2.2) / (times + norm);
        }, 0);
      // The best stays the first; of the others newer ones gain a little.
      const best = Math.max(...(own?.hits ?? []).map(({ id }) => scoreOf(numberOf(id))));
      const [first] = own?.hits ?? [];
      if (first !== undefined) expect(scoreOf(numberOf(first.id)), query.text).toBeCloseTo(best, 9);
      for (const { id, score } of own?.hits.slice(0, 200) ?? []) {
        const plainly = scoreOf(numberOf(id));
        expect(score).toBeGreaterThanOrEqual(plainly - 1e-9);
        expect(score).toBeLessThanOrEqual(Math.min(best, plainly * 1.06) + 1e-9);
      }
      ranked += own?.total ?? 0;
    }
    expect(ranked).toBeGreaterThan(200);

    function numberOf(id: string): number {
      return papers.findIndex((paper) => paper.id === id);
    }
  });
}

async function* only(papers: readonly IndexedDocument[]): AsyncGenerator<readonly IndexedDocument[]> {
  yield papers;
}

function inventedPapers(): IndexedDocument[] {
  return Array.from({ length: 400 }, (_, number) => {
    const { id, title = '', authors = [], abstract = '' } = inventPaper(number);
    return { id, title, authors, abstract, submitted: `2026-11-${10 + (number % 10)}` };
  });
}

/** From the beginning of the file, to be quick. */
function realPapers(): IndexedDocument[] {
  const part = readFileSync(REAL).subarray(0, 250_000);
  const lines = gunzipSync(part, { finishFlush: constants.Z_SYNC_FLUSH }).toString('utf8').split('\n');
  return lines.slice(0, -1).map((line, number) => {
    const { title, abstract, author_text, categories, created } = JSON.parse(line) as Record<string, string>;
    return {
      id: `r${number}`,
      title: title ?? '',
      abstract: abstract ?? '',
      authors: (author_text ?? '').split(', '),
      categories: (categories ?? '').split(','),
      submitted: created ?? '',
    };
  });
}

/** One to three of a paper's words, from their stems: a stem that is stemmed to something else would be another word. */
function queryOfPaper(number: number, stems: readonly string[][]): string {
  const own = (stems[(number * 37) % stems.length] ?? []).filter(
    (one) => /^[a-z]{4,}$/.test(one) && stem(one) === one,
  );
  const at = (step: number): string => own[(number * step) % own.length] ?? 'model';
  return [at(7), at(11), at(13)].slice(0, 1 + (number % 3)).join(' ');
}

function hasRealPapers(): boolean {
  if (existsSync(REAL)) return true;
  process.stderr.write(
    'every-word.test.ts: no arxiv-100k.jsonl.gz here, its test with real papers is skipped\n',
  );
  return false;
}

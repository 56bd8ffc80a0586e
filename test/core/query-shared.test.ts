import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../src/core/query-parser.ts';

const SHARED = fileURLToPath(new URL('../../../shared/data/relevance/', import.meta.url));
if (!existsSync(SHARED)) process.stderr.write('skipped, public collections not there\n');

describe.skipIf(!existsSync(SHARED))('the queries of public collections', () => {
  it('are plain words', () => {
    for (const file of globSync(`${SHARED}*/queries.jsonl`)) {
      for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
        const { text } = JSON.parse(line) as { text: string };
        const { terms, condition, refs } = parseQuery(text);
        const filters = terms.filter((term) => term.excluded || term.phrase || term.field !== undefined);
        expect([text, condition, refs, filters]).toEqual([text, undefined, [], []]);
      }
    }
  });
});

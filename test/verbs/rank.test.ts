import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { runLines } from '../../src/verbs/rank.ts';
import { run, useFolder } from './launch.ts';

const folder = useFolder();

function put(name: string, lines: readonly unknown[]): void {
  writeFileSync(join(folder.path, name), jsonLines(lines));
}

function jsonLines(lines: readonly unknown[]): string {
  return lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
}

async function rank(...more: readonly string[]) {
  const out = join(folder.path, 'run');
  const ended = await run(folder.path, ['rank', folder.path, '--out', out, ...more]);
  return { ...ended, lines: () => readFileSync(out, 'utf8').split('\n').slice(0, -1) };
}

describe('npm run rank', () => {
  it('writes what the index finds as a run of trec_eval', async () => {
    put('corpus.jsonl', [
      { id: 'a', title: 'Gradient descent', authors: 'M. B. Glauert', text: 'Steps of gradient descent.' },
      { id: 'b', title: 'Boundary layers', authors: ['Ada One'], abstract: 'Flow past a plate by descent.' },
      { id: 3, title: 'Birds', text: '' },
    ]);
    put('queries.jsonl', [
      { id: 1, text: 'is gradient descent (OR ascent) "as good" as: people say?' },
      { id: 'q2', text: 'glauert' },
    ]);
    const { code, err, lines } = await rank();
    expect(err).toContain('2 queries over 3 documents, 0 left out');
    expect(code).toBe(0);
    const columns = lines().map((line) => line.split(' '));
    expect(columns.every((line) => line.length === 6 && line[1] === 'Q0')).toBe(true);
    expect(columns.at(-1)).toEqual([
      'q2',
      'Q0',
      'a',
      '1',
      expect.stringMatching(/^[\d.e+-]+$/),
      'paperthread',
    ]);
  });

  it('reads a packed corpus, and names each line and query that it leaves out', async () => {
    const good = { id: 'a', title: 'Gradient descent' };
    const corpus = jsonLines(['{', good, { title: 'No id' }, good, { id: 'two words' }]);
    writeFileSync(join(folder.path, 'corpus.jsonl.gz'), gzipSync(corpus));
    put('queries.jsonl', [{ id: '1', text: 'gradient' }, { id: '2', text: '' }, '[]']);
    const { code, err, lines } = await rank();
    expect(code).toBe(1);
    expect(err).toMatch(/corpus\.jsonl\.gz, line 1: this is no JSON/);
    expect(err).toMatch(/line 3: "id" does not fit/);
    expect(err).toMatch(/line 4: the id a came before/);
    expect(err).toMatch(/line 5: "id" does not fit \(an id is one word\)/);
    expect(err).toMatch(/queries\.jsonl, query 2: Type what you look for/);
    expect(err).toMatch(/queries\.jsonl, line 3: this is no object/);
    expect(lines()).toHaveLength(1);
  });

  it('says in words what is wrong with its arguments', async () => {
    expect((await rank()).err).toContain('There is no corpus.jsonl or corpus.jsonl.gz in');
    expect((await rank('--index', 'lucene')).err).toContain('There is no index "lucene"');
    expect((await run(folder.path, ['rank'])).err).toContain('npm run -s rank -- DIR --out RUN');
  });

  it('says in words what is wrong with its files', async () => {
    writeFileSync(join(folder.path, 'corpus.jsonl.gz'), gzipSync('{"id":"a"}\n').subarray(0, 15));
    expect((await rank()).err).toContain('is damaged or cut short');
    put('corpus.jsonl', [{ id: 'a' }]);
    put('queries.jsonl', [{ id: '1', text: 'gradient' }]);
    const nowhere = await run(folder.path, ['rank', folder.path, '--out', join(folder.path, 'no/run')]);
    expect(nowhere.err).toContain('cannot be written (ENOENT)');
    expect(nowhere.code).toBe(1);
  });
});

describe('the lines of a run', () => {
  it('have scores that fall from line to line in 32 bits, whatever ties there were', () => {
    const scores = [1_000_000, 1_000_000, 17.25, 17.25, 17.25, 1e-7, 0, 0, 0];
    const lines = runLines(
      'q',
      scores.map((score, index) => ({ id: `d${index}`, score })),
    );
    const written = lines
      .trim()
      .split('\n')
      .map((line) => Math.fround(Number(line.split(' ')[4])));
    expect(written[0]).toBe(1_000_000);
    for (const [index, score] of written.slice(1).entries()) expect(score).toBeLessThan(written[index] ?? 0);
  });
});

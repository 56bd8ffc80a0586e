import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { launch, listing, run, SEED, useFolder } from './launch.ts';

const folder = useFolder();

describe('npm run import', () => {
  it('twice reports 17 new, then nothing new and nothing changed', async () => {
    const first = await run(folder.path, ['import', SEED, '--json']);
    expect(JSON.parse(first.out)).toMatchObject({
      papers: 17,
      new: 17,
      changed: 0,
      unchanged: 0,
      skipped: [],
      format: 'listing',
    });
    const second = await run(folder.path, ['import', SEED]);
    expect(second.out).toContain('17 papers: 0 new, 0 changed, 17 unchanged, 0 skipped.');
    expect(second.code).toBe(0);
  });

  it('reads standard input and gzip', async () => {
    const piped = await run(folder.path, ['import', '-', '--json'], readFileSync(SEED));
    expect(JSON.parse(piped.out)).toMatchObject({ new: 17 });
    const packed = await run(folder.path, ['import', '-', '--json'], gzipSync(readFileSync(SEED)));
    expect(JSON.parse(packed.out)).toMatchObject({ unchanged: 17 });
  });

  it('as a dry run prints the papers and touches nothing', async () => {
    const { code, out } = await run(folder.path, ['import', SEED, '--dry-run', '--json']);
    const { papers, skipped, format } = JSON.parse(out);
    expect({ code, skipped, format, count: papers.length }).toEqual({
      code: 0,
      skipped: [],
      format: 'listing',
      count: 17,
    });
    expect(papers[1]).toMatchObject({
      id: '2505.15811',
      authors: ['Eric J. Michaud', 'Asher Parker-Sartori', 'Max Tegmark'],
      hiddenAuthors: 0,
      abstractCut: 'end',
      categories: ['cs.LG'],
      formats: ['pdf', 'ps', 'other'],
      versions: [
        { number: 1, exact: true, submitted: '2025-05-21' },
        { number: 2, exact: false, submitted: '2025-10-29' },
      ],
      announced: '2025-05',
      comments: 'NeurIPS 2025; 20 pages, 13 figures',
    });
    expect(existsSync(join(folder.path, 'data'))).toBe(false);
  });

  it('of a page cut in the middle keeps what is whole and names the line', async () => {
    const page = join(folder.path, 'cut.txt');
    const text = readFileSync(SEED, 'utf8');
    writeFileSync(page, text.slice(0, text.indexOf('Submitted 21 January, 2025')));
    const { code, out } = await run(folder.path, ['import', page]);
    expect(code).toBe(1);
    expect(out).toContain('3 papers: 3 new, 0 changed, 0 unchanged, 1 skipped.');
    expect(out).toMatch(/line \d+: .*2501\.12391/);
  });

  it.each([
    ['an empty file', new Uint8Array()],
    ['a binary file', Uint8Array.from({ length: 5_000 }, (_, index) => (index * 7919) % 256)],
    [
      'an HTML error page',
      Buffer.from(
        '<!DOCTYPE html><html><head><title>503 Service Unavailable</title></head><body>Try later</body></html>',
      ),
    ],
    ['prose', Buffer.from('Dear all, the meeting is on Friday.\n'.repeat(50))],
    ['a broken gzip file', gzipSync(readFileSync(SEED)).subarray(0, 2_000)],
  ])('refuses %s with one sentence, and stores nothing', async (_name, bytes) => {
    const file = join(folder.path, 'bad');
    writeFileSync(file, bytes);
    const { code, out, err } = await run(folder.path, ['import', file]);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err.startsWith(`${file}: `)).toBe(true);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect((await run(folder.path, ['ask', '/papers year:2025', '--as', 'json'])).code).toBe(0);
  });

  it('of several files never lets a bad one cost the others', async () => {
    const { code, out, err } = await run(folder.path, ['import', join(folder.path, 'missing.txt'), SEED]);
    expect(code).toBe(1);
    expect(err).toContain('there is no such file');
    expect(out).toContain('17 new');
  });

  it('says how to call it', async () => {
    expect((await run(folder.path, ['import'])).err).toContain('Name a file to import');
    expect((await run(folder.path, ['import', '--frob', SEED])).err).toContain('Type: npm run -s import');
    expect((await run(folder.path, ['import', folder.path])).err).toContain('is a folder');
  });

  it.each([[['import', '-']], [['import', '-', '--dry-run']]])(
    'stops while it waits for standard input: %s',
    async (words) => {
      const { child, ended } = launch(folder.path, words);
      // More than a pipe holds: when it is gone, somebody is reading.
      const text = readFileSync(SEED, 'utf8').repeat(50);
      await new Promise((resolve) => {
        child.stdin.write(text, resolve);
      });
      child.kill('SIGINT');
      const { code, err } = await ended;
      expect(code).toBe(1);
      expect(err).toContain('standard input: stopped.');
      expect(existsSync(join(folder.path, 'data/paperthread.db-wal'))).toBe(false);
    },
  );

  it('as a dry run of a bad file names it, and closes the JSON it began', async () => {
    const packed = join(folder.path, 'cut.gz');
    const whole = gzipSync(readFileSync(SEED).toString().repeat(20));
    writeFileSync(packed, whole.subarray(0, whole.length - 100));
    const { code, out, err } = await run(folder.path, ['import', packed, '--dry-run', '--json']);
    expect(code).toBe(1);
    expect(err).toContain(`${packed}: The gzip data is cut or damaged`);
    expect(JSON.parse(out)).toMatchObject({ format: 'listing', skipped: expect.any(Array) });
  });

  it('stopped in the middle keeps whole batches, and can be run again', async () => {
    const page = join(folder.path, 'many.txt');
    writeFileSync(
      page,
      Array.from({ length: 20_000 }, (_, index) =>
        listing(`2601.${String(index).padStart(5, '0')}`, `Paper number ${index}`),
      ).join(''),
    );
    const { child, ended } = launch(folder.path, ['import', page]);
    const database = join(folder.path, 'data/paperthread.db');
    while (
      child.exitCode === null &&
      !(existsSync(database) && statSync(database).size + walSize(database) > 2_000_000)
    ) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    child.kill('SIGTERM');
    const { code, err } = await ended;
    expect(code).toBe(1);
    expect(err).toContain('What was read so far is kept');
    const { papers } = JSON.parse(
      (await run(folder.path, ['ask', '/papers cat:cs.LG', '--as', 'json'])).out,
    ).summary.match(/(?<papers>[\d,]+) papers/).groups;
    expect(Number(papers.replace(/,/g, '')) % 500).toBe(0);
  });
});

function walSize(database: string): number {
  const wal = `${database}-wal`;
  return existsSync(wal) ? statSync(wal).size : 0;
}

import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { startFakeSite } from '../fakes/site.ts';
import { launch, listing, run, useFolder } from './launch.ts';

const folder = useFolder();

describe('npm start', () => {
  it('with nothing to read says what is loaded, what can be asked, and ends', async () => {
    const { code, out, err } = await run(folder.path, ['start']);
    expect(out).toContain('17 papers in the library');
    expect(out).toContain('/papers sparse autoencoders');
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  it('answers the lines of a pipe in order', async () => {
    const { code, out, err } = await run(folder.path, ['start'], '/papers cat:q-bio.NC\n/paper 2505.15811\n');
    expect(out).toMatch(/The Geometry of Concepts[\s\S]*On the creation of narrow AI/);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('tells a script by standard error and the exit code that a line was refused, and goes on', async () => {
    const { code, out, err } = await run(folder.path, ['start'], '/nonsense\n/paper 2505.15811\n');
    expect(err).toContain('There is no command "/nonsense"');
    expect(out).toContain('On the creation of narrow AI');
    expect(code).toBe(1);
  });

  it('ends in order when its reader goes away', async () => {
    const { child, ended } = launch(folder.path, ['start']);
    child.stdin.on('error', () => child.stdin.destroy());
    child.stdout.destroy();
    child.stdin.write('/papers author:michaud limit:25\n'.repeat(200));
    const { code, err } = await ended;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(existsSync(join(folder.path, 'data/paperthread.db-wal'))).toBe(false);
  });

  it('shows what a damaged row of the database means, and answers on', async () => {
    await run(folder.path, ['start']);
    const database = new DatabaseSync(join(folder.path, 'data/paperthread.db'));
    database.exec("update papers set paper = 'x' where id = '2505.15811'");
    database.close();
    const { err, out } = await run(folder.path, ['start'], '/paper 2505.15811\n/paper 2410.19750\n');
    expect(err).toContain('2505.15811');
    expect(err).not.toContain('Something went wrong');
    expect(out).toContain('The Geometry of Concepts');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends in order on %s, with everything stored', async (signal) => {
    const { child, ended, until } = launch(folder.path, ['start']);
    child.stdin.write('/about\n');
    await until(/17 papers in this library/);
    child.kill(signal);
    const { code, err } = await ended;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    // A checkpointed database has no write-ahead log left.
    expect(existsSync(join(folder.path, 'data/paperthread.db'))).toBe(true);
    expect(existsSync(join(folder.path, 'data/paperthread.db-wal'))).toBe(false);
  });

  it('a second time on the same folder says so and stops, and works again once the first is gone', async () => {
    const first = launch(folder.path, ['start']);
    first.child.stdin.write('/about\n');
    await first.until(/17 papers/);
    const second = await run(folder.path, ['start']);
    expect(second.code).toBe(1);
    expect(second.err).toMatch(/already runs on this data folder \(process \d+/);
    first.child.kill('SIGKILL');
    await first.ended;
    expect((await run(folder.path, ['start'])).code).toBe(0);
  });

  it('beside an import sees the new papers at the next question', async () => {
    const bot = launch(folder.path, ['start']);
    bot.child.stdin.write('/about\n');
    await bot.until(/17 papers/);
    const page = join(folder.path, 'page.txt');
    writeFileSync(page, listing('2601.00001', 'A paper about zebrafish'));
    expect((await run(folder.path, ['import', page])).code).toBe(0);
    bot.child.stdin.end('/papers zebrafish\n');
    expect((await bot.ended).out).toContain('A paper about zebrafish');
  });

  it('logs commands when asked to', async () => {
    const { err } = await run(folder.path, ['start'], '/about\n', { LOG_LEVEL: 'info' });
    expect(err).toContain('"command":"about"');
  });

  it('with a damaged search index builds it again and answers', async () => {
    await run(folder.path, ['start']);
    writeFileSync(join(folder.path, 'data/search-index.zst'), 'rubbish');
    const { code, out } = await run(folder.path, ['ask', '/papers grokking']);
    expect(out).toContain('Omnigrok');
    expect(code).toBe(0);
  });

  it('with the search index of another library does not believe it', async () => {
    await run(folder.path, ['start']);
    const page = join(folder.path, 'page.txt');
    writeFileSync(page, listing('2601.00001', 'A paper about zebrafish'));
    const other = { DATA_DIR: join(folder.path, 'other') };
    await run(folder.path, ['import', page], '', other);
    copyFileSync(join(folder.path, 'data/search-index.zst'), join(folder.path, 'other/search-index.zst'));
    expect((await run(folder.path, ['ask', '/papers zebrafish'], '', other)).out).toContain(
      'A paper about zebrafish',
    );
  });

  it('with a damaged database says what to do and leaves it as it is', async () => {
    mkdirSync(join(folder.path, 'data'));
    const file = join(folder.path, 'data/paperthread.db');
    writeFileSync(file, 'this is not a database'.repeat(500));
    const before = readFileSync(file);
    const { code, err } = await run(folder.path, ['start']);
    expect(code).toBe(1);
    expect(err).toContain('paperthread.db');
    expect(err).not.toContain('    at ');
    expect(readFileSync(file)).toEqual(before);
  });

  it('reads in the background what is followed, and still ends at once', async () => {
    const yesterday = new Date(Date.now() - 86_400_000).toISOString();
    const papers = [{ id: '2611.00001', versions: [yesterday], changed: yesterday.slice(0, 10) }];
    const feeds = new Map([['cs.LG', { pubDate: new Date().toUTCString(), items: [] }]]);
    const site = await startFakeSite({ papers, feeds, now: new Date().toISOString() });
    try {
      const { child, ended, until } = launch(folder.path, ['start'], {
        ...site.environment,
        ARXIV_CATEGORIES: 'cs.LG',
      });
      const ask = setInterval(() => child.stdin.write('/papers id:2611.00001\n'), 500);
      await until(/Paper 2611\.00001/);
      clearInterval(ask);
      expect(site.questions().map(({ path }) => path)).toEqual(['/oai']);
      child.stdin.end();
      expect((await ended).code).toBe(0);
    } finally {
      await site.stop();
    }
  });

  it('with settings that are wrong says which', async () => {
    const { code, err } = await run(folder.path, ['start'], '', { LOG_LEVEL: 'loud' });
    expect({ code, err }).toEqual({
      code: 1,
      err: 'The settings are not right. LOG_LEVEL: debug, info, warn, error or silent. Default: warn.\n',
    });
  });
});

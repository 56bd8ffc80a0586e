import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { newSubscription } from '../digest/plans.ts';
import { answers, hangs } from '../fakes/arxiv.ts';
import { type SiteOptions, type SitePaper, startFakeSite } from '../fakes/site.ts';
import { launch, listing, run, useFolder } from './launch.ts';

const folder = useFolder();

let stop = async (): Promise<void> => {};
afterEach(() => stop());

const yesterday = new Date(Date.now() - 86_400_000).toISOString();
const paper = {
  id: '2611.00001',
  versions: [yesterday.replace(/\.\d+/, '')],
  changed: yesterday.slice(0, 10),
};

async function arxiv(options: SiteOptions = {}, papers: SitePaper[] = [paper]) {
  const site = await startFakeSite({ papers, now: new Date().toISOString() }, options);
  ({ stop } = site);
  return { ...site, environment: { ...site.environment, CONTACT_EMAIL: 'somebody@example.org' } };
}

describe('npm run sync', () => {
  it('says what to set when nothing is followed', async () => {
    const { code, err } = await run(folder.path, ['sync']);
    expect(code).toBe(1);
    expect(err).toContain(
      'There is nothing to follow yet. Set ARXIV_CATEGORIES, for example: ARXIV_CATEGORIES=cs.LG',
    );
  });

  it('fetches what a category has new, says who asks, and can be asked about it', async () => {
    const { asked, environment } = await arxiv({
      fault: (_number, request) => (request.url === '/rss/cs.LG' ? answers('', {}, 304) : undefined),
    });
    const first = await run(folder.path, ['sync'], '', { ...environment, ARXIV_CATEGORIES: 'cs.LG' });
    expect(first).toEqual({
      code: 0,
      out: [
        'OAI-PMH cs.LG: 1 paper read: 1 new, 0 changed, 0 unchanged, 0 skipped.',
        'Feed cs.LG: 0 papers read: 0 new, 0 changed, 0 unchanged, 0 skipped.',
        '',
      ].join('\n'),
      err: '',
    });
    expect(asked[0]?.headers['user-agent']).toMatch(/^Paperthread\/\d.* \(mailto:somebody@example\.org\)$/);
    const [one, two] = asked.map(({ at }) => at);
    // It waits three seconds; on a busy machine the first question is seen late.
    expect((two ?? 0) - (one ?? 0)).toBeGreaterThan(1_500);
    const about = await run(folder.path, ['ask', '/about']);
    expect(about.out).toContain('1 paper in this library');
    expect(about.out).toMatch(/OAI-PMH cs\.LG: last read .* \(today\), newest arXiv:2611\.00001/);
  });

  it('follows what it is told to, lists it, and forgets it again', async () => {
    const { environment } = await arxiv();
    const words = 'author:"Ada One"';
    const first = await run(folder.path, ['sync', '--follow', words], '', environment);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/^Search author:"Ada One": \d papers read: 1 new, 0 changed, 1 unchanged/);
    expect((await run(folder.path, ['sync', '--list'], '', environment)).out).toBe(`${words}\n`);
    expect((await run(folder.path, ['sync', '--unfollow', words], '', environment)).out).toBe(
      'Nothing is followed.\n',
    );
  });

  it('looks once a week at the papers that channels were told of', async () => {
    const { environment, questions } = await arxiv({}, [{ ...paper, journalRef: 'J. Test 1 (2027)' }]);
    await run(folder.path, ['import', '-'], listing(paper.id, 'Sparse autoencoders'));
    const store = await openSqliteStore(`${folder.path}/data/paperthread.db`);
    const now = new Date().toISOString();
    // arXiv cannot be searched for that, so nothing else is asked.
    const wanted = newSubscription({ query: '-lattices', sections: ['new', 'published'] });
    await store.subscriptions.add(wanted, () => ({ by: 'U1', at: now, what: 'subscribed' }));
    await store.subscriptions.setRoot(wanted, { paper: paper.id, message: 'm1', at: now });
    await store.close();
    expect(await run(folder.path, ['sync'], '', environment)).toEqual({
      code: 0,
      out: 'Papers told of (weekly): 1 paper read: 0 new, 1 changed, 0 unchanged, 0 skipped.\n',
      err: '',
    });
    expect(questions()).toMatchObject([{ path: '/api/query', id_list: paper.id }]);
    expect(await run(folder.path, ['sync'], '', environment)).toEqual({
      code: 0,
      out: 'Papers told of (weekly): read this week already.\n',
      err: '',
    });
    expect((await run(folder.path, ['ask', '/about'])).out).toMatch(
      /Papers told of \(weekly\): last read .* \(today\)$/m,
    );
  });

  it('tells a failure in words, keeps it for /about, and ends with 1', async () => {
    const { environment } = await arxiv({ fault: () => answers('', { 'retry-after': '3600' }, 503) });
    const { code, out, err } = await run(folder.path, ['sync', '--follow', '2611.00001'], '', environment);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /^Single papers: arXiv \(127\.0\.0\.1:\d+\) is busy \(HTTP 503\) and asked to be left alone until \d\d:\d\d GMT(?: on .*)?\. What was read so far is kept; the next run goes on there\.\n$/,
    );
    expect((await run(folder.path, ['ask', '/about'])).out).toContain(
      'never read to its end yet. Failing since',
    );
  });

  it('stops at once when asked to, though arXiv hangs', async () => {
    const { asked, environment } = await arxiv({ fault: () => hangs });
    const { child, ended } = launch(folder.path, ['sync'], { ...environment, ARXIV_CATEGORIES: 'cs.LG' });
    while (asked.length === 0 && child.exitCode === null)
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    child.kill('SIGTERM');
    const { code, err } = await ended;
    expect(code).toBe(1);
    expect(err).toContain('OAI-PMH cs.LG: stopped.');
  });

  it('fills a category back, and goes on where it was interrupted', async () => {
    const papers = Array.from({ length: 3 }, (_, index) => ({
      id: `2610.0000${index + 1}`,
      versions: [`2026-10-0${index + 1}T10:00:00Z`],
      changed: '2026-10-10',
    }));
    const words = ['sync', '--back-fill', 'cs.LG', '--from', '2026-10-01', '--until', '2026-10-31'];
    const broken = await arxiv(
      {
        pageSize: 2,
        fault: (number) => (number === 2 ? answers('', { 'retry-after': '3600' }, 503) : undefined),
      },
      papers,
    );
    expect(await run(folder.path, words, '', broken.environment)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('What was read so far is kept; the same command goes on there.'),
    });
    await stop();
    const { environment, questions } = await arxiv({}, papers);
    // The server asked for a long rest, and every process keeps it: an hour is too long for a test, a new name is not.
    const database = new DatabaseSync(`${folder.path}/data/paperthread.db`);
    database.exec('delete from turns');
    database.close();
    expect(await run(folder.path, words, '', environment)).toEqual({
      code: 0,
      out: 'Back-fill cs.LG, 2026-10-01 to 2026-10-31: 2 papers read: 1 new, 0 changed, 1 unchanged, 0 skipped.\n',
      err: '',
    });
    expect(questions()[0]).toMatchObject({
      search_query: 'submittedDate:[202610021000 TO 202610312359] AND cat:cs.LG',
    });
  });

  it('says why a record was skipped', async () => {
    const { environment } = await arxiv(
      { fault: (_number, request) => (request.url === '/rss/cs.LG' ? answers('', {}, 304) : undefined) },
      [paper, { ...paper, id: 'nonsense' }],
    );
    const { out } = await run(folder.path, ['sync'], '', { ...environment, ARXIV_CATEGORIES: 'cs.LG' });
    expect(out).toContain('1 skipped.\n  ');
    expect(out).toContain('nonsense');
  });

  it.each([
    [['--back-fill', 'cs.LG'], 'Say from which day on, for example:'],
    [['--back-fill', 'cs LG', '--from', '2026-01-01'], '"cs LG" is no category of arXiv.'],
    [['--back-fill', 'cs.LG', '--from', '2026-02-30'], '"2026-02-30" is no day'],
    [['--back-fill', 'cs.LG', '--from', '2026-02-02', '--until', '2026-02-01'], 'name the earlier day first'],
    [['--from', '2026-02-02'], '--from and --until go with --back-fill.'],
    [['--unfollow', 'x'], '"x" is not followed. Nothing is.'],
    [['--follow=-latex'], 'only says what to leave out'],
    [['--back-fill', 'cs.LG', '--from', '2026-01-01', '--follow', 'x'], '--back-fill stands alone.'],
    [['--follow', 'good', '--follow=-bad'], 'only says what to leave out'],
    [['--frobnicate'], "Unknown option '--frobnicate'"],
  ])('refuses %s in one sentence', async (words, message) => {
    const { code, out, err } = await run(folder.path, ['sync', ...words]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/library.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import { readSource } from '../../src/sources/read-source.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { type Site, type SitePaper, startFakeSite } from '../fakes/site.ts';
import { temporaryFolders } from '../store/temporary.ts';
import type { RoundTask } from './children/round.ts';

const CHILD = fileURLToPath(new URL('children/round.ts', import.meta.url));
const newFolder = temporaryFolders();

let stop = async (): Promise<void> => {};
afterEach(() => stop());

const math = { categories: ['math.AG'] };
/** What arXiv has before the week. */
const BEFORE: readonly SitePaper[] = [
  paper('2610.00001', ['2026-10-05T10:00:00Z']),
  paper('2610.00002', ['2026-10-05T11:00:00Z']),
  paper('2610.00003', ['2026-10-05T12:00:00Z']),
  paper('2610.00004', ['2026-10-05T13:00:00Z'], { comments: '9 pages' }),
  paper('2601.00009', ['2026-01-05T10:00:00Z'], { ...math, changed: '2026-01-06' }),
  paper('2601.00003', ['2026-01-02T10:00:00Z'], { ...math, changed: '2026-01-06' }),
  paper('2601.00004', ['2026-01-02T10:00:00Z'], { ...math, changed: '2026-01-06' }),
];
/** Known only from a copied search page: one that shows a later version, one whose GMT day is another, and two that a channel was told of. */
const PAGE = `
arXiv:2601.00001  [pdf, other]  cs.LG
Paper 2601.00001

Authors: Ada One, Ben Two

Abstract: Nothing much.

Submitted 9 November, 2026; v1 submitted 2 January, 2026; originally announced January 2026.

arXiv:2601.00002  [pdf, other]  cs.LG
Paper 2601.00002

Authors: Ada One, Ben Two

Abstract: Nothing much.

Submitted 9 November, 2026; originally announced January 2026.

arXiv:2601.00003  [pdf, other]  math.AG
Paper 2601.00003

Authors: Ada One, Ben Two

Abstract: Nothing much.

Submitted 2 January, 2026; originally announced January 2026.

arXiv:2601.00004  [pdf, other]  math.AG
Paper 2601.00004

Authors: Ada One, Ben Two

Abstract: Nothing much.

Submitted 2 January, 2026; originally announced January 2026.
`;

type Day = { readonly now: string; readonly happens: (site: Site) => void };

const WEEK: readonly Day[] = [
  {
    now: '2026-11-17T03:50:00Z',
    happens: (site) => {
      site.papers.push(paper('2611.00001', ['2026-11-13T10:00:00Z'], { changed: '2026-11-16' }));
      feed(site, 'Mon, 16 Nov 2026 00:00:00 -0500', [['2611.00001', 1, 'new']]);
    },
  },
  {
    now: '2026-11-18T03:50:00Z',
    happens: (site) => {
      change(site, '2610.00001', '2026-11-17', {
        versions: ['2026-10-05T10:00:00Z', '2026-11-17T02:30:00Z'],
        abstract: 'Nothing much, but proved.',
        comments: 'NeurIPS 2026; 20 pages',
      });
      site.papers.push(
        paper('2601.00002', ['2026-11-10T02:00:00Z'], { changed: '2026-11-17' }),
        paper('2611.00004', ['2026-11-16T10:00:00Z'], {
          ...math,
          authors: ['Cy Three'],
          changed: '2026-11-17',
        }),
      );
      feed(site, 'Tue, 17 Nov 2026 00:00:00 -0500', [['2610.00001', 2, 'replace']]);
    },
  },
  {
    now: '2026-11-19T03:50:00Z',
    happens: (site) => {
      site.papers.push(
        paper('2601.00001', ['2026-01-02T10:00:00Z', '2026-11-09T15:00:00Z', '2026-11-18T10:00:00Z'], {
          changed: '2026-11-18',
          abstract: 'Nothing much, once more.',
        }),
        paper('2611.00002', ['2026-11-17T10:00:00Z'], { changed: '2026-11-18' }),
        paper('2611.00003', ['2026-11-17T11:00:00Z'], { changed: '2026-11-18' }),
      );
      feed(site, 'Wed, 18 Nov 2026 00:00:00 -0500', [
        ['2611.00002', 1, 'new'],
        ['2611.00003', 1, 'new'],
      ]);
    },
  },
  {
    now: '2026-11-20T03:50:00Z',
    happens: (site) => {
      change(site, '2610.00002', '2026-11-19', {
        versions: ['2026-10-05T11:00:00Z', '2026-11-19T10:00:00Z'],
        withdrawn: true,
      });
      change(site, '2610.00004', '2026-11-19', { comments: '9 pages, 2 figures' });
      feed(site, 'Thu, 19 Nov 2026 00:00:00 -0500', []);
    },
  },
  {
    now: '2026-11-21T03:50:00Z',
    happens: (site) => {
      change(site, '2610.00003', '2026-11-20', { journalRef: 'J. Test 1' });
      change(site, '2601.00003', '2026-11-20', { journalRef: 'J. Test 2' });
      change(site, '2601.00009', '2026-11-20', {
        versions: ['2026-01-05T10:00:00Z', '2026-11-20T10:00:00Z'],
        title: 'Another title',
      });
      feed(site, 'Fri, 20 Nov 2026 00:00:00 -0500', []);
    },
  },
];

const HAPPENED = [
  'new-paper 2611.00001',
  'new-version 2610.00001 v1 v2 abstract comments',
  'new-paper 2611.00004',
  'new-paper 2611.00002',
  'new-paper 2611.00003',
  'new-version 2601.00001 v2 v3 abstract',
  'new-version 2610.00002 v1 v2 ',
  'withdrawn 2610.00002',
  'published 2610.00003',
  'published 2601.00003',
  'new-version 2601.00009 v1 v2 title',
].toSorted();

function paper(id: string, versions: string[], more: Partial<SitePaper> = {}): SitePaper {
  return { id, versions, changed: '2026-11-14', ...more };
}

function change(site: Site, id: string, changed: string, facts: Partial<SitePaper>): void {
  site.papers = site.papers.map((known) => (known.id === id ? { ...known, ...facts, changed } : known));
}

function feed(site: Site, pubDate: string, items: [string, number, 'new' | 'replace'][]): void {
  site.feeds.set('cs.LG', { pubDate, items: items.map(([id, version, type]) => ({ id, version, type })) });
}

/** When the process is killed: at the first time of each question, so many milliseconds before or after it is answered. */
type Kill = 'never' | 'before the answer' | 'after the answer';

/** Lives through the week; returns what the library says happened in it, and how many processes it took. */
async function live(kill: Kill) {
  const file = join(newFolder(), 'paperthread.db');
  let child: ChildProcess | undefined;
  const met = new Set<string>();
  const site = await startFakeSite(
    { papers: [...BEFORE] },
    {
      pageSize: 2,
      fault(number, request) {
        const question = `${site.site.now} ${request.url}`;
        if (kill === 'never' || met.has(question)) return undefined;
        met.add(question);
        const end = (): boolean | undefined => child?.kill('SIGKILL');
        if (kill === 'before the answer') return () => end();
        // It dies somewhere between the answer and its next question, each time a little later.
        setTimeout(end, 4 + ((number * 7) % 40));
        return undefined;
      },
    },
  );
  ({ stop } = site);
  feed(site.site, 'Fri, 13 Nov 2026 00:00:00 -0500', []);
  let processes = 0;
  const round = async (now: string): Promise<void> => {
    site.site.now = now;
    const task: RoundTask = {
      file,
      urls: site.urls,
      now,
      categories: ['cs.LG'],
      queries: ['author:"Three, Cy"', '2601.00009'],
      told: ['2601.00003', '2601.00004'],
    };
    let code: number | null = null;
    while (code !== 0) {
      processes += 1;
      const started = spawn(process.execPath, [CHILD, JSON.stringify(task)], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      child = started;
      let words = '';
      started.stderr.on('data', (chunk) => {
        words += String(chunk);
      });
      code = await new Promise<number | null>((resolve) => started.on('close', resolve));
      if (code !== 0 && code !== null) throw new Error(words);
    }
  };
  await round('2026-11-16T03:50:00Z');
  await importPage(file);
  const store = await openSqliteStore(file);
  const before = await store.lastSeq();
  for (const day of WEEK) {
    day.happens(site.site);
    await round(day.now);
  }
  const changes = await store.changesAfter(before, 1_000);
  await store.close();
  return {
    processes,
    happened: changes
      .map(({ change: news }) =>
        news.kind === 'new-version'
          ? `${news.kind} ${news.paperId} v${news.from.number} v${news.to.number} ${Object.keys(news.diff).join(' ')}`
          : `${news.kind} ${news.paperId}`,
      )
      .toSorted(),
  };
}

async function importPage(file: string): Promise<void> {
  const store = await openSqliteStore(file);
  const library = createLibrary({ store, openIndex: async () => createMiniSearchIndex() });
  const bytes = (async function* () {
    yield Buffer.from(PAGE);
  })();
  const { items } = await readSource(bytes, '2026-11-15T00:00:00.000Z');
  expect(await library.add(items)).toMatchObject({ papers: 4, new: 4, skipped: [] });
  await store.close();
}

/** Dozens of processes start one after the other, on a machine that may have much else to do. */
const LONGEST_MS = 600_000;

describe('a week of arXiv', () => {
  it(
    'is told exactly as it happened',
    async () => {
      const { happened, processes } = await live('never');
      expect(happened).toEqual(HAPPENED);
      expect(processes).toBe(6);
    },
    LONGEST_MS,
  );

  it.each(['before the answer', 'after the answer'] as const)(
    'is told exactly as it happened though the process is killed at every question, %s',
    async (kill) => {
      const { happened, processes } = await live(kill);
      expect(happened).toEqual(HAPPENED);
      expect(processes).toBeGreaterThan(30);
    },
    LONGEST_MS,
  );
});

import { afterEach, describe, expect, it } from 'vitest';
import { readRange } from '../../src/sync/range.ts';
import { answers } from '../fakes/arxiv.ts';
import type { SiteOptions, SitePaper } from '../fakes/site.ts';
import { openSync } from './parts.ts';

let end = async (): Promise<void> => {};
afterEach(() => end());

/** So many papers, one every `everyMinutes`. */
function papers(count: number, everyMinutes: number): SitePaper[] {
  const first = Date.parse('2026-11-01T00:00:10Z');
  return Array.from({ length: count }, (_, index) => ({
    id: `2611.${String(index + 1).padStart(5, '0')}`,
    versions: [new Date(first + Math.floor(index * everyMinutes) * 60_000).toISOString()],
    changed: '2026-11-19',
  }));
}

async function read(all: SitePaper[], options: SiteOptions = {}, from = '2026-11-01T00:00') {
  const sync = await openSync({ papers: all }, options);
  ({ end } = sync);
  const ids = new Set<string>();
  const pages: { reached: string; left: number }[] = [];
  const range = { from, until: '2026-11-19T23:59' };
  for await (const { items, reached, left } of readRange('cat:cs.LG', range, {
    ...sync.parts,
    apiUrl: sync.urls.api,
  })) {
    for (const item of items) if (item.kind === 'record') ids.add(item.record.paper.id);
    pages.push({ reached, left });
  }
  return { ids, pages, questions: sync.questions() };
}

describe('reading a period', () => {
  it('yields every paper of it, and tells how many are left', async () => {
    const { ids, pages } = await read(papers(250, 5), { pageSize: 100 });
    expect(ids.size).toBe(250);
    expect(pages.map(({ left }) => left)).toEqual([150, 51, 0]);
    expect(pages.at(-1)?.reached).toBe('2026-11-19T23:59');
  });

  it('never asks for a place far down, but for the minute where the last page ended', async () => {
    const { ids, questions } = await read(papers(500, 5), { pageSize: 100 });
    expect(ids.size).toBe(500);
    expect(questions.every((question) => 'start' in question && question.start === '0')).toBe(true);
    expect(questions[1]).toMatchObject({
      search_query: 'submittedDate:[202611010815 TO 202611192359] AND cat:cs.LG',
    });
  });

  it('goes on by place while the papers of a page share one minute', async () => {
    const { ids, questions } = await read(papers(250, 0), { pageSize: 100 });
    expect(ids.size).toBe(250);
    expect(questions.map((question) => ('start' in question ? question.start : ''))).toEqual([
      '0',
      '100',
      '200',
    ]);
  });

  it('goes on behind what came when pages are short', async () => {
    const { ids } = await read(papers(60, 0), { pageSize: 7 });
    expect(ids.size).toBe(60);
  });

  it('asks again for an empty page where papers were counted', async () => {
    const empty = answers(
      '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><opensearch:totalResults>250</opensearch:totalResults></feed>',
    );
    const { ids, questions } = await read(papers(250, 5), {
      fault: (number) => (number === 2 || number === 3 ? empty : undefined),
    });
    expect(ids.size).toBe(250);
    expect(questions).toHaveLength(5);
  });

  it.each([
    ['cut XML', answers('<feed xmlns="http://www.w3.org/2005/Atom"><entry>')],
    ['an HTML page', answers('<!DOCTYPE html><html><body>Maintenance</body></html>')],
    ['nothing', answers('')],
  ])('asks again for a page that is %s', async (_, fault) => {
    const { ids } = await read(papers(150, 5), { fault: (number) => (number === 2 ? fault : undefined) });
    expect(ids.size).toBe(150);
  });

  it('does not believe that nothing is left where papers were left', async () => {
    const none = answers(
      '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><opensearch:totalResults>0</opensearch:totalResults></feed>',
    );
    const { ids } = await read(papers(250, 5), { fault: (number) => (number === 2 ? none : undefined) });
    expect(ids.size).toBe(250);
    await expect(
      read(papers(250, 5), { fault: (number) => (number > 1 ? none : undefined) }),
    ).rejects.toThrow('sent no papers where there are some');
  });

  it('goes on with another page size where one is refused', async () => {
    const { ids } = await read(papers(250, 0), {
      fault: (_number, request) =>
        request.url?.includes('start=100&max_results=100') ? answers('no', {}, 400) : undefined,
    });
    expect(ids.size).toBe(250);
  });

  it('has nothing to tell of an empty period', async () => {
    const { ids, pages } = await read([]);
    expect(ids.size).toBe(0);
    expect(pages).toEqual([{ reached: '2026-11-19T23:59', left: 0 }]);
  });
});

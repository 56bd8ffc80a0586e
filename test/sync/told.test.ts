import { afterEach, expect, it } from 'vitest';
import { parseQuery } from '../../src/core/query-parser.ts';
import { ArxivBusy } from '../../src/sources/arxiv-client.ts';
import { followedOf } from '../../src/sync/round.ts';
import { syncTold, TOLD_STATE } from '../../src/sync/told.ts';
import { syncPapers } from '../../src/sync/watched.ts';
import { answers } from '../fakes/arxiv.ts';
import type { SiteOptions, SitePaper } from '../fakes/site.ts';
import { openSync } from './parts.ts';

let end = async (): Promise<void> => {};
afterEach(() => end());

/** Ids of today's form; the categories are of no importance where nobody follows one. */
function idOf(number: number): string {
  return `2611.${String(number).padStart(5, '0')}`;
}

/** A withdrawal is always a later version. */
const TWO_VERSIONS = { versions: ['2026-11-17T10:00:00Z', '2026-11-18T10:00:00Z'] };

function paper(number: number, more: Partial<SitePaper> = {}): SitePaper {
  return { id: idOf(number), versions: ['2026-11-17T10:00:00Z'], changed: '2026-11-18', ...more };
}

/** A library that knows these papers, and arXiv where something may have become of them since. */
async function openTold(count: number, options: SiteOptions = {}, known: Partial<SitePaper> = {}) {
  const papers = Array.from({ length: count }, (_, index) => paper(index + 1, known));
  let armed = false;
  const { fault } = options;
  let asked = 0;
  const sync = await openSync(
    { papers },
    {
      ...options,
      fault: (_, request) => {
        if (!armed || fault === undefined) return undefined;
        asked += 1;
        return fault(asked, request);
      },
    },
  );
  ({ end } = sync);
  await syncPapers(
    papers.map(({ id }) => id),
    sync.parts,
  );
  armed = true;
  const before = sync.questions().length;
  const ids = papers.map(({ id }) => id);
  return {
    ...sync,
    ids,
    told: { papers: async () => ids, single: new Set<string>(), categories: [] as string[] },
    /** What becomes of a paper. */
    becomes: (number: number, facts: Partial<SitePaper>) => {
      sync.site.papers = sync.site.papers.map((one) =>
        one.id === idOf(number) ? { ...one, ...facts } : one,
      );
    },
    /** The ids of each question since, but those that only ask whether arXiv answers. */
    askedFor: () =>
      sync
        .questions()
        .slice(before)
        .map(idsIn)
        .filter((some) => !some.includes('0704.0001')),
    news: async () => (await sync.changes()).slice(count),
  };
}

function idsIn(question: { readonly path: string; readonly id_list?: string }): string[] {
  return (question.id_list ?? question.path).split(',');
}

const busy = answers('', { 'retry-after': '7200' }, 429);
const refusal = answers('no', {}, 400);

it('what becomes of papers without a new version is seen, a hundred in a question, by their ids', async () => {
  const sync = await openTold(150, {}, TWO_VERSIONS);
  sync.becomes(7, { journalRef: 'J. Test 1 (2027)' });
  sync.becomes(120, { comments: 'This paper has been withdrawn by the authors.' });
  const started = sync.parts.now().toISOString();
  const papers = async () => sync.ids.toReversed();
  expect(await syncTold({ ...sync.told, papers }, sync.parts)).toMatchObject({ papers: 150, changed: 2 });
  expect(sync.askedFor()).toEqual([sync.ids.slice(0, 100), sync.ids.slice(100)]);
  expect(await sync.news()).toEqual(['published 2611.00007', 'withdrawn 2611.00120']);
  expect(await sync.state(TOLD_STATE)).toEqual({ name: TOLD_STATE, lastSuccess: started });
});

it('those that are published or withdrawn, are read one by one, or were never here are not asked for', async () => {
  const sync = await openTold(6, {}, TWO_VERSIONS);
  sync.becomes(1, { journalRef: 'J. Test 1 (2027)' });
  sync.becomes(2, { doi: '10.1000/182' });
  sync.becomes(3, { comments: 'This paper has been withdrawn.' });
  await syncTold(sync.told, sync.parts);
  const papers = async () => [...sync.ids, '2611.99999'];
  await followedOf([], [parseQuery(idOf(5))], papers)
    .at(-1)
    ?.run(sync.parts);
  expect(sync.askedFor().slice(1)).toEqual([[idOf(4), idOf(6)]]);
});

it('nothing is asked where nobody was told of anything, and that is a round too', async () => {
  const sync = await openTold(0);
  expect(await syncTold(sync.told, sync.parts)).toMatchObject({ papers: 0 });
  expect(sync.askedFor()).toEqual([]);
  expect(await sync.state(TOLD_STATE)).toHaveProperty('lastSuccess');
});

it('an id that arXiv does not know any more, or sends damaged, is no alarm', async () => {
  const sync = await openTold(3);
  sync.site.papers = sync.site.papers.filter(({ id }) => id !== idOf(2));
  sync.becomes(3, { versions: ['nonsense'] });
  const report = await syncTold(sync.told, sync.parts);
  expect(report).not.toHaveProperty('warning');
  expect(Object.keys((await sync.state(TOLD_STATE)) ?? {})).toEqual(['name', 'lastSuccess']);
});

it('of a category that OAI-PMH reads it is left to that, as soon as nothing can be lost between the two', async () => {
  const sync = await openTold(2);
  sync.becomes(2, { categories: ['math.AG', 'cs.LG'] });
  const look = () => followedOf(['cs.LG'], [], sync.told.papers).at(-1)?.run(sync.parts);
  const category = { name: 'OAI-PMH cs.LG', since: '2026-11-20' };
  await sync.store.saveSourceState(category);
  // Never looked at before: a journal may have been named before the category was followed.
  await look();
  // On 23 November.
  await look();
  await sync.store.saveSourceState({ ...category, since: '2026-11-24' });
  await look();
  await sync.store.saveSourceState({
    ...category,
    lastError: { since: '2026-11-22T00:00:00.000Z', at: '2026-11-22T00:00:00.000Z', message: 'down' },
  });
  await look();
  const both = [idOf(1), idOf(2)];
  expect(sync.askedFor()).toEqual([both, [idOf(2)], both, both]);
});

it('a round that arXiv breaks off goes on where it was, and takes in what was told since only if it comes later', async () => {
  const sync = await openTold(250, { fault: (number) => (number === 2 ? busy : undefined) });
  const begun = sync.parts.now().toISOString();
  await expect(syncTold(sync.told, sync.parts)).rejects.toThrow('asked to be left alone');
  expect(await sync.state(TOLD_STATE)).toMatchObject({
    cursor: { from: idOf(100), begun, size: 100 },
    lastError: { message: expect.stringContaining('asked to be left alone') },
  });
  await sync.clock.sleep(7_200_000);
  sync.becomes(150, { journalRef: 'J. Test 1 (2027)' });
  expect(await syncTold(sync.told, sync.parts)).toMatchObject({ papers: 150, changed: 1 });
  expect(sync.askedFor().map(([first]) => first)).toEqual([idOf(1), idOf(101), idOf(101), idOf(201)]);
  // By its beginning, as the next one has to see what came in meanwhile.
  expect(await sync.state(TOLD_STATE)).toEqual({ name: TOLD_STATE, lastSuccess: begun });
});

it('a round that ends with the process, by whatever, goes on where it was', async () => {
  const sync = await openTold(250);
  let pages = 0;
  const library = {
    ...sync.library,
    async add(...added: Parameters<typeof sync.library.add>) {
      pages += 1;
      if (pages === 2) throw new Error('no space left');
      return sync.library.add(...added);
    },
  };
  await expect(syncTold(sync.told, { ...sync.parts, library })).rejects.toThrow('no space left');
  const leave = new AbortController();
  const onPage = (): void => leave.abort();
  await expect(syncTold(sync.told, { ...sync.parts, onPage, signal: leave.signal })).rejects.toThrow();
  expect(await sync.state(TOLD_STATE)).not.toHaveProperty('lastError');
  await syncTold(sync.told, sync.parts);
  expect(sync.askedFor().map(([first]) => first)).toEqual([idOf(1), idOf(101), idOf(101), idOf(201)]);
});

it('a long round is read in parts, and begins anew only when it is over', async () => {
  const sync = await openTold(350);
  const parts = { ...sync.parts, questions: 2 };
  const begun = sync.parts.now().toISOString();
  expect(await syncTold(sync.told, parts)).toMatchObject({ papers: 200 });
  expect(await sync.state(TOLD_STATE)).not.toHaveProperty('lastSuccess');
  expect(await syncTold(sync.told, parts)).toMatchObject({ papers: 150 });
  expect(await sync.state(TOLD_STATE)).toEqual({ name: TOLD_STATE, lastSuccess: begun });
  await syncTold(sync.told, parts);
  expect(await sync.state(TOLD_STATE)).toMatchObject({ lastSuccess: begun, cursor: { from: idOf(200) } });
  expect(sync.askedFor().map(([first = '', ...more]) => `${first} ${more.length}`)).toEqual([
    '2611.00001 99',
    '2611.00101 99',
    '2611.00201 99',
    '2611.00301 49',
    '2611.00001 99',
    '2611.00101 99',
  ]);
});

it('one paper for which arXiv has no good answer is left out, and keeps nobody from the others', async () => {
  const bad = idOf(130);
  const sync = await openTold(250, {
    fault: (_, { url = '' }) => (decodeURIComponent(url).includes(bad) ? refusal : undefined),
  });
  let tries = 0;
  for (;;) {
    tries += 1;
    const done = await syncTold(sync.told, sync.parts).then(
      () => true,
      () => false,
    );
    if (done) break;
    expect(await sync.state(TOLD_STATE)).toMatchObject({ lastError: { refused: true } });
  }
  // In halves of a hundred to one, with larger questions again in between; each of them when it is tried again.
  expect(tries).toBeLessThanOrEqual(12);
  const good = sync.askedFor().filter((ids) => !ids.includes(bad));
  expect(good.flat()).toEqual(sync.ids.filter((id) => id !== bad));
  expect(good.slice(-3).map(({ length }) => length)).toEqual([16, 32, 57]);
  expect(await sync.state(TOLD_STATE)).toEqual({ name: TOLD_STATE, lastSuccess: expect.any(String) });
});

it.each([
  ['neighbours', [2, 3]],
  ['the last ones', [4, 5]],
  ['all', [1, 2, 3, 4, 5]],
])('papers that fail each time while others are answered are left out: %s', async (_, bad) => {
  const isBad = (url: string) => bad.some((number) => decodeURIComponent(url).includes(idOf(number)));
  const sync = await openTold(5, {
    fault: (_number, { url = '' }) => (isBad(url) ? answers('', {}, 503) : undefined),
  });
  let tries = 0;
  for (let done = false; !done && tries < 20; tries += 1)
    done = await syncTold(sync.told, sync.parts).then(
      () => true,
      () => false,
    );
  expect(tries).toBeLessThan(20);
  const good = sync.askedFor().filter((ids) => !isBad(ids.join()));
  expect(good.flat()).toEqual(sync.ids.filter((id) => !isBad(id)));
});

it.each([
  [503, 'is busy (HTTP 503)'],
  [403, 'HTTP 403'],
])('an outage, however long, costs no paper its round: HTTP %i', async (status, words) => {
  let isDown = true;
  const sync = await openTold(6, { fault: () => (isDown ? answers('', {}, status) : undefined) });
  for (let hour = 0; hour < 12; hour += 1) {
    await sync.clock.sleep(3_600_000);
    await expect(syncTold(sync.told, sync.parts)).rejects.toThrow(words);
  }
  expect(await sync.state(TOLD_STATE)).not.toHaveProperty('lastSuccess');
  isDown = false;
  await sync.clock.sleep(3_600_000);
  await syncTold(sync.told, sync.parts);
  expect(new Set(sync.askedFor().flat())).toEqual(new Set(sync.ids));
  expect(await sync.state(TOLD_STATE)).toEqual({ name: TOLD_STATE, lastSuccess: expect.any(String) });
});

it('where arXiv asks to be left alone when it is asked whether it answers at all, that is what is told', async () => {
  const sync = await openTold(1, {
    fault: (_, { url = '' }) => (url.includes('0704.0001') ? busy : answers('', {}, 503)),
  });
  await expect(syncTold(sync.told, sync.parts)).rejects.toBeInstanceOf(ArxivBusy);
});

it('a round that is to end while it looks which papers are still open ends, and is not over', async () => {
  const sync = await openTold(3);
  const over = new AbortController();
  over.abort();
  await expect(syncTold(sync.told, { ...sync.parts, signal: over.signal })).rejects.toThrow('aborted');
  expect(sync.askedFor()).toEqual([]);
  expect(await sync.state(TOLD_STATE)).toBeUndefined();
});

it('an outage is told by when it began, until there is an answer', async () => {
  let isDown = true;
  const sync = await openTold(3, { fault: () => (isDown ? answers('', {}, 503) : undefined) });
  const since = async () => (await sync.state(TOLD_STATE))?.lastError?.since;
  await expect(syncTold(sync.told, sync.parts)).rejects.toThrow('is busy (HTTP 503)');
  const first = await since();
  expect(first).toBeDefined();
  await sync.clock.sleep(7_200_000);
  await expect(syncTold(sync.told, sync.parts)).rejects.toThrow();
  expect(await since()).toBe(first);
  isDown = false;
  await sync.clock.sleep(7_200_000);
  await syncTold(sync.told, { ...sync.parts, questions: 1 });
  expect(await since()).toBeUndefined();
});

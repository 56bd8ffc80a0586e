import { afterEach, describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/library.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import { createArxivClient } from '../../src/sources/arxiv-client.ts';
import { oaiSetOf } from '../../src/sources/oai-page.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { syncCategory } from '../../src/sync/category.ts';
import { answers, type Behaviour, breaksOff, startFakeArxiv } from '../fakes/arxiv.ts';
import { createFakeClock, createFakeTurns } from '../fakes/clock.ts';
import { createFakeLog } from '../fakes/log.ts';
import { type FakeRecord, oaiError, oaiPage } from '../fakes/oai.ts';

const V1 = 'Mon, 16 Nov 2026 10:00:00 GMT';
const V2 = 'Wed, 18 Nov 2026 10:00:00 GMT';
const one: FakeRecord = { id: '2611.00001', versions: [V1] };
const two: FakeRecord = { id: '2611.00002', versions: [V1] };
const three: FakeRecord = { id: '2611.00003', versions: [V1] };

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function setUp() {
  const store = await openSqliteStore(':memory:');
  const library = createLibrary({ store, openIndex: async () => createMiniSearchIndex() });
  const clock = createFakeClock();
  ends.push(() => store.close());
  return {
    store,
    library,
    /** Reads the category from a server with this script. */
    sync: async (...script: Behaviour[]) => {
      const server = await startFakeArxiv(...script);
      ends.push(() => server.stop());
      const client = createArxivClient({
        turns: createFakeTurns(clock),
        userAgent: 'x',
        log: createFakeLog(),
        clock,
      });
      const now = (): Date => new Date(clock.now());
      const done = syncCategory('cs.LG', {
        client,
        library,
        store,
        urls: { oai: `${server.url}/oai`, api: '', rss: '' },
        now,
      });
      const report = await done.catch((error: Error) => error.message);
      return {
        report,
        asked: server.asked.map(({ url }) => Object.fromEntries(new URL(url, server.url).searchParams)),
      };
    },
    pass: (ms: number) => clock.sleep(ms),
    state: async () => (await store.sourceStates())[0],
    changes: async () =>
      (await store.changesAfter(0, 100)).map(({ change }) => `${change.kind} ${change.paperId}`),
  };
}

describe('following a category', () => {
  it('asks for the changes of the last week first, then for those since the day before the last reading', async () => {
    const { sync, state } = await setUp();
    const first = await sync(answers(oaiPage([one, two], { at: '2026-11-20T08:00:00Z' })));
    expect(first.asked).toEqual([
      { verb: 'ListRecords', metadataPrefix: 'arXivRaw', set: 'cs:cs:LG', from: '2026-11-16' },
    ]);
    expect(first.report).toMatchObject({ papers: 2, new: 2 });
    expect(await state()).toMatchObject({
      name: 'OAI-PMH cs.LG',
      cursor: { from: '2026-11-19' },
      newestId: '2611.00002',
    });
    const second = await sync(answers(oaiPage([two])));
    expect(second.asked[0]).toMatchObject({ from: '2026-11-19' });
    expect(second.report).toMatchObject({ papers: 1, new: 0, changed: 0, unchanged: 1 });
  });

  it('goes from page to page by tokens, also over an empty one', async () => {
    const { sync, changes } = await setUp();
    const { asked, report } = await sync(
      answers(oaiPage([one], { token: 't|1' })),
      answers(oaiPage([], { token: 't|2' })),
      answers(oaiPage([two])),
    );
    expect(asked.slice(1)).toEqual([
      { verb: 'ListRecords', resumptionToken: 't|1' },
      { verb: 'ListRecords', resumptionToken: 't|2' },
    ]);
    expect(report).toMatchObject({ papers: 2, new: 2 });
    expect(await changes()).toEqual(['new-paper 2611.00001', 'new-paper 2611.00002']);
  });

  it('takes "nothing new" for a success', async () => {
    const { sync, state } = await setUp();
    expect((await sync(answers(oaiError('noRecordsMatch', 'none'), {}, 200))).report).toMatchObject({
      papers: 0,
    });
    expect(await state()).toMatchObject({ cursor: { from: '2026-11-19' }, lastSuccess: expect.any(String) });
  });

  it('that broke off goes on behind the last page', async () => {
    const { sync, state, changes } = await setUp();
    const broken = await sync(
      answers(oaiPage([one], { token: 't|1' })),
      answers('', { 'retry-after': '3600' }, 503),
    );
    expect(broken.report).toContain('is busy (HTTP 503)');
    expect(await state()).toMatchObject({
      cursor: { from: '2026-11-16', token: 't|1' },
      lastError: { message: expect.stringContaining('is busy') },
    });
    const next = await sync(answers(oaiPage([two], { at: '2026-11-21T08:00:00Z' })));
    expect(next.asked).toEqual([{ verb: 'ListRecords', resumptionToken: 't|1' }]);
    expect(await changes()).toEqual(['new-paper 2611.00001', 'new-paper 2611.00002']);
    // What changed while the first reading was under way must be asked for again.
    expect(await state()).toEqual(expect.objectContaining({ cursor: { from: '2026-11-19' } }));
    expect(await state()).not.toHaveProperty('lastError');
  });

  it('begins the list again when its token has expired, and doubles nothing', async () => {
    const { sync, changes } = await setUp();
    await sync(answers(oaiPage([one], { token: 'old' })), answers('', { 'retry-after': '3600' }, 503));
    const { asked } = await sync(
      answers(oaiError('badResumptionToken', 'expired'), {}, 400),
      answers(oaiPage([one, two, three])),
    );
    expect(asked[1]).toMatchObject({ from: '2026-11-16', set: 'cs:cs:LG' });
    expect(await changes()).toEqual(['new-paper 2611.00001', 'new-paper 2611.00002', 'new-paper 2611.00003']);
  });
});

describe('a list that goes on', () => {
  it.each<[string, Behaviour]>([
    ['a list without a record', answers(oaiPage([]))],
    ['a response without a list', answers(oaiPage([]).replace(/<ListRecords>[\s\S]*<\/ListRecords>/, ''))],
  ])('is not at its end with %s', async (_, empty) => {
    const { sync, changes } = await setUp();
    const { report } = await sync(answers(oaiPage([one], { token: 't|1' })), empty, answers(oaiPage([two])));
    expect(report).toMatchObject({ new: 2 });
    expect(await changes()).toHaveLength(2);
  });

  it.each(['noRecordsMatch', 'badArgument', 'badResumptionToken'])(
    'is begun again, once, where its token is answered by %s',
    async (code) => {
      const { sync, changes } = await setUp();
      const { report, asked } = await sync(
        answers(oaiPage([one], { token: 't|1' })),
        answers(oaiError(code, 'no')),
        answers(oaiPage([one], { token: 't|1' })),
        answers(oaiPage([two])),
      );
      expect(report).toMatchObject({ new: 2, unchanged: 1 });
      expect(asked[2]).toMatchObject({ from: '2026-11-16' });
      expect(await changes()).toHaveLength(2);
    },
  );

  it('is begun again where it broke off more than a day ago', async () => {
    const { sync, pass } = await setUp();
    await sync(answers(oaiPage([one], { token: 't|1' })), answers('', { 'retry-after': '3600' }, 503));
    await pass(24 * 3_600_000);
    expect((await sync(answers(oaiPage([one])))).asked[0]).toMatchObject({ from: '2026-11-16' });
  });

  it('never counts days that have not come, whatever the server’s clock says', async () => {
    const { sync, state } = await setUp();
    await sync(answers(oaiPage([one], { at: '2099-01-01T00:00:00Z' })));
    expect(await state()).toMatchObject({ cursor: { from: '2026-11-22' } });
  });

  it('counts as read from when its reading began', async () => {
    const { sync, state } = await setUp();
    await sync(answers(oaiPage([one], { token: 't|1' })), answers(oaiPage([two])));
    expect(await state()).toMatchObject({ lastSuccess: '2026-11-23T09:00:00.000Z' });
  });

  it('that fails again and again is told since when', async () => {
    const { sync, state, pass } = await setUp();
    const busy = answers('', { 'retry-after': '3600' }, 503);
    await sync(busy);
    await pass(3_600_000);
    await sync(busy);
    expect((await state())?.lastError).toMatchObject({
      since: '2026-11-23T09:00:00.000Z',
      at: '2026-11-23T10:00:00.000Z',
    });
  });
});

describe('an answer that is no page', () => {
  const page = oaiPage([one, two]);

  it.each<[string, Behaviour]>([
    ['a page cut in the middle', answers(page.slice(0, page.length - 200))],
    ['an HTML page in its place', answers('<!DOCTYPE html><html><body>Maintenance</body></html>')],
    ['nothing at all', answers('')],
    ['half an answer', breaksOff],
  ])('is asked for again: %s', async (_, behaviour) => {
    const { sync, changes } = await setUp();
    const { report, asked } = await sync(behaviour, answers(page));
    expect(report).toMatchObject({ papers: 2, new: 2 });
    expect(asked).toHaveLength(2);
    expect(await changes()).toHaveLength(2);
  });

  it('for good is told, kept as the last error, and moves nothing', async () => {
    const { sync, state } = await setUp();
    await sync(answers(page));
    const before = await state();
    expect((await sync(answers(page.slice(0, 300)))).report).toEqual(
      expect.stringMatching(/^arXiv \(127\.0\.0\.1:\d+\) sent a damaged page of OAI-PMH\.$/),
    );
    expect(await state()).toEqual({
      ...before,
      lastError: {
        since: expect.any(String),
        at: expect.any(String),
        message: expect.stringContaining('damaged page'),
      },
    });
  });

  it('that is whole but for one record, and stays so, costs that record only and is told', async () => {
    const { sync, changes, state } = await setUp();
    const bad = oaiPage([one, two, three]).replace('Paper 2611.00002', 'Paper &nosuch; \u0001');
    const { report, asked } = await sync(answers(bad));
    expect(asked).toHaveLength(3);
    expect(report).toMatchObject({ papers: 2, new: 2, skipped: expect.any(Number) });
    expect(await changes()).toEqual(['new-paper 2611.00001', 'new-paper 2611.00003']);
    expect(await state()).toHaveProperty('lastSuccess');
  });

  it('of refusal is told in arXiv’s words', async () => {
    const { sync } = await setUp();
    expect((await sync(answers(oaiError('badArgument', 'no such set'), {}, 400))).report).toBe(
      'arXiv (OAI-PMH) answered "no such set" (badArgument).',
    );
  });

  it('that leads to itself ends', async () => {
    const { sync } = await setUp();
    expect((await sync(answers(oaiPage([one], { token: 'same' })))).report).toContain(
      'the same page again and again',
    );
  });
});

describe('a week of news', () => {
  it('yields exactly what happened', async () => {
    const { sync, changes, library } = await setUp();
    await sync(answers(oaiPage([one, two, three])));
    await sync(
      answers(
        oaiPage([
          { ...one, abstract: 'Something new.', versions: [V1, V2] },
          { ...two, journalRef: 'J. Test 1' },
          { ...three, withdrawn: true, versions: [V1, V2] },
        ]),
      ),
    );
    // A record is sent again when a curator touches it, and a quiet day has none.
    await sync(answers(oaiPage([{ ...one, abstract: 'Something\n  new.', versions: [V1, V2] }])));
    await sync(answers(oaiError('noRecordsMatch', 'none')));
    expect((await changes()).slice(3)).toEqual([
      'new-version 2611.00001',
      'published 2611.00002',
      'new-version 2611.00003',
      'withdrawn 2611.00003',
    ]);
    const [, change] = await library.changesOf('2611.00001');
    expect(change?.change).toMatchObject({
      diff: { abstract: { from: 'Nothing much.', to: 'Something new.' } },
    });
  });
});

describe('the set of a category', () => {
  it.each([
    ['cs.LG', 'cs:cs:LG'],
    ['q-bio.NC', 'q-bio:q-bio:NC'],
    ['hep-th', 'physics:hep-th'],
    ['cond-mat.dis-nn', 'physics:cond-mat:dis-nn'],
    ['physics.data-an', 'physics:physics:data-an'],
    ['math', 'math'],
    ['physics', 'physics:physics'],
  ])('%s is %s', (category, set) => {
    expect(oaiSetOf(category)).toBe(set);
  });
});

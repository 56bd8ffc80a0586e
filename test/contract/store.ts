import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '../../src/core/change.ts';
import type { KnownPaper, Paper } from '../../src/core/paper.ts';
import type { Store, StoredPaper } from '../../src/core/ports.ts';
import { digestStoreContract } from './store-digests.ts';

const AT = '2026-11-23T09:00:00.000Z';

/**
 * What every engine of the Store port keeps to.
 *
 * @param open gives a new, empty store each time
 */
export function storeContract(name: string, open: () => Promise<Store>): void {
  digestStoreContract(name, open);
  describe(`the store contract: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(async () => {
      await store.close();
    });

    async function put(papers: readonly KnownPaper[], changes: readonly Change[] = []): Promise<void> {
      await store.transaction((writer) => writer.put(papers, changes, AT));
    }

    async function only(id: string): Promise<KnownPaper | undefined> {
      return (await store.get([id])).get(id);
    }

    test('a new store is empty', async () => {
      expect(await store.lastSeq()).toBe(0);
      expect(await all(store, 0)).toEqual([]);
      expect(await store.changesAfter(0, 10)).toEqual([]);
      expect(await store.get(['2401.00001'])).toEqual(new Map());
      expect(await store.facts()).toEqual({
        papers: 0,
        cutAbstracts: 0,
        cutAuthorLists: 0,
        withdrawn: 0,
        sources: [],
      });
    });

    test('two stores have different identities and each keeps its own', async () => {
      const other = await open();
      try {
        expect(await store.identity()).not.toBe('');
        expect(await store.identity()).toBe(await store.identity());
        expect(await other.identity()).not.toBe(await store.identity());
      } finally {
        await other.close();
      }
    });

    test.each([1, 3, 5, 17, 63, 64, 65, 86, 150])(
      '%i papers and changes that are written at once are all there, in their order',
      async (number) => {
        const ids = Array.from({ length: number }, (_, at) => `2401.${10_000 + ((at * 37) % 1_000)}`);
        const papers = ids.map((id) => known(id, { title: `Of ${id}` }, ['oai', AT]));
        await put(papers, ids.map(isNew));
        await put(papers.slice(0, 2).map((one) => known(one.paper.id, { title: 'Later' }, ['api', AT])));
        const found = await store.get(ids);
        expect(ids.map((id) => found.get(id)?.paper.title)).toEqual(
          ids.map((id, at) => (at < 2 ? 'Later' : `Of ${id}`)),
        );
        const changes = await store.changesAfter(0, 1_000);
        expect(changes.map(({ change }) => change.paperId)).toEqual(ids);
        expect((await all(store, 0)).map(({ known: { paper } }) => paper.id)).toEqual([
          ...ids.slice(2),
          ...ids.slice(0, 2),
        ]);
      },
    );

    test('a source that is forgotten is gone, and no other', async () => {
      await store.saveSourceState({ name: 'a' });
      await store.saveSourceState({ name: 'b' });
      await store.forgetSource('a');
      await store.forgetSource('a');
      expect(await store.sourceStates()).toEqual([{ name: 'b' }]);
    });

    test('what is remembered of a source is replaced as a whole', async () => {
      expect(await store.sourceStates()).toEqual([]);
      const error = { since: AT, at: AT, message: 'arXiv is busy.' };
      await store.saveSourceState({
        name: 'b',
        cursor: { from: '2026-01-01', token: 'x|1' },
        lastError: error,
      });
      await store.saveSourceState({ name: 'a', lastSuccess: AT, newestId: '2601.00001' });
      await store.saveSourceState({ name: 'b', cursor: { from: '2026-01-02' } });
      expect(await store.sourceStates()).toEqual([
        { name: 'a', lastSuccess: AT, newestId: '2601.00001' },
        { name: 'b', cursor: { from: '2026-01-02' } },
      ]);
    });

    describe('notes', () => {
      test('are kept by space and key, replaced as a whole, and listed by key', async () => {
        expect(await store.notes.get('a', '1')).toBeUndefined();
        await store.notes.set('a', '2', { off: true });
        await store.notes.set('a', '1', { off: false, why: 'quiet' });
        await store.notes.set('a', '1', { off: true });
        await store.notes.set('b', '1', {});
        expect(await store.notes.get('a', '1')).toEqual({ off: true });
        expect(await store.notes.list('a')).toEqual([
          { key: '1', value: { off: true } },
          { key: '2', value: { off: true } },
        ]);
        await store.notes.delete('a', '1');
        expect(await store.notes.list('a')).toEqual([{ key: '2', value: { off: true } }]);
        expect(await store.notes.get('b', '1')).toEqual({});
      });

      test('are deleted by how their keys begin, letter by letter', async () => {
        for (const key of ['T1/a', 'T1/b', 'T10/a', 't1/a', 'T_/a', 'T%/a', '😀/a', '😀/b'])
          await store.notes.set('a', key, {});
        await store.notes.set('b', 'T1/a', {});
        for (const prefix of ['T1/', 'T_/', '😀/', 'nowhere/']) await store.notes.deleteUnder('a', prefix);
        const left = (await store.notes.list('a')).map(({ key }) => key);
        expect(left).toEqual(['T%/a', 'T10/a', 't1/a']);
        expect(await store.notes.get('b', 'T1/a')).toEqual({});
      });

      test('are gone when their life is over, and can be claimed again then', async () => {
        await store.notes.set('a', 'short', {}, 5);
        expect(await store.notes.claim('seen', 'e1', {}, 5)).toBe(true);
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
        expect(await store.notes.get('a', 'short')).toBeUndefined();
        expect(await store.notes.list('a')).toEqual([]);
        expect(await store.notes.claim('seen', 'e1', { again: true }, 60_000)).toBe(true);
        expect(await store.notes.get('seen', 'e1')).toEqual({ again: true });
      });

      test('are claimed by one of those who try together', async () => {
        const tries = Array.from({ length: 5 }, (_, index) =>
          store.notes.claim('seen', 'e1', { index }, 60_000),
        );
        expect((await Promise.all(tries)).filter((won) => won)).toHaveLength(1);
      });
    });

    describe('citation keys', () => {
      /** `base`, then `base2`, `base3`. */
      const counted =
        (base: string) =>
        (_id: string, taken: (key: string) => boolean): string => {
          let key = base;
          for (let number = 2; taken(key); number += 1) key = `${base}${number}`;
          return key;
        };

      test('are given once, and whatever is proposed later, stay', async () => {
        const first = await store.citationKeys.assign(['2401.00001'], counted('li2024geometry'));
        expect(first).toEqual(new Map([['2401.00001', 'li2024geometry']]));
        const again = await store.citationKeys.assign(['2401.00001'], counted('li2025geometry'));
        expect(again).toEqual(first);
      });

      test('are given in the order asked for, and the paper met second gets another', async () => {
        await store.citationKeys.assign(['2401.00003'], counted('a'));
        const ids = ['2401.00002', '2401.00001', '2401.00003', '2401.00002'];
        expect(Object.fromEntries(await store.citationKeys.assign(ids, counted('a')))).toEqual({
          '2401.00003': 'a',
          '2401.00002': 'a2',
          '2401.00001': 'a3',
        });
      });

      test('of many papers at once are all different', async () => {
        const ids = Array.from({ length: 1200 }, (_, index) => `2401.${String(index).padStart(5, '0')}`);
        const propose = (id: string, taken: (key: string) => boolean): string =>
          counted(`k${Number(id.slice(5)) % 600}`)(id, taken);
        const keys = await store.citationKeys.assign(ids, propose);
        expect(new Set(keys.values()).size).toBe(1200);
        expect(await store.citationKeys.assign(ids, propose)).toEqual(keys);
      });

      test('are never given twice to those who ask together', async () => {
        const ids = Array.from({ length: 8 }, (_, index) => `2401.0000${index}`);
        const keys = await Promise.all(
          ids.map(async (id) => (await store.citationKeys.assign([id], counted('a'))).get(id)),
        );
        expect(new Set(keys).size).toBe(8);
      });

      test('that are proposed though they are taken give nobody a key', async () => {
        await store.citationKeys.assign(['2401.00001'], () => 'a');
        await expect(store.citationKeys.assign(['2401.00002'], () => 'a')).rejects.toThrow('taken');
        await expect(store.citationKeys.assign(['2401.00003', '2401.00004'], () => 'b')).rejects.toThrow(
          'taken',
        );
        const keys = await store.citationKeys.assign(['2401.00004', '2401.00002'], counted('b'));
        expect([...keys.values()]).toEqual(['b', 'b2']);
      });
    });

    describe('turns', () => {
      const mine = { name: 'service', holder: 'me' };
      const yours = { name: 'service', holder: 'you' };

      test('go to one at a time', async () => {
        expect(await store.turns.take({ ...mine, leaseMs: 60_000, spacingMs: 0 })).toBe(0);
        expect(await store.turns.take({ ...yours, leaseMs: 60_000, spacingMs: 0 })).toBeGreaterThan(0);
        await store.turns.end(mine);
        expect(await store.turns.take({ ...yours, leaseMs: 60_000, spacingMs: 0 })).toBe(0);
      });

      test('keep their distance, also when the holder is done at once', async () => {
        await store.turns.take({ ...mine, leaseMs: 60_000, spacingMs: 30_000 });
        await store.turns.end(mine);
        const wait = await store.turns.take({ ...yours, leaseMs: 1_000, spacingMs: 0 });
        expect(wait).toBeGreaterThan(25_000);
        expect(wait).toBeLessThanOrEqual(30_000);
      });

      test('pass on when a holder died', async () => {
        await store.turns.take({ ...mine, leaseMs: 10, spacingMs: 0 });
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
        expect(await store.turns.take({ ...yours, leaseMs: 60_000, spacingMs: 0 })).toBe(0);
        // Whoever came back to life must not end the turn of the next one.
        await store.turns.end(mine);
        expect(await store.turns.take({ ...mine, leaseMs: 1, spacingMs: 0 })).toBeGreaterThan(0);
      });

      test('rest when the service asked for a pause', async () => {
        await store.turns.take({ ...mine, leaseMs: 60_000, spacingMs: 0 });
        await store.turns.end({ ...mine, pauseMs: 120_000 });
        expect(await store.turns.take({ ...mine, leaseMs: 1, spacingMs: 0 })).toBeGreaterThan(100_000);
      });

      describe('asked for by several', () => {
        const turn = { name: 'service', leaseMs: 60_000, spacingMs: 0 };
        const has = async (holder: string, urgent = false): Promise<boolean> =>
          (await store.turns.take({ ...turn, holder, urgent })) === 0;
        const done = (holder: string): Promise<void> => store.turns.end({ name: 'service', holder });

        test('go to whoever waited, not to one that has just had it', async () => {
          expect(await has('reader')).toBe(true);
          expect(await has('waits')).toBe(false);
          await done('reader');
          expect(await has('reader')).toBe(false);
          expect(await has('waits')).toBe(true);
          await done('waits');
          expect(await has('reader')).toBe(true);
        });

        test('go first to somebody who waits for a person', async () => {
          expect(await has('reader')).toBe(true);
          expect(await has('other reader')).toBe(false);
          expect(await has('person', true)).toBe(false);
          expect(await has('later person', true)).toBe(false);
          await done('reader');
          expect(await has('other reader')).toBe(false);
          expect(await has('later person', true)).toBe(false);
          expect(await has('person', true)).toBe(true);
        });

        test('reach everybody, however many people ask', async () => {
          expect(await has('person 0', true)).toBe(true);
          expect(await has('reader')).toBe(false);
          let turns = 0;
          for (; turns < 20; turns += 1) {
            expect(await has(`person ${turns + 1}`, true)).toBe(false);
            await done(`person ${turns}`);
            if (await has('reader')) break;
            expect(await has(`person ${turns + 1}`, true)).toBe(true);
          }
          expect(turns).toBeGreaterThan(1);
          expect(turns).toBeLessThan(10);
        });

        test('wait for nobody who gave up', async () => {
          expect(await has('reader')).toBe(true);
          expect(await has('person', true)).toBe(false);
          expect(await has('other reader')).toBe(false);
          await done('person');
          expect(await has('other reader')).toBe(false);
          await done('reader');
          expect(await has('other reader')).toBe(true);
        });
      });

      test('of different names do not meet', async () => {
        expect(await store.turns.take({ ...mine, leaseMs: 60_000, spacingMs: 0 })).toBe(0);
        expect(await store.turns.take({ ...yours, name: 'other', leaseMs: 60_000, spacingMs: 0 })).toBe(0);
      });

      test('asked for by many at once go to exactly one', async () => {
        const asked = Array.from({ length: 20 }, (_, index) =>
          store.turns.take({ name: 'service', holder: `h${index}`, leaseMs: 60_000, spacingMs: 60_000 }),
        );
        expect((await Promise.all(asked)).filter((wait) => wait === 0)).toHaveLength(1);
      });
    });

    test('every fact and its sighting comes back as it was put', async () => {
      await put([COMPLETE]);
      expect(await only(COMPLETE.paper.id)).toStrictEqual(COMPLETE);
    });

    test('facts that are not known stay absent keys', async () => {
      const bare: KnownPaper = { paper: { id: 'math/0309136' }, sightings: {} };
      await put([bare]);
      expect(await only('math/0309136')).toStrictEqual(bare);
    });

    test('letters of every script, quotes, line ends and control characters survive', async () => {
      const title = 'Erdős–Rényi 图 مرحبا 👩🏽‍🔬 "q" \'s\' \\alpha $x^2$ %_ \u0000 \u2028 \ud800 end\r\n\t';
      await put([known('2401.00001', { title, authors: ['Łukasz Øberg', '山田 太郎'] })]);
      expect((await only('2401.00001'))?.paper).toStrictEqual({
        id: '2401.00001',
        title,
        authors: ['Łukasz Øberg', '山田 太郎'],
      });
    });

    test('a paper put again replaces what was there and moves to the newest number', async () => {
      await put([known('2401.00001', { title: 'Old', comments: '3 pages' }), known('2401.00002')]);
      await put([known('2401.00001', { title: 'New' })]);
      expect((await only('2401.00001'))?.paper).toStrictEqual({ id: '2401.00001', title: 'New' });
      expect((await all(store, 0)).map(({ seq, known: { paper } }) => [seq, paper.id])).toEqual([
        [2, '2401.00002'],
        [3, '2401.00001'],
      ]);
    });

    test('a paper given twice in one put counts once, as it stands last', async () => {
      await put([known('2401.00001', { title: 'First' }), known('2401.00001', { title: 'Second' })]);
      expect((await all(store, 0)).map(({ known: { paper } }) => paper.title)).toEqual(['Second']);
      expect(await store.lastSeq()).toBe(1);
    });

    test('changes, then papers, get the next numbers without a gap', async () => {
      await put([known('2401.00001'), known('2401.00002')], [isNew('2401.00001'), isNew('2401.00002')]);
      await put([], []);
      await put([known('2401.00003')], [isNew('2401.00003')]);
      const changes = (await store.changesAfter(0, 10)).map(({ seq }) => seq);
      const papers = (await all(store, 0)).map(({ seq }) => seq);
      expect(changes).toEqual([1, 2, 5]);
      expect(papers).toEqual([3, 4, 6]);
      expect(await store.lastSeq()).toBe(6);
    });

    test('papers after a number come in the order of their numbers, in batches', async () => {
      const papers = Array.from({ length: 1200 }, (_, index) => known(`2401.${99999 - index}`));
      await put(papers);
      const batches: number[] = [];
      const seen: StoredPaper[] = [];
      for await (const batch of store.papersAfter(100)) {
        batches.push(batch.length);
        seen.push(...batch);
      }
      expect(seen.map(({ known: { paper } }) => paper.id)).toEqual(
        papers.slice(100).map(({ paper }) => paper.id),
      );
      expect(seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 1100 }, (_, index) => 101 + index));
      expect(batches.length).toBeGreaterThan(1);
      expect(batches).not.toContain(0);
    });

    test('papers written while the papers are read are not missed', async () => {
      await put(Array.from({ length: 600 }, (_, index) => known(`2401.${10000 + index}`)));
      const ids: string[] = [];
      for await (const batch of store.papersAfter(0)) {
        if (ids.length === 0) await put([known('2402.00001')]);
        ids.push(...batch.map(({ known: { paper } }) => paper.id));
      }
      expect(ids).toHaveLength(601);
      expect(ids.at(-1)).toBe('2402.00001');
    });

    test('changes come oldest first, whole, with their time, and no more than asked for', async () => {
      await put([known('2401.00001'), known('2401.00002')], CHANGES);
      const stored = CHANGES.map((change, index) => ({ seq: index + 1, at: AT, change }));
      expect(await store.changesAfter(0, 100)).toStrictEqual(stored);
      expect(await store.changesAfter(1, 2)).toStrictEqual(stored.slice(1, 3));
      expect(await store.changesAfter(stored.length, 100)).toEqual([]);
      expect(await store.changesOf('2401.00001')).toStrictEqual(
        stored.filter(({ change }) => change.paperId === '2401.00001'),
      );
      expect(await store.changesOf('2401.09999')).toEqual([]);
    });

    test('a transaction returns what its work returns and its writer sees what it has put', async () => {
      const title = await store.transaction(async (writer) => {
        await writer.put([known('2401.00001', { title: 'Inside' })], [], AT);
        return (await writer.get(['2401.00001', '2401.00002'])).get('2401.00001')?.paper.title;
      });
      expect(title).toBe('Inside');
    });

    test('a fault inside a transaction comes out as it is and leaves nothing, not even a number', async () => {
      await put([known('2401.00001', { title: 'Before' })], [isNew('2401.00001')]);
      const fault = new Error('the source broke off');
      const failing = store.transaction(async (writer) => {
        await writer.put(
          [known('2401.00001', { title: 'After' }), known('2401.00002')],
          [isNew('2401.00002')],
          AT,
        );
        throw fault;
      });
      await expect(failing).rejects.toBe(fault);
      expect((await only('2401.00001'))?.paper.title).toBe('Before');
      expect(await only('2401.00002')).toBeUndefined();
      expect(await store.changesAfter(1, 10)).toEqual([]);
      expect((await store.facts()).papers).toBe(1);
      await put([known('2401.00003')]);
      expect((await all(store, 2)).map(({ seq }) => seq)).toEqual([3]);
    });

    test('transactions started together take turns and lose no update', async () => {
      await put([known('2401.00001', { title: '0' })]);
      const addOne = async (): Promise<void> => {
        await store.transaction(async (writer) => {
          const before = (await writer.get(['2401.00001'])).get('2401.00001')?.paper.title;
          await pause(5);
          await writer.put([known('2401.00001', { title: String(Number(before) + 1) })], [], AT);
        });
      };
      await Promise.all(Array.from({ length: 10 }, addOne));
      expect((await only('2401.00001'))?.paper.title).toBe('10');
      expect(await store.lastSeq()).toBe(11);
    });

    test('a transaction that fails does not harm the one that waits behind it', async () => {
      const failing = store.transaction(async (writer) => {
        await writer.put([known('2401.00001')], [], AT);
        await pause(5);
        throw new Error('broken');
      });
      const [first, second] = await Promise.allSettled([failing, put([known('2401.00002')])]);
      expect([first?.status, second?.status]).toEqual(['rejected', 'fulfilled']);
      expect((await all(store, 0)).map(({ known: { paper } }) => paper.id)).toEqual(['2401.00002']);
    });

    test('a call that the work did not await belongs to the transaction, one after its end is refused', async () => {
      let late: (() => Promise<void>) | undefined;
      let early: Promise<void> | undefined;
      await store.transaction(async (writer) => {
        early = writer.put([known('2401.00001')], [], AT);
        late = () => writer.put([known('2401.00002')], [], AT);
      });
      await early;
      await expect(late?.()).rejects.toThrow('not awaited');
      expect((await all(store, 0)).map(({ known: { paper } }) => paper.id)).toEqual(['2401.00001']);
    });

    test('facts count papers, what is cut or withdrawn, and each source with its last reading', async () => {
      await put([
        known('2401.00001', { abstract: 'a', abstractCut: 'end' }, ['listing', '2026-11-01T00:00:00.000Z']),
        known('2401.00002', { abstract: 'a', abstractCut: 'no' }, ['listing', '2026-11-03T00:00:00.000Z']),
        known('2401.00003', { authors: ['A'], hiddenAuthors: 3 }, ['atom', '2026-11-02T00:00:00.000Z']),
        known('2401.00004', { withdrawn: true }, ['atom', '2026-11-01T00:00:00.000Z']),
        known('2401.00005', { withdrawn: false, hiddenAuthors: 0 }, ['listing', '2026-11-02T00:00:00.000Z']),
        COMPLETE,
      ]);
      expect(await store.facts()).toEqual({
        papers: 6,
        cutAbstracts: 2,
        cutAuthorLists: 2,
        withdrawn: 2,
        sources: [
          { name: 'atom', papers: 3, lastSeenAt: '2026-11-10T00:00:00.000Z' },
          { name: 'listing', papers: 4, lastSeenAt: '2026-11-03T00:00:00.000Z' },
        ],
      });
    });

    test('facts follow a paper whose every fact was replaced by those of another source', async () => {
      await put([known('2401.00001', { abstract: 'a', abstractCut: 'both' }, ['listing', AT])]);
      await put([known('2401.00001', { abstract: 'all of it', abstractCut: 'no' }, ['atom', AT])]);
      expect(await store.facts()).toMatchObject({
        papers: 1,
        cutAbstracts: 0,
        sources: [{ name: 'atom', papers: 1, lastSeenAt: AT }],
      });
    });

    test('forty thousand ids can be asked for at once, known, unknown and twice', async () => {
      await put([known('2401.00001'), known('2401.39999')]);
      const ids = Array.from({ length: 40_000 }, (_, index) => `2401.${String(index).padStart(5, '0')}`);
      expect([...(await store.get([...ids, '2401.00001'])).keys()].toSorted()).toEqual([
        '2401.00001',
        '2401.39999',
      ]);
      expect(await store.get([])).toEqual(new Map());
    });

    test('closing waits for what runs, can be done twice, and ends all work', async () => {
      const running = put([known('2401.00001')]);
      await Promise.all([store.close(), store.close()]);
      await expect(running).resolves.toBeUndefined();
      await store.close();
      await expect(store.lastSeq()).rejects.toThrow('closed');
      await expect(put([])).rejects.toThrow('closed');
    });
  });
}

const COMPLETE: KnownPaper = {
  paper: {
    id: '2405.00009',
    title: 'Scaling $k$-sparse autoencoders',
    authors: ['Ada Lovelace', 'Emmy Noether'],
    hiddenAuthors: 2,
    abstract: 'We show …',
    abstractCut: 'end',
    categories: ['cs.LG', 'stat.ML'],
    formats: ['pdf', 'ps', 'other'],
    versions: [
      { number: 1, exact: true, submitted: '2024-05-01', calendar: 'gmt' },
      { number: 2, exact: false, submitted: '2024-06-30', calendar: 'eastern' },
      { number: 3, exact: false },
    ],
    announced: '2024-05',
    comments: '',
    journalRef: 'Nature 1 (2024)',
    dois: ['10.1000/1', '10.48550/arXiv.2405.00009'],
    reportNumber: 'CERN-1',
    mscClasses: ['68T07'],
    acmClasses: [],
    withdrawn: true,
  },
  sightings: {
    title: { source: 'listing', seenAt: '2026-11-01T00:00:00.000Z', asOf: '' },
    abstract: { source: 'atom', seenAt: '2026-11-10T00:00:00.000Z', asOf: '2024-05-01' },
    versions: { source: 'atom', seenAt: '2026-11-09T00:00:00.000Z', asOf: '2024-06-30' },
  },
};

const CHANGES: readonly Change[] = [
  isNew('2401.00001'),
  isNew('2401.00002'),
  {
    kind: 'new-version',
    paperId: '2401.00001',
    from: { number: 1, exact: true },
    to: { number: 2, exact: false, submitted: '2024-06-30', calendar: 'eastern' },
    diff: {
      title: { from: 'Old', to: 'New “title”' },
      comments: { to: '5 pages' },
      authors: { added: ['A'], removed: [], reordered: false },
    },
  },
  { kind: 'published', paperId: '2401.00002', journalRef: 'Nature', dois: ['10.1000/1'] },
  { kind: 'withdrawn', paperId: '2401.00001' },
  { kind: 'restored', paperId: '2401.00001' },
];

function known(id: string, facts: Omit<Paper, 'id'> = {}, seen?: [source: string, at: string]): KnownPaper {
  const sightings = seen && { title: { source: seen[0], seenAt: seen[1], asOf: '' } };
  return { paper: { id, ...facts }, sightings: sightings ?? {} };
}

function isNew(paperId: string): Change {
  return { kind: 'new-paper', paperId };
}

async function all(store: Store, after: number): Promise<StoredPaper[]> {
  const papers: StoredPaper[] = [];
  for await (const batch of store.papersAfter(after)) papers.push(...batch);
  return papers;
}

async function pause(ms: number): Promise<void> {
  await new Promise((done) => setTimeout(done, ms));
}

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceItem } from '../../src/core/ports.ts';
import { type AtomEnvelope, atomApiReader, readAtomApi } from '../../src/sources/atom-api.ts';

const SEEN_AT = '2026-06-01T00:00:00.000Z';
const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/atom-api/${name}`, import.meta.url), 'utf8');

async function* pieces(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += 300) yield text.slice(at, at + 300);
}

async function read(text: string): Promise<(SourceItem | AtomEnvelope)[]> {
  return await Array.fromAsync(readAtomApi(pieces(text), SEEN_AT));
}

const PAGE = fixture('page.xml');

describe('readAtomApi', () => {
  it('reads every fact of an entry, with the first and the shown version', async () => {
    const [item] = await read(PAGE);
    expect(item).toEqual({
      kind: 'record',
      record: {
        source: 'api',
        seenAt: SEEN_AT,
        paper: {
          id: '2604.00001',
          title: 'Sparse & dense codes',
          authors: ['A. Bee', 'Karl Schütz'],
          hiddenAuthors: 0,
          abstract: 'We code. Then we decode.',
          abstractCut: 'no',
          categories: ['cs.LG', 'stat.ML'],
          versions: [
            {
              number: 1,
              exact: true,
              submitted: '2026-04-01',
              calendar: 'gmt',
              submittedAt: '2026-04-01T17:59:59.000Z',
            },
            {
              number: 3,
              exact: true,
              submitted: '2026-05-01',
              calendar: 'gmt',
              submittedAt: '2026-05-01T00:30:00.000Z',
            },
          ],
          announced: '2026-04',
          comments: '12 pages',
          journalRef: 'J. Codes 1 (2026) 1',
          dois: ['10.1000/One', '10.1000/two'],
          withdrawn: false,
        },
      },
    });
  });

  it('takes a later moment without a number for some later version, on the day that a search page would print', async () => {
    const [, item] = await read(PAGE);
    expect(item).toMatchObject({
      record: {
        paper: {
          id: 'hep-ex/0307015',
          announced: '2003-07',
          versions: [
            { number: 1, exact: true, submitted: '2003-07-07', submittedAt: '2003-07-07T17:46:39.000Z' },
            { number: 2, exact: false, submitted: '2003-07-08', calendar: 'eastern' },
          ],
        },
      },
    });
  });

  it('finds the version of an old entry in its link', async () => {
    const link = '<link rel="alternate" href="http://arxiv.org/abs/hep-ex/0307015v4"/>';
    const [, item] = await read(PAGE.replace('<title>Old shape', `${link}<title>Old shape`));
    expect(item).toMatchObject({
      record: { paper: { versions: [{ number: 1 }, { number: 4, exact: true }] } },
    });
  });

  it('skips what has no possible moments, and says so', async () => {
    const [, , item] = await read(PAGE);
    expect(item).toEqual({
      kind: 'skipped',
      line: 40,
      reason: 'arXiv:2604.00009: "2026-02-30T13:46:39Z" is no moment (published)',
    });
  });

  it('ends with the counts, or with the message of arXiv', async () => {
    expect((await read(PAGE)).at(-1)).toEqual({
      kind: 'envelope',
      totalResults: 214_881,
      startIndex: 10,
      itemsPerPage: 3,
      faults: 0,
    });
    expect(await read(fixture('error.xml'))).toEqual([
      { kind: 'skipped', line: 3, reason: 'arXiv answered "incorrect id format for abc"' },
      { kind: 'envelope', error: 'incorrect id format for abc', faults: 0 },
    ]);
  });

  it('tells of XML that is no answer at all', async () => {
    const items = await Array.fromAsync(atomApiReader.read(pieces('<html><p>Busy</p></html>'), SEEN_AT));
    expect(items).toEqual([{ kind: 'skipped', line: 1, reason: 'no answer of the Atom API in this XML' }]);
  });

  it('keeps every entry that is complete, wherever the answer is cut', async () => {
    const whole = await read(PAGE);
    for (let end = 0; end < PAGE.length; end += 1) {
      const count = PAGE.slice(0, end).split('</entry>').length - 1;
      const items = await read(PAGE.slice(0, end));
      expect(items.slice(0, count)).toEqual(whole.slice(0, count));
    }
  });

  it('never throws, whatever is changed in an answer', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(PAGE.length),
        fc.nat(40),
        fc.string({ unit: 'binary' }),
        async (at, length, text) => {
          const items = await read(PAGE.slice(0, at) + text + PAGE.slice(at + length));
          expect(items.at(-1)?.kind).toBe('envelope');
        },
      ),
      { numRuns: 300 },
    );
  });
});

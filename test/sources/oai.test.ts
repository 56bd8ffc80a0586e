import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceItem } from '../../src/core/ports.ts';
import { type OaiEnvelope, oaiReader, readOai } from '../../src/sources/oai.ts';

const SEEN_AT = '2026-06-01T00:00:00.000Z';
const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/oai/${name}`, import.meta.url), 'utf8');

async function* pieces(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += 700) yield text.slice(at, at + 700);
}

async function read(text: string): Promise<(SourceItem | OaiEnvelope)[]> {
  return await Array.fromAsync(readOai(pieces(text), SEEN_AT));
}

const LIST = fixture('raw-list.xml');

describe('readOai', () => {
  it('reads every fact of an arXivRaw record', async () => {
    const [item] = await read(LIST);
    expect(item).toEqual({
      kind: 'record',
      record: {
        source: 'oai',
        seenAt: '2026-05-02T03:00:07.000Z',
        paper: {
          id: '2604.00001',
          title: 'Sparse & dense $L^2$ codes',
          authors: ['A. Bee', 'Karl Schütz', 'J.-H. Cee Jr.'],
          hiddenAuthors: 0,
          abstract: 'We code. Then we decode < a lot.',
          abstractCut: 'no',
          categories: ['cs.LG', 'stat.ML'],
          versions: [
            {
              number: 1,
              exact: true,
              submitted: '2026-04-01',
              calendar: 'gmt',
              submittedAt: '2026-04-01T17:59:59.000Z',
              sizeKb: 121,
            },
            {
              number: 2,
              exact: true,
              submitted: '2026-05-01',
              calendar: 'gmt',
              submittedAt: '2026-05-01T00:30:00.000Z',
              sizeKb: 310,
              sourceType: 'D',
            },
          ],
          announced: '2026-04',
          comments: '12 pages, 3 figures',
          journalRef: 'J. Codes 1 (2026) 1',
          dois: ['10.1000/one', '10.1000/two', '10.1002/(SICI)1(199);3.0.CO;2-P'],
          reportNumber: 'MIT-1',
          mscClasses: ['06A07 (06C99, 06D99)', '05C10', '05C15'],
          acmClasses: ['F.2.2', 'I.2.7'],
          withdrawn: false,
        },
      },
    });
  });

  it('reads names in parts of an arXiv record, and of its days only the one that is certain', async () => {
    const items = await read(LIST);
    const item = items.find((each) => each.kind === 'record' && each.record.paper.id === '2604.00004');
    expect(item).toMatchObject({
      record: {
        paper: {
          authors: ['Array Keck', 'X. Viñas Jr.'],
          authorParts: [
            { family: 'Keck', given: 'Array' },
            { family: 'Viñas', given: 'X.', suffix: 'Jr.', affiliations: ['UAB, Barcelona', 'ICC'] },
          ],
          versions: [{ number: 1, exact: true, submitted: '2026-04-02', calendar: 'gmt' }],
        },
      },
    });
    expect(item?.kind === 'record' && 'withdrawn' in item.record.paper).toBe(false);
  });

  it('knows a withdrawal by the size and kind of the last version, and old ids by their slash', async () => {
    const [, , item] = await read(LIST);
    expect(item).toMatchObject({
      record: {
        paper: {
          id: 'math/0611800',
          withdrawn: true,
          announced: '2006-11',
          authors: ['CDF Collaboration', 'T. Aaltonen'],
        },
      },
    });
    const only = async (from: string, to: string): Promise<unknown> => {
      const [, , each] = await read(LIST.replace(from, to));
      return each?.kind === 'record' && each.record.paper.withdrawn;
    };
    expect(await only('<size>0kb</size>', '<size>1kb</size>')).toBe(false);
    expect(await only('<source_type>I</source_type>', '')).toBe(false);
  });

  it('tells the line and the id of what it skips', async () => {
    const skipped = (await read(LIST)).filter((item) => item.kind === 'skipped');
    expect(skipped).toEqual([
      {
        kind: 'skipped',
        line: 23,
        reason: 'arXiv:2604.00002: the record is marked as deleted; what is stored stays',
      },
      {
        kind: 'skipped',
        line: 35,
        reason: 'arXiv:2604.00003: version 1 has an impossible date, "Mon, 31 Feb 2026 10:00:00 GMT"',
      },
    ]);
  });

  it('ends with what the document says about itself', async () => {
    expect((await read(LIST)).at(-1)).toEqual({
      kind: 'envelope',
      responseDate: '2026-05-02T03:00:07.000Z',
      resumptionToken: 'verb%3DListRecords%26skip%3D4',
      faults: 0,
    });
    expect(await read(fixture('error.xml'))).toEqual([
      {
        kind: 'envelope',
        responseDate: '2026-05-02T03:00:07.000Z',
        error: { code: 'badResumptionToken', message: 'The token has expired' },
        faults: 0,
      },
    ]);
  });

  it('counts as faults what makes a document incomplete', async () => {
    const items = await read(LIST.slice(0, LIST.indexOf('<resumptionToken')));
    expect(items.at(-1)).toMatchObject({ faults: 1 });
    expect(items.at(-1)).not.toHaveProperty('resumptionToken');
    expect((await read('<html><body>503</body></html>')).map((item) => item.kind)).toEqual([
      'skipped',
      'envelope',
    ]);
  });

  it.each([
    ['<title>Withdrawn</title>', '', 'no title'],
    ['<id>math/0611800</id>', '<id>math/0613800</id>', '"math/0613800" is no arXiv id'],
    [
      '<version version="v1"><date>Sun, 26',
      '<version version="v2"><date>Sun, 26',
      'version 2 stands there twice',
    ],
    ['<version version="v1"><date>Sun, 26', '<version version="x"><date>Sun, 26', '"x" is no version'],
  ])('skips a record with %s made %j', async (from, to, problem) => {
    const [, , item] = await read(LIST.replace(from, to));
    expect(item).toMatchObject({ kind: 'skipped', line: 26, reason: `arXiv:math/0611800: ${problem}` });
  });

  it('keeps every record that is complete, wherever the document is cut', async () => {
    const whole = (await read(LIST)).filter((item) => item.kind !== 'envelope');
    const cuts = Array.from({ length: LIST.length }, (_, at) => at);
    for (const end of cuts) {
      const count = LIST.slice(0, end).split('</record>').length - 1;
      const items = await read(LIST.slice(0, end));
      expect(items.slice(0, count)).toEqual(whole.slice(0, count));
      const more = items.slice(count).map((item) => item.kind);
      expect([['envelope'], ['skipped', 'envelope']]).toContainEqual(more);
    }
  });

  it('never throws, whatever is changed in a document', async () => {
    const junk = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('<', '&', '</record>', '<record>', '<!--', ']]>', '\u0000'),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(LIST.length), fc.nat(40), junk, async (at, length, text) => {
        const items = await read(LIST.slice(0, at) + text + LIST.slice(at + length));
        expect(items.filter((item) => item.kind === 'envelope')).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });
});

describe('oaiReader', () => {
  it('gives records and skipped places only, and names an error of arXiv but not a lack of news', async () => {
    const items = async (text: string): Promise<SourceItem[]> =>
      await Array.fromAsync(oaiReader.read(pieces(text), SEEN_AT));
    expect((await items(LIST)).map((item) => item.kind)).toEqual([
      'record',
      'skipped',
      'record',
      'skipped',
      'record',
    ]);
    expect(await items(fixture('error.xml'))).toEqual([
      { kind: 'skipped', line: 1, reason: 'arXiv answered "The token has expired" (badResumptionToken)' },
    ]);
    expect(await items(fixture('error.xml').replace('badResumptionToken', 'noRecordsMatch'))).toEqual([]);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceItem } from '../../src/core/ports.ts';
import { collapse } from '../../src/core/text.ts';
import { kaggleReader, looksLikeKaggle } from '../../src/sources/kaggle.ts';

const SEEN_AT = '2025-11-01T00:00:00.000Z';
const SHARED = new URL('../../../shared/fixtures/arxiv/', import.meta.url);
const FILES = ['embedding_vecsearch_0704_2lines.jsonl', 'DERIVED_kaggle_shape_200lines.jsonl'].map(
  (name) => new URL(`kaggle_jsonl/${name}`, SHARED),
);
const missing = FILES.filter((file) => !existsSync(fileURLToPath(file)));
if (missing.length > 0) process.stderr.write('skipped, recorded Kaggle lines not there: kaggle_jsonl\n');

const fixture = readFileSync(new URL('../fixtures/kaggle/lines.jsonl', import.meta.url), 'utf8');

async function read(text: string, size = 700): Promise<SourceItem[]> {
  async function* pieces(): AsyncGenerator<string, void, undefined> {
    for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
  }
  const items: SourceItem[] = [];
  for await (const item of kaggleReader.read(pieces(), SEEN_AT)) items.push(item);
  return items;
}

const ids = (items: readonly SourceItem[]): string[] =>
  items.flatMap((item) => (item.kind === 'record' ? [item.record.paper.id] : []));

describe('the Kaggle reader', () => {
  it('reads every fact of a line, and leaves out what is null or missing', async () => {
    const items = await read(fixture);
    expect(items.filter((item) => item.kind === 'record').map(({ record }) => record)).toEqual([
      {
        source: 'kaggle',
        seenAt: SEEN_AT,
        paper: {
          id: '2101.00001',
          title: 'Tides in $\\mathbb{R}^2$',
          authors: ['A.-B. Shore', 'C. Reed Jr', 'The Tide Collaboration'],
          hiddenAuthors: 0,
          authorParts: [
            { family: 'Shore', given: 'A.-B.', affiliations: ['Sea School', 'Port'] },
            { family: 'Reed', given: 'C.', suffix: 'Jr' },
            { family: 'The Tide Collaboration' },
          ],
          abstract: 'We look at the sea.',
          abstractCut: 'no',
          categories: ['math.CA', 'physics.ao-ph'],
          versions: [
            {
              number: 1,
              exact: true,
              submitted: '2021-01-01',
              calendar: 'gmt',
              submittedAt: '2021-01-01T03:00:00.000Z',
            },
            {
              number: 2,
              exact: true,
              submitted: '2021-03-01',
              calendar: 'gmt',
              submittedAt: '2021-03-01T23:59:59.000Z',
            },
          ],
          announced: '2021-01',
          journalRef: 'J. Tides 1 (2021) 2-3',
          dois: ['10.1000/a.1', '10.1002/(SICI)1(1998)9:1<1::AID-1>3.0.CO;2-P'],
          reportNumber: 'T-1',
          withdrawn: false,
        },
      },
      {
        source: 'kaggle',
        seenAt: SEEN_AT,
        paper: expect.objectContaining({
          id: 'hep-th/9901001',
          title: 'Old',
          authors: ['Zoë Reed', 'B. Shore'],
          hiddenAuthors: 0,
          categories: ['hep-th'],
          announced: '1999-01',
          comments: '1 page',
          dois: ['10.1000/x', '10.1000/y'],
        }),
      },
    ]);
  });

  it('takes the line ends of Unicode inside a text for blanks', async () => {
    const items = await read(
      '{"id":"2101.00001","submitter":"A","title":"T\u2028x\u0085y","authors":"A Bee"}\n',
    );
    expect(items).toMatchObject([{ kind: 'record', record: { paper: { title: 'T x y' } } }]);
  });

  it('tells of every bad line by its number, and by its id when that is known', async () => {
    const items = await read(fixture);
    expect(items.filter((item) => item.kind === 'skipped')).toEqual([
      {
        kind: 'skipped',
        line: 3,
        reason: expect.stringMatching(/^arXiv:2101\.00002: this is no JSON, or only a part of it/),
      },
      { kind: 'skipped', line: 4, reason: 'this is no JSON object' },
      { kind: 'skipped', line: 5, reason: '"101.00004" is no arXiv id' },
      {
        kind: 'skipped',
        line: 6,
        reason: 'arXiv:2101.00005: there is no moment "Wed, 31 Feb 2021 03:00:00 GMT"',
      },
    ]);
  });

  it.each([
    ['{"id":704.0005,"title":"x"}', '"704.0005" is no arXiv id'],
    ['{"title":"x"}', '"" is no arXiv id'],
    [`{"id":${'['.repeat(99_999)}${']'.repeat(99_999)}}`, '"" is no arXiv id'],
    [
      `{"id":"2101.00001","title":"x","versions":[${'['.repeat(99_999)}${']'.repeat(99_999)}]}`,
      'arXiv:2101.00001: a version has no number',
    ],
    [
      `{"id":"2101.00001","title":"x","versions":[{"version":${'['.repeat(99_999)}${']'.repeat(99_999)}}]}`,
      'arXiv:2101.00001: a version has no number',
    ],
    ['{"id":"2101.00001"}', 'arXiv:2101.00001: it has no title'],
    ['{"id":"2101.00001","title":5}', 'arXiv:2101.00001: its "title" is no text'],
    ['{"id":"2101.00001","title":"x","versions":{}}', 'arXiv:2101.00001: its "versions" is no list'],
    [
      '{"id":"2101.00001","title":"x","versions":[{"version":"2"}]}',
      'arXiv:2101.00001: a version has no number ("2")',
    ],
    ['{"id":"2101.00001","title":"x","authors_parsed":["A"]}', /^arXiv:2101\.00001: an entry of its/],
    ['{"id":"2101.00001","title":"x","authors_parsed":[[{}]]}', /^arXiv:2101\.00001: a name in its/],
    [
      `{"id":"2101.00001","title":"${'x'.repeat(1_100_000)}"}`,
      'arXiv:2101.00001: the line is longer than 1 MB',
    ],
  ])('gives a reason for %.60s', async (line, reason) => {
    const items = await read(`${line}\n{"id":"2101.00009","title":"next"}`, 90_000);
    expect(items[0]).toEqual({
      kind: 'skipped',
      line: 1,
      reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
    });
    expect(ids(items)).toEqual(['2101.00009']);
  });

  it('never throws, whatever the text', async () => {
    const json = fc
      .json()
      .map((value) => `{"id":"2101.00001","title":"x","versions":${value},"authors_parsed":${value}}`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.string({ unit: 'binary' }), json)), async (lines) => {
        await read(lines.join('\n'));
      }),
    );
  });

  it('loses no line to junk between lines, and only the last to a cut', async () => {
    const lines = ['2101.00001', '2101.00002', '2101.00003'].map((id) => `{"id":"${id}","title":"T"}`);
    const junk = fc.string({ unit: 'binary' }).map((text) => text.replace(/\s/g, ''));
    await fc.assert(
      fc.asyncProperty(fc.array(junk, { minLength: 4, maxLength: 4 }), fc.nat(60), async (between, cut) => {
        const text = lines.flatMap((line, index) => [between[index] ?? '', line]).join('\n');
        expect(ids(await read(text, 13))).toEqual(['2101.00001', '2101.00002', '2101.00003']);
        const whole = lines.join('\n');
        const kept = whole.slice(0, Math.max(0, whole.length - 1 - cut));
        expect(ids(await read(kept))).toEqual(
          ['2101.00001', '2101.00002', '2101.00003'].slice(0, cut <= (lines[2]?.length ?? 0) ? 2 : 1),
        );
      }),
    );
  });

  it('is known by a line with an id and a key that only this format has', () => {
    expect(looksLikeKaggle(fixture)).toBe(true);
    expect(looksLikeKaggle(`\ufeff\n${fixture.slice(0, 60)}`)).toBe(true);
    expect(looksLikeKaggle(`{"title":"x","update_date":"x","id":"2101.00001"}`)).toBe(true);
    expect(looksLikeKaggle(`not json\n${fixture}`)).toBe(true);
    expect(looksLikeKaggle('{"arxiv_id":"2101.00001","title":"x"}')).toBe(false);
    expect(looksLikeKaggle('{"id":"2101.00001","title":"x"}')).toBe(false);
    expect(looksLikeKaggle('{"id":"7","submitter":"x"}')).toBe(false);
    expect(looksLikeKaggle('arXiv:2101.00001 [pdf] cs.LG')).toBe(false);
    expect(looksLikeKaggle('')).toBe(false);
  });
});

type Line = {
  id: string;
  title: string;
  authors: string;
  comments: string | null;
  'journal-ref': string | null;
  doi: string | null;
  'report-no': string | null;
  categories: string;
  abstract: string;
  versions: { version: string; created: string }[];
  authors_parsed?: string[][];
};

describe.skipIf(missing.length > 0)('recorded Kaggle lines', () => {
  it.each(FILES.map((file) => [file.pathname.split('/').at(-1) ?? '', file] as const))(
    'are read with no wrong field: %s',
    async (_, file) => {
      const text = readFileSync(file, 'utf8');
      expect(looksLikeKaggle(text.slice(0, 65_536))).toBe(true);
      const truths = text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Line);
      const items = await read(text, 65_536);
      expect(items).toHaveLength(truths.length);
      for (const [index, item] of items.entries()) {
        const truth = truths[index];
        if (truth === undefined || item.kind !== 'record') throw new Error(JSON.stringify(item));
        const { paper } = item.record;
        const known = (value: string | null): string | undefined =>
          value === null ? undefined : collapse(value);
        expect({ ...paper, authors: undefined, authorParts: undefined }).toEqual({
          id: truth.id,
          title: collapse(truth.title),
          hiddenAuthors: 0,
          abstract: collapse(truth.abstract),
          abstractCut: 'no',
          categories: truth.categories.split(' '),
          announced: `20${truth.id.slice(0, 2)}-${truth.id.slice(2, 4)}`,
          comments: known(truth.comments),
          journalRef: known(truth['journal-ref']),
          reportNumber: known(truth['report-no']),
          dois: truth.doi === null ? undefined : truth.doi.split(' '),
          versions: truth.versions.map(({ version, created }) => ({
            number: Number(version.slice(1)),
            exact: true,
            submitted: new Date(created).toISOString().slice(0, 10),
            calendar: 'gmt',
            submittedAt: new Date(created).toISOString(),
          })),
          withdrawn: truth.versions.length > 1 ? false : undefined,
        });
        const parsed = truth.authors_parsed?.map(([family, given]) => `${given} ${family}`);
        expect(paper.authors, truth.id).toEqual(parsed ?? expect.any(Array));
        expect(paper.authors, truth.id).toHaveLength(parsed?.length ?? authorCount(truth.authors));
      }
    },
  );
});

/** Affiliations stand in nested parentheses; a comma or `and` parts two names. */
function authorCount(text: string): number {
  let plain = text;
  for (let last = ''; last !== plain; ) {
    last = plain;
    plain = plain.replace(/\([^()]*\)/g, ' ');
  }
  const names = plain.split(/\s*(?:,|:|\band\b)\s*/).filter((name) => /\p{L}/u.test(name));
  return names.filter((name) => !/^(?:Jr|Sr)\.?$|^I{2,3}$/.test(name.trim())).length;
}

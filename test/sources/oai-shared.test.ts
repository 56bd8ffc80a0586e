import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { merge } from '../../src/core/merge.ts';
import type { KnownPaper, Paper, PaperRecord } from '../../src/core/paper.ts';
import type { SourceItem } from '../../src/core/ports.ts';
import { type OaiEnvelope, readOai } from '../../src/sources/oai.ts';

const SHARED = new URL('../../../shared/fixtures/arxiv/oai_pmh/', import.meta.url);
const RAW = 'scirate_arxivsync_47001_ListRecords_arXivRaw_2014_first300.xml';
const PARTS = 'hepcrawl_GetRecord_arXiv_1606.04259_2016.xml';
const missing = [RAW, PARTS].filter((file) => !existsSync(fileURLToPath(new URL(file, SHARED))));
if (missing.length > 0) process.stderr.write(`skipped, recorded OAI-PMH not there: ${missing.join(', ')}\n`);

const text = (file: string): string => readFileSync(new URL(file, SHARED), 'utf8');

async function* pieces(whole: string): AsyncGenerator<string> {
  for (let at = 0; at < whole.length; at += 4_096) yield whole.slice(at, at + 4_096);
}

async function read(whole: string): Promise<(SourceItem | OaiEnvelope)[]> {
  return await Array.fromAsync(readOai(pieces(whole), '2026-01-01T00:00:00.000Z'));
}

async function records(whole: string): Promise<PaperRecord[]> {
  return (await read(whole)).flatMap((item) => (item.kind === 'record' ? [item.record] : []));
}

function plain(xml: string | undefined): string | undefined {
  return xml
    ?.replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The document read a second time by other means. */
function fieldsOf(xml: string): Record<string, unknown> {
  const field = (name: string): string | undefined =>
    plain(new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(xml)?.[1]);
  const versions = [...xml.matchAll(/<version version='v(\d+)'>(.*?)<\/version>/gs)].map(
    ([, number, inner = '']) => ({
      number: Number(number),
      at: new Date(/<date>(.*?)</.exec(inner)?.[1] ?? '').toISOString(),
      size: /<size>(\d+)kb</.exec(inner)?.[1],
      type: /<source_type>(.*?)</.exec(inner)?.[1],
    }),
  );
  return {
    id: field('id'),
    title: field('title'),
    abstract: field('abstract'),
    categories: field('categories'),
    comments: field('comments'),
    journalRef: field('journal-ref'),
    doi: field('doi'),
    report: field('report-no'),
    msc: field('msc-class')?.replace(/\s*[;,]\s*/g, ';'),
    acm: field('acm-class')?.replace(/\s*[;,]\s*/g, ';'),
    versions,
  };
}

function fieldsRead(paper: Paper): Record<string, unknown> {
  return {
    id: paper.id,
    title: paper.title,
    abstract: paper.abstract,
    categories: paper.categories?.join(' '),
    comments: paper.comments,
    journalRef: paper.journalRef,
    doi: paper.dois?.join(' '),
    report: paper.reportNumber,
    msc: paper.mscClasses?.join(';'),
    acm: paper.acmClasses?.join(';'),
    versions: paper.versions?.map((version) => ({
      number: version.number,
      at: version.submittedAt,
      size: version.sizeKb?.toString(),
      type: version.sourceType,
    })),
  };
}

/** Hard cases of the page: what stands there, and who that is. */
const AUTHORS: Readonly<Record<string, readonly string[]>> = {
  '0801.3674': ['Robert H. Brandenberger', 'Keshav Dasgupta', 'Anne-Christine Davis'],
};
const PHRASES: readonly (readonly [string, readonly string[]])[] = [
  ['Richard de Grijs (3)', ['Peter Anders', 'Uta Fritze', 'Richard de Grijs']],
  ['Isaac Chappell II', ['Isaac Chappell II', 'S. James Gates Jr']],
  ['Mirek Giersz (1)', ['Mirek Giersz', 'Douglas C. Heggie', 'Jarrod R. Hurley']],
  ['J. -H. Jureit', ['J.-H. Jureit', 'Thomas Krajewski', 'Thomas Schucker', 'Christoph Stephan']],
  ['Peter Woitke (3)', ['Christiane Helling', 'Matthias Dehn', 'Peter Woitke', 'Peter H. Hauschildt']],
  [
    '{\\"u}bhausen',
    [
      'M. Kim',
      'H. Barath',
      'S.L. Cooper',
      'P. Abbamonte',
      'E. Fradkin',
      'M. Rübhausen',
      'C. L. Zhang',
      'S-W. Cheong',
    ],
  ],
  ["D. Kr\\'al'", ["D. Král'", 'O. Pangrác', 'J.-S. Sereni', 'R. Skrekovski']],
  ['AURIGA Collaboration', ['AURIGA Collaboration', 'Virgo Collaboration']],
  ['CDF Collaboration: T.', ['CDF Collaboration', 'T. Aaltonen']],
  [
    'P. Testa (MIT)',
    [
      'P. Testa',
      'J.J. Drake',
      'B. Ercolano',
      'F. Reale',
      'D.P. Huenemoerder',
      'L. Affer',
      'G. Micela',
      'D. Garcia-Alvarez',
    ],
  ],
  ['Lucio Mayer', ['Lucio Mayer', 'Fabio Governato', 'Tobias Kaufmann']],
  ['L. Petrov (NVI', ['L. Petrov', 'Y. Y. Kovalev', 'E. B. Fomalont', 'D. Gordon']],
  ['K.G. Strassmeier (3)', ['A. Frasca', 'Zs. Kovari', 'K.G. Strassmeier', 'K. Biazzo']],
  ['{\\AA}berg', ['S. Åberg', 'H. Olofsson', 'P. Leboeuf']],
  ['M.B.N. Kouwenhoven (1)', ['M.B.N. Kouwenhoven', 'R. de Grijs']],
  ['B. C. Buchler', ['G. Hétet', 'J. J. Longdell', 'M. J. Sellars', 'P. K. Lam', 'B. C. Buchler']],
  [
    '\\v{Z}ili',
    [
      'Nikolina Novosel',
      'Dijana Žilić',
      'Damir Pajić',
      'Marijana Jurić',
      'Berislav Perić',
      'Krešo Zadro',
      'Boris Rakvin',
      'Pavica Planinić',
    ],
  ],
];

describe.skipIf(missing.includes(RAW))('a recorded page of arXivRaw', () => {
  it('reads with no wrong field', async () => {
    const whole = text(RAW);
    const sources = whole.match(/<record>.*?<\/record>/gs) ?? [];
    const found = await records(whole);
    expect(found).toHaveLength(300);
    expect(found.map(({ paper }) => fieldsRead(paper))).toEqual(sources.map(fieldsOf));
    expect(found.flatMap(({ paper }) => paper.versions ?? [])).toHaveLength(452);
    for (const { paper, seenAt } of found) {
      expect(seenAt).toBe('2014-01-16T10:33:29.000Z');
      expect(paper.announced).toBe('2008-01');
      expect(paper.abstractCut).toBe('no');
      for (const version of paper.versions ?? []) {
        expect(version).toMatchObject({
          exact: true,
          calendar: 'gmt',
          submitted: version.submittedAt?.slice(0, 10),
        });
      }
    }
  });

  it('counts 0801.3891, withdrawn once and restored, as not withdrawn', async () => {
    const found = await records(text(RAW));
    expect(found.filter(({ paper }) => paper.withdrawn !== false)).toEqual([]);
    const restored = found.find(({ paper }) => paper.id === '0801.3891');
    expect(restored?.paper.versions?.[1]).toMatchObject({ sizeKb: 0, sourceType: 'I' });
  });

  it('names the people and nothing else', async () => {
    const whole = text(RAW);
    const found = await records(whole);
    const written = (whole.match(/<authors>.*?<\/authors>/gs) ?? []).map(
      (each) => plain(each.slice(9, -10)) ?? '',
    );
    const wrong = found
      .flatMap(({ paper }) => paper.authors ?? [])
      .filter((name) => /[()\\{}\d,;:]| and |^and |\s\s/.test(name));
    expect(wrong).toEqual([]);
    for (const [phrase, names] of PHRASES) {
      expect(found[written.findIndex((each) => each.includes(phrase))]?.paper.authors).toEqual(names);
    }
    for (const [id, names] of Object.entries(AUTHORS)) {
      expect(found.find(({ paper }) => paper.id === id)?.paper.authors).toEqual(names);
    }
    // Names without parentheses or commas inside are simply counted.
    for (const [index, each] of written.entries()) {
      if (/[(:]|et al|\bJr|\bII\b/.test(each)) continue;
      const count = each.replace(/,\s+and /g, ', ').split(/,\s*| and /).length;
      expect([each, found[index]?.paper.authors?.length]).toEqual([each, count]);
    }
  });

  it('ends with the token', async () => {
    expect((await read(text(RAW))).at(-1)).toEqual({
      kind: 'envelope',
      responseDate: '2014-01-16T10:33:29.000Z',
      resumptionToken: '496549|47001',
      faults: 0,
    });
  });

  it('is no news when it is read again', async () => {
    const known = new Map<string, KnownPaper>();
    for (const record of await records(text(RAW))) known.set(record.paper.id, merge(undefined, record).paper);
    for (const record of await records(text(RAW))) {
      const before = known.get(record.paper.id);
      expect(merge(before, record)).toEqual({ paper: before, changes: [] });
    }
  });
});

describe.skipIf(missing.includes(PARTS))('a recorded record of arXiv', () => {
  it('reads with no wrong field', async () => {
    const [item, ...rest] = await read(text(PARTS));
    expect(item?.kind === 'record' && item.record).toEqual({
      source: 'oai',
      seenAt: '2016-07-14T11:58:39.000Z',
      paper: {
        id: '1606.04259',
        title: 'Extreme Regimes in Quantum Gravity',
        authors: ['Emmanuele Battista'],
        hiddenAuthors: 0,
        authorParts: [{ family: 'Battista', given: 'Emmanuele' }],
        versions: [{ number: 1, exact: true, submitted: '2016-06-14', calendar: 'gmt' }],
        abstract:
          'The thesis is divided into two parts. In the first part the low-energy limit of quantum gravity is analysed, whereas in the second we deal with the high-energy domain.',
        abstractCut: 'no',
        categories: ['math.AP', 'hep-th', 'math-ph', 'math.DG', 'math.MP', 'nlin.SI'],
        announced: '2016-06',
        comments:
          'Phd thesis in Fundamental and Applied Physics presented at University "Federico II" (Naples, Italy) on 29th April 2016',
      },
    });
    expect(rest).toEqual([{ kind: 'envelope', responseDate: '2016-07-14T11:58:39.000Z', faults: 0 }]);
  });
});

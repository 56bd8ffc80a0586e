import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/core/change.ts';
import { merge } from '../../src/core/merge.ts';
import type { KnownPaper, PaperRecord, PaperVersion } from '../../src/core/paper.ts';
import type { SourceItem } from '../../src/core/ports.ts';
import { readAtomApi } from '../../src/sources/atom-api.ts';
import { readFeed } from '../../src/sources/feed.ts';
import { readOai } from '../../src/sources/oai.ts';
import { exact, inferred, permutations } from './worlds.ts';

/** One paper as the real readers bring it, day by day. */
const ID = '2505.15811';

async function* once(text: string): AsyncIterable<string> {
  yield text;
}

type Item = SourceItem | { readonly kind: 'channel' | 'envelope' };

async function only(items: AsyncIterable<Item>): Promise<PaperRecord> {
  for await (const item of items) if (item.kind === 'record') return item.record;
  throw new Error('no record');
}

type Facts = { readonly title?: string; readonly comments?: string; readonly categories?: string };

async function oai(day: string, versions: readonly string[], facts: Facts = {}, gone = false) {
  const list = versions.map((moment, index) => {
    const sign =
      gone && index === versions.length - 1
        ? '<size>0kb</size><source_type>I</source_type>'
        : '<size>9kb</size>';
    return `<version version="v${index + 1}"><date>${new Date(moment).toUTCString()}</date>${sign}</version>`;
  });
  const comments = facts.comments === undefined ? '' : `<comments>${facts.comments}</comments>`;
  return await only(
    readOai(
      once(
        `<OAI-PMH><responseDate>${day}T12:00:00Z</responseDate><GetRecord><record><header/><metadata><arXivRaw><id>${ID}</id>${list.join('')}<title>${facts.title ?? 'T'}</title><authors>A Bee</authors><categories>${facts.categories ?? 'cs.LG'}</categories>${comments}</arXivRaw></metadata></record></GetRecord></OAI-PMH>`,
      ),
      '',
    ),
  );
}

async function api(day: string, version: number, first: string, shown: string, comments = '9 pages') {
  return await only(
    readAtomApi(
      once(
        `<feed><entry><id>http://arxiv.org/abs/${ID}v${version}</id><title>T</title><published>${first}</published><updated>${shown}</updated><author><name>A Bee</name></author><category term="cs.LG"/><comment>${comments}</comment></entry></feed>`,
      ),
      `${day}T12:00:00.000Z`,
    ),
  );
}

async function feed(date: string, type: string, version: number, more = '') {
  return await only(
    readFeed(
      once(
        `<rss><channel><item><title>T</title><link>https://arxiv.org/abs/${ID}</link><description>arXiv:${ID}v${version} Announce Type: ${type} \nAbstract: X</description><guid>oai:arXiv.org:${ID}v${version}</guid><category>cs.LG</category>${more}<pubDate>${date} 00:00:00 -0400</pubDate></item></channel></rss>`,
      ),
      new Date(`${date} 06:00:00 -0400`).toISOString(),
    ),
  );
}

function listing(...versions: PaperVersion[]): PaperRecord {
  return { source: 'listing', seenAt: '2025-06-20T12:00:00.000Z', paper: { id: ID, title: 'T', versions } };
}

function mergeAll(records: readonly PaperRecord[]): { known: KnownPaper; changes: Change[] } {
  let known: KnownPaper | undefined;
  const changes: Change[] = [];
  for (const seen of records) {
    const merged = merge(known, seen);
    known = merged.paper;
    changes.push(...merged.changes);
  }
  if (known === undefined) throw new Error('nothing to merge');
  return { known, changes };
}

const kinds = (changes: readonly Change[]): string[] => changes.map(({ kind }) => kind);

const V1 = '2025-05-21T17:00:00Z';
const V2 = '2025-06-11T02:30:00Z';
const V3 = '2025-07-01T15:00:00Z';
const GONE = 'This paper has been withdrawn by the author';

describe('a withdrawal', () => {
  it('is told from the words of the paper when only the API shows it, and so is a version that restores it', async () => {
    const records = [
      await api('2025-06-01', 1, V1, V1),
      await api('2025-06-12', 2, V1, V2, GONE),
      await api('2025-06-13', 2, V1, V2, GONE),
      await api('2025-07-02', 3, V1, V3),
    ];
    const { known, changes } = mergeAll(records);
    expect(kinds(changes)).toEqual(['new-paper', 'new-version', 'withdrawn', 'new-version', 'restored']);
    for (const order of permutations(records)) expect(mergeAll(order).known).toEqual(known);
  });

  it('is decided by the size and kind of its last version where OAI-PMH tells them', async () => {
    const words = await api('2025-06-12', 2, V1, V2, GONE);
    const sign = await oai('2025-06-11', [V1, V2], { comments: GONE });
    expect(mergeAll([words, sign]).known.paper.withdrawn).toBe(false);
    expect(mergeAll([sign, words]).known.paper.withdrawn).toBe(false);
    expect(kinds(mergeAll([sign, words]).changes)).toEqual(['new-paper']);
    const silent = await api('2025-06-12', 2, V1, V2);
    const gone = await oai('2025-06-11', [V1, V2], {}, true);
    expect(mergeAll([gone, silent]).known.paper.withdrawn).toBe(true);
    expect(kinds(mergeAll([gone, silent]).changes)).toEqual(['new-paper']);
  });
});

describe('a third version of a paper of which a page showed at least two', () => {
  const known = listing(exact(1, '2025-05-21', 'eastern'), inferred('2025-06-10'));

  it('is news once, when the API, OAI-PMH or a feed brings it', async () => {
    const byApi = await api('2025-07-02', 3, V1, V3);
    const byOai = await oai('2025-07-02', [V1, V2, V3]);
    const byFeed = await feed('Wed, 2 Jul 2025', 'replace', 3);
    for (const records of permutations([byApi, byOai, byFeed])) {
      const { changes, known: merged } = mergeAll([known, ...records]);
      expect(changes.slice(1)).toMatchObject([
        { kind: 'new-version', from: { number: 2 }, to: { number: 3, exact: true } },
      ]);
      expect(merged.paper.versions?.map(({ number }) => number)).toEqual([1, 2, 3]);
    }
  });

  it('is none when what the page showed was that version, or can have been', async () => {
    const shown = listing(exact(1, '2025-05-21', 'eastern'), inferred('2025-07-01'));
    for (const seen of [
      await api('2025-07-02', 3, V1, V3),
      await oai('2025-07-02', [V1, V2, V3]),
      await feed('Wed, 2 Jul 2025', 'replace', 3),
    ]) {
      expect(kinds(mergeAll([shown, seen]).changes)).toEqual(['new-paper']);
    }
  });

  it('is none when a feed cross-lists it, which can be of any age', async () => {
    const crossed = await feed('Wed, 2 Jul 2025', 'cross', 3);
    expect(kinds(mergeAll([known, crossed]).changes)).toEqual(['new-paper']);
  });
});

describe('an edit of metadata without a new version', () => {
  it.each([
    ['replace', 2, 'Thu, 12 Jun 2025'],
    ['cross', 2, 'Wed, 2 Jul 2025'],
    ['new', 1, 'Fri, 23 May 2025'],
  ])('is taken over after a feed announced the paper as %s', async (type, version, date) => {
    const versions = [V1, V2].slice(0, version);
    const announced = await feed(date, type, version);
    const before = await oai('2025-07-03', versions);
    const after = await oai('2025-07-20', versions, { title: 'T, corrected', categories: 'cs.LG stat.ML' });
    const { known, changes } = mergeAll([announced, before, after]);
    expect(kinds(changes)).toEqual(['new-paper']);
    expect(known.paper).toMatchObject({ title: 'T, corrected', categories: ['cs.LG', 'stat.ML'] });
  });

  it('is taken over from OAI-PMH without versions too, as it tells the day of the last one', async () => {
    const raw = await oai('2025-06-12', [V1, V2]);
    const plain = (updated: string): Promise<PaperRecord> =>
      only(
        readOai(
          once(
            `<OAI-PMH><responseDate>2025-07-20T12:00:00Z</responseDate><GetRecord><record><header/><metadata><arXiv><id>${ID}</id><created>2025-05-21</created>${updated}<authors><author><keyname>Bee</keyname></author></authors><title>T, corrected</title></arXiv></metadata></record></GetRecord></OAI-PMH>`,
          ),
          '',
        ),
      );
    expect(mergeAll([raw, await plain('<updated>2025-06-11</updated>')]).known.paper.title).toBe(
      'T, corrected',
    );
    // Without that day it can be the first version's state.
    expect(mergeAll([raw, await plain('')]).known.paper.title).toBe('T');
    expect(mergeAll([raw, await plain('<updated>2025-06-31</updated>')]).known.paper.title).toBe('T');
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/library.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import { readSource } from '../../src/sources/read-source.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';

const SEED = readFileSync(new URL('../../data/listing-michaud.txt', import.meta.url), 'utf8');
const ID = '2505.15811';
const TITLE = 'On the creation of narrow AI: hierarchy and nonlocality of neural\n  network skills';
const START = /Abstract: (We study the problem of creating strong.*)… ▽ More/.exec(SEED)?.[1] ?? '';

/** The whole abstract, as the exact sources give it: wrapped, and going on where the page cuts it. */
const ABSTRACT = `  ${START.replaceAll(', ', ',\n')}l networks learn.\n`;

/** v2 went in at 22:10 in New York: the 29th on the page, the 30th by GMT. */
const OAI = `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2025-11-03T08:00:00Z</responseDate><GetRecord><record>
<header><identifier>oai:arXiv.org:${ID}</identifier><datestamp>2025-10-31</datestamp></header>
<metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>${ID}</id><submitter>Eric Michaud</submitter>
<version version="v1"><date>Wed, 21 May 2025 17:58:55 GMT</date><size>901kb</size></version>
<version version="v2"><date>Thu, 30 Oct 2025 02:10:00 GMT</date><size>950kb</size></version>
<title>${TITLE}</title><authors>Eric J. Michaud (MIT), Asher Parker-Sartori, and Max Tegmark</authors>
<categories>cs.LG</categories><comments>NeurIPS 2025; 20 pages,
  13 figures</comments><abstract>${ABSTRACT}</abstract></arXivRaw></metadata></record></GetRecord></OAI-PMH>`;

const API = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom">
<opensearch:totalResults>1</opensearch:totalResults><entry><id>http://arxiv.org/abs/${ID}v2</id><title>${TITLE}</title>
<updated>2025-10-30T02:10:00Z</updated><published>2025-05-21T17:58:55Z</published><summary>${ABSTRACT}</summary>
<category term="cs.LG"/><arxiv:primary_category term="cs.LG"/><arxiv:comment>NeurIPS 2025; 20 pages, 13 figures</arxiv:comment>
<author><name>Eric J. Michaud</name></author><author><name>Asher Parker-Sartori</name></author><author><name>Max Tegmark</name></author>
</entry></feed>`;

const SOURCES = { seed: SEED, oai: OAI, api: API };
type Name = keyof typeof SOURCES;

async function libraryOf(names: readonly Name[]) {
  const store = await openSqliteStore(':memory:');
  const library = createLibrary({ store, openIndex: async () => createMiniSearchIndex() });
  for (const name of names) {
    const { items } = await readSource(bytes(SOURCES[name]), '2025-11-02T00:00:00.000Z');
    const report = await library.add(items);
    expect(report.skipped).toEqual([]);
  }
  const known = await library.get([ID]);
  return { paper: known.get(ID)?.paper, changes: (await library.changesOf(ID)).map(({ change }) => change) };
}

async function* bytes(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

describe('one paper from several sources', () => {
  it.each<[readonly Name[]]>([
    [['seed', 'oai', 'api']],
    [['seed', 'api', 'oai']],
    [['oai', 'seed', 'api']],
    [['api', 'seed', 'oai', 'seed', 'api']],
  ])('is news once, though its days differ and its texts are wrapped: %s', async (names) => {
    const { paper, changes } = await libraryOf(names);
    expect(changes).toEqual([{ kind: 'new-paper', paperId: ID }]);
    expect(paper).toMatchObject({
      abstractCut: 'no',
      authors: ['Eric J. Michaud', 'Asher Parker-Sartori', 'Max Tegmark'],
      comments: 'NeurIPS 2025; 20 pages, 13 figures',
      versions: [
        { number: 1, exact: true, submitted: '2025-05-21', sizeKb: 901 },
        { number: 2, exact: true, submitted: '2025-10-30', sizeKb: 950 },
      ],
    });
    expect(paper?.abstract?.startsWith(START.slice(0, 300))).toBe(true);
  });
});

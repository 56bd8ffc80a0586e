import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readFeedText } from './feed-read.ts';

const SHARED = new URL('../../../shared/fixtures/arxiv/rss/', import.meta.url);
const SHARED_FILES = {
  rss: 'laya_reader_2026-09-24_cs.LG+cs.AI+cs.CL+stat.ML.xml',
  rdf: 'physbiblio_2021-07-08_hep-ex_RDF_rss1.0.xml',
};
const missing = Object.values(SHARED_FILES).filter(
  (file) => !existsSync(fileURLToPath(new URL(file, SHARED))),
);
if (missing.length > 0) process.stderr.write(`skipped, recorded feeds not there: ${missing.join(', ')}\n`);

describe.skipIf(missing.length > 0)('recorded feeds', () => {
  const shared = (file: string): Uint8Array => readFileSync(new URL(file, SHARED));

  it('RSS 2.0 of 2026 reads with no wrong field', async () => {
    const { papers, types, skipped, channel } = await readFeedText(shared(SHARED_FILES.rss));
    expect(skipped).toEqual([]);
    expect(types).toEqual(['new', 'cross', 'replace']);
    const abstract = expect.any(String);
    const common = { abstract, abstractCut: 'no' };
    expect(papers).toEqual([
      {
        ...common,
        id: '2609.26811',
        title: 'The Drift Contract: Spectral Updates for Depth-Robust Local Learning',
        authors: ['Fabien Polly'],
        categories: ['cs.LG'],
        versions: [{ number: 1, exact: true }],
        announced: '2026-09',
      },
      {
        ...common,
        id: '2205.06398',
        title: 'Outlier Detection for Multi-Network Data',
        authors: ['Pritam Dey', 'Zhengwu Zhang', 'David B. Dunson'],
        categories: ['stat.ME', 'stat.AP', 'stat.ML'],
        versions: [{ number: 2, exact: true }],
        announced: '2022-05',
        dois: ['10.1093/bioinformatics/btac431'],
      },
      {
        ...common,
        id: '2009.13987',
        title: 'Random Polytope Descriptors',
        authors: ['Michael Joswig', 'Marek Kaluba', 'Lukas Ruff'],
        categories: ['cs.LG', 'math.MG', 'stat.ML'],
        versions: [{ number: 3, exact: true }],
        announced: '2020-09',
      },
    ]);
    const source = new TextDecoder().decode(shared(SHARED_FILES.rss));
    // No abstract of these holds an escaped sign or a line break, so it stands in the file as it is.
    const abstracts = [...source.matchAll(/^Abstract: (.*)<\/description>$/gm)].map((match) => match[1]);
    expect(papers.map((paper) => paper.abstract)).toEqual(abstracts);
    expect(channel).toEqual({
      kind: 'channel',
      form: 'rss',
      lastBuildDate: '2026-09-24T08:58:05.000Z',
      pubDate: '2026-09-24T04:00:00.000Z',
      complete: true,
    });
  });

  it('RDF of 2021 reads with no wrong field', async () => {
    const { papers, types, skipped, channel } = await readFeedText(shared(SHARED_FILES.rdf));
    expect(skipped).toEqual([]);
    expect(types).toEqual(['new', 'cross', 'replace']);
    expect(papers).toEqual([
      {
        id: '2107.03419',
        title: String.raw`Observation of excited $\Omega_c^0$ baryons in $\Omega_b^- \to \Xi_c^+ K^-\pi^-$ decays`,
        authors: ['LHCb collaboration', 'R. Aaij'],
        hiddenAuthors: 909,
        abstract: 'desc1',
        abstractCut: 'no',
        categories: ['hep-ex'],
        versions: [{ number: 1, exact: true }],
        announced: '2021-07',
      },
      {
        id: '2106.00550',
        title: 'Potential applications of modular representation theory to quantum mechanics',
        authors: ['Robert A. Wilson'],
        abstract: 'desc2',
        abstractCut: 'no',
        categories: ['math.GR'],
        versions: [{ number: 2, exact: true }],
        announced: '2021-06',
      },
      {
        id: '2007.03939',
        title: 'Fireball tomography from bottomonia elliptic flow in relativistic heavy-ion collisions',
        authors: [
          'Partha Pratim Bhaduri',
          'Mubarak Alqahtani',
          'Nicolas Borghini',
          'Amaresh Jaiswal',
          'Michael Strickland',
        ],
        abstract: 'desc3',
        abstractCut: 'no',
        categories: ['hep-ph'],
        versions: [{ number: 2, exact: true }],
        announced: '2020-07',
      },
    ]);
    expect(channel).toMatchObject({ form: 'rdf', lastBuildDate: '2021-07-09T01:30:00.000Z', complete: true });
  });
});

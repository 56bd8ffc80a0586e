import { Cite } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import { checkBib, readBib } from '../../src/core/bibtex/check.ts';
import { cite, citeAll } from '../../src/core/citation/cite.ts';
import { citationKey } from '../../src/core/citation/key.ts';
import { STYLES } from '../../src/core/citation/styles.ts';
import type { Paper } from '../../src/core/paper.ts';
import { row } from './measure.ts';
import { inventPaper } from './papers.ts';

const PAPERS = 10_000;
const CHECKED = 1_000;

/**
 * One citation in every style, and a .bib of many papers, beside citation.js, which makes it from our CSL-JSON (its styled
 * text comes from citeproc, whose licence does not fit here, so for that there is no peer) and beside writing the same papers as
 * JSON.
 */
export async function benchCite(): Promise<void> {
  const papers = Array.from({ length: PAPERS }, (_, number) => citedPaper(number));
  let keys = new Set<string>();
  const keyMs = cpuMs(() => {
    keys = new Set();
    for (const paper of papers) keys.add(citationKey(paper, (key) => keys.has(key)));
  });
  if (keys.size !== PAPERS) throw new Error('two papers have one key');
  const inOrder = [...keys];
  const entries = papers.map((paper, index) => ({ paper, key: inOrder[index] ?? '' }));
  const json = cpuMs(() => void papers.map((paper) => JSON.stringify(paper)));
  row(
    'keys for 10,000 papers',
    `${keyMs.toFixed(0)} ms`,
    `${(keyMs / json).toFixed(1)} x writing them as JSON`,
    '',
  );

  const all = cpuMs(() => {
    if (citeAll(entries, 'bibtex').text.split('\n@').length < PAPERS) throw new Error('entries are missing');
  });
  const csl: unknown = JSON.parse(citeAll(entries, 'csl-json').text);
  const peer = cpuMs(() => void new Cite(csl).format('bibtex'));
  row(
    'a .bib of 10,000 papers',
    `${all.toFixed(0)} ms`,
    `${(all / peer).toFixed(2)} x citation.js`,
    'target: under 2 s',
  );

  const some = papers.slice(0, 500);
  const figures = STYLES.map((style) => ({
    style,
    ms: cpuMs(() => void some.map((paper) => cite(paper, 'key', { style }))) / some.length,
  }));
  const slowest = figures.toSorted((a, b) => b.ms - a.ms)[0];
  const mean = figures.reduce((sum, { ms }) => sum + ms, 0) / figures.length;
  row(
    `one citation, the slowest style (${slowest?.style})`,
    `${(slowest?.ms ?? Number.NaN).toFixed(3)} ms`,
    `${mean.toFixed(3)} ms over all ${STYLES.length} styles`,
    'target: under 1 ms',
  );
  await benchCheck(papers);
}

/** A file of as many entries as a thesis has, every one with a paper to compare it with and most with something to say of. */
async function benchCheck(papers: readonly Paper[]): Promise<void> {
  const some = papers.slice(0, CHECKED);
  const text = citeAll(
    some.map((paper, index) => ({ paper, key: `key${index}` })),
    'bibtex-arxiv',
  ).text;
  const known = new Map(some.map((paper) => [paper.id, paper]));
  const check = async (): Promise<void> => {
    const { reports, absent } = await checkBib(readBib(text), known);
    if (absent.length > 0 || reports.length < CHECKED / 4) throw new Error('entries were not compared');
  };
  await check();
  const before = process.cpuUsage();
  await check();
  const { user, system } = process.cpuUsage(before);
  const ms = (user + system) / 1_000;
  const peer = cpuMs(() => void new Cite(text).data.length);
  row(
    'checking a .bib of 1,000 entries',
    `${ms.toFixed(0)} ms`,
    `${(ms / peer).toFixed(2)} x citation.js reading it`,
    'target: under 1 s',
  );
}

/** Processor time: others may be at work on the machine. */
function cpuMs(work: () => void): number {
  work();
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** With what real papers have and invented ones lack: accents, formulas, places. */
function citedPaper(number: number): Paper {
  const paper = inventPaper(number);
  return {
    ...paper,
    title: `${paper.title} of AI on $\\mathbb{R}^${number % 9}$`,
    authors: [...(paper.authors ?? []), 'Mateja Vukelić', 'Ludwig van Beethoven'],
    ...(number % 3 === 0 ? { journalRef: `Phys. Rev. D ${number % 100}, 01${number} (2024)` } : {}),
    ...(number % 3 === 1 ? { comments: '12 pages, 3 figures, accepted to NeurIPS 2024' } : {}),
  };
}

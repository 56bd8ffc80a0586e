import { describe, expect, it } from 'vitest';
import { cite, citeAll } from '../../../../src/core/citation/cite.ts';
import { citationKey } from '../../../../src/core/citation/key.ts';
import type { Paper } from '../../../../src/core/paper.ts';
import { seedPapers } from '../papers.ts';

const seed = await seedPapers();

function bibtex(paper: Paper | undefined, key: string): string {
  if (paper === undefined) throw new Error('no such paper among those that ship');
  const citation = cite(paper, key, { style: 'bibtex' });
  return citation.kind === 'citation' ? citation.text : citation.reason;
}

describe('BibTeX', () => {
  it('prints a preprint', () => {
    expect(bibtex(seed.get('2509.02565'), 'michaud2025understanding')).toBe(
      `@misc{michaud2025understanding,
  author        = {Michaud, Eric J. and Gorton, Liv and McGrath, Tom},
  title         = {Understanding sparse autoencoder scaling in the presence of feature manifolds},
  year          = {2025},
  eprint        = {2509.02565},
  archivePrefix = {arXiv},
  primaryClass  = {cs.LG},
  doi           = {10.48550/arXiv.2509.02565},
  url           = {https://arxiv.org/abs/2509.02565}
}`,
    );
  });

  it('prints several as one file, sorted by key', () => {
    const entries = [...seed.values()].map((paper) => ({ paper, key: citationKey(paper, () => false) }));
    const { text, fileName } = citeAll(entries, 'bibtex');
    expect(fileName).toBe('references.bib');
    expect([...text.matchAll(/^@\w+\{(.*),$/gm)].map((match) => match[1])).toEqual(
      entries.map(({ key }) => key).toSorted(),
    );
  });
});

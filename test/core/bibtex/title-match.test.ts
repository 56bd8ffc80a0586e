import { describe, expect, it } from 'vitest';
import { scanBibtex } from '../../../src/core/bibtex/scan.ts';
import { isOfPaper, newsOf, titleToFind } from '../../../src/core/bibtex/title-match.ts';
import type { Paper } from '../../../src/core/paper.ts';

const paper: Paper = {
  id: '2303.13506',
  title: 'The $k$-means Model of Neural Scaling',
  authors: ['Ludwig van Beethoven', 'Ziming Liu'],
  journalRef: 'Entropy 2025, 27(4), 344',
};

function entryOf(fields: string, type = 'misc') {
  const [entry] = scanBibtex(`@${type}{a, ${fields}}`).entries;
  if (entry === undefined) throw new Error('no entry');
  return entry;
}

describe('an entry without an id', () => {
  it('is looked for by its title, when it has one that tells something and an author', () => {
    expect(titleToFind(entryOf('title = {The {M}odel of {\\"o}}, author = {A}'))).toBe('The Model of ö');
    expect(titleToFind(entryOf('title = {Deep Learning}, author = {A}'))).toBeUndefined();
    expect(titleToFind(entryOf('title = {The Model of Scaling}'))).toBeUndefined();
  });

  it.each([
    ['title = {The $k$-Means Model of {Neural} scaling.}, author = {van Beethoven, L. and others}', true],
    ['title = {The k-means model of neural scaling}, author = {Beethoven, Ludwig}', true],
    ['title = {The k-means model of neural scaling}, author = {Ziming Liu}', false],
    ['title = {The k-means model of neural scaling II}, author = {Ludwig van Beethoven}', false],
    ['title = {The k-means model of neural scaling}, author = {}', false],
  ])('is that paper only with its whole title and its first author: %s', (fields, same) => {
    expect(isOfPaper(entryOf(fields), paper)).toBe(same);
  });

  it('is told of a publication only while it cites a preprint', () => {
    expect(newsOf(entryOf('title = {X}'), paper)).toBe('arXiv:2303.13506, published in Entropy');
    expect(newsOf(entryOf('journal = {Nature}', 'article'), { ...paper, withdrawn: true })).toBe(
      'arXiv:2303.13506, withdrawn',
    );
  });
});

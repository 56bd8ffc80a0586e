import { describe, expect, it } from 'vitest';
import type { Paper } from '../../src/core/paper.ts';
import { withStatement } from '../../src/sources/withdrawn.ts';

const second = { id: '2501.00001', versions: [{ number: 2, exact: true }] } as const;

function says(facts: Pick<Paper, 'comments' | 'abstract' | 'versions'>): boolean | undefined {
  return withStatement({ ...second, ...facts }).withdrawn;
}

describe('what a paper says of itself', () => {
  it.each([
    'This paper has been withdrawn',
    'This paper has been withdrawn by the author due to a crucial sign error in equation 1',
    'this article is temporarily withdrawn',
    'The manuscript was withdrawn by the authors. See arXiv:1303.2212',
    'Withdrawn by arXiv administrators as version 2 is missing the required authorship',
    'administratively withdrawn',
    'withdrawn',
    'Paper withdrawn due to an error in case 2.1',
    'Withdrawn because the content has been included in arXiv:1703.07234',
    '15 pages, 12 figures. This paper has been withdrawn by the author',
    '8 pages The paper has been withdrawn due to an error in the proof',
    'arXiv admin note: This submission has been withdrawn by arXiv administrators',
    'This paper has been withdrawn from arXiv',
  ])('is that it has been withdrawn: %s', (text) => {
    expect(says({ comments: text })).toBe(true);
  });

  it.each([
    '12 pages',
    '9 pages, no figures. This submission substitutes quant-ph/0212148 that was withdrawn',
    'This paper supersedes arXiv:1303.0723 by the same authors, which will be withdrawn',
    'A corrected version of a withdrawn submission',
    'This paper had been withdrawn, and is now again available with some minor corrections',
    'This paper was withdrawn from NeurIPS 2019',
    'Statements about abstract perturbation withdrawn. Additional assumption',
    'This article supersedes arXiv:1310.1361, which has now been withdrawn',
  ])('is not that it has been withdrawn: %s', (text) => {
    expect(says({ comments: text })).toBe(false);
  });

  it('counts at the beginning of its abstract, not inside of one', () => {
    expect(says({ abstract: 'This paper has been withdrawn by the author.' })).toBe(true);
    expect(says({ abstract: 'We study a protocol. The note has been withdrawn from the ledger.' })).toBe(
      false,
    );
    expect(says({ abstract: 'About 4.9M USD cannot be withdrawn by their owners.' })).toBe(false);
  });

  it('counts from the second version on only', () => {
    const comments = 'Withdrawn by the authors after acceptance';
    expect(says({ comments, versions: [{ number: 1, exact: true }] })).toBeUndefined();
    expect(says({ comments, versions: [{ number: 2, exact: false }] })).toBe(true);
  });
});

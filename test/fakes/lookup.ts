import { UpstreamError } from '../../src/core/errors.ts';
import type { Paper } from '../../src/core/paper.ts';
import type { ArxivLookup } from '../../src/core/ports.ts';

/** arXiv out of reach, in words. */
export const noArxiv: ArxivLookup = {
  paper: () => Promise.reject(new UpstreamError('arXiv (nowhere) cannot be reached.')),
  version: () => Promise.reject(new UpstreamError('arXiv (nowhere) cannot be reached.')),
  find: () => Promise.reject(new UpstreamError('arXiv (nowhere) cannot be reached.')),
};

/** arXiv that has these papers, each in the states of its versions from v1 on, and finds all of them for every search. */
export function arxivWith(...papers: readonly (readonly Paper[])[]): ArxivLookup {
  const current = papers.flatMap((states) => states.at(-1) ?? []);
  return {
    paper: async (id) => current.find((paper) => paper.id === id),
    version: async (id, number) => papers.find(([first]) => first?.id === id)?.[number - 1],
    find: async (_query, limit) => ({
      papers: current.slice(0, limit),
      fresh: new Set(current.map(({ id }) => id)),
      total: current.length,
    }),
  };
}

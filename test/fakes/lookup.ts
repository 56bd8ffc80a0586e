import { UpstreamError } from '../../src/core/errors.ts';
import type { ArxivLookup } from '../../src/core/ports.ts';

/** arXiv out of reach, in words. */
export const noArxiv: ArxivLookup = {
  paper: () => Promise.reject(new UpstreamError('arXiv (nowhere) cannot be reached.')),
  version: () => Promise.reject(new UpstreamError('arXiv (nowhere) cannot be reached.')),
  find: () => Promise.reject(new UpstreamError('arXiv (nowhere) cannot be reached.')),
};

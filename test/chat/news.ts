import type { Paper } from '../../src/core/paper.ts';

/** A paper that was submitted yesterday, so that it is news; `versions` of it by now. */
export function newsPaper(id: string, title: string, versions = 1): Paper {
  const submitted = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  return {
    id,
    title,
    abstract: `${title} An abstract${versions > 1 ? ', rewritten from its first word to its last' : ''}.`,
    comments: title,
    authors: ['Mallory Michaud', title],
    categories: ['cs.LG'],
    versions: Array.from({ length: versions }, (_, index) => ({
      number: index + 1,
      exact: true,
      submitted,
      calendar: 'gmt',
    })),
  };
}

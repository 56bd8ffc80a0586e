import type { ReadBib } from '../bibtex/check.ts';
import type { BibEntry } from '../bibtex/scan.ts';
import { isOfPaper, titleToFind } from '../bibtex/title-match.ts';
import type { CommandContext } from '../command.ts';
import type { Paper } from '../paper.ts';

/** Titles that are looked for: each is a search of the library. */
export const MOST_TITLES = 100;
/** Papers that one title can stand for: a title is rarely used again. */
const MOST_MATCHES = 3;

/** Entries that name no arXiv paper, and the papers of the library that they are all the same; of the first hundred. */
export async function knownByTitle(
  { library }: Pick<CommandContext, 'library'>,
  bib: ReadBib,
): Promise<ReadonlyMap<BibEntry, Paper>> {
  const wanted = bib.entries
    .filter((entry) => !bib.refs.has(entry))
    .flatMap((entry) => {
      const title = titleToFind(entry);
      return title === undefined ? [] : [{ entry, title }];
    })
    .slice(0, MOST_TITLES);
  const found = new Map<BibEntry, Paper>();
  for (const { entry, title } of wanted) {
    const terms = [{ text: title, phrase: true, field: 'title' as const, excluded: false }];
    const query = { text: title, refs: [], terms, period: {} };
    const { hits } = await library.search(query, { sort: 'relevance', limit: MOST_MATCHES, offset: 0 });
    const papers = await library.get(hits.map(({ id }) => id));
    for (const { paper } of papers.values())
      if (!found.has(entry) && isOfPaper(entry, paper)) found.set(entry, paper);
  }
  return found;
}

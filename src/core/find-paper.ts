import { UserError } from './errors.ts';
import type { Paper } from './paper.ts';
import { formatRef, type PaperRef, parsePaperRef } from './paper-id.ts';
import type { LibraryReader, SearchHit } from './ports.ts';
import { parseQuery } from './query-parser.ts';
import { clip, count } from './text.ts';

/** The paper a person means; `others` are the next best matches when they gave words instead of an id. */
export type FoundPaper = {
  readonly paper: Paper;
  readonly ref: PaperRef;
  readonly byWords: boolean;
  readonly others: readonly Paper[];
};

const ID_FORMS =
  'An id looks like 2505.15811, 2505.15811v2 or hep-th/9901001; a link to arxiv.org works too.';

/** Says that words were matched, so that nobody takes the answer for more than that; undefined when an id was given. */
export function matchNote(found: FoundPaper): string | undefined {
  return found.byWords
    ? 'This is the best match for these words; an id always names its paper exactly.'
    : undefined;
}

/** Finds one paper by an id in any form, or by words of its title. Throws UserError when there is none. */
export async function findPaper(library: LibraryReader, text: string): Promise<FoundPaper> {
  const ref = parsePaperRef(text);
  if (ref !== undefined) {
    const paper = (await library.get([ref.id])).get(ref.id)?.paper;
    if (paper === undefined) throw await notInLibrary(library, ref);
    return { paper, ref, byWords: false, others: [] };
  }
  if (looksLikeId(text)) throw new UserError(`"${clip(text, 60)}" is no arXiv id. ${ID_FORMS}`);
  const query = parseQuery(text);
  const result = await library.search(query, { sort: 'relevance', limit: 3, offset: 0 });
  const meant = result.hits.filter((hit) => isMeant(hit, query.terms.length));
  const known = await library.get(meant.map((hit) => hit.id));
  const [paper, ...others] = meant.flatMap((hit) => known.get(hit.id)?.paper ?? []);
  if (paper === undefined)
    throw new UserError(
      `No paper here matches "${clip(text, 60)}". Type an id or words of the title. ${ID_FORMS}`,
    );
  return { paper, ref: { id: paper.id }, byWords: true, others };
}

/** A paper is named by its title or authors: half of the words must stand there, else it would be a guess. */
function isMeant(hit: SearchHit, words: number): boolean {
  const named = hit.matched.filter(({ fields }) => fields.includes('title') || fields.includes('author'));
  return named.length * 2 >= words;
}

/** One word with the digits and separators of an id, or a link to arXiv, was meant as one; its letters would find nothing. */
function looksLikeId(text: string): boolean {
  return (
    /^(?:arxiv:)?(?:[a-z.-]+\/\d\S*|\d{4}\.\d\S*|\d{5,}\S*)$/i.test(text) ||
    /^\S*\barxiv\.org\b\S*$/i.test(text)
  );
}

async function notInLibrary(library: LibraryReader, ref: PaperRef): Promise<UserError> {
  const { papers } = await library.facts();
  return new UserError(
    `arXiv:${formatRef(ref)} is not among the ${count(papers, 'paper')} here. Check the id, or import a page that lists it: npm run -s import -- FILE`,
  );
}

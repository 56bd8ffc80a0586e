import type { CommandContext, OptionSpec } from './command.ts';
import { UpstreamError, UserError } from './errors.ts';
import { toReadable } from './latex.ts';
import type { Paper } from './paper.ts';
import { formatRef, type PaperRef, parsePaperRef } from './paper-id.ts';
import type { SearchHit } from './ports.ts';
import type { Query } from './query.ts';
import { parseQuery } from './query-parser.ts';
import { clip, count, foldedWords } from './text.ts';

/** The paper a person means; `others` are the next best matches when they gave words instead of an id. */
export type FoundPaper = {
  readonly paper: Paper;
  readonly ref: PaperRef;
  readonly byWords: boolean;
  /** It was not in the library, and was fetched from arXiv. */
  readonly fetched: boolean;
  readonly others: readonly Paper[];
  /** By its id; or all telling words stand in its title and authors, and in no other paper's. Else it is only the best guess. */
  readonly sure: boolean;
};

/** The option of a command that is about one paper: what it is given is for `findPaper`. */
export const PAPER_OPTION = {
  name: 'paper',
  description: 'An id in any form, a link to arxiv.org, or words of the title.',
  type: 'string',
  required: true,
  rest: true,
  completion: 'paper',
} as const satisfies OptionSpec;

const ID_FORMS =
  'An id looks like 2505.15811, 2505.15811v2 or hep-th/9901001; a link to arxiv.org works too.';

/** Says how the paper was found, where that is not plain: nobody should take the answer for more than it is. */
export function matchNote(found: FoundPaper): string | undefined {
  if (found.fetched) return 'Fetched from arXiv just now; it is in the library from here on.';
  return found.byWords
    ? 'This is the best match for these words; an id always names its paper exactly.'
    : undefined;
}

/**
 * Finds one paper by an id in any form, or by words of its title. One that is named by its id and is not in the library is
 * fetched from arXiv. Throws UserError when there is none, UpstreamError when arXiv would have to say and does not.
 */
export async function findPaper(
  context: Pick<CommandContext, 'library' | 'arxiv' | 'show'>,
  text: string,
): Promise<FoundPaper> {
  const { library } = context;
  const ref = parsePaperRef(text);
  if (ref !== undefined) {
    const known = (await library.get([ref.id])).get(ref.id)?.paper;
    const paper = known ?? (await fetchPaper(context, ref));
    return { paper, ref, byWords: false, fetched: known === undefined, others: [], sure: true };
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
  const sure =
    isNamed(paper, query) && !others.some((other) => isNamed(other, query) && !isTitle(paper, query));
  return { paper, ref: { id: paper.id }, byWords: true, fetched: false, others, sure };
}

/** A paper is named by its title or authors: half of the words must stand there, else it would be a guess. */
function isMeant(hit: SearchHit, words: number): boolean {
  const named = hit.matched.filter(({ fields }) => fields.includes('title') || fields.includes('author'));
  return named.length * 2 >= words;
}

/** Words so common that a title without them is no other title. */
const COMMON = new Set(
  'a an the on in of for to and at by from with is are do does what when how why'.split(' '),
);

/** Whether every telling word is a word of the title or of a name, or begins as one does. */
function isNamed(paper: Paper, { terms }: Query): boolean {
  const there = wordsOf([paper.title ?? '', ...(paper.authors ?? [])].join(' '));
  const wanted = wordsOf(terms.flatMap(({ text, excluded }) => (excluded ? [] : text)).join(' '));
  return wanted
    .filter((word) => !COMMON.has(word))
    .every((word) =>
      there.some(
        (other) =>
          word === other ||
          (Math.min(word.length, other.length) > 3 && (word.startsWith(other) || other.startsWith(word))),
      ),
    );
}

/** Whether the words are the title, letter by letter. */
function isTitle(paper: Paper, { text }: Query): boolean {
  return wordsOf(text).join(' ') === wordsOf(paper.title ?? '').join(' ');
}

function wordsOf(tex: string): string[] {
  return foldedWords(toReadable(tex));
}

/** One word with the digits and separators of an id, or a link to arXiv, was meant as one; its letters would find nothing. */
function looksLikeId(text: string): boolean {
  return (
    /^(?:arxiv:)?(?:[a-z.-]+\/\d\S*|\d{4}\.\d\S*|\d{5,}\S*)$/i.test(text) ||
    /^\S*\barxiv\.org\b\S*$/i.test(text)
  );
}

async function fetchPaper(
  { library, arxiv, show }: Pick<CommandContext, 'library' | 'arxiv' | 'show'>,
  ref: PaperRef,
): Promise<Paper> {
  await show({
    summary: `arXiv:${formatRef(ref)} is not in this library yet. Asking arXiv; the answer will stand here.`,
    cards: [],
  });
  let fetched: Paper | undefined;
  try {
    fetched = await arxiv.paper(ref.id);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    const { papers } = await library.facts();
    throw new UpstreamError(
      `arXiv:${formatRef(ref)} is not among the ${count(papers, 'paper')} here, and arXiv could not be asked: ${error.message}`,
    );
  }
  if (fetched === undefined)
    throw new UserError(`arXiv knows no paper ${formatRef(ref)}. Check the id. ${ID_FORMS}`);
  // As the library has it: what arXiv sent may have completed an older record meanwhile.
  return (await library.get([ref.id])).get(ref.id)?.paper ?? fetched;
}

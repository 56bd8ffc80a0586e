import { toReadable } from '../core/latex.ts';
import { collapse } from '../core/text.ts';
import { type OpenList, readEtAl } from './et-al.ts';
import { joinInitials } from './kaggle-facts.ts';

/** The names a feed shows, and how many more it says there are. */
export type Creators = OpenList & { readonly hiddenAuthors?: number };

const HIDDEN = /,?\s*et al\.?\s*\(\s*([\d,]{1,9})\s+additional authors? not shown\s*\)/i;
const SUFFIX = /^(?:jr|sr|ii|iii|iv)\.?$/i;

/**
 * Reads `A B, C D (affiliation), et al. (909 additional authors not shown)`: feeds give all authors in one text, with what
 * stands in parentheses (nested, and full of commas) after those who have an affiliation. Undefined when nobody is named.
 */
export function readCreators(given: string): Creators | undefined {
  const text = collapse(given);
  const hidden = Number(HIDDEN.exec(text)?.[1]?.replaceAll(',', '') ?? 0);
  return creatorsOf(collapse(withoutParentheses(text.replace(HIDDEN, ''))).split(/ ?[,:](?: |$)/), hidden);
}

/** The same before 2024: every name, and that of a collaboration, is an anchor of HTML. */
export function readAnchors(html: string): Creators | undefined {
  const names = [...html.matchAll(/<a\b[^<>]*>([^<]*)<\/a>/gi)].map((match) => match[1] ?? '');
  if (names.length === 0) return readCreators(html);
  // What stands outside of the anchors, such as affiliations, is not asked; a link in the count of hidden ones is no name.
  const bare = html.replace(/<\/?a\b[^<>]*>/gi, '');
  const hidden = Number(HIDDEN.exec(bare)?.[1]?.replaceAll(',', '') ?? 0);
  return creatorsOf(
    names.filter((name) => !/additional authors? not shown/i.test(name)),
    hidden,
  );
}

function creatorsOf(entries: readonly string[], hidden: number): Creators | undefined {
  const authors: string[] = [];
  for (const entry of entries) {
    const name = joinInitials(collapse(toReadable(entry)));
    // A colon after a collaboration comes out as a person without a name.
    if (!/\p{L}/u.test(name)) continue;
    const last = authors.at(-1);
    if (last !== undefined && SUFFIX.test(name)) authors[authors.length - 1] = `${last} ${name}`;
    else authors.push(name);
  }
  const names = readEtAl(authors);
  if (names.authors.length === 0) return undefined;
  return hidden > 0 ? { ...names, hiddenAuthors: hidden } : names;
}

/** A parenthesis that is never closed hides nobody: it ends at the next comma. */
function withoutParentheses(text: string): string {
  const kept: string[] = [];
  const opened: number[] = [];
  for (const piece of text.split(/([()])/)) {
    if (piece === '(') opened.push(kept.length);
    if (piece === ')') kept.length = opened.pop() ?? kept.length;
    else kept.push(piece);
  }
  return kept.join('').replace(/\([^,]*/g, '');
}

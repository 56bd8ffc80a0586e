import type { Form } from '../citation/item.ts';
import { readStyle, type Style } from '../citation/styles.ts';
import { UserError } from '../errors.ts';
import { type PaperRef, parsePaperRef } from '../paper-id.ts';
import { findPaperRefs } from '../paper-refs.ts';
import { clip } from '../text.ts';

export const FORMS: readonly Form[] = ['preprint', 'published'];

/** How a citation is wanted, as far as it was said. */
export type Wish = { readonly style?: Style; readonly form?: Form; readonly version?: number };

/** What the free text of `/cite` asks for. */
export type CiteRequest =
  | { readonly kind: 'papers'; readonly refs: readonly PaperRef[]; readonly wish: Wish }
  /** `last` is what the last words say if they are no part of a title. */
  | { readonly kind: 'words'; readonly text: string; readonly last?: LastWord }
  | { readonly kind: 'search'; readonly query: string; readonly wish: Wish }
  | { readonly kind: 'check' }
  | { readonly kind: 'default'; readonly style?: string };

export type LastWord = { readonly text: string; readonly word: string; readonly wish: Wish };

const PUBLISHER_DOI = /^(?:doi:\s*|https?:\/\/(?:dx\.)?doi\.org\/)?10\.\d{4,9}\/\S+$/i;
/** What people write between ids, and what papers print behind theirs. */
const BETWEEN = /^(?:and|&|\[[a-z-]+(?:\.[a-z-]+)?\]|arxiv:?|doi:?)$/i;

/** Styles that are also words of titles and abstracts: at the end of a search they are searched for. */
const EVERYDAY =
  /^(?:nature|plain|text|link|url|chicago|harvard|vancouver|arxiv|tex|latex|markdown|json|pandoc|refer|published)$/i;

/** Reads ids with what may stand beside them, words of a title, `search: QUERY`, `check` or `default`. Throws UserError. */
export function readRequest(text: string): CiteRequest {
  const search = /^search:\s*(.*)$/is.exec(text)?.[1];
  if (search === '') throw new UserError('Say what to search for, for example: /cite search: author:tegmark');
  if (search !== undefined) return readSearch(search);
  if (/^default$/i.test(text)) return { kind: 'default' };
  const style = /^default\s+(.*)$/is.exec(text)?.[1];
  if (style !== undefined && (style === 'none' || wishIn([style])?.style !== undefined))
    return { kind: 'default', style };
  if (/^check$/i.test(text)) return { kind: 'check' };
  const whole = parsePaperRef(text);
  if (whole !== undefined) return { kind: 'papers', refs: [whole], wish: {} };
  const refs = findPaperRefs(text);
  if (refs.length > 0) return { kind: 'papers', refs, wish: readWish(wordsBeside(text)) };
  if (PUBLISHER_DOI.test(text))
    throw new UserError(
      `"${clip(text, 60)}" is a publisher's DOI, by which papers cannot be looked up here; type the arXiv id or words of the title.`,
    );
  return { kind: 'words', text, ...readLast(text) };
}

function wordsBeside(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .filter((word) => word !== '' && !BETWEEN.test(word) && findPaperRefs(word).length === 0);
}

/** `apa`, `csl json`, `v2`, `published`, in any order. Throws UserError for anything else. */
function readWish(words: readonly string[]): Wish {
  const form = FORMS.find((known) => words.some((word) => word.toLowerCase() === known));
  const version = words.flatMap((word) => /^v([1-9]\d{0,2})$/i.exec(word)?.[1] ?? [])[0];
  const others = words.filter(
    (word) => !/^v[1-9]\d{0,2}$/i.test(word) && !FORMS.some((known) => word.toLowerCase() === known),
  );
  return {
    ...(form === undefined ? {} : { form }),
    ...(version === undefined ? {} : { version: Number(version) }),
    ...(others.length === 0 ? {} : { style: readStyle(others.join(' ')) }),
  };
}

/** The same where the words may be something else: then undefined. */
function wishIn(words: readonly string[]): Wish | undefined {
  try {
    return readWish(words);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** `search: WORDS [STYLE] [FORM]`: what can only be a style is none of the words, as long as one is left. */
function readSearch(text: string): CiteRequest {
  const words = text.trim().split(/\s+/);
  let wish: Wish = {};
  while (words.length > 1) {
    const last = words.at(-1) ?? '';
    // Quotes, minus signs and the like belong to the search.
    const isPlain = /^[a-z][a-z\d-]*$/i.test(last) && !EVERYDAY.test(last) && !/^v\d+$/i.test(last);
    const meant = isPlain ? wishIn([last]) : undefined;
    if (meant === undefined) break;
    wish = { ...meant, ...wish };
    words.pop();
  }
  return { kind: 'search', query: words.join(' '), wish };
}

/** A title can end in "nature": whoever looks it up decides what the last word was meant for. */
function readLast(text: string): { last?: LastWord } {
  const [, before = '', word = ''] = /^(.*\S)\s+(\S+)$/s.exec(text) ?? [];
  const wish = before === '' ? undefined : wishIn([word]);
  return wish === undefined ? {} : { last: { text: before, word, wish } };
}

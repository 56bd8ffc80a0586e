import type { PaperFormat } from '../core/paper.ts';
import { isPaperId, type PaperRef, splitVersion } from '../core/paper-id.ts';

/** The first line of a search result: `3. arXiv:1404.3450v2 [pdf, ps, other] hep-ph hep-ex`, most of it optional. */
export type ListingHead = {
  /** Absent when the text after `arXiv:` is no arXiv id; `written` then says what stood there. */
  readonly ref?: PaperRef;
  readonly written: string;
  /** Undefined when no link list is printed at all, which arXiv does for withdrawn papers. */
  readonly formats: readonly PaperFormat[] | undefined;
  readonly badges: Badges;
  /** What follows on the line and is neither a category nor a DOI: the beginning of the title. */
  readonly rest: string;
  readonly numbered: boolean;
  /** lynx wrote the numbers of its links into the text: `[20]arXiv:1404.3450 [[21]pdf, [22]ps]`. */
  readonly linkNumbers: boolean;
};

/** The small boxes arXiv prints above the title. */
export type Badges = { readonly categories: readonly string[]; readonly dois: readonly string[] };

const PREFIX = /^(?:\d{1,7}[.)]\s*|[•*·-]\s+)?(?:\[\d{1,5}\])?(?=arXiv:)/;
const LINK_WORD = /^(?:pdf|ps|other|html|src|pdfonly|format|dvi)$/i;
const BARE_ARCHIVE =
  /^(?:acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|econ|eess|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|q-fin|quant-ph|solv-int|stat|supr-con)$/;
const DOTTED_CATEGORY = /^[a-z]{1,12}(?:-[a-z]{1,12})?\.[A-Za-z]{2,12}(?:-[a-z]{2,12})?$/;
/** No id, link list and row of categories comes near this; a longer line is text. */
const MAX_HEAD_LENGTH = 20_000;

/**
 * Reads the first line of a result, or returns undefined when the line is text that only mentions an id
 * (`arXiv:1702.00806, and ...`, `arXiv:1702.00806 [hep-ph]`). Takes the line trimmed.
 */
export function parseHead(line: string): ListingHead | undefined {
  const prefix = PREFIX.exec(line);
  if (prefix === null || line.length > MAX_HEAD_LENGTH) return undefined;
  const linkNumbers = prefix[0].includes('[');
  const text = (linkNumbers ? dropLinkNumbers(line) : line).slice(
    linkNumbers ? prefix[0].indexOf('[') : prefix[0].length,
  );
  const written = /^arXiv:\s?([^\s[]*)/.exec(text);
  if (written?.[1] === undefined) return undefined;
  const after = text.slice(written[0].length).trim();
  const links = after.startsWith('[') ? readLinks(after) : undefined;
  if (after.startsWith('[') && links === undefined) return undefined;

  const tail = links === undefined ? after : links.rest;
  const badges = readBadges(tail);
  if (badges === undefined && links === undefined) return undefined;
  const isId = isPaperId(written[1]);
  // Without a link list, a strange word after "arXiv:" is only text.
  if (!isId && links === undefined) return undefined;
  return {
    ...(isId && { ref: splitVersion(written[1]) }),
    written: written[1],
    formats: links?.formats,
    badges: badges ?? { categories: [], dois: [] },
    rest: badges === undefined ? tail : '',
    numbered: /^\d/.test(prefix[0]),
    linkNumbers,
  };
}

/** Takes lynx's link numbers (`[24]Robert G. Donnelly`) out of a text. */
export function dropLinkNumbers(text: string): string {
  return text.replace(/\[\d{1,5}\]/g, '');
}

/**
 * Categories and `doi VALUE` pairs on one line, in any mix; undefined when a word is neither. An empty line has none.
 * arXiv splits its DOI field at blanks, so a DOI with a slip of the keyboard in it becomes several boxes; what cannot be a DOI
 * by itself is dropped.
 */
export function readBadges(text: string): Badges | undefined {
  if (text.length > MAX_HEAD_LENGTH) return undefined;
  const categories: string[] = [];
  const dois: string[] = [];
  const words = text.split(/\s+/).filter((word) => word !== '');
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === 'doi') {
      const value = words[index + 1] ?? '';
      if (!isDoiValue(value) && !(words.length === 2 && !/[a-z]/.test(value))) return undefined;
      if (isDoiValue(value)) dois.push(bareDoi(value));
      index += 1;
    } else if (BARE_ARCHIVE.test(word) || DOTTED_CATEGORY.test(word)) {
      categories.push(word);
    } else {
      return undefined;
    }
  }
  return { categories, dois };
}

/** True for one word that can be the value of a DOI badge. Authors type this field by hand, so the shape is taken loosely. */
export function isDoiValue(text: string): boolean {
  return text.length < 500 && text.includes('/') && !/\s/.test(text);
}

/** The DOI without the label or link that some authors put before it. */
export function bareDoi(text: string): string {
  return text.replace(/^(?:doi:|https?:\/\/(?:dx\.)?doi\.org\/)/i, '');
}

/** `[pdf, ps, other]`; the closing bracket may be missing, and then words follow until one is no link word. */
function readLinks(text: string): { formats: PaperFormat[]; rest: string } | undefined {
  const formats: PaperFormat[] = [];
  const word = /[\s,[]*([A-Za-z]+)(?=[\s,\]]|$)/y;
  let end = 0;
  for (;;) {
    word.lastIndex = end;
    const match = word.exec(text);
    if (match?.[1] === undefined || !LINK_WORD.test(match[1])) break;
    end = word.lastIndex;
    const format = match[1].toLowerCase();
    if (format === 'pdf' || format === 'ps' || format === 'other') formats.push(format);
    if (/^\s*\]/.test(text.slice(end, end + 4))) break;
  }
  if (end === 0) return undefined;
  return { formats, rest: text.slice(end).replace(/^[\s,\]]+/, '') };
}

import { spelledOut } from '../../core/name-spellings.ts';
import { PAPER_ID_PATTERN, parsePaperRef } from '../../core/paper-id.ts';
import { fold } from '../../core/text.ts';
import { ownCopy } from './own-copy.ts';
import { foldPlain, plainText } from './plain-text.ts';
import { stem } from './stem.ts';
import { isStopWord } from './stop-words.ts';

/** A word as it stands in a text (LaTeX taken out), and where. */
export type Word = { readonly surface: string; readonly start: number };

const CATEGORY = String.raw`(?:astro-ph|cond-mat|cs|econ|eess|math|nlin|physics|q-bio|q-fin|stat)\.(?:[a-z]{2}|[a-z]{3,4}-[a-z]{2,4}|gen-ph)(?![\p{L}\p{N}.])`;
/** With a dot between digits only: `GPT-3.5`. */
const PLAIN = String.raw`[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:(?:['\u2019\u02bc\u2010\u2011-]|\.(?<=\d\.)(?=\d))[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*`;
/** What parts a folded word; a dot between digits does not. */
export const APART = /(?:[^\p{L}\p{N}.]|\.(?!\d)|(?<!\d)\.)+/gu;
const WORD = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${PAPER_ID_PATTERN}(?![\p{L}\p{N}])|${CATEGORY})|${PLAIN}`,
  'giu',
);
/** Longer runs of letters are nobody's word; they would only fatten the index. */
const MAX_TOKEN = 64;

/** The words of a plain text in order. Ids and categories are kept whole, so are hyphenated words. */
export function* wordsOf(plain: string): Generator<Word> {
  for (const match of plain.matchAll(WORD)) yield { surface: match[0], start: match.index };
}

/** The same without where they stand, in a fraction of the time. */
export function surfacesOf(plain: string): readonly string[] {
  return plain.match(WORD) ?? [];
}

/** What a word is called in the index. */
export type Name = {
  /** In order; an id is without its version. */
  readonly parts: readonly string[];
  /** The parts joined when there are several. */
  readonly joined?: string;
  /** Those of its parts that have umlauts, with these in two letters: `Gröbner` as groebner. */
  readonly spelled?: readonly string[];
  /** What it is also found by in texts, though nobody who types it means that: `Qwen2.5` as qwen2 and 5. */
  readonly also?: readonly string[];
};

/** The names of one word, folded: `auto-encoder` is auto, encoder and autoencoder. */
export function nameWord(surface: string): Name {
  if (/^[A-Za-z]+$/.test(surface))
    return { parts: surface.length > MAX_TOKEN ? [] : [surface.toLowerCase()] };
  const ref = /\d{3}/.test(surface) ? parsePaperRef(surface) : undefined;
  if (ref !== undefined) return { parts: [ref.id] };
  const folded = foldPlain(surface);
  if (/^[a-z-]+\.[a-z-]+$/.test(folded)) return { parts: [folded] };
  const parts = partsOf(folded);
  const joined = parts.join('');
  const spelled = spelledOut(surface);
  const also = inNumbers(folded, parts);
  return {
    parts,
    ...(parts.length > 1 && joined.length <= MAX_TOKEN ? { joined } : {}),
    ...(spelled === undefined
      ? {}
      : { spelled: partsOf(fold(spelled)).filter((part) => !parts.includes(part)) }),
    ...(also.length > 0 ? { also } : {}),
  };
}

function partsOf(folded: string): string[] {
  if (/^[a-z0-9]+$/.test(folded)) return folded.length > MAX_TOKEN ? [] : [folded];
  return folded
    .replace(/'s$/, '')
    .split(APART)
    .filter((part) => part !== '' && part.length <= MAX_TOKEN);
}

/** The numbers around a dot in a word with letters, which are typed apart, too: `Being-M0.5` as "being m0 5". */
function inNumbers(folded: string, parts: readonly string[]): string[] {
  const hasLetters = /\p{L}/u.test(folded);
  return parts.flatMap((part) => (hasLetters && part.includes('.') ? part.split('.') : []));
}

/** Every index word of a text, joined forms included, unstemmed. */
export function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (const surface of surfacesOf(plainText(text))) tokens.push(...known(surface).tokens);
  return tokens;
}

/** The stems of a text's index words without stop words; `read` takes the words themselves. */
export function stemsOf(text: string, read?: (tokens: readonly string[]) => void): string[] {
  const stems: string[] = [];
  for (const surface of surfacesOf(plainText(text))) {
    const one = known(surface);
    stems.push(...one.stems);
    read?.(one.tokens);
  }
  return stems;
}

/** All names of a word. */
export function namesOf({ parts, joined, spelled = [], also = [] }: Name): readonly string[] {
  return [...parts, ...(joined === undefined ? [] : [joined]), ...spelled, ...also];
}

type Tokens = { readonly tokens: readonly string[]; readonly stems: readonly string[] };

/** Texts share most of their words, and naming and stemming one costs many times what looking it up does. */
const knownTokens = new Map<string, Tokens>();
const MOST_KNOWN = 10_000;

function known(surface: string): Tokens {
  const before = knownTokens.get(surface);
  if (before !== undefined) return before;
  // A piece of a text would keep the whole of it.
  const word = ownCopy(surface);
  const tokens = namesOf(nameWord(word));
  const made = { tokens, stems: tokens.filter((token) => !isStopWord(token)).map(stem) };
  if (knownTokens.size >= MOST_KNOWN) knownTokens.clear();
  knownTokens.set(word, made);
  return made;
}

/** The parts of all words in order, unstemmed: what phrases are compared with. */
export function sequenceOf(text: string): string[] {
  return surfacesOf(plainText(text)).flatMap((surface) => nameWord(surface).parts);
}

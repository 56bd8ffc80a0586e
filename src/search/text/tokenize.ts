import { PAPER_ID_PATTERN, parsePaperRef } from '../../core/paper-id.ts';
import { fold } from '../../core/text.ts';
import { ownCopy } from './own-copy.ts';
import { stem } from './stem.ts';
import { isStopWord } from './stop-words.ts';

/** A word as it stands in a text (LaTeX taken out), and where. */
export type Word = { readonly surface: string; readonly start: number };

const CATEGORY = String.raw`(?:astro-ph|cond-mat|cs|econ|eess|math|nlin|physics|q-bio|q-fin|stat)\.(?:[a-z]{2}|[a-z]{3,4}-[a-z]{2,4}|gen-ph)(?![\p{L}\p{N}.])`;
const PLAIN = String.raw`[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['\u2019\u02bc\u2010\u2011-][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*`;
const WORD = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${PAPER_ID_PATTERN}(?![\p{L}\p{N}])|${CATEGORY})|${PLAIN}`,
  'giu',
);
const GREEK_LETTERS = 'αβγδεζηθικλμνξπρστυφχψω';
const GREEK_NAMES =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega'.split(
    ' ',
  );
const GREEK = new Set([...GREEK_NAMES, 'varepsilon', 'varphi']);
/** Longer runs of letters are nobody's word; they would only fatten the index. */
const MAX_TOKEN = 64;

/** A text without LaTeX: accents become letters, Greek letters their names, other commands blanks, `H$_2$O` becomes `H2O`. */
export function plainText(text: string): string {
  const composed = text.normalize('NFC');
  if (!/[\\$]/.test(composed)) return composed;
  return composed
    .replace(/\\["'`^~=.](?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))/g, '$1$2')
    .replace(/\\[Hckruvbdt](?:\{([A-Za-z])\}|\s+([A-Za-z])(?![A-Za-z]))/g, '$1$2')
    .replace(/\$([^$]{1,300})\$/g, (_, math: string) => withoutCommands(math).replace(/[_^{}]/g, ''))
    .replace(/\\[A-Za-z]+/g, (command) => withoutCommands(command))
    .replace(/[{}$]/g, '');
}

/** The name of a folded Greek letter; undefined for anything else. */
export function greekName(letter: string): string | undefined {
  return letter.length === 1 ? GREEK_NAMES[GREEK_LETTERS.indexOf(letter)] : undefined;
}

function withoutCommands(text: string): string {
  return text.replace(/\\([A-Za-z]+)/g, (_, name: string) =>
    GREEK.has(name.toLowerCase()) ? ` ${name.replace(/^var/, '')} ` : ' ',
  );
}

/** The words of a plain text in order. Ids and categories are kept whole, so are hyphenated words. */
export function* wordsOf(plain: string): Generator<Word> {
  for (const match of plain.matchAll(WORD)) yield { surface: match[0], start: match.index };
}

/** The same without where they stand, in a fraction of the time. */
export function surfacesOf(plain: string): readonly string[] {
  return plain.match(WORD) ?? [];
}

/**
 * What one word is called in the index: its parts in order, and the parts joined when there are several
 * (`auto-encoder`: auto, encoder, autoencoder). Folded; an id without its version.
 */
export function nameWord(surface: string): { readonly parts: readonly string[]; readonly joined?: string } {
  const ref = /\d{3}/.test(surface) ? parsePaperRef(surface) : undefined;
  if (ref !== undefined) return { parts: [ref.id] };
  const folded = fold(surface);
  if (/^[a-z0-9]+$/.test(folded)) return { parts: folded.length > MAX_TOKEN ? [] : [folded] };
  if (/^[a-z-]+\.[a-z-]+$/.test(folded)) return { parts: [folded] };
  const parts = folded
    .replace(/'s$/, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '' && part.length <= MAX_TOKEN);
  const joined = parts.join('');
  return parts.length > 1 && joined.length <= MAX_TOKEN ? { parts, joined } : { parts };
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

type Tokens = { readonly tokens: readonly string[]; readonly stems: readonly string[] };

/** Texts share most of their words, and naming and stemming one costs many times what looking it up does. */
const knownTokens = new Map<string, Tokens>();
const MOST_KNOWN = 10_000;

function known(surface: string): Tokens {
  const before = knownTokens.get(surface);
  if (before !== undefined) return before;
  // A piece of a text would keep the whole of it.
  const word = ownCopy(surface);
  const { parts, joined } = nameWord(word);
  const tokens = joined === undefined ? parts : [...parts, joined];
  const made = { tokens, stems: tokens.filter((token) => !isStopWord(token)).map(stem) };
  if (knownTokens.size >= MOST_KNOWN) knownTokens.clear();
  knownTokens.set(word, made);
  return made;
}

/** The parts of all words in order, unstemmed: what phrases are compared with. */
export function sequenceOf(text: string): string[] {
  return surfacesOf(plainText(text)).flatMap((surface) => nameWord(surface).parts);
}

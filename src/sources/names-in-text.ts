import { toReadable } from '../core/latex.ts';
import { type OpenList, readEtAl } from './et-al.ts';
import { joinInitials } from './kaggle-facts.ts';

/**
 * The people in arXiv's free author text: `A. Bee (MIT, Boston), C. Dee (2) and E. Eff Jr. ((1) X, (2) Y and Z)`. Separators are
 * commas, semicolons, colons and "and"; affiliations in (nested) parentheses go first, for they hold all of these. A
 * collaboration is one name, what has no letter is none, "et al." says that there are more, TeX accents become letters. White space
 * is collapsed.
 */
export function namesInText(text: string): OpenList {
  const names = splitNames(singleBlanks(withoutGroups(text)));
  // "(The Belle Collaboration)" and nobody else: then the parentheses hold the name.
  return readEtAl(names.length > 0 ? names : splitNames(singleBlanks(text.replace(/[()]+/g, ' '))));
}

/** True for what stands behind a name and is none of its own: `Jr.`, `III`. */
export function isNameSuffix(text: string): boolean {
  return /^(?:Jr|Sr|jr|sr)\.?$|^(?:I{2,3}|IV)\.?$/.test(text);
}

/** Text outside of parentheses. One that is never closed was meant to be closed at the end. */
function withoutGroups(text: string): string {
  if (!/[()]/.test(text)) return text;
  let depth = 0;
  let from = 0;
  const kept: string[] = [];
  for (const match of text.matchAll(/[()]/g)) {
    if (depth === 0) kept.push(text.slice(from, match.index));
    depth = match[0] === '(' ? depth + 1 : Math.max(0, depth - 1);
    from = match.index + 1;
  }
  if (depth === 0) kept.push(text.slice(from));
  return kept.join(' ');
}

const SEPARATOR = /\s*[,;:]\s*(?:and\s+|&\s+)?|\s+(?:and|AND|&)\s+/;
/** `A. Bee for the CDF Collaboration` names a person and those the person speaks for. */
const SPEAKS_FOR =
  /(?:^|\s)(?:(?:on behalf of|for) (?:the )?)(?=\S.*\b(?:collaborations?|consortium|team|group)\b)/i;

/** In many blanks, such as many groups leave behind, looking for a separator takes too long. */
function singleBlanks(text: string): string {
  return /\s\s/.test(text) ? text.replace(/\s+/g, ' ') : text;
}

/** Longer text between two commas is nobody's name, and looking ahead in it from every "for" takes too long. */
const LONGEST = 1_000;

function splitNames(text: string): string[] {
  const names: string[] = [];
  const parts = text.split(SEPARATOR);
  for (const entry of parts.flatMap((part) => (part.length > LONGEST ? [part] : part.split(SPEAKS_FOR)))) {
    const name = cleanName(entry);
    if (!/\p{L}/u.test(name) || name === 'and') continue;
    if (isNameSuffix(name) && names.length > 0) names.push(`${names.pop()} ${name}`);
    else names.push(name);
  }
  return names;
}

function cleanName(entry: string): string {
  // Name by name, for an apostrophe in one and one in another are no pair of quotes.
  return joinInitials(toReadable(entry)).replace(/^and /, '');
}

import { toReadable } from '../latex.ts';
import type { AuthorParts, Paper } from '../paper.ts';
import { collapse } from '../text.ts';
import type { Name } from './name.ts';
import { overriddenName } from './name-overrides.ts';
import { wordSet } from './word-set.ts';

/** Lower-case words that begin a family name. */
const PARTICLES = wordSet(
  `van von der den de del della delle degli dei di da das dos do du des la le les los las lo el al ten ter te tot zu zum zur
  vom am auf af av bin bint ibn ben abu op 't van't 's 'n d l in het dal dalla y e i`,
);
/** Lower-case words that join two family names: the one before them belongs to the surname too. */
const JOINS = new Set(['y', 'e', 'i']);

/** Written in these scripts the surname comes first, and nothing is shortened. */
const EAST_ASIAN = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\s]+$/u;

/** Nobody's surname: in "Fritzsche S." it stands first. A bare vowel is one: "Weinan E". */
const INITIALS = /^(?:(?:\p{Lu}\.-?)+|(?![AEIOUY])\p{Lu})$/u;

const SUFFIX = /^(?:jr|sr|ii|iii|iv)\.?$/i;

/** Names of groups. A word such as "Project" counts only at the end, "Collaboration" anywhere. "The Anh Han" is a person. */
const GROUP =
  /\b(?:collaborations?|consorti(?:um|a)|working group|task force|team|initiative|organi[sz]ation|institute|university)\b|\b(?:group|project|authors|contributors|community|network|committee|alliance|foundation|research|labs?|inc|ltd|gmbh)\.?$/i;

/** The authors that are shown of a paper, as Names in their order. Names a source gave in parts are believed over our own reading, the overrides over both. */
export function authorNames(paper: Paper): Name[] {
  const authors = paper.authors ?? [];
  const parts = paper.authorParts?.length === authors.length ? paper.authorParts : [];
  return authors.flatMap((printed, index) => {
    const name = collapse(toReadable(printed).replace(/~/g, ' '));
    const part = parts[index];
    if (name === '') return [];
    return (
      overriddenName(name) ?? (part === undefined ? undefined : nameOfParts(part, name)) ?? parseName(name)
    );
  });
}

/** Reads a printed name, "First Last" or "Last, First". */
export function parseName(printed: string): Name {
  // Behind a name brackets hold where somebody works.
  const name = collapse(printed).replace(/(?<=\S)\s*\([^()]*\)$/, '');
  if (GROUP.test(name) || /^[Tt]he \p{Lu}{2}/u.test(name)) return { kind: 'whole', name };
  const [before = '', ...after] = name.split(/\s*,\s*/).filter((part) => part !== '');
  const suffixAt = after.findIndex((part) => SUFFIX.test(part));
  const comma = suffixAt < 0 ? undefined : after.splice(suffixAt, 1)[0];
  if (after.length > 0) return withParticles(before, after.join(' '), comma);
  const words = before.split(' ');
  const last = words.length > 2 && SUFFIX.test(words.at(-1) ?? '') ? words.pop() : undefined;
  const suffix = comma ?? last;
  if (words.length < 2 || EAST_ASIAN.test(name)) return { kind: 'whole', name };
  const initials = words.findIndex((word) => INITIALS.test(word));
  // "Yu. V." is no surname either.
  const isSurnameFirst = initials > 0 && !/^\p{L}{1,3}\.$/u.test(words[0] ?? '');
  if (isSurnameFirst && words.slice(initials).every((word) => INITIALS.test(word)))
    return person(words.slice(0, initials).join(' '), words.slice(initials).join(' '), suffix);
  const start = familyStart(words);
  return person(words.slice(start).join(' '), words.slice(0, start).join(' '), suffix);
}

/** Particles count only in lower case, and not as the first word: "Di Wang" and "Van Nguyen" have ordinary given names. */
function familyStart(words: readonly string[]): number {
  const last = words.length - 1;
  for (let index = 1; index < last; index += 1) {
    const word = words[index] ?? '';
    if (!PARTICLES.has(word.replace(/’/g, "'").replace(/^(d|l)['`]$/, '$1'))) continue;
    // "Chris G. Van de Walle": a capital particle right before a small one is none of the forenames.
    const before = (words[index - 1] ?? '').toLowerCase();
    if (!JOINS.has(word)) return index > 1 && PARTICLES.has(before) && !JOINS.has(before) ? index - 1 : index;
    if (index > 1) return index - 1;
  }
  return last;
}

function nameOfParts(part: AuthorParts, printed: string): Name | undefined {
  const family = collapse(toReadable(part.family));
  const given = collapse(toReadable(part.given ?? ''));
  if (given === '') return undefined;
  // The parts may be of an older list: then the printed name is not made of them.
  if (!printed.includes(family) || GROUP.test(printed)) return undefined;
  return withParticles(
    family,
    given,
    part.suffix === undefined ? undefined : collapse(toReadable(part.suffix)),
  );
}

/** Who cuts before the last word leaves the particles with the given name: "Neumann, John von". */
function withParticles(family: string, given: string, suffix: string | undefined): Name {
  const words = given.split(' ');
  const at = words.findIndex((word, index) => index > 0 && PARTICLES.has(word) && !JOINS.has(word));
  if (at < 0) return person(family, given, suffix);
  return person(`${words.slice(at).join(' ')} ${family}`, words.slice(0, at).join(' '), suffix);
}

function person(family: string, given: string, suffix: string | undefined): Name {
  // "E.J." and "Yu.V." are two initials, and programs that shorten names see only what blanks divide.
  const spaced = given.replace(/(?<=^|[\s.-])(\p{Lu}\p{Ll}?\.)(?=\p{Lu})/gu, '$1 ');
  return {
    kind: 'person',
    family,
    given: spaced,
    ...(suffix === undefined || suffix === '' ? {} : { suffix: dotted(suffix) }),
  };
}

/** `Jr` is written with its full stop; numerals have none. */
function dotted(suffix: string): string {
  if (/^(?:jr|sr)\.?$/i.test(suffix))
    return `${suffix.charAt(0).toUpperCase()}${suffix.charAt(1).toLowerCase()}.`;
  return suffix.replace(/\.$/, '').toUpperCase();
}

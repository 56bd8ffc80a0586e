import { fold } from './text.ts';

/** Letters that German, the Nordic languages and others also write as two. */
const IN_TWO_LETTERS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };
const ANY_UMLAUT = /[äöüøå]/u;
const TWO_LETTERS = /[aou]e|aa/;
/** Of so many pairs of letters in a word each may have been one letter. */
const MOST_PAIRS = 3;

/** A name with its umlauts in two letters, "Müller" as "Mueller", in lower case; undefined where it has none. */
export function spelledOut(name: string): string | undefined {
  if (!/[^\x00-\x7f]/.test(name)) return undefined;
  const lower = name.normalize('NFC').toLowerCase();
  return ANY_UMLAUT.test(lower)
    ? lower.replace(/[äöüøå]/gu, (letter) => IN_TWO_LETTERS[letter] ?? letter)
    : undefined;
}

/**
 * What a folded word of a name becomes when those who print it write an umlaut in one letter and that is folded: `mueller` also
 * stands as `muller`. "Manuel" does not, but only the printed name can tell.
 */
export function umlautsOf(word: string): string[] {
  const ways = [''];
  let [rest, pairs] = [word, 0];
  for (;;) {
    const pair = pairs < MOST_PAIRS ? TWO_LETTERS.exec(rest) : null;
    if (pair === null) return ways.map((way) => way + rest).filter((way) => way !== word);
    const [before, after] = [rest.slice(0, pair.index), rest.slice(pair.index + 2)];
    const both = ways.flatMap((way) => [`${way}${before}${pair[0]}`, `${way}${before}${pair[0].charAt(0)}`]);
    ways.splice(0, ways.length, ...both);
    [rest, pairs] = [after, pairs + 1];
  }
}

/** What stands before surnames in several languages, and is also typed as one with them. */
const PARTICLES = new Set(
  'van von de den der del della di da do dos das du la le ter ten zu zum zur el al bin ben mc mac'.split(' '),
);
/** By their first letter: every word of every query is looked at. */
const PARTICLES_BY_LETTER = Map.groupBy(PARTICLES, (particle) => particle.charAt(0));
/** A shorter rest is no surname. */
const MIN_SURNAME = 3;
/** A longer word is no surname, and may be nothing but particles. */
const MAX_SURNAME = 40;
/** Nobody's surname has more particles before it. */
const MOST_PARTICLES = 3;
/** Surnames that a typed name may hold with its particles run into them. */
const MOST_JOINED = 3;

export function isParticle(word: string): boolean {
  return PARTICLES.has(word);
}

/** The ways to read a folded word as a surname with its particles run into it: `vandenoord` as `van denoord` and `van den oord`. */
export function withParticles(word: string, most = MOST_PARTICLES): string[] {
  if (word.length > MAX_SURNAME || most === 0) return [];
  const begun = PARTICLES_BY_LETTER.get(word.charAt(0)) ?? [];
  return begun
    .filter((one) => word.startsWith(one) && word.length >= one.length + MIN_SURNAME)
    .flatMap((particle) => {
      const rest = word.slice(particle.length);
      return [rest, ...withParticles(rest, most - 1)].map((surname) => `${particle} ${surname}`);
    });
}

/** Words of a name of which some, particles and the surname behind them, are one word. */
type Joined = {
  readonly before: readonly string[];
  readonly joined: string;
  readonly after: readonly string[];
};

/** The other way round: the ways to run the particles among folded words into the surname behind them, `yann le cun` as `lecun` beside `yann`. */
export function joinedParticles(words: readonly string[]): Joined[] {
  const found = words.flatMap((word, start) => {
    if (!isParticle(word)) return [];
    const end = words.findIndex((one, at) => at > start && !isParticle(one));
    if (end < 0 || (words[end]?.length ?? 0) < MIN_SURNAME) return [];
    const joined = words.slice(start, end + 1).join('');
    return { before: words.slice(0, start), joined, after: words.slice(end + 1) };
  });
  return found.slice(-MOST_JOINED);
}

/** A name with other words in the place of some, which are folded: `{ typed: 'tegmrak', used: 'tegmark' }`. */
export function mendName(
  name: string,
  changes: readonly { readonly typed: string; readonly used: string }[],
): string {
  const used = new Map(changes.map((change) => [change.typed, change.used]));
  return name.replace(/[\p{L}\p{N}\p{M}]+/gu, (word) => used.get(fold(word)) ?? word);
}

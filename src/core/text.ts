/** White space of every kind, line breaks included, becomes single blanks; ends are trimmed. */
export function collapse(text: string): string {
  // Most text has single blanks already, and to look for others costs a fraction of replacing each.
  if (!UNEVEN.test(text)) return text;
  return text.replace(/[\s\u00a0\u200b\ufeff]+/gu, ' ').trim();
}

const UNEVEN = /[^\S ]|\u200b| {2}|^ | $/;

const SPECIAL: Readonly<Record<string, string>> = {
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ŋ: 'n',
  ə: 'e',
};

/** Lower case without accents, so that Vukelić, VUKELIC and Vukelic are the same word. Letters of other scripts stay. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // Most text is ASCII, and normalising is the costly part.
  if (!/[^\x00-\x7f]/.test(lower)) return lower;
  // The acute accent that stands alone is an apostrophe; normalising would make it a blank.
  return (
    lower
      .replace(/´/g, "'")
      .normalize('NFKD')
      // Again, because letters such as ℝ or 𝓐 only now have become ordinary capitals.
      .toLowerCase()
      .replace(/\p{M}+/gu, '')
      .replace(/[øđðłħıßæœþŋə]/g, (letter) => SPECIAL[letter] ?? letter)
      .replace(/[‐‑‒–—−]/g, '-')
      .replace(/[‘’ʼ`]/g, "'")
  );
}

/** Its words, folded: runs of letters and digits. */
export function foldedWords(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Control characters (and the invisible ones that reorder text) become blanks: nothing a person typed needs them. */
export function stripControls(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/g,
    ' ',
  );
}

/** Cuts by code points, never inside a surrogate pair, and marks the cut with an ellipsis. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const points = Array.from(text);
  return points.length <= length
    ? text
    : `${points
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}

/** `1 paper`, `17 papers`: whole numbers from 0 on as people say them, thousands with a comma. */
export function count(number: number, one: string, many = `${one}s`): string {
  // Most are small, and the words of a locale are looked up each time.
  return `${number < 1_000 ? number : number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
}

/** `is` for one, `are` for none or several. */
export function isOrAre(number: number): string {
  return number === 1 ? 'is' : 'are';
}

/** `a, b or c` */
export function listOr(items: readonly string[]): string {
  return join(items, 'or');
}

/** `a, b and c` */
export function listAnd(items: readonly string[]): string {
  return join(items, 'and');
}

function join(items: readonly string[], word: string): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
}

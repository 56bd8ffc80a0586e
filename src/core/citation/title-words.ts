import { isProperNoun } from './proper-nouns.ts';

/** A piece of a title's text: a word (of "sparse-to-dense" each of the three), or what stands between words. */
export type TitleWord = { readonly text: string; readonly isWord: boolean };

const WORD = /[\p{L}\p{N}\p{M}]+(?:[.'’&][\p{L}\p{N}\p{M}]+)*\.?[+*#]*/gu;
/** Before a number these are words of every day, other capitals name something: "Llama-2", but "Top-10". */
const COUNTED =
  /^(?:top|type|level|phase|stage|class|order|rank|layer|part|step|rule|day|week|year|figure|table|case|grade|group|task|track|version|zero|one|two|three)$/i;

/** Cuts text into words and what is between them. A number stays with the name before it: "ResNet-50" is one word. */
export function titleWords(text: string): TitleWord[] {
  const pieces: TitleWord[] = [];
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    const between = text.slice(end, match.index);
    const word = match[0].replace(/\.$/, (dot) => (isInitialism(match[0]) ? dot : ''));
    const before = pieces.at(-1);
    if (
      between === '-' &&
      before?.isWord &&
      /^\d/.test(word) &&
      /\p{Lu}/u.test(before.text) &&
      !COUNTED.test(before.text)
    )
      pieces[pieces.length - 1] = { text: `${before.text}-${word}`, isWord: true };
    else {
      if (between !== '') pieces.push({ text: between, isWord: false });
      pieces.push({ text: word, isWord: true });
    }
    end = match.index + word.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), isWord: false });
  return pieces;
}

/** "U.S." is printed with its last full stop; of "Data." it ends the sentence. */
function isInitialism(word: string): boolean {
  return /^(?:\p{L}\.){2,}$/u.test(word);
}

/** Whether a title is printed all in capitals, so that its capitals say nothing. */
export function isShouted(text: string): boolean {
  if (!/\p{Lu}{2}/u.test(text)) return false;
  const letters = text.match(/\p{L}/gu) ?? [];
  const small = text.match(/\p{Ll}/gu) ?? [];
  return letters.length >= 12 && small.length * 10 < letters.length;
}

/**
 * Whether a word must keep its capitals in the middle of a sentence: acronyms, capitals inside a word, a letter with a
 * number, a single letter that is no article, and proper nouns.
 */
export function keepsCapitals(word: string, shouted: boolean): boolean {
  const bare = word.replace(/['’]s?$/u, '');
  const capitals = bare.match(/\p{Lu}/gu)?.length ?? 0;
  if (capitals === 0) return false;
  // Without a vowel nobody could say it as a word.
  if (shouted) return !/[AEIOUY]/.test(bare) || /\d/.test(bare);
  if (capitals > 1 || /^.+\p{Lu}/u.test(bare)) return true;
  if (/\d/.test(bare)) return !COUNTED.test(bare.replace(/\d+$/, ''));
  if (/^\p{L}$/u.test(bare)) return bare !== 'A';
  if (/^\p{L}[+*#]+$/u.test(bare)) return true;
  return isProperNoun(bare);
}

/** A piece of a title's text: a word (of "sparse-to-dense" each of the three), or what stands between words. */
export type TitleWord = { readonly text: string; readonly isWord: boolean };

const WORD = /[\p{L}\p{N}\p{M}]+(?:[.'’&][\p{L}\p{N}\p{M}]+)*\.?[+*#]*/gu;
/** Before a number these are words of every day, other capitals name something: "Llama-2", but "Top-10". */
export const COUNTED =
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

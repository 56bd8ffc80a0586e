import { isProperNoun } from './proper-nouns.ts';
import { type TitlePart, titleParts } from './title.ts';
import { isShouted, titleWords } from './title-words.ts';
import { wordSet } from './word-set.ts';

/** What stands before a word in a title. */
export type Place = {
  readonly isFirst: boolean;
  readonly afterColon: boolean;
  readonly afterHyphen: boolean;
  readonly isLast: boolean;
  /** Nothing parts it from a formula: the "Fe" of "Fe$_3$O$_4$", the "Ca" of "$^{40}$Ca". */
  readonly touchesFormula: boolean;
  /** A number stands right before it, as before a unit. */
  readonly afterNumber: boolean;
};

export type TitlePiece =
  | {
      readonly kind: 'word';
      readonly text: string;
      readonly place: Place;
      /** The word before it. */
      readonly before: string;
    }
  /** What stands between words. */
  | { readonly kind: 'gap'; readonly text: string }
  | { readonly kind: 'formula'; readonly text: string; readonly tex: string };

/**
 * What the capitals of a title say: nothing where all letters are large, little where most words begin so, and in a title that
 * is written as a sentence is, a capital makes a name: "A diamond lemma for Hecke-type algebras".
 */
export type Capitals = 'shouted' | 'headline' | 'sentence';

export type Title = { readonly pieces: readonly TitlePiece[]; readonly capitals: Capitals };

/** Takes a title to pieces. */
export function readTitle(title: string): Title {
  const pieces = piecesOf(title);
  return { pieces, capitals: capitalsOf(pieces) };
}

/** Whether a sentence begins with the word, so that its capital says nothing. */
export function startsSentence({ isFirst, afterColon, afterHyphen }: Place): boolean {
  return (isFirst || afterColon) && !afterHyphen;
}

type Part =
  | { readonly kind: 'word' | 'gap'; readonly text: string }
  | Extract<TitlePart, { kind: 'formula' }>;

function piecesOf(title: string): TitlePiece[] {
  const parts = titleParts(title).flatMap((part): Part[] =>
    part.kind === 'text'
      ? titleWords(part.text).map(({ text, isWord }) => ({ kind: isWord ? 'word' : 'gap', text }))
      : [part],
  );
  const last = parts.findLastIndex(({ kind }) => kind !== 'gap');
  let [isFirst, afterColon, afterHyphen, before] = [true, false, false, ''];
  return parts.map((part, index): TitlePiece => {
    const touchesFormula = [parts[index - 1], parts[index + 1]].some((other) => other?.kind === 'formula');
    const afterNumber = isNumber(parts[index - 2]) && isBetweenNumberAndUnit(parts[index - 1]);
    const place = { isFirst, afterColon, afterHyphen, isLast: index === last, touchesFormula, afterNumber };
    const beforeIt = before;
    const { kind, text } = part;
    const isGap = kind === 'gap';
    if (kind === 'word') before = text;
    afterHyphen = isGap && (text === '-' || text === '‐');
    afterColon = isGap && (afterColon || /[:—–]\s*["“‘'(]?$/.test(text)) && text !== '-';
    // "vs. " ends no sentence.
    isFirst =
      isGap &&
      (isFirst || /[?!]["”’']?\s+["“‘'(]?$/.test(text) || (/^\.["”’']?\s/.test(text) && before.length > 3));
    if (part.kind === 'formula') return part;
    return part.kind === 'word' ? { kind: 'word', text, place, before: beforeIt } : { kind: 'gap', text };
  });
}

function isNumber(part: Part | undefined): boolean {
  if (part === undefined || part.kind === 'gap') return false;
  return part.kind === 'formula' ? /\p{N}$/u.test(part.text) : /^\d[\d.,]*$/.test(part.text);
}

function isBetweenNumberAndUnit(part: Part | undefined): boolean {
  return part?.kind === 'gap' && /^[\s\u00a0\u202f-]$/.test(part.text);
}

/** Words that are small in every title, long as they are. */
const SMALL = wordSet(
  `about above across after against along amid among around based before behind below beneath beside between beyond despite during from
  inside into near onto outside over regarding since than that their through throughout toward towards under underneath until upon using
  versus when where which while with within without`,
);

function capitalsOf(pieces: readonly TitlePiece[]): Capitals {
  if (isShouted(pieces.map(({ text }) => text).join(''))) return 'shouted';
  let [small, large] = [0, 0];
  for (const piece of pieces) {
    if (piece.kind !== 'word' || startsSentence(piece.place) || SMALL.has(piece.text)) continue;
    if (/^\p{Ll}{4,}$/u.test(piece.text)) small += 1;
    else if (/^\p{Lu}\p{Ll}{3,}$/u.test(piece.text) && !isProperNoun(piece.text)) large += 1;
  }
  return small >= 2 && small >= 2 * large ? 'sentence' : 'headline';
}

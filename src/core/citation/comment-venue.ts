import { toReadable } from '../latex.ts';
import { clip, collapse, stripControls } from '../text.ts';

const LONGEST_NOTE = 200;
/** What is only hoped for is no venue. */
const HOPES =
  /\b(?:submitted|submission|re-?submit\w*|under (?:review|consideration|submission)|in (?:preparation|review|revision)|to be (?:submitted|published)|revision|rejected|withdrawn)\b/i;
const CLAIM =
  /^(?:(?:this (?:paper|work|article) (?:is|was|has been)|extended (?:abstract|version) of (?:a|the) paper)\s+)?(?:accepted|to appear|appear(?:s|ed|ing)|published|presented|camera[- ]ready|in proceedings|in the proceedings|proceedings of|forthcoming|in press)\b/i;
/** "NeurIPS 2025", "ICLR 2024 (Oral)", "CVPR'23 workshop": letters and a year, and nothing that tells of pages or files. */
const ACRONYM_YEAR =
  /^(?:\p{Lu}[\p{L}&/@-]*\s){0,3}?[A-Z][\p{L}&-]*\p{Lu}[\p{L}&-]*(?:\s|')?\s?(?:(?:19|20)\d\d|'\d\d)\b[^.;]{0,80}$/u;
/** Says that there is a venue, and not which. */
const NO_NAME =
  /^(?:(?:is |was )?(?:accepted|to appear|appeared|published|presented|forthcoming|in press|camera[- ]ready)(?: (?:version|paper|for publication|soon|in comment))?)$|\bissn\b/i;
const ABOUT_THE_TEXT =
  /\b(?:pages?|pp|figures?|figs?|tables?|appendi(?:x|ces)|code|data|project|website|github|https?|www|minor|typos?|fixed|added|updated|v\d|version)\b/i;

/** A full stop after a short word is that of an abbreviation: "Sel. Math. New Ser." */
const SENTENCE_END = /\s*;\s*|(?<=\p{L}{6}|pages|\d|\)|\p{Lu}{2}|["”])\.\s+|\.$/u;

/**
 * The part of an author's comments that claims a venue, in the author's words; undefined when there is none. It is good for a
 * note and for nothing else: nobody checked it, and "Presented at a workshop of X" is no paper at X.
 */
export function claimedVenue(comments: string): string | undefined {
  const text = collapse(toReadable(stripControls(comments))).slice(0, 2_000);
  for (const sentence of text.split(SENTENCE_END)) {
    const claim = claimIn(sentence);
    if (claim !== undefined) return clip(claim, LONGEST_NOTE);
  }
  return undefined;
}

function claimIn(sentence: string): string | undefined {
  if (HOPES.test(sentence)) return undefined;
  const parts = sentence.split(/,\s+/);
  const start = parts.findIndex((part) => CLAIM.test(part) || ACRONYM_YEAR.test(part));
  if (start < 0 || ABOUT_THE_TEXT.test(parts[start] ?? '')) return undefined;
  // "Deep RL Workshop, NeurIPS 2020": the part before it says what it was.
  const from = start > 0 && /\bworkshop\b/i.test(parts[start - 1] ?? '') ? start - 1 : start;
  const rest = parts.slice(start + 1);
  const end = rest.findIndex((part) => ABOUT_THE_TEXT.test(part) || /^(?:\d+\s|arxiv)/i.test(part));
  const claim = parts.slice(from, end < 0 ? undefined : start + 1 + end).join(', ');
  // What was cut off may have held the other half of a bracket.
  const name = claim.replace(/\s*\([^()]*$/, '');
  return NO_NAME.test(name.trim()) ? undefined : name;
}

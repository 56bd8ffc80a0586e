import type { PaperDiff } from './change.ts';
import { toReadable } from './latex.ts';
import type { Paper } from './paper.ts';
import { collapse, fold } from './text.ts';
import { type DiffPart, diffWords } from './word-diff.ts';

/** Compares two states of a paper. White space, MathJax against TeX, and a cut abstract against its full text are not differences. */
export function diffPapers(before: Paper, after: Paper): PaperDiff {
  const authors = diffAuthors(before, after);
  const abstract = diffAbstracts(before, after);
  // A list that was not known before did not change by becoming known.
  const categories =
    before.categories && after.categories
      ? diffSets(withoutAliases(before.categories), withoutAliases(after.categories))
      : undefined;
  return {
    ...(sameWording(before.title, after.title) ? {} : { title: fromTo(before.title, after.title) }),
    ...(authors === undefined ? {} : { authors }),
    ...(abstract === undefined ? {} : { abstract }),
    ...(sameText(before.comments, after.comments)
      ? {}
      : { comments: fromTo(before.comments, after.comments) }),
    ...(sameText(before.journalRef, after.journalRef)
      ? {}
      : { journalRef: fromTo(before.journalRef, after.journalRef) }),
    ...(categories === undefined ? {} : { categories }),
  };
}

/**
 * Letters and digits only, folded: what is left of a title after TeX mark-up, MathJax and white space are taken away. Formulas
 * are rendered first, so that `$\beta$-VAE` is the same as the "β-VAE" that a browser copies.
 */
export function bareWording(text: string): string {
  return fold(toReadable(text)).replace(/[^\p{L}\p{N}]+/gu, '');
}

function fromTo(from: string | undefined, to: string | undefined): { from?: string; to?: string } {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function sameText(a: string | undefined, b: string | undefined): boolean {
  const [x, y] = [collapse(a ?? ''), collapse(b ?? '')];
  return x === y || collapse(toReadable(x)) === collapse(toReadable(y));
}

function sameWording(a: string | undefined, b: string | undefined): boolean {
  return sameText(a, b) || (a !== undefined && b !== undefined && bareWording(a) === bareWording(b));
}

/** A cut abstract can only be compared as far as it goes; a fragment from the middle not at all. */
function diffAbstracts(before: Paper, after: Paper): PaperDiff['abstract'] {
  const [from, to] = [before.abstract, after.abstract];
  if (from === undefined || to === undefined) return undefined;
  const cuts = [before.abstractCut ?? 'no', after.abstractCut ?? 'no'];
  if (cuts.some((cut) => cut === 'start' || cut === 'both')) return undefined;
  if (cuts.every((cut) => cut === 'no')) return sameWording(from, to) ? undefined : { from, to };
  const [a, b] = [bareWording(from), bareWording(to)];
  const length = Math.min(a.length, b.length);
  if (a.slice(0, length) === b.slice(0, length)) return undefined;
  return upToTheCut(from, to);
}

/** What only one of two texts has behind their last common word may be the cut and not a change. */
function upToTheCut(from: string, to: string): PaperDiff['abstract'] {
  const { parts, rewritten } = diffWords(from, to);
  if (rewritten) return { from, to };
  const end = parts.findLastIndex((part) => part.kind === 'same');
  const common = parts.slice(0, end + 1);
  const without = (kind: DiffPart['kind']): string =>
    common
      .filter((part) => part.kind !== kind)
      .map((part) => part.text)
      .join(' ');
  const [before, after] = [without('added'), without('removed')];
  return before === after ? undefined : { from: before, to: after };
}

function diffAuthors(before: Paper, after: Paper): PaperDiff['authors'] {
  const [a, b] = [before.authors, after.authors];
  if (a === undefined || b === undefined) return undefined;
  // Beyond a cut nobody can say who came or went.
  const shown =
    before.hiddenAuthors || after.hiddenAuthors ? Math.min(a.length, b.length) : Number.POSITIVE_INFINITY;
  const [x, y] = [a.slice(0, shown), b.slice(0, shown)];
  const sets = diffSets(x, y);
  const reordered =
    sets === undefined && x.some((name, index) => bareWording(name) !== bareWording(y[index] ?? ''));
  return sets === undefined && !reordered ? undefined : { added: [], removed: [], ...sets, reordered };
}

/** Two names of one category: OAI-PMH gives both, the Atom API one. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['cs.NA', 'math.NA'],
  ['cs.SY', 'eess.SY'],
  ['math.IT', 'cs.IT'],
  ['math.MP', 'math-ph'],
  ['q-fin.EC', 'econ.GN'],
  ['stat.TH', 'math.ST'],
]);

function withoutAliases(categories: readonly string[]): string[] {
  return [...new Set(categories.map((name) => ALIASES.get(name) ?? name))];
}

function diffSets(
  before: readonly string[],
  after: readonly string[],
): { added: readonly string[]; removed: readonly string[] } | undefined {
  const added = after.filter((item) => !before.some((other) => bareWording(other) === bareWording(item)));
  const removed = before.filter((item) => !after.some((other) => bareWording(other) === bareWording(item)));
  return added.length + removed.length === 0 ? undefined : { added, removed };
}

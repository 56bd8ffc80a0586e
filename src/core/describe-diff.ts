import type { FromTo, PaperDiff } from './change.ts';
import { toReadable } from './latex.ts';
import { count } from './text.ts';
import { type DiffPart, diffWords, type WordDiff } from './word-diff.ts';

/** A collaboration can bring a thousand names at once. */
const MOST_NAMES = 10;

/** What changed, in words a person reads: one line for each field that did, in the order a paper is read. */
export function describeDiff(diff: PaperDiff): string[] {
  return [
    ...(diff.title === undefined ? [] : [titleLine(diff.title)]),
    ...(diff.authors === undefined ? [] : [authorsLine(diff.authors)]),
    ...(diff.abstract === undefined ? [] : [abstractLine(diff.abstract)]),
    ...(diff.comments === undefined ? [] : [nowLine('comments', diff.comments)]),
    ...(diff.journalRef === undefined ? [] : [nowLine('journal ref', diff.journalRef)]),
    ...(diff.categories === undefined ? [] : [listLine('categories', diff.categories, [])]),
  ].filter((line) => line !== '');
}

/**
 * The passages that changed, each with a few words of what stands round it: removed words as `[-…-]`, added ones as `{+…+}`, in
 * plain text that is read aloud well and shown by every chat. Empty when nothing changed, and when so much did that only the
 * two texts side by side would tell.
 */
export function markedChanges(diff: WordDiff, context = 6): string[] {
  if (diff.rewritten) return [];
  const parts = bridged(diff.parts);
  const passages: string[][] = [];
  let open: string[] | undefined;
  for (const [index, part] of parts.entries()) {
    if (part.kind !== 'same') {
      open ??= startPassage(passages);
      open.push(part.kind === 'removed' ? `[-${part.text}-]` : `{+${part.text}+}`);
      continue;
    }
    const words = part.text.split(' ');
    const [isFirst, isLast] = [index === 0, index === parts.length - 1];
    if (!isFirst && !isLast && words.length <= 2 * context + 1) {
      open?.push(part.text);
      continue;
    }
    if (!isFirst) open?.push(beginning(words, context));
    open = undefined;
    if (isLast) continue;
    open = startPassage(passages);
    open.push(ending(words, context));
  }
  return passages.map((passage) => passage.filter((piece) => piece !== '').join(' '));
}

function startPassage(passages: string[][]): string[] {
  const passage: string[] = [];
  passages.push(passage);
  return passage;
}

function beginning(words: readonly string[], length: number): string {
  return words.length <= length ? words.join(' ') : [...words.slice(0, length), '…'].join(' ');
}

function ending(words: readonly string[], length: number): string {
  return words.length <= length ? words.join(' ') : ['…', ...words.slice(words.length - length)].join(' ');
}

/** A "the" or "of" that both of two different sentences happen to hold is no help to the reader: it changes with the rest. */
function bridged(parts: readonly DiffPart[]): readonly DiffPart[] {
  const runs = toRuns(parts);
  const list: DiffPart[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const flush = (): void => {
    if (removed.length > 0) list.push(partOf('removed', removed));
    if (added.length > 0) list.push(partOf('added', added));
    [removed, added] = [[], []];
  };
  for (const [index, run] of runs.entries()) {
    if (run.same !== undefined && !isBridge(run.same, runs[index - 1], runs[index + 1])) {
      flush();
      list.push(run.same);
      continue;
    }
    for (const part of [run.same, run.removed]) if (part !== undefined) removed.push(part.text);
    for (const part of [run.same, run.added]) if (part !== undefined) added.push(part.text);
  }
  flush();
  return list;
}

type Run = { readonly same?: DiffPart; readonly removed?: DiffPart; readonly added?: DiffPart };

/** Removed words and the added ones that replace them, together. */
function toRuns(parts: readonly DiffPart[]): Run[] {
  const runs: Run[] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    if (part.kind === 'added' && last?.removed !== undefined)
      runs[runs.length - 1] = { ...last, added: part };
    else runs.push({ [part.kind]: part });
  }
  return runs;
}

function partOf(kind: DiffPart['kind'], texts: readonly string[]): DiffPart {
  const text = texts.join(' ');
  return { kind, text, words: text.split(' ').length };
}

/** Few words with more replaced on both sides of them. */
function isBridge(same: DiffPart, before: Run | undefined, after: Run | undefined): boolean {
  const replaced = (run: Run | undefined): number =>
    Math.min(run?.removed?.words ?? 0, run?.added?.words ?? 0);
  return same.words <= 2 && replaced(before) > same.words && replaced(after) > same.words;
}

function titleLine({ from, to }: FromTo<string>): string {
  if (to === undefined) return from === undefined ? '' : `title no longer given (was: ${toReadable(from)})`;
  return from === undefined
    ? `title now: ${toReadable(to)}`
    : `title was: ${toReadable(from)}, now: ${toReadable(to)}`;
}

function authorsLine(authors: NonNullable<PaperDiff['authors']>): string {
  return listLine('authors', authors, authors.reordered ? ['order changed'] : []);
}

/** `authors added: A, B; removed: C; order changed`. Empty when there is nothing to say. */
function listLine(
  field: string,
  { added, removed }: { readonly added: readonly string[]; readonly removed: readonly string[] },
  more: readonly string[],
): string {
  const parts = [
    ...(added.length === 0 ? [] : [`added: ${names(added)}`]),
    ...(removed.length === 0 ? [] : [`removed: ${names(removed)}`]),
  ];
  if (parts.length > 0) return `${field} ${[...parts, ...more].join('; ')}`;
  return more.length === 0 ? '' : `${field}: ${more.join('; ')}`;
}

function names(list: readonly string[]): string {
  const shown = list.slice(0, MOST_NAMES).map(toReadable).join(', ');
  return list.length <= MOST_NAMES ? shown : `${shown} and ${list.length - MOST_NAMES} more`;
}

function abstractLine({ from, to }: FromTo<string>): string {
  if (from === undefined || to === undefined) return nowOrGone('abstract', to);
  const { added, removed, rewritten } = diffWords(from, to);
  if (rewritten) return 'abstract: rewritten';
  if (added + removed === 0) return 'abstract: only spacing or signs changed';
  if (removed === 0) return `abstract: ${count(added, 'word')} added`;
  if (added === 0) return `abstract: ${count(removed, 'word')} removed`;
  return `abstract: ${count(added, 'word')} added, ${removed.toLocaleString('en-US')} removed`;
}

function nowOrGone(field: string, to: string | undefined): string {
  return to === undefined ? `${field} no longer given` : `${field} now given`;
}

function nowLine(field: string, { from, to }: FromTo<string>): string {
  if (to !== undefined) return `${field} now: ${toReadable(to)}`;
  return from === undefined ? '' : `${field} no longer given (was: ${toReadable(from)})`;
}

import type { Paper } from '../core/paper.ts';
import { formatRef } from '../core/paper-id.ts';
import type { SourceItem } from '../core/ports.ts';
import { NOT_TEXT } from './lines.ts';
import {
  fieldText,
  readAbstract,
  readAuthors,
  readClasses,
  readDates,
  readVersions,
} from './listing-fields.ts';
import { dropLinkNumbers, type ListingHead } from './listing-head.ts';

/** Characters that one result may hold; no paper has so many. */
export const MAX_ITEM_LENGTH = 262_144;

/** The parts of a result in the order in which a page prints them; a part never comes after a later one. */
export const PARTS = [
  'badges',
  'title',
  'authors',
  'abstract',
  'dates',
  'comments',
  'classes',
  'journal',
] as const;
export type Part = (typeof PARTS)[number];

/** One result while its lines come in. */
export type Draft = {
  readonly line: number;
  readonly head: ListingHead;
  readonly categories: string[];
  readonly dois: string[];
  readonly texts: { readonly [part in Exclude<Part, 'badges'>]: string[] };
  part: Part;
  /** The line before was blank. */
  afterBlank: boolean;
  /** The current part is over: a blank line, page numbers or a stray line came after it. */
  closed: boolean;
  /** Blank lines stand between the parts, so that a label without one before it is wrapped text. */
  spaced: boolean;
  /** Code units taken in so far. */
  size: number;
  /** Lines after a finished part that are neither this paper's nor the page's. */
  readonly strays: { readonly line: number; readonly text: string }[];
  /** The last line was such a stray one. */
  inStray: boolean;
};

export function newDraft(line: number, head: ListingHead): Draft {
  return {
    line,
    head,
    categories: [...head.badges.categories],
    dois: [...head.badges.dois],
    texts: {
      title: head.rest === '' ? [] : [head.rest],
      authors: [],
      abstract: [],
      dates: [],
      comments: [],
      classes: [],
      journal: [],
    },
    part: head.rest === '' ? 'badges' : 'title',
    afterBlank: false,
    closed: false,
    spaced: false,
    size: 0,
    strays: [],
    inStray: false,
  };
}

/** Why a result ended: what came next decides what to tell about an incomplete one. */
export type End = 'next' | 'end' | 'too-long' | 'no-authors';

const AGAIN = 'the page seems to be cut there, so copy the whole page again';

/** A finished result as items: its record, or the reason why there is none; then what stood behind it and is nobody's. */
export function finishDraft(draft: Draft, end: End, seenAt: string): SourceItem[] {
  const paper = readPaper(draft, end);
  const items: SourceItem[] = [
    'problem' in paper
      ? { kind: 'skipped', line: draft.line, reason: `arXiv:${nameOf(draft)}: ${paper.problem}` }
      : { kind: 'record', record: { paper, source: 'listing', seenAt } },
  ];
  for (const stray of draft.strays) {
    items.push({
      kind: 'skipped',
      line: stray.line,
      reason: `not part of a search result: "${excerpt(stray.text, 60)}"`,
    });
  }
  return items;
}

function nameOf({ head }: Draft): string {
  return head.ref === undefined ? excerpt(head.written, 40) : formatRef(head.ref);
}

/** Some words of a text for a message: one line, no control characters. */
export function excerpt(text: string, length: number): string {
  const start = fieldText([text.slice(0, length + 1)]);
  return text.length > length ? `${start.slice(0, length)}…` : start;
}

function readPaper(draft: Draft, end: End): Paper | { readonly problem: string } {
  const { head, texts } = draft;
  const before = end === 'end' ? 'before the page ends' : 'before the next paper';
  if (end === 'too-long') return { problem: 'more than 256 KB without an end' };
  if (head.ref === undefined) return { problem: 'this is no arXiv id' };
  if (Object.values(texts).some((lines) => lines.some((line) => line.includes(NOT_TEXT))))
    return { problem: 'letters that are not UTF-8' };
  if (end === 'no-authors') return { problem: 'no Authors line after its title' };
  if (draft.part === 'badges' || draft.part === 'title') {
    return { problem: `no Authors line ${before}${end === 'end' ? `; ${AGAIN}` : ''}` };
  }
  const title = fieldText(texts.title);
  if (title === '') return { problem: 'no title before its Authors line' };
  const authorText = fieldText(texts.authors);
  const authors = readAuthors(head.linkNumbers ? dropLinkNumbers(authorText) : authorText);
  if (authors.authors.length === 0) return { problem: 'its Authors line names nobody' };
  if (texts.dates.length === 0) return { problem: `no Submitted line ${before}; ${AGAIN}` };
  const dates = readDates(fieldText(texts.dates));
  if ('problem' in dates) return dates;

  const abstractText = fieldText(texts.abstract);
  const abstract = readAbstract(
    head.linkNumbers ? abstractText.replace(/\[\d{1,5}\](?=\s?[▽△])/g, '') : abstractText,
  );
  const dois = draft.dois.filter((doi) => doi !== '');
  const comments = fieldText(texts.comments);
  const journalRef = fieldText(texts.journal);
  const withdrawn = isWithdrawn(head, comments, abstract?.abstract ?? '');
  return {
    id: head.ref.id,
    title,
    ...authors,
    ...abstract,
    ...(draft.categories.length > 0 && { categories: draft.categories }),
    ...(head.formats !== undefined && head.formats.length > 0 && { formats: head.formats }),
    versions: readVersions(head.ref, dates),
    announced: dates.announced,
    ...(comments !== '' && { comments }),
    ...(journalRef !== '' && { journalRef }),
    ...(dois.length > 0 && { dois }),
    ...readClasses(fieldText(texts.classes)),
    ...(withdrawn !== undefined && { withdrawn }),
  };
}

/** A withdrawn paper has no links, but the page can lack them for other reasons too; only both signs together are proof. */
function isWithdrawn(head: ListingHead, comments: string, abstract: string): boolean | undefined {
  if (head.formats !== undefined) return false;
  return /withdr[ae]w/i.test(comments) || /withdr[ae]w/i.test(abstract) ? true : undefined;
}

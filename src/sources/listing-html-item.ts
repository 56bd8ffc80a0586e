import type { SourceItem } from '../core/ports.ts';
import { fieldText, readDates } from './listing-fields.ts';
import { bareDoi, isDoiValue, type ListingHead, parseHead } from './listing-head.ts';
import { excerpt, finishDraft, newDraft } from './listing-item.ts';

/** The texts of a result by the element they stand in. A `block` is a paragraph below the dates that has a label. */
export type Sink = 'head' | 'category' | 'doi' | 'title' | 'authors' | 'short' | 'full' | 'dates' | 'block';

/** One result while its elements come in: each element's text, in pieces. */
export type HtmlItem = {
  readonly line: number;
  readonly texts: { readonly [sink in Sink]: string[][] };
  /** Of the element with the abstract: the id with the version that is shown. */
  shownRef: string;
  /** A word is marked as found in a paragraph below the dates. */
  hasHit: boolean;
  size: number;
};

export function newItem(line: number): HtmlItem {
  return {
    line,
    texts: {
      head: [],
      category: [],
      doi: [],
      title: [],
      authors: [],
      short: [],
      full: [],
      dates: [],
      block: [],
    },
    shownRef: '',
    hasHit: false,
    size: 0,
  };
}

/**
 * A finished result as items, by the rules for the copied text of the same page. Whole: its end was seen; else the page was cut
 * inside of it, and none of its texts can be trusted.
 */
export function finishItem(item: HtmlItem, end: 'whole' | 'cut' | 'too-long', seenAt: string): SourceItem[] {
  const headText = textOf(item, 'head');
  const head = parseHead(headText);
  const name = head?.written === undefined ? excerpt(headText, 40) : `arXiv:${head.written}`;
  const skipped = (reason: string): SourceItem[] => [{ kind: 'skipped', line: item.line, reason }];
  if (headText === '') return skipped('a result without an arXiv id');
  if (end === 'too-long') return skipped(`${name}: more than 256 KB, or markup without an end`);
  if (end === 'cut') return skipped(`${name}: the page ends inside of it, so save the whole page again`);
  if (head === undefined) return skipped(`${name}: this is no arXiv id`);
  return finishDraft(draftOf(item, head), 'next', seenAt);
}

function draftOf(item: HtmlItem, written: ListingHead): ReturnType<typeof newDraft> {
  const blocks = item.texts.block.map(fieldText);
  const labelled = (label: RegExp): string[] =>
    blocks.filter((text) => label.test(text)).map((text) => text.replace(label, ''));
  const dates = item.texts.dates.map(fieldText).filter((text) => text.startsWith('Submitted'));
  const head = withShownVersion(written, item.shownRef, dates[0] ?? '');
  const draft = newDraft(item.line, head);
  draft.categories.push(...item.texts.category.map(fieldText).filter((text) => text !== ''));
  draft.dois.push(...item.texts.doi.map(fieldText).filter(isDoiValue).map(bareDoi));
  draft.texts.title.push(textOf(item, 'title'));
  draft.texts.authors.push(textOf(item, 'authors').replace(/^Authors?: ?/, ''));
  draft.texts.abstract.push(abstractOf(item));
  draft.texts.dates.push(...dates.slice(0, 1));
  draft.texts.comments.push(...labelled(/^Comments: ?/));
  draft.texts.journal.push(...labelled(/^Journal ref: ?/));
  const classes = blocks.filter((text) => /^(?:Report number|MSC Class|ACM Class):/.test(text));
  draft.texts.classes.push(...classes.map((text) => (item.hasHit ? withoutHits(text) : text)));
  // Where reading stopped decides what is told about an incomplete result.
  draft.part = item.texts.authors.length > 0 ? 'journal' : 'title';
  return draft;
}

function textOf(item: HtmlItem, sink: Sink): string {
  return fieldText(item.texts[sink].flat());
}

/** The whole abstract if there is one, in the way a text browser prints it, which the reader of text understands. */
function abstractOf(item: HtmlItem): string {
  const full = textOf(item, 'full').replace(/\s*△ ?Less$/, '');
  return full === '' ? textOf(item, 'short') : `▽ More ${full}`;
}

/**
 * Only the abstract's element tells the version of a paper whose shown version is the current one. It counts when it agrees
 * with the dates: arXiv prints when the first version came exactly if the shown one is a later.
 */
function withShownVersion(head: ListingHead, shownRef: string, datesText: string): ListingHead {
  const shown = /^(.{1,60})v([1-9]\d{0,2})$/.exec(shownRef);
  if (head.ref === undefined || head.ref.version !== undefined || shown?.[1] !== head.written) return head;
  const dates = readDates(datesText);
  const version = Number(shown[2]);
  if ('problem' in dates || version > 1 !== (dates.first !== undefined)) return head;
  return { ...head, ref: { id: head.ref.id, version } };
}

/** Where a class is among the words found, arXiv prints the found ones and then all of them in parentheses. */
function withoutHits(text: string): string {
  return text
    .split(/ (?=(?:MSC|ACM) Class:)/)
    .map((part) => {
      const match = /^((?:MSC|ACM) Class:) ?([^(]{1,2000}?) ?\((.*)\)$/.exec(part);
      const [label, found, all] = [match?.[1] ?? '', match?.[2] ?? '', match?.[3] ?? ''];
      const isTwice = match !== null && found.split(/[;,]/).every((one) => all.includes(one.trim()));
      return isTwice ? `${label} ${all}` : part;
    })
    .join(' ');
}

import type { Paper } from '../core/paper.ts';
import { formatRef, type PaperRef, parsePaperRef } from '../core/paper-id.ts';
import { clip, collapse } from '../core/text.ts';
import { plainText } from './feed-html.ts';
import { type Creators, readAnchors, readCreators } from './feed-names.ts';
import { announcedMonth, splitDois } from './kaggle-facts.ts';
import { children, textOf, type XmlElement } from './xml.ts';

/** RSS 2.0 and Atom of rss.arxiv.org, and the RSS 1.0 of before 2024. */
export type FeedForm = 'rss' | 'atom' | 'rdf';

/** Why a paper is in the feed. Only `new` is a new paper: a cross-list can be of an old one. */
export type AnnounceType = 'new' | 'cross' | 'replace' | 'replace-cross';

/** What one item says, or why it says nothing that can be used. */
export type ItemRead =
  | { readonly paper: Paper; readonly announceType?: AnnounceType }
  | { readonly problem: string };

/** What an item says in running text: its description, or the end of its title before 2024. */
type Stated = {
  readonly ref?: PaperRef | undefined;
  readonly announceType?: string | undefined;
  readonly abstract?: string | undefined;
  readonly title?: string | undefined;
  readonly category?: string | undefined;
};

/** Reads one `item` or `entry`. Facts the item does not give are absent. */
export function readItem(item: XmlElement, form: FeedForm): ItemRead {
  const stated = form === 'rdf' ? readOldTexts(item) : readTexts(item);
  const title = stated.title;
  const ref = agreed([...linkedRefs(item), stated.ref].filter((each) => each !== undefined));
  const named = title === undefined ? '' : ` ("${clip(title, 60)}")`;
  if (ref === undefined) return { problem: `an item without an arXiv id${named}` };
  if ('problem' in ref) return { problem: `${ref.problem}${named}` };
  const announceType = typeOf(textOf(item, 'announce_type') ?? stated.announceType);
  const categories = categoriesOf(item, stated.category);
  const dois = [...children(item, 'DOI'), ...children(item, 'doi')].flatMap((each) => splitDois(each.text));
  const journalRef = textOf(item, 'journal_reference');
  const creators = creatorsOf(item, form);
  const paper: Paper = {
    id: ref.id,
    ...(title === undefined ? {} : { title }),
    ...creators,
    ...(stated.abstract === undefined ? {} : { abstract: stated.abstract, abstractCut: 'no' }),
    ...(categories.length === 0 ? {} : { categories }),
    // No day: a feed tells when a version was announced, which is never the day it was submitted.
    ...(ref.version === undefined ? {} : { versions: [{ number: ref.version, exact: true }] }),
    announced: announcedMonth(ref.id),
    ...(journalRef === undefined ? {} : { journalRef }),
    ...(dois.length === 0 ? {} : { dois: [...new Set(dois)] }),
  };
  return { paper, ...(announceType === undefined ? {} : { announceType }) };
}

/** All text in an element, that of its children after its own. */
export function fullText(element: XmlElement): string {
  return [element.text, ...element.children.map(fullText)].join(' ');
}

function readTexts(item: XmlElement): Stated {
  const [description] = [...children(item, 'description'), ...children(item, 'summary')];
  const text = description === undefined ? '' : collapse(fullText(description));
  const head = /^arXiv:(\S+) Announce Type: ([\w-]+) ?/i.exec(text);
  const abstract = /^Abstract: ?(.+)$/i.exec(text.slice(head?.[0].length ?? 0))?.[1];
  return {
    ref: head?.[1] === undefined ? undefined : parsePaperRef(head[1]),
    announceType: head?.[2],
    abstract,
    title: textOf(item, 'title'),
  };
}

const OLD_TITLE_END =
  /\.?\s*\(arXiv:(?<ref>\S+)(?:\s+\[(?<category>[\w.-]+)\])?(?:\s+(?<mark>CROSS LISTED|UPDATED))?\)$/i;

/** Only so much of a title is searched for it. */
const OLD_TITLE_END_LENGTH = 200;

/** Before 2024 the id and the kind stood in the title, behind a full stop that is not the title's, and texts were HTML. */
function readOldTexts(item: XmlElement): Stated {
  const whole = plainText(textOf(item, 'title') ?? '');
  const start = Math.max(0, whole.length - OLD_TITLE_END_LENGTH);
  const end = OLD_TITLE_END.exec(whole.slice(start));
  const title = end === null ? whole : whole.slice(0, start + end.index).trim();
  const [description] = children(item, 'description');
  const abstract = description === undefined ? '' : plainText(fullText(description));
  const mark = end?.groups?.['mark']?.toUpperCase();
  return {
    ref: end?.groups?.['ref'] === undefined ? undefined : parsePaperRef(end.groups['ref']),
    announceType: end === null ? undefined : mark === undefined ? 'new' : MARKS[mark],
    abstract: abstract === '' ? undefined : abstract,
    title: title === '' ? undefined : title,
    category: end?.groups?.['category'],
  };
}

const MARKS: Readonly<Record<string, AnnounceType>> = { 'CROSS LISTED': 'cross', UPDATED: 'replace' };

/** The papers an item names outside of its texts. */
function linkedRefs(item: XmlElement): (PaperRef | undefined)[] {
  const links = children(item, 'link').map((link) => link.attributes['href'] ?? link.text);
  return [textOf(item, 'guid'), textOf(item, 'id'), ...links, item.attributes['about']].map((text) =>
    text === undefined ? undefined : parsePaperRef(text),
  );
}

/** The one paper all places name; links mostly without the version. */
function agreed(refs: readonly PaperRef[]): PaperRef | { readonly problem: string } | undefined {
  const [first] = refs;
  if (first === undefined) return undefined;
  const versioned = refs.find((ref) => ref.version !== undefined) ?? first;
  const other = refs.find(
    (ref) => ref.id !== versioned.id || (ref.version ?? versioned.version) !== versioned.version,
  );
  if (other === undefined) return versioned;
  return { problem: `an item that is arXiv:${formatRef(versioned)} and arXiv:${formatRef(other)} at once` };
}

function typeOf(text: string | undefined): AnnounceType | undefined {
  const known: readonly AnnounceType[] = ['new', 'cross', 'replace', 'replace-cross'];
  return known.find((type) => type === text?.toLowerCase());
}

/** The primary comes first; before 2024 only that was given. */
function categoriesOf(item: XmlElement, primary: string | undefined): string[] {
  const given = children(item, 'category').map((each) => collapse(each.attributes['term'] ?? each.text));
  return [...new Set(given.length === 0 && primary !== undefined ? [primary] : given)].filter((name) =>
    /^[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z-]+)?$/.test(name),
  );
}

function creatorsOf(item: XmlElement, form: FeedForm): Creators | undefined {
  const given = children(item, 'creator').map(markedText).join(', ');
  if (form === 'rdf') return readAnchors(plainText(given, true));
  if (given !== '') return readCreators(collapse(given));
  return readCreators(
    children(item, 'author')
      .map((author) => textOf(author, 'name') ?? '')
      .join(', '),
  );
}

/** Anchors that are not escaped are elements; they become text again, as the escaped ones are. */
function markedText(creator: XmlElement): string {
  const anchors = children(creator, 'a').map((each) => `<a>${fullText(each)}</a>`);
  return anchors.length === 0 ? fullText(creator) : [...anchors, creator.text].join(' ');
}

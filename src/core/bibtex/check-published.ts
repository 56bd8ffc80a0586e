import type { Paper } from '../paper.ts';
import type { PaperRef } from '../paper-id.ts';
import { clip } from '../text.ts';
import { citedAs } from './cited-as.ts';
import { addFields, type Edit, removeField, replaceValue, setType } from './edits.ts';
import { type Dialect, fieldOf, isArxivJournal, isPreprint, textOf } from './entry.ts';
import { otherWork, publisherDoiOf } from './other-work.ts';
import type { Remark } from './remark.ts';
import type { BibEntry, BibField } from './scan.ts';

/** Fields that say where something was published, in both dialects. */
const VENUE = new Set('journal journaltitle booktitle volume number pages eid publisher series'.split(' '));
/** Fields that name arXiv as the place where a preprint stands. */
const HOST = new Set([...VENUE, 'howpublished', 'institution', 'organization', 'pubstate', 'type']);
/** By which the preprint is found again, in both dialects. */
const EPRINT = new Set('eprint archiveprefix primaryclass eprinttype eprintclass'.split(' '));
const ARXIV_PLACE = /arxiv|\bcorr\b|\babs\/|preprint|prepublished/i;
const HOPE = /\b(?:submitted|under review|to appear|in press|forthcoming|accepted|preprint|unpublished)\b/i;

/**
 * A preprint that has been published meanwhile becomes what it is now, under its key and with its eprint; whatever said that it
 * is a preprint of such a month goes. A pinned one, and what is no preprint or names another place, is only told.
 */
export function checkPublished(
  text: string,
  entry: BibEntry,
  ref: PaperRef,
  paper: Paper,
  dialect: Dialect,
): Remark[] {
  if (!isPreprint(entry)) return [];
  const ours = citedAs(paper, entry, dialect, { form: 'published' });
  if (ours?.form !== 'published') return [];
  const said = `published in ${ours.venue ?? 'a journal'}`;
  if (ref.version !== undefined) return [{ text: `${said} (kept as it is pinned)`, edits: [] }];
  const work = otherWork(entry, paper);
  if (work !== undefined)
    return [{ text: `${said} (kept as it cites something else: ${clip(work, 60)})`, edits: [] }];
  const contrary = contrariety(entry, ours.entry);
  if (contrary !== undefined) return [{ text: `${said} (kept as it has ${contrary})`, edits: [] }];
  const stale = entry.fields.filter((field) => isStale(entry, field, ours.entry));
  const month = stale.some(({ name }) => name === 'month');
  const hope = HOPE.test(textOf(entry, 'note', 'addendum'));
  return [
    {
      text: `${said}${month ? ', and its month was that of the preprint' : ''}${hope ? '; look at its note' : ''}`,
      edits: [
        ...setType(entry, ours.entry.type),
        ...stale.map((field) => removeField(entry, field)),
        ...published(text, entry, ours.entry, ours.source),
      ],
    },
  ];
}

/** What it says of its place that does not fit; where arXiv is its journal, volume and pages are arXiv's. */
function contrariety(entry: BibEntry, ours: BibEntry): string | undefined {
  const doi = publisherDoiOf(entry);
  if (doi !== undefined && doi !== publisherDoiOf(ours)) return 'another DOI';
  if (isArxivJournal(entry)) return undefined;
  const differs = (name: string) => {
    const theirs = textOf(entry, name);
    const known = textOf(ours, name);
    return theirs !== '' && !ARXIV_PLACE.test(theirs) && known !== '' && digitsOf(theirs) !== digitsOf(known);
  };
  if (differs('volume')) return 'another volume';
  return differs('pages') || differs('eid') ? 'other pages' : undefined;
}

function digitsOf(text: string): string {
  return (text.match(/[\p{L}\d]+/gu) ?? []).join(' ');
}

function published(text: string, entry: BibEntry, ours: BibEntry, source: string): Edit[] {
  const edits: Edit[] = [];
  const added: [string, string][] = [];
  const isNamed = fieldOf(entry, 'eprint') !== undefined;
  const isLinked = fieldOf(entry, 'url') !== undefined || fieldOf(ours, 'doi') !== undefined;
  for (const field of ours.fields) {
    const isYear = field.name === 'year' || field.name === 'date';
    const wanted = EPRINT.has(field.name)
      ? !isNamed
      : field.name === 'url'
        ? !isLinked
        : VENUE.has(field.name) || isYear || field.name === 'doi';
    if (!wanted) continue;
    const theirs = entry.fields.filter(({ name }) =>
      isYear ? name === 'year' || name === 'date' : name === field.name,
    );
    if (theirs.length === 0)
      added.push([source.slice(field.at.start, field.at.start + field.name.length), field.text]);
    for (const each of theirs) if (each.text !== field.text) edits.push(replaceValue(text, each, field.text));
  }
  return [...edits, ...addFields(text, entry, added)];
}

/** Whether a field says what is no longer so and what the published form has nothing for. */
function isStale(entry: BibEntry, field: BibField, ours: BibEntry): boolean {
  const { name, text } = field;
  if (fieldOf(ours, name) !== undefined) return false;
  if (VENUE.has(name) && isArxivJournal(entry)) return true;
  if (name === 'doi') return /10\.48550\//.test(text);
  if (name === 'month' || name === 'day') return true;
  return HOST.has(name) && ARXIV_PLACE.test(text);
}

import { easternDay } from '../core/day.ts';
import { toReadable } from '../core/latex.ts';
import type { Paper, PaperVersion } from '../core/paper.ts';
import { isPaperId, type PaperRef, splitVersion } from '../core/paper-id.ts';
import { readEtAl } from './et-al.ts';
import { announcedMonth, joinInitials, splitDois } from './kaggle-facts.ts';
import { fieldText } from './listing-fields.ts';
import type { Moment } from './mail-date.ts';
import { exactVersion, fieldOf, present, readStamp } from './oai-fields.ts';
import { children, type XmlElement } from './xml.ts';

/** Why an entry is no paper; `isError` when it is arXiv's answer that something is wrong with the question. */
export type EntryProblem = { readonly problem: string; readonly isError?: true };

/** The paper of one entry of the Atom API, of today's shape or of the one before 2025, or the reason why it is none. */
export function readEntry(entry: XmlElement): Paper | EntryProblem {
  const written = fieldOf(entry, 'id') ?? '';
  if (written.includes('/api/errors')) {
    return { problem: fieldOf(entry, 'summary') ?? 'an error without a message', isError: true };
  }
  const ref = refIn(written);
  if (ref === undefined) return { problem: `"${written.slice(0, 100)}" is no address of a paper` };
  const told = `arXiv:${ref.id}`;
  const title = fieldOf(entry, 'title');
  if (title === undefined) return { problem: `${told}: no title` };
  const versions = readVersions(entry, ref);
  if ('problem' in versions) return { problem: `${told}: ${versions.problem}` };
  const names = readEtAl(readNames(entry));
  const abstract = fieldOf(entry, 'summary');
  return {
    id: ref.id,
    title,
    ...(names.authors.length > 0 && { ...names, hiddenAuthors: 0 }),
    ...(abstract !== undefined && { abstract, abstractCut: 'no' }),
    ...present({
      categories: readCategories(entry),
      versions,
      announced: announcedMonth(ref.id),
      comments: fieldOf(entry, 'comment'),
      journalRef: fieldOf(entry, 'journal_ref'),
      dois: readDois(entry),
    }),
  };
}

/** Everything behind `/abs/`, for old ids hold a slash. */
function refIn(address: string): PaperRef | undefined {
  const id = /\/abs\/(\S+)$/.exec(address)?.[1] ?? '';
  return isPaperId(id) ? splitVersion(id) : undefined;
}

/** `published` is the first version; `updated` is the version that the entry shows, not the record's last change. */
function readVersions(entry: XmlElement, ref: PaperRef): PaperVersion[] | EntryProblem {
  const [first, shown] = [readMoment(entry, 'published'), readMoment(entry, 'updated')];
  if ('problem' in first) return first;
  if ('problem' in shown) return shown;
  const versions = [exactVersion(1, first)];
  const number = ref.version ?? linkedVersion(entry, ref.id);
  if (number !== undefined && number > 1) versions.push(exactVersion(number, shown));
  // Without a number a later moment proves some later version; it is told as search pages tell it, so that the two are one.
  if (number === undefined && shown.at > first.at) {
    versions.push({ number: 2, exact: false, submitted: easternDay(shown.at), calendar: 'eastern' });
  }
  return versions;
}

function readMoment(entry: XmlElement, name: string): Moment | EntryProblem {
  const text = fieldOf(entry, name) ?? '';
  return readStamp(text) ?? { problem: `"${text.slice(0, 60)}" is no moment (${name})` };
}

/** Old feeds have the version in the link to the page instead of the id. */
function linkedVersion(entry: XmlElement, id: string): number | undefined {
  const link = children(entry, 'link').find((each) => each.attributes['rel'] === 'alternate');
  const ref = refIn(link?.attributes['href'] ?? '');
  return ref?.id === id ? ref.version : undefined;
}

function readNames(entry: XmlElement): string[] {
  return children(entry, 'author')
    .map((author) => joinInitials(toReadable(fieldOf(author, 'name') ?? '')))
    .filter((name) => /\p{L}/u.test(name));
}

/** The primary one, then the others. Old feeds list classes of the ACM and the AMS in the same place. */
function readCategories(entry: XmlElement): string[] {
  const terms = [...children(entry, 'primary_category'), ...children(entry, 'category')]
    .map((each) => fieldText([each.attributes['term'] ?? '']))
    .filter((term) => /^[a-z]{2,8}(?:-[a-z]{2,6})?(?:\.[A-Za-z]{2}[A-Za-z-]{0,9})?$/.test(term));
  return [...new Set(terms)];
}

function readDois(entry: XmlElement): string[] {
  const linked = children(entry, 'link')
    .filter((each) => each.attributes['title'] === 'doi')
    .map((each) => each.attributes['href'] ?? '');
  const dois = new Map<string, string>();
  for (const doi of [...children(entry, 'doi').map((each) => each.text), ...linked].flatMap(splitDois)) {
    // DOIs are the same in any case.
    if (!dois.has(doi.toLowerCase())) dois.set(doi.toLowerCase(), doi);
  }
  return [...dois.values()];
}

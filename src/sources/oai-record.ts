import type { Day } from '../core/day.ts';
import { toReadable } from '../core/latex.ts';
import type { AuthorParts, Paper, PaperVersion } from '../core/paper.ts';
import { isPaperId, splitVersion } from '../core/paper-id.ts';
import { partsWithoutEtAl } from './et-al.ts';
import { announcedMonth, joinInitials, splitDois } from './kaggle-facts.ts';
import { fieldText } from './listing-fields.ts';
import { readMailDate } from './mail-date.ts';
import { isNameSuffix, namesInText } from './names-in-text.ts';
import { exactVersion, fieldOf, present, readClassList, readStamp } from './oai-fields.ts';
import { child, children, type XmlElement } from './xml.ts';

/** Why there is no paper in a record, naming its id. */
export type Problem = { readonly problem: string };

/** The paper of one OAI-PMH record with metadata `arXivRaw` or `arXiv`, or the reason why there is none. */
export function readOaiRecord(record: XmlElement): Paper | Problem {
  const header = child(record, 'header');
  const identifier = header === undefined ? undefined : fieldOf(header, 'identifier');
  const named = identifier?.replace(/^oai:arXiv\.org:/i, '');
  const told = `arXiv:${(named ?? '(no id)').slice(0, 60)}`;
  if (header?.attributes['status'] === 'deleted') {
    return { problem: `${told}: the record is marked as deleted; what is stored stays` };
  }
  const metadata = child(record, 'metadata')?.children[0];
  if (metadata === undefined) return { problem: `${told}: no metadata` };
  if (metadata.name !== 'arXivRaw' && metadata.name !== 'arXiv') {
    return {
      problem: `${told}: its metadata are ${metadata.name.slice(0, 40)}; only arXivRaw and arXiv are read`,
    };
  }
  const paper = readMetadata(metadata, fieldOf(metadata, 'id') ?? named ?? '');
  return 'problem' in paper ? { problem: `${told}: ${paper.problem}` } : paper;
}

function readMetadata(metadata: XmlElement, written: string): Paper | Problem {
  if (!isPaperId(written)) return { problem: `"${written.slice(0, 60)}" is no arXiv id` };
  const title = fieldOf(metadata, 'title');
  if (title === undefined) return { problem: 'no title' };
  const own = metadata.name === 'arXiv' ? readArXiv(metadata) : readRaw(metadata);
  if ('problem' in own) return own;
  const { id } = splitVersion(written);
  const abstract = fieldOf(metadata, 'abstract');
  return {
    id,
    title,
    ...own,
    ...(abstract !== undefined && { abstract, abstractCut: 'no' }),
    ...present({
      categories: [
        ...new Set((fieldOf(metadata, 'categories') ?? '').split(' ').filter((name) => name !== '')),
      ],
      announced: announcedMonth(id),
      comments: fieldOf(metadata, 'comments'),
      journalRef: fieldOf(metadata, 'journal-ref'),
      dois: splitDois(fieldOf(metadata, 'doi') ?? ''),
      reportNumber: fieldOf(metadata, 'report-no'),
      mscClasses: readClassList(fieldOf(metadata, 'msc-class') ?? ''),
      acmClasses: readClassList(fieldOf(metadata, 'acm-class') ?? ''),
    }),
  };
}

/** The day of the version that a record in the form `arXiv` shows, which lists no versions; undefined of any other. */
export function dayOfState(record: XmlElement): Day | undefined {
  const metadata = child(record, 'metadata')?.children[0];
  if (metadata?.name !== 'arXiv') return undefined;
  return readStamp(`${fieldOf(metadata, 'updated') ?? ''}T00:00:00Z`)?.day;
}

type OwnFacts = Pick<
  Paper,
  'authors' | 'hiddenAuthors' | 'moreAuthors' | 'authorParts' | 'versions' | 'withdrawn'
>;

/** `arXivRaw`: authors in one text, and every version with its moment, size and kind. */
function readRaw(metadata: XmlElement): OwnFacts | Problem {
  const versions = new Map<number, PaperVersion>();
  for (const element of children(metadata, 'version')) {
    const version = readVersion(element);
    if ('problem' in version) return version;
    if (versions.has(version.number)) return { problem: `version ${version.number} stands there twice` };
    versions.set(version.number, version);
  }
  if (versions.size === 0) return { problem: 'no versions' };
  const sorted = [...versions.values()].toSorted((a, b) => a.number - b.number);
  const last = sorted.at(-1);
  const names = namesInText(fieldOf(metadata, 'authors') ?? '');
  return {
    ...(names.authors.length > 0 && { ...names, hiddenAuthors: 0 }),
    versions: sorted,
    // Both signs together are the proof; an earlier version that was withdrawn has been restored by a later one.
    withdrawn: last?.sizeKb === 0 && last.sourceType?.includes('I') === true,
  };
}

function readVersion(element: XmlElement): PaperVersion | Problem {
  const written = element.attributes['version'] ?? '';
  const number = /^v([1-9]\d{0,2})$/.exec(written)?.[1];
  if (number === undefined) return { problem: `"${written.slice(0, 20)}" is no version` };
  const date = fieldOf(element, 'date') ?? '';
  const moment = readMailDate(date);
  if (moment === undefined)
    return { problem: `version ${number} has an impossible date, "${date.slice(0, 60)}"` };
  const size = /^(\d{1,9}) ?kb$/i.exec(fieldOf(element, 'size') ?? '')?.[1];
  const sourceType = fieldOf(element, 'source_type');
  return {
    ...exactVersion(Number(number), moment),
    ...(size !== undefined && { sizeKb: Number(size) }),
    ...(sourceType !== undefined && { sourceType }),
  };
}

/**
 * `arXiv`: names in parts, and the day of the first version. `updated` makes no version although it is the day of a later one: it
 * is a GMT day without time, and a version guessed from it beside one that a search page gave an Eastern day would count as two.
 */
function readArXiv(metadata: XmlElement): OwnFacts | Problem {
  const created = fieldOf(metadata, 'created');
  const moment = created === undefined ? undefined : readStamp(`${created}T00:00:00Z`);
  if (created !== undefined && moment === undefined) {
    return { problem: `there is no day "${created.slice(0, 40)}"` };
  }
  const list = child(metadata, 'authors');
  const persons = list === undefined ? [] : readPersons(children(list, 'author'));
  const { parts: authorParts, ...open } = partsWithoutEtAl(persons);
  return {
    ...(authorParts.length > 0 && {
      authors: authorParts.map(fullName),
      hiddenAuthors: 0,
      ...open,
      authorParts,
    }),
    ...(moment !== undefined && {
      versions: [{ number: 1, exact: true, submitted: moment.day, calendar: 'gmt' }],
    }),
  };
}

/** arXiv splits "Keck Array: A. Bee" into persons, of which one is a colon: those without a letter are none. */
function readPersons(elements: readonly XmlElement[]): AuthorParts[] {
  const persons: AuthorParts[] = [];
  for (const element of elements) {
    const person = readPerson(element);
    const before = persons.at(-1);
    if (person === undefined) continue;
    const isSuffix = person.given === undefined && isNameSuffix(person.family);
    if (isSuffix && before?.suffix === undefined && before !== undefined) {
      persons[persons.length - 1] = { ...before, suffix: person.family };
    } else persons.push(person);
  }
  return persons;
}

function readPerson(element: XmlElement): AuthorParts | undefined {
  const [family, given, suffix] = ['keyname', 'forenames', 'suffix'].map((name) => {
    const text = fieldOf(element, name);
    return text === undefined ? undefined : joinInitials(toReadable(text));
  });
  const affiliations = children(element, 'affiliation')
    .map((each) => fieldText([each.text]))
    .filter((text) => text !== '');
  const last = family ?? given;
  if (last === undefined || !/\p{L}/u.test(`${last}${given ?? ''}`)) return undefined;
  return {
    family: last,
    ...present({ given: family === undefined ? undefined : given, suffix, affiliations }),
  };
}

function fullName({ given, family, suffix }: AuthorParts): string {
  return [given, family, suffix].filter((part) => part !== undefined).join(' ');
}

import { toReadable } from '../latex.ts';
import { collapse, stripControls } from '../text.ts';

/** Where a paper was published, as its journal reference names it. */
export type Venue = {
  readonly kind: 'journal' | 'conference';
  readonly name: string;
  readonly year: number;
  readonly volume?: string;
  readonly number?: string;
  /** A page, a range with a plain hyphen, or the number of an article. */
  readonly pages?: string;
  /** `pages` is the number of an article, not a page. */
  readonly isArticleNumber?: boolean;
};

// What the shapes are made of. A journal's name holds no digit but that of its series, as in "Ann. of Math. (2)"; that of a conference may ("34th", "NeurIPS 2020 Workshop").
const JOURNAL = String.raw`(?<name>\p{L}[^\d;()[\]]{0,118}?(?:\([A-Z]{1,12}\)| \(\d\)(?= \d))?)`;
const CONFERENCE = String.raw`(?:in:?\s+)?(?<name>[^;]{3,200}?)`;
const SERIES = String.raw`(?:in:?\s+)?(?<name>[^;\d]{3,200}?)`;
// Inside of a longer number, as of the article 112003, there is no year.
const YEAR = String.raw`\(?(?<![\p{L}\d])(?<year>(?:19|20)\d\d)(?!\d)\)?`;
const MONTH = String.raw`(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+)?`;
const VOLUME = String.raw`(?:vol(?:ume|\.)?\s*)?(?<volume>(?:(?<!\p{L})[A-Z])?\d{1,4}[A-Z]?)`;
// A year in brackets is no issue.
const NUMBER = String.raw`(?:\s*\((?!(?:19|20)\d\d\))(?<number>[\w/–-]{1,9})\)|,?\s*(?:no\.?|num(?:ber|\.)|issue|iss\.)\s*(?<issue>[\w/–-]{1,9}))?`;
const PAGE = String.raw`[A-Z]{0,3}\d{1,10}(?:\.\d{1,4})?`;
const RANGE = String.raw`(?<pages>${PAGE}(?:\([A-Z]\))?(?:\s?[-–—]{1,2}\s?${PAGE})?)`;
const PAGES = String.raw`(?:pp?\.\s*|pp?\s+|pages?:?\s*|art(?:icle|\.)?\s*(?:no\.?|number)?\s*|e?id\.?\s*)?${RANGE}`;
const MARKED_PAGES = String.raw`\(?(?:pp?\.|pages?)\s*${RANGE}\)?`;
const GAP = String.raw`(?:[\s,:]+|(?<=\)))`;
const SEPARATOR = String.raw`(?:,\s*|\s+)`;

/** Entropy 2025, 27(4), 344: the year before the volume, as MDPI's journals are cited, which number their articles. */
const YEAR_FIRST = `${JOURNAL},?\\s+${YEAR}${GAP}${VOLUME}${NUMBER}(?:${GAP}${PAGES})?`;

const JOURNALS = shapes(
  YEAR_FIRST,
  // Phys. Rev. D 76, 013009 (2007); Nature 521(7553), 436-444, 2015; J. Algebra, Volume 300, Issue 1, Pages 23-45, 2006
  `${JOURNAL},?\\s*${VOLUME}${NUMBER}(?:${GAP}${PAGES})?,?\\s*${MONTH}${YEAR}`,
  // Nucl. Phys. B 123 (1999) 45-67; J. Algebra 300 (2006), no. 1, 23-45
  `${JOURNAL},?\\s*${VOLUME},?\\s*${YEAR}${NUMBER}(?:${GAP}${PAGES})`,
  // Journal of Machine Learning Research 15(1), 2014, 1929-1958; Journal of Algebra 321, 2 (2009) 704-740
  `${JOURNAL},?\\s*${VOLUME}${NUMBER},?\\s*${YEAR}${GAP}${PAGES}`,
  `${JOURNAL},?\\s*${VOLUME},\\s*(?<number>\\d{1,3})\\s*\\((?<year>(?:19|20)\\d\\d)\\)\\s*,?\\s*${PAGES}`,
  // Phys.Rev.D 102 (2020) 10, 102001
  `${JOURNAL},?\\s*${VOLUME},?\\s*\\((?<year>(?:19|20)\\d\\d)\\)\\s*(?<number>\\d{1,3}),\\s*${PAGES}`,
  // Proc. ACM Program. Lang. 3, POPL, Article 12 (January 2019)
  `${JOURNAL},?\\s*${VOLUME},?\\s*(?:no\\.\\s*)?(?<number>[A-Z\\d]{3,9}),?\\s+article\\s+(?<pages>\\d{1,4})\\s*\\(${MONTH}(?<year>(?:19|20)\\d\\d)\\)`,
  // J. Stat. Mech. (2010) P07020
  `${JOURNAL},?\\s*${YEAR}${GAP}${PAGES}`,
);
/** Journal of Open Problems, May 2024: little enough, so that the name itself must be a journal's, and not "Springer" or "Draft". */
const BARE_JOURNAL = shapes(`${JOURNAL},\\s*${MONTH}${YEAR}`);
const JOURNAL_NAME =
  /\b(?:journal|transactions|letters|reviews?|annals|acta|bulletin|magazine|communications|archives?|quarterly|notices|memoirs|zeitschrift|revista)\b|(?<!\p{L})(?:J|Trans|Lett|Rev|Ann|Bull|Commun|Comm|Phys|Math|Sci)\.|^(?:nature|science|cell|pnas|entropy|chaos|quantum|biometrika|automatica|bioinformatics|neurocomputing|neuroimage|elife|sensors)\b/iu;

const CONFERENCES = shapes(
  // Proceedings of the 34th International Conference on Machine Learning, PMLR 70:1126-1135, 2017
  `${CONFERENCE},?\\s+(?:PMLR\\s+|vol(?:ume|\\.)?\\s*)(?<volume>\\d{1,4})${GAP}${PAGES}${SEPARATOR}${YEAR}`,
  // Advances in Neural Information Processing Systems 36 (2023)
  `${SERIES},?\\s+${VOLUME}(?:${GAP}${PAGES})?${SEPARATOR}${YEAR}`,
  `${SERIES},?\\s+${VOLUME}${SEPARATOR}${YEAR}(?:${GAP}${PAGES})`,
  // In Proc. ICML 2007, pages 14-26; the same with the year last
  `${CONFERENCE}${SEPARATOR}${YEAR},?\\s+${MARKED_PAGES}`,
  `${CONFERENCE},?\\s+${MARKED_PAGES}${SEPARATOR}${YEAR}`,
  `${SERIES}${SEPARATOR}${YEAR},?\\s+${PAGES}`,
  // International Conference on Learning Representations, 2025; ICLR 2025
  `${CONFERENCE}${SEPARATOR}${YEAR}`,
  // Proc. 2023 IEEE International Conference on Software Testing, pp. 66-69
  `(?:in:?\\s+)?(?<name>\\D{0,40}(?<year>(?:19|20)\\d\\d)\\s+\\D{10,150}?)(?:,?\\s+${MARKED_PAGES})?`,
);

const PROCEEDINGS =
  /\b(?:conference|symposium|workshops?|congress|proceedings|proc\.|advances in neural information processing systems|meeting of the association|findings of the (?:acl|association))(?!\p{L})/iu;
/** Journals that only call themselves proceedings. */
const PROCEEDINGS_JOURNAL =
  /^journal of physics: conference series|^proc(?:eedings|\.)\s*(?:of\s+)?(?:the\s+)?(?:nat(?:ional|l|\.)|royal|roy\.|r\.|edinburgh|camb(?:ridge|\.)|lond(?:on|\.)|amer(?:ican|\.)|ieee,?\s*(?:vol|\d)|acm on|acm program|vldb|indian|japan|steklov|phys)/iu;
/** PoS LAT2009:035,2009; PoS ICHEP2018 (2019) 123: the volume is a conference. Without a year of its own it is not known. */
const PROCEEDINGS_OF_SCIENCE =
  /^(?:PoS|Proceedings of Science|Proc\. Sci\.)\s*\(?(?<volume>\p{L}[\p{L}&-]{1,20} ?(?:\d{4}|\d\d))\)?[\s:,]*(?:\((?<year>(?:19|20)\d\d)\)[\s,]*(?<pages>\d{1,4})|(?<pages>\d{1,4})[\s,]*\(?(?<year>(?:19|20)\d\d)\)?)\.?$/u;
/** Conferences of whose names people write only the letters. */
const ACRONYMS =
  /^(?:In:? )?(?:ICLR|NeurIPS|NIPS|ICML|CVPR|ICCV|ECCV|WACV|BMVC|ACL|EMNLP|NAACL|EACL|COLING|CoNLL|AAAI|IJCAI|AISTATS|UAI|COLT|ALT|CoRL|RSS|ICRA|IROS|KDD|WWW|SIGIR|CIKM|WSDM|RecSys|CHI|STOC|FOCS|SODA|ICALP|ITCS|LICS|POPL|PLDI|ICSE|OSDI|SOSP|NSDI|SIGMOD|VLDB|ICDE|CCS|NDSS|CRYPTO|ICASSP|INTERSPEECH|Interspeech|MICCAI|LREC|COLM|SIGGRAPH)\b/u;

/** No journal reference that this grammar knows is longer. */
const LONGEST = 300;
/** Words of somebody who tells a story, or of more than one publication. */
const PROSE =
  /;|\b(?:errat|ibid|to appear|appear|accepted|submitted|submission|in press|published|preprint|arxiv|see|thesis|dissertation|habilitation|diploma|master|bachelor|manuscript|draft|unpublished|rejected|blind|under review|presented|poster|slides|talk|lecture at|extended abstract|(?:preliminary|short|full|long|extended) version|contribution to|(?:book )?chapter|tech(?:nical|\.) rep|research report|blog|winner|patent|version \d)/i;

/** Reads a journal reference; undefined when it names more than one place, or in an order this grammar does not know. */
export function parseVenue(journalRef: string): Venue | undefined {
  const text = collapse(toReadable(stripControls(journalRef)));
  if (text.length > LONGEST || PROSE.test(text)) return undefined;
  const isConference = ACRONYMS.test(text) || (PROCEEDINGS.test(text) && !PROCEEDINGS_JOURNAL.test(text));
  const proceedings = PROCEEDINGS_OF_SCIENCE.exec(text)?.groups;
  if (proceedings !== undefined) return venueOf({ ...proceedings, name: 'PoS' }, false, false);
  const spread = isConference ? spreadAcronym(text) : spreadSpires(text);
  for (const [index, shape] of (isConference ? CONFERENCES : JOURNALS).entries()) {
    const groups = shape.exec(spread)?.groups;
    if (groups === undefined) continue;
    const yearFirst = !isConference && index === 0;
    if (yearFirst && hasTwoYears(groups)) return undefined;
    const venue = venueOf(groups, isConference, yearFirst);
    if (venue !== undefined) return venue;
  }
  const bare = isConference ? undefined : BARE_JOURNAL[0]?.exec(spread)?.groups;
  return bare !== undefined && JOURNAL_NAME.test(bare['name'] ?? '')
    ? venueOf(bare, false, false)
    : undefined;
}

function shapes(...patterns: readonly string[]): RegExp[] {
  return patterns.map((pattern) => new RegExp(`^${pattern}\\.?$`, 'iu'));
}

/** "Phys.Rev.D76:013009,2007", as SPIRES wrote it, in the form of everybody else: the year is always the last number. */
function spreadSpires(text: string): string {
  return text.replace(
    /^((?:\p{L}{1,20}[. ]){0,8}(?:\p{L}{2,20})?)([A-Z]?)(\d{1,4}):(.*?)(?:,\s*((?:19|20)\d\d)\.?)?$/u,
    (_, name: string, part: string, volume: string, rest: string, year: string | undefined) =>
      `${name}${part === '' ? '' : ` ${part}`} ${volume}, ${rest}${year === undefined ? '' : ` (${year})`}`,
  );
}

/** "Conference on Learning Representations (ICLR 2024)": the year out of its bracket, behind everything where it stands nowhere else. */
function spreadAcronym(text: string): string {
  const [whole = '', acronym = '', year = ''] =
    /\s*\(([^()\d]{2,30}?)[\s,']+((?:19|20)\d\d)\)/.exec(text) ?? [];
  if (whole === '') return text;
  // The series is known by its number: "Advances in Neural Information Processing Systems 36 (NeurIPS 2023)".
  const without = text.replace(
    whole,
    /\d\s*$/.test(text.slice(0, text.indexOf(whole))) ? '' : ` (${acronym})`,
  );
  return /(?:^|[\s,])(?:19|20)\d\d\.?$/.test(without)
    ? without
    : `${without.replace(/[.,\s]+$/, '')}, ${year}`;
}

/** `PHYSICAL REVIEW LETTERS` as it is spelt otherwise; one word alone may be an acronym. */
function unshouted(name: string): string {
  if (!/^[\p{Lu}\s,:&-]{12,}$/u.test(name) || !/\p{L}{5}.*\s/u.test(name)) return name;
  return name.replace(/\p{L}+/gu, (word, at: number) =>
    at > 0 && /^(?:OF|AND|THE|IN|FOR|ON)$/.test(word)
      ? word.toLowerCase()
      : `${word.charAt(0)}${word.slice(1).toLowerCase()}`,
  );
}

/** What stands in a name only when the shape took more for it than it should: pages, numbers of books, a town. */
const NO_CONFERENCE = /\bpages?\b|\bpp?\.|\bISBN\b|:\s|\b(?!(?:19|20)\d\d\b)\d{3,}\b/i;

type Groups = Readonly<Record<string, string | undefined>>;

/**
 * Whether a reference that seems to begin with its year may have it elsewhere: "J. Foo 2018, 2019", and "JHEP 2003, 45, 2020",
 * whose volumes are made of year and month.
 */
function hasTwoYears({ year = '', volume = '', number, pages = '' }: Groups): boolean {
  if (pages === '') return number === undefined && /^(?:19|20)\d\d$/.test(volume) && volume !== year;
  return /^20(?:0[1-9]|1[0-2])$/.test(year) && /^20\d\d$/.test(pages) && pages.endsWith(year.slice(0, 2));
}

function venueOf(groups: Groups, isConference: boolean, yearFirst: boolean): Venue | undefined {
  const { volume = '' } = groups;
  // A number that can be a year is one; the shape does not fit.
  if (isConference && /^(?:19|20)\d\d$/.test(volume)) return undefined;
  // "Phys. Rev. D76": the letter says which of the journal's parts it is.
  const [, part = '', bareVolume = ''] = /^([A-Z]?)(.*)$/s.exec(volume) ?? [];
  const printed = collapse(
    (groups['name'] ?? '').replace(/\.(?=\p{L}{2}|\p{L}\.|\p{L}$)/gu, '. ').replace(/[\s,:(]+$/, ''),
  );
  const splits = part !== '' && printed.endsWith('.');
  const name = unshouted(splits ? `${printed} ${part}` : printed);
  if (name.split('(').length !== name.split(')').length) return undefined;
  if (!/\p{L}[\p{L}&]/u.test(name) || (isConference && NO_CONFERENCE.test(name))) return undefined;
  const number = (groups['number'] ?? groups['issue'])?.replace(/–/gu, '-');
  const pages = groups['pages']?.replace(/\s?[-–—]{1,2}\s?/u, '-');
  const isArticleNumber =
    !isConference &&
    pages !== undefined &&
    !pages.includes('-') &&
    (/^[A-Z]|^0|\d{5}|\(/i.test(pages) || (yearFirst && number !== undefined));
  return {
    kind: isConference ? 'conference' : 'journal',
    name,
    year: Number(groups['year']),
    ...(volume === '' ? {} : { volume: splits ? bareVolume : volume }),
    ...(number === undefined ? {} : { number }),
    ...(pages === undefined ? {} : { pages }),
    ...(isArticleNumber ? { isArticleNumber: true } : {}),
  };
}

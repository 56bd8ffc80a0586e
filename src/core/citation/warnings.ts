import type { Paper } from '../paper.ts';
import { clip } from '../text.ts';
import { latestVersion } from '../versions.ts';
import { type Choice, dayOfVersion, type Item, publisherDoi } from './item.ts';
import type { Need } from './latex-alphabet.ts';
import type { Place } from './place.ts';
import { moreAuthors } from './text-parts.ts';

/** What somebody who pastes this citation must know, the gravest first; each a whole sentence. */
export function warningsOf(
  paper: Paper,
  item: Item,
  choice: Choice,
  place: Place,
  shown: { readonly isIncomplete: boolean; readonly hasNotes: boolean; readonly needs: ReadonlySet<Need> },
): string[] {
  const warnings = [
    item.withdrawn ? 'This paper has been withdrawn.' : undefined,
    item.authors.length === 0 ? 'No author of this paper is known here.' : undefined,
    shown.isIncomplete && item.hiddenAuthors > 0
      ? `${capitalized(moreAuthors(item))} ${item.hiddenAuthors === 1 ? 'is' : 'are'} not in the source; the list is incomplete.`
      : undefined,
    ...(item.version === undefined ? [] : versionWarnings(paper, item.version)),
    ...(item.form === 'published'
      ? []
      : shown.hasNotes
        ? placeWarnings(paper, choice, place)
        : [unreadWarning(place), ...doiWarning(paper, item, choice)]),
    ...NEEDS.flatMap(([need, words]) => (shown.needs.has(need) ? [words] : [])),
  ];
  return warnings.filter((warning) => warning !== undefined);
}

function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function versionWarnings(paper: Paper, version: number): (string | undefined)[] {
  const latest = latestVersion(paper.versions);
  const isBeyond = latest?.exact === true && version > latest.number;
  const isLatest = latest?.exact === true && version === latest.number;
  return [
    isBeyond ? `No v${version} is known here; the newest is v${latest.number}.` : undefined,
    dayOfVersion(paper, version) === undefined && !isBeyond
      ? `The day of v${version} is not known here; the year is that of the first version.`
      : undefined,
    isLatest || latest === undefined
      ? undefined
      : `Title and authors are those of the newest version known here.`,
  ];
}

function placeWarnings(paper: Paper, choice: Choice, { claim, unread }: Place): (string | undefined)[] {
  const doi = doiOfElsewhere(paper, choice);
  return [
    claim === undefined ? undefined : `Only the author's comments name a venue: "${clip(claim, 100)}".`,
    unread === undefined
      ? undefined
      : `The journal reference "${clip(unread, 100)}" is in the note as it stands.`,
    doi === undefined
      ? undefined
      : `The DOI is that of the published version${unread === undefined ? '; its journal, volume and pages are not known here' : ''}.`,
  ];
}

/** The DOI of a publisher where nobody chose the preprint, and yet it is cited. */
function doiOfElsewhere(paper: Paper, { form, version }: Choice): string | undefined {
  return form === undefined && version === undefined ? publisherDoi(paper) : undefined;
}

/** A text has no note for a reference that could not be read: whoever copies it must hear of it. */
function unreadWarning({ unread }: Place): string | undefined {
  return unread === undefined
    ? undefined
    : `The journal reference "${clip(unread, 100)}" could not be read; the preprint is cited.`;
}

/** Texts cite the preprint by its own link, also where a publisher has another. */
function doiWarning(paper: Paper, item: Item, choice: Choice): string[] {
  const doi = doiOfElsewhere(paper, choice);
  return doi === undefined || item.doi === undefined || item.doi === doi
    ? []
    : [
        `Published under the DOI ${doi}; its journal, volume and pages are not known here, so the preprint is cited.`,
      ];
}

const NEEDS: readonly (readonly [Need, string])[] = [
  ['unicode', 'Needs LuaLaTeX or XeLaTeX, and a font with its letters.'],
  ['two accents', 'With biber this needs LuaLaTeX or XeLaTeX: a letter carries two accents.'],
  ['t1', 'Needs \\usepackage[T1]{fontenc}.'],
  ['amssymb', 'Needs \\usepackage{amssymb}.'],
];

/** Whether a warning is about the document and not about the paper. */
export function isNeed(warning: string): boolean {
  return NEEDS.some(([, words]) => words === warning);
}

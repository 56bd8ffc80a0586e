import { isDatesLine } from './listing-fields.ts';
import { isPageCrumb, isPager } from './listing-furniture.ts';
import { bareDoi, dropLinkNumbers, isDoiValue, readBadges } from './listing-head.ts';
import { type Draft, PARTS, type Part } from './listing-item.ts';

/** A line of the page, trimmed; numbers count from 1. */
export type Line = { readonly number: number; readonly text: string };

type BelowDates = 'dates' | 'comments' | 'classes' | 'journal';

const LABELS: readonly (readonly [label: string, part: BelowDates])[] = [
  ['Comments:', 'comments'],
  ['Report number:', 'classes'],
  ['MSC Class:', 'classes'],
  ['ACM Class:', 'classes'],
  ['Journal ref:', 'journal'],
];

/** Where the next label begins on a line that holds several parts. */
const NEXT_LABEL = / +(?=(?:Comments|Report number|MSC Class|ACM Class|Journal ref):)/;

/** True for the line that names the authors of a result. */
export function isAuthorsLine(text: string): boolean {
  return text.startsWith('Authors:') || text.startsWith('Author:');
}

/** Puts a line that is not blank and no first line of a result where it belongs in the open result. */
export function addText(draft: Draft, line: Line): void {
  switch (draft.part) {
    case 'badges':
    case 'title':
      addAboveAuthors(draft, line.text);
      return;
    case 'authors':
      if (isDatesLine(line.text)) startDates(draft, line);
      else if (/^Abstract\s*(?::|$)/.test(line.text)) start(draft, 'abstract', afterColon(line.text));
      else if (draft.closed) addStray(draft, line);
      else draft.texts.authors.push(line.text);
      return;
    case 'abstract':
      if (isDatesLine(line.text)) startDates(draft, line);
      else
        draft.texts.abstract.push(isAlone(draft.texts.abstract) ? line.text.replace(/^:\s*/, '') : line.text);
      return;
    case 'dates':
    case 'comments':
    case 'classes':
    case 'journal':
      addBelowDates(draft, draft.part, line);
      return;
  }
}

function addAboveAuthors(draft: Draft, text: string): void {
  if (isAuthorsLine(text)) {
    start(draft, 'authors', afterColon(text));
    return;
  }
  if (draft.part === 'badges' && addBadges(draft, draft.head.linkNumbers ? dropLinkNumbers(text) : text))
    return;
  draft.part = 'title';
  draft.texts.title.push(text);
}

/** Categories and DOIs under the first line; a browser puts the word `doi` on a line of its own. */
function addBadges(draft: Draft, text: string): boolean {
  if (text === 'doi') {
    draft.dois.push('');
    return true;
  }
  if (draft.dois.at(-1) === '') {
    draft.dois.pop();
    if (/\s/.test(text)) return false;
    if (isDoiValue(text)) draft.dois.push(bareDoi(text));
    return true;
  }
  // Its word `doi` was lost; nothing else on the page looks like this.
  if (/^10\.\d{4,9}\/\S+$/.test(text)) {
    draft.dois.push(bareDoi(text));
    return true;
  }
  const badges = readBadges(text);
  // After a blank line a second row of categories is a title that looks like one.
  if (
    badges === undefined ||
    (badges.categories.length > 0 && draft.categories.length > 0 && draft.afterBlank)
  )
    return false;
  draft.categories.push(...badges.categories);
  draft.dois.push(...badges.dois);
  return true;
}

/** Some copies join the parts below the dates to their line; then each label on it begins its part. */
function startDates(draft: Draft, line: Line): void {
  const joined =
    /^(.*?\boriginally announced [A-Za-z]{3,12},? \d{4}\.?(?: Latest version: \S{1,60})?) +(?!Latest version:)(\S.*)$/.exec(
      line.text,
    );
  start(draft, 'dates', joined?.[1] ?? line.text);
  for (const text of (joined?.[2] ?? '').split(NEXT_LABEL)) {
    if (text !== '' && !startLabelled(draft, text)) addStray(draft, { number: line.number, text });
  }
}

/** Begins the part whose label the text begins with; false when there is none, or it is not below the current part. */
function startLabelled(draft: Draft, text: string): boolean {
  const [known, next] = LABELS.find(([label]) => text.startsWith(label)) ?? [];
  if (known === undefined || next === undefined) return false;
  if (PARTS.indexOf(next) > PARTS.indexOf(draft.part)) {
    const [own = '', journal] =
      next === 'classes' ? text.split(/ +(?=Journal ref:)/) : [text.slice(known.length)];
    start(draft, next, own);
    if (journal !== undefined) startLabelled(draft, journal);
    return true;
  }
  if (next !== 'classes' || draft.part !== 'classes') return false;
  draft.texts.classes.push(text);
  return true;
}

function addBelowDates(draft: Draft, part: BelowDates, line: Line): void {
  if (canStart(draft) && startLabelled(draft, line.text)) return;
  if (part === 'dates' && line.text.startsWith('Latest version:')) draft.texts.dates.push(line.text);
  else if (draft.closed || isComplete(draft, part) || isPager(line.text)) addLoose(draft, line);
  else draft.texts[part].push(line.text);
}

/** Whether a new part or result can begin here; on a page with blank lines only behind one. */
export function canStart(draft: Draft): boolean {
  return draft.closed || !draft.spaced;
}

/** A dates line ends with a full stop; the other parts end with a blank line only. */
function isComplete(draft: Draft, part: Part): boolean {
  return part === 'dates' && draft.texts.dates.at(-1)?.endsWith('.') === true;
}

function addLoose(draft: Draft, line: Line): void {
  draft.closed = true;
  if (!isPager(line.text) && !isPageCrumb(line.text)) addStray(draft, line);
}

/** One report for each block of such lines, at its first line. */
function addStray(draft: Draft, line: Line): void {
  if (!draft.inStray) draft.strays.push({ line: line.number, text: line.text });
  draft.inStray = true;
}

function start(draft: Draft, part: Exclude<Part, 'badges'>, text: string): void {
  if (part === 'dates') draft.spaced = draft.closed;
  draft.part = part;
  draft.inStray = false;
  draft.closed = false;
  draft.texts[part].push(text);
}

function afterColon(text: string): string {
  const colon = text.indexOf(':');
  return colon < 0 ? '' : text.slice(colon + 1);
}

/** The label stood alone on its line, so its colon may come with the text. */
function isAlone(lines: readonly string[]): boolean {
  return lines.length === 1 && lines[0] === '';
}

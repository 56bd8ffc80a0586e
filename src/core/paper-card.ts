import { formatDay, formatMonth } from './day.ts';
import { toReadable } from './latex.ts';
import type { Paper, PaperVersion } from './paper.ts';
import { paperLinks } from './paper-id.ts';
import type { Fact, Link, PaperCard } from './reply.ts';
import { clip, count } from './text.ts';
import { firstVersion, latestVersion } from './versions.ts';

/** The short card of a paper in a list: what is needed to decide whether to open it. */
export function shortCard(paper: Paper, reason?: string): PaperCard {
  return {
    ...head(paper),
    authors: authorLine(paper, 3),
    facts: [
      { label: 'Categories', value: (paper.categories ?? []).join(', ') },
      { label: 'Submitted', value: datesLine(paper) },
      { label: 'Comments', value: clip(toReadable(paper.comments ?? ''), 120) },
    ].filter((fact) => fact.value !== ''),
    links: [link('abs', paper)],
    ...(reason === undefined || reason === '' ? {} : { reason }),
  };
}

/** Everything that is known of a paper, in the order people look for it. */
export function fullCard(paper: Paper): PaperCard {
  const abstract = paper.abstract === undefined ? {} : { abstract: cutMarked(paper), ...abstractNote(paper) };
  return {
    ...head(paper),
    authors: authorLine(paper, Number.POSITIVE_INFINITY),
    facts: fullFacts(paper),
    ...abstract,
    links: [link('abs', paper), link('pdf', paper), link('html', paper)],
  };
}

/** "Ada One, Ben Two, Cy Three and 22 more"; hidden authors count among the more. */
export function authorLine(paper: Paper, shown: number): string {
  const authors = (paper.authors ?? []).map(toReadable);
  const more = Math.max(0, authors.length - shown) + (paper.hiddenAuthors ?? 0);
  const names = authors.slice(0, shown).join(', ');
  if (paper.moreAuthors === true) return `${names} and others`;
  return more === 0 ? names : `${names} and ${more} more`;
}

/** "v3" or, where only its existence is known, "v2 or later". */
export function versionName(version: PaperVersion): string {
  return version.exact ? `v${version.number}` : `v${version.number} or later`;
}

/** The title as people read it; a paper without a known title goes by its id. */
export function readableTitle(paper: Paper): string {
  return paper.title === undefined ? `arXiv:${paper.id}` : toReadable(paper.title);
}

function head(paper: Paper): Pick<PaperCard, 'kind' | 'id' | 'title' | 'url' | 'warning'> {
  return {
    kind: 'paper',
    id: paper.id,
    title: readableTitle(paper),
    url: paperLinks(paper).abs,
    ...(paper.withdrawn === true ? { warning: 'This paper has been withdrawn.' } : {}),
  };
}

function fullFacts(paper: Paper): Fact[] {
  const hidden = paper.hiddenAuthors ?? 0;
  const first = firstVersion(paper.versions);
  const latest = latestVersion(paper.versions);
  const facts: [string, string | undefined][] = [
    [
      'Author list',
      hidden > 0
        ? `${count(hidden, 'more author')} not shown on the page this was read from`
        : paper.moreAuthors === true
          ? 'ends in "et al." on arXiv too'
          : undefined,
    ],
    ['Categories', categoryLine(paper)],
    ['First submitted', first === undefined ? undefined : versionLine(first)],
    ['Latest version', latest === undefined || latest.number === 1 ? undefined : versionLine(latest)],
    ['Announced', paper.announced === undefined ? undefined : formatMonth(paper.announced)],
    ['Comments', paper.comments === undefined ? undefined : toReadable(paper.comments)],
    ['Journal ref', paper.journalRef === undefined ? undefined : toReadable(paper.journalRef)],
    ['DOI', paper.dois?.join(', ')],
    ['Report number', paper.reportNumber],
    ['MSC classes', paper.mscClasses?.join(', ')],
    ['ACM classes', paper.acmClasses?.join(', ')],
  ];
  return facts.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [{ label, value }]));
}

function categoryLine(paper: Paper): string {
  const [primary, ...cross] = paper.categories ?? [];
  if (primary === undefined) return '';
  return cross.length === 0 ? primary : `${primary} (primary), ${cross.join(', ')}`;
}

function versionLine(version: PaperVersion): string {
  return version.submitted === undefined
    ? versionName(version)
    : `${formatDay(version.submitted)} (${versionName(version)})`;
}

function datesLine(paper: Paper): string {
  const first = firstVersion(paper.versions);
  const latest = latestVersion(paper.versions);
  if (latest === undefined) return '';
  if (first?.submitted === undefined || latest.number === 1) return versionLine(latest);
  return `${formatDay(first.submitted)}; ${versionName(latest)}${latest.submitted === undefined ? '' : ` on ${formatDay(latest.submitted)}`}`;
}

function cutMarked(paper: Paper): string {
  const text = toReadable(paper.abstract ?? '');
  const [start, end] = [
    paper.abstractCut === 'start' || paper.abstractCut === 'both',
    paper.abstractCut === 'end' || paper.abstractCut === 'both',
  ];
  return `${start ? '… ' : ''}${text}${end ? '…' : ''}`;
}

function abstractNote(paper: Paper): { abstractNote?: string } {
  if ((paper.abstractCut ?? 'no') === 'no') return {};
  return {
    abstractNote: `The abstract is cut here: the page it was read from shows only a part. Whole abstract: ${paperLinks(paper).abs}`,
  };
}

function link(kind: 'abs' | 'pdf' | 'html', paper: Paper): Link {
  return { label: kind, url: paperLinks(paper)[kind] };
}

import { dateParts } from '../dates.ts';
import type { Item } from '../item.ts';
import type { Name } from '../name.ts';
import type { Rendered } from '../rendered.ts';
import { dataNotes } from '../text-parts.ts';
import { plainTitle } from '../title-case.ts';

/** CSL-JSON: always a list, as pandoc and Zotero read it. `article` is CSL's type for a preprint. */
export function renderCslJson(item: Item): Rendered {
  return { text: JSON.stringify([cslOf(item)], undefined, 2), incomplete: item.hiddenAuthors > 0 };
}

/** Several as one list. */
export function joinCslJson(texts: readonly string[]): string {
  return `[\n${texts.map((text) => text.slice(2, -2)).join(',\n')}\n]`;
}

function cslOf(item: Item): Record<string, unknown> {
  const { venue } = item;
  const note = dataNotes(item).join('; ');
  const facts = {
    id: item.key,
    type: venue === undefined ? 'article' : venue.kind === 'journal' ? 'article-journal' : 'paper-conference',
    title: escapeCsl(plainTitle(item.title)),
    author: item.authors.map(cslName),
    issued: { 'date-parts': [item.day === undefined ? [item.year] : dateParts(item.day)] },
    'container-title': venue === undefined ? undefined : escapeCsl(venue.name),
    volume: venue?.volume,
    issue: venue?.number,
    page: venue?.pages,
    publisher: venue === undefined ? 'arXiv' : undefined,
    number: venue === undefined ? `arXiv:${item.eprint}` : undefined,
    archive: 'arXiv',
    archive_location: item.eprint,
    DOI: item.doi,
    URL: item.url,
    note: note === '' ? undefined : escapeCsl(note),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

function cslName(name: Name): Record<string, string> {
  if (name.kind === 'whole') return { literal: name.name };
  return {
    family: name.family,
    given: name.given,
    ...(name.suffix === undefined ? {} : { suffix: name.suffix }),
  };
}

/** CSL reads `<i>` and its like in text as mark-up; any other "less than" is one. */
function escapeCsl(text: string): string {
  return text.replace(/<(?=\/?(?:i|b|sup|sub|sc|span)\b)/gi, '&lt;');
}

import type { Item } from '../item.ts';
import type { Name } from '../name.ts';
import { lastFirst } from '../name-forms.ts';
import type { Rendered } from '../rendered.ts';
import { dataNotes } from '../text-parts.ts';
import { plainTitle } from '../title-case.ts';

/** EndNote's tagged form (.enw), one tag a line. */
export function renderEndnote(item: Item): Rendered {
  const { venue } = item;
  const tags: readonly (readonly [tag: string, value: string | undefined])[] = [
    [
      '0',
      venue === undefined
        ? 'Unpublished Work'
        : venue.kind === 'journal'
          ? 'Journal Article'
          : 'Conference Proceedings',
    ],
    ...item.authors.map((name) => ['A', endnoteName(name)] as const),
    ['T', plainTitle(item.title)],
    [venue?.kind === 'conference' ? 'B' : 'J', venue?.name],
    ['D', String(item.year)],
    ['8', item.day?.replaceAll('-', '/')],
    ['V', venue?.volume],
    ['N', venue?.number],
    ['P', venue?.pages],
    ['I', venue === undefined ? 'arXiv' : undefined],
    ['M', `arXiv:${item.eprint}`],
    ['R', item.doi],
    ['U', item.url],
    ['F', item.key],
    ...dataNotes(item).map((note) => ['Z', note] as const),
  ];
  const lines = tags.flatMap(([tag, value]) =>
    value === undefined || value === '' ? [] : [`%${tag} ${value}`],
  );
  return { text: lines.join('\n'), incomplete: item.hiddenAuthors > 0 };
}

/** EndNote takes a name that ends with a comma as one that has no parts. */
function endnoteName(name: Name): string {
  return name.kind === 'whole' ? `${name.name.replace(/\s*,\s*/g, ' ')},` : lastFirst(name);
}

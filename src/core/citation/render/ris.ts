import type { Item } from '../item.ts';
import type { Name } from '../name.ts';
import { lastFirst } from '../name-forms.ts';
import type { Rendered } from '../rendered.ts';
import { dataNotes } from '../text-parts.ts';
import { plainTitle } from '../title-case.ts';

/**
 * RIS, one tag a line. A preprint is `UNPB` (unpublished work), not `JOUR`, for which reference managers ask for a journal.
 * The last line has its blank: readers look for it.
 */
export function renderRis(item: Item): Rendered {
  const { venue } = item;
  const [from, to] = venue?.pages?.split('-') ?? [];
  const tags: readonly (readonly [tag: string, value: string | undefined])[] = [
    ['TY', venue === undefined ? 'UNPB' : venue.kind === 'journal' ? 'JOUR' : 'CONF'],
    ['ID', item.key],
    ...item.authors.map((name) => ['AU', risName(name)] as const),
    ['TI', plainTitle(item.title)],
    ['T2', venue?.name],
    ['PY', String(item.year)],
    ['DA', (item.day ?? String(item.year)).replaceAll('-', '/')],
    ['VL', venue?.volume],
    ['IS', venue?.number],
    ['SP', from],
    ['EP', to],
    ['PB', venue === undefined ? 'arXiv' : undefined],
    ['AN', `arXiv:${item.eprint}`],
    ['DO', item.doi],
    ['UR', item.url],
    ...dataNotes(item).map((note) => ['N1', note] as const),
  ];
  const lines = tags.flatMap(([tag, value]) =>
    value === undefined || value === '' ? [] : [`${tag}  - ${value}`],
  );
  return { text: [...lines, 'ER  - '].join('\n'), incomplete: item.hiddenAuthors > 0 };
}

/** A comma would divide the name of a group. */
function risName(name: Name): string {
  return name.kind === 'whole' ? name.name.replace(/\s*,\s*/g, ' ') : lastFirst(name);
}

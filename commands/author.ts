import { defineCommand } from '../src/core/command.ts';
import { UserError } from '../src/core/errors.ts';
import { lastPagePassed, pageButtons, paperButtons } from '../src/core/list-buttons.ts';
import { mendName } from '../src/core/name-spellings.ts';
import { isPerson, type Person, parsePerson } from '../src/core/names.ts';
import type { Paper } from '../src/core/paper.ts';
import { shortCard } from '../src/core/paper-card.ts';
import type { LibraryReader } from '../src/core/ports.ts';
import type { Card, Reply } from '../src/core/reply.ts';
import { clip, count, foldedWords, isOrAre } from '../src/core/text.ts';
import { firstVersion } from '../src/core/versions.ts';

const PAGE = 5;
/** Words of a printed name, and what hyphens and apostrophes hold together. */
const WRITTEN = [/[\p{L}\p{N}\p{M}]+/gu, /[\p{L}\p{N}\p{M}]\S*[\p{L}\p{N}\p{M}]/gu];

export const author = defineCommand({
  name: 'author',
  description: 'Show the papers of a person, with years and co-authors.',
  options: [
    {
      name: 'name',
      description: 'A name as people write it: Michaud, E J or Eric J. Michaud or michaud.',
      type: 'string',
      required: true,
      rest: true,
      completion: 'author',
    },
    { name: 'page', description: 'Which page of the papers.', type: 'integer', min: 1, max: 1000 },
  ],
  examples: ['/author Michaud, E J', '/author eric michaud', '/author vukelic'],
  visibility: 'asker',
  async run(values, { library }) {
    const name = values.name.replace(/["“”„«»]/g, '').trim();
    const person = parsePerson(name);
    if (person === undefined)
      throw new UserError('That holds no name. Type a surname, for example: /author Michaud, E J');
    const papers = await library.byAuthor(name);
    if (papers.length === 0) return nobody(library, name);
    const page = values.page ?? 1;
    const shown = papers.slice((page - 1) * PAGE, page * PAGE);
    if (shown.length === 0)
      return lastPagePassed(Math.ceil(papers.length / PAGE), `for: ${clip(name, 60)}`, {
        command: 'author',
        values: { name },
      });
    const names = printedNames(person, papers);
    const before = (page - 1) * PAGE;
    const list = {
      cards: [
        ...(page === 1 ? overview(person, papers, names) : []),
        ...shown.map((paper) => shortCard(paper)),
      ],
      ...(papers.length > PAGE ? { from: before + 1 } : {}),
    };
    return {
      summary: `${names.slice(0, 3).join(' / ')}${names.length > 3 ? ` and ${count(names.length - 3, 'more name')}` : ''}: ${count(papers.length, 'paper')}${span(papers)}`,
      ...list,
      buttons: [
        ...paperButtons(list),
        ...pageButtons({
          command: 'author',
          values: { name },
          page,
          more: before + shown.length < papers.length,
        }),
      ],
    };
  },
});

/** Nobody's name; with the nearest name that somebody has. */
async function nobody(library: LibraryReader, name: string): Promise<Reply> {
  const near = await nearest(library, name);
  return {
    summary: `No paper here has an author "${clip(name, 60)}".`,
    cards: [
      {
        kind: 'section',
        lines: [
          ...(near === undefined
            ? []
            : [`Somebody here is called "${clip(near.name, 60)}": ${count(near.papers, 'paper')}.`]),
          `${/\s/.test(name) && near === undefined ? 'Try the surname alone. ' : ''}Lists that arXiv cut at 25 authors may hide a name.`,
        ],
      },
    ],
    buttons:
      near === undefined
        ? []
        : [{ label: clip(near.name, 60), command: 'author', values: { name: near.name } }],
  };
}

/** A name as typed, with the words of it that nobody has corrected to those of the library, as they are written there. */
async function nearest(
  library: LibraryReader,
  name: string,
): Promise<{ readonly name: string; readonly papers: number } | undefined> {
  const term = { text: name, phrase: true, field: 'author', excluded: false } as const;
  const query = { text: name, refs: [], terms: [term], period: {} };
  const { corrections } = await library.search(query, { sort: 'relevance', limit: 1, offset: 0 });
  const meant = mendName(name, corrections);
  const person = parsePerson(meant);
  const papers = person === undefined || corrections.length === 0 ? [] : await library.byAuthor(meant);
  if (person === undefined || papers.length === 0) return undefined;
  const names = printedNames(person, papers);
  const written = WRITTEN.flatMap((pattern) => names.flatMap((printed) => printed.match(pattern) ?? []));
  const surfaces = corrections
    .flatMap(({ used }) => used.split(' '))
    .flatMap((word) => {
      const used = written.find((one) => foldedWords(one).join('') === word);
      return used === undefined ? [] : [{ typed: word, used }];
    });
  return { name: mendName(meant, surfaces), papers: papers.length };
}

/** The names as printed, most frequent first: a bare surname can be several people. */
function printedNames(person: Person, papers: readonly Paper[]): string[] {
  return tally(papers.flatMap((paper) => (paper.authors ?? []).filter((name) => isPerson(person, name)))).map(
    ([name]) => name,
  );
}

function overview(person: Person, papers: readonly Paper[], names: readonly string[]): Card[] {
  const years = tally(papers.flatMap((paper) => firstYear(paper) ?? [])).toSorted(([a], [b]) =>
    b.localeCompare(a),
  );
  const others = tally(
    papers.flatMap((paper) => (paper.authors ?? []).filter((name) => !isPerson(person, name))),
  );
  const hidden = papers.filter((paper) => (paper.hiddenAuthors ?? 0) > 0).length;
  const lines = [
    ...(names.length > 1 ? [`Printed as: ${names.slice(0, 10).join(', ')}`] : []),
    `Papers by year: ${years.map(([year, papersThen]) => `${year}: ${papersThen}`).join(', ')}`,
    ...(others.length === 0
      ? []
      : [
          `Co-authors: ${others
            .slice(0, 10)
            .map(([name, times]) => `${name} (${times})`)
            .join(', ')}${others.length > 10 ? ` and ${others.length - 10} more` : ''}`,
        ]),
    ...(hidden === 0
      ? []
      : [
          `${count(hidden, 'author list')} among these ${isOrAre(hidden)} cut, so co-authors may be missing.`,
        ]),
  ];
  return [{ kind: 'section', lines }];
}

function span(papers: readonly Paper[]): string {
  const years = papers.flatMap((paper) => firstYear(paper) ?? []).toSorted();
  const [first, last] = [years.at(0), years.at(-1)];
  if (first === undefined || last === undefined) return '';
  return first === last ? ` (${first})` : ` (${first} to ${last})`;
}

function firstYear(paper: Paper): string | undefined {
  return firstVersion(paper.versions)?.submitted?.slice(0, 4) ?? paper.announced?.slice(0, 4);
}

function tally(items: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].toSorted(([a, x], [b, y]) => y - x || a.localeCompare(b));
}

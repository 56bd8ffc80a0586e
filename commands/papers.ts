import { CATEGORIES } from '../src/core/categories.ts';
import { MOST_CITED } from '../src/core/citing/cite-many.ts';
import { type CommandContext, defineCommand } from '../src/core/command.ts';
import { UpstreamError } from '../src/core/errors.ts';
import { lastPagePassed, pageButtons, paperButtons } from '../src/core/list-buttons.ts';
import { matchReason } from '../src/core/match-reason.ts';
import { nearest } from '../src/core/nearest.ts';
import type { Paper } from '../src/core/paper.ts';
import { shortCard } from '../src/core/paper-card.ts';
import type { ArxivMatches, LibraryReader, SearchResult } from '../src/core/ports.ts';
import { type Query, SORTS, surelyAsked } from '../src/core/query.ts';
import { leftOutByNot } from '../src/core/query-format.ts';
import { parseQuery } from '../src/core/query-parser.ts';
import { asksForNewest } from '../src/core/query-text.ts';
import type { Button, PaperCard, Reply } from '../src/core/reply.ts';
import { clip, count, isOrAre, listAnd } from '../src/core/text.ts';
import { widerQueries } from '../src/core/widen.ts';

/** Papers that arXiv is asked for: more than are shown, because some are here already and some are by namesakes. */
const ASKED_FOR = 50;

/** Ways out of an empty answer. */
const MOST_WIDER = 3;

export const papers = defineCommand({
  name: 'papers',
  description: 'Find papers on a topic, by an author, in a category or a year.',
  options: [
    {
      name: 'query',
      description:
        'Words, "a phrase", -not, AND OR ANDNOT, author: title: cat: year: since: before: similar: and more',
      type: 'string',
      required: true,
      rest: true,
      completion: 'query',
    },
    {
      name: 'sort',
      description: 'Order of the papers; the best match comes first by default.',
      type: 'string',
      choices: SORTS,
    },
    { name: 'limit', description: 'Papers on one page; 5 by default.', type: 'integer', min: 1, max: 25 },
    { name: 'page', description: 'Which page of the answer.', type: 'integer', min: 1, max: 1000 },
    {
      name: 'remote',
      description: 'Ask arXiv too: auto when the library does not fill the page, always in any case.',
      type: 'string',
      choices: ['auto', 'always'],
    },
  ],
  examples: [
    '/papers sparse autoencoders',
    '/papers author:tegmark grokking',
    '/papers "program synthesis" -latex',
    '/papers cat:q-bio.NC',
    '/papers year:2022 sort:newest limit:10',
    '/papers ti:(grokking OR quantization) ANDNOT au:hoel',
    '/papers similar:2205.10343',
  ],
  visibility: 'asker',
  async run(values, context) {
    const { library } = context;
    const query = parseQuery(values.query);
    const [limit, page] = [values.limit ?? 5, values.page ?? 1];
    const offset = (page - 1) * limit;
    const newest = values.sort === undefined && asksForNewest(query.text);
    const sort = values.sort ?? (newest ? 'newest' : 'relevance');
    const result = await library.search(query, { sort, limit, offset });
    const known = await library.get(result.hits.map((hit) => hit.id));
    const cards = result.hits.flatMap((hit) => {
      const paper = known.get(hit.id)?.paper;
      return paper === undefined ? [] : [shortCard(paper, matchReason(hit))];
    });
    const few = page === 1 && (values.remote === 'always' || cards.length < limit);
    if (values.remote !== undefined && few)
      return withArxiv(context, query, { cards, total: result.total, limit });
    if (result.total === 0) return nothingFound(library, query, result);
    const last = offset + cards.length;
    if (cards.length === 0)
      return lastPagePassed(Math.ceil(result.total / limit), `for: ${shown(query.text)}`, {
        command: 'papers',
        values,
      });
    const whole = await countWhole(library, query, result);
    const byId = query.refs.length > 0 && query.condition === undefined;
    const some =
      whole > 0 && whole < result.total ? `, ${whole} of them ${byId ? 'named' : 'with every word'}` : '';
    const missing = byId && page === 1 ? await missingOf(library, query) : [];
    const paged = result.total > cards.length;
    const range = paged ? `, showing ${offset + 1} to ${last}` : '';
    const list = { cards, ...(paged ? { from: offset + 1 } : {}) };
    const buttons = [
      ...paperButtons(list),
      ...pageButtons({ command: 'papers', values, page, more: last < result.total }),
      ...missing.map(fetchButton),
      ...citeAll(query.text, result, whole, byId ? 'named' : 'with every word'),
      ...(cards.length < limit && page === 1 && query.similar === undefined ? [askArxiv(query.text)] : []),
    ];
    return {
      summary: `${count(result.total, 'paper')} ${query.similar === undefined ? 'for:' : 'like this one:'} ${shown(query.text)}${some}${range}${newest ? '; newest first' : ''}${missing.length === 0 ? '' : `; ${notHere(missing)}`}${notesOn(query, result)}`,
      ...list,
      buttons,
      ...(values.remote === 'auto' && page === 1
        ? { footer: 'arXiv was not asked: the library fills this page.' }
        : {}),
    };
  },
});

/** The first few papers that were named and are not here. */
async function missingOf(library: LibraryReader, { refs }: Query): Promise<string[]> {
  const ids = [...new Set(refs.map(({ id }) => id))];
  const known = await library.get(ids);
  return ids.filter((id) => !known.has(id)).slice(0, MOST_WIDER);
}

function notHere(ids: readonly string[]): string {
  return `${listAnd(ids.map((id) => `arXiv:${id}`))} ${isOrAre(ids.length)} not in this library`;
}

function fetchButton(id: string): Button {
  return { label: `Fetch ${id}`, command: 'paper', values: { paper: id } };
}

/** How many of the papers are named, or else hold every word; all of them where none does, as with a word that was mistyped. */
async function countWhole(library: LibraryReader, query: Query, { total }: SearchResult): Promise<number> {
  if (total === 1 || query.similar !== undefined) return total;
  const { total: whole } = await library.search(surelyAsked(query), {
    sort: 'relevance',
    limit: 1,
    offset: 0,
    every: true,
  });
  return whole === 0 && query.refs.length === 0 ? total : Math.min(whole, total);
}

/** What the library has and, behind it, what only arXiv has; those papers are in the library from then on. */
async function withArxiv(
  { arxiv, show }: CommandContext,
  query: Query,
  { cards, total, limit }: { cards: readonly PaperCard[]; total: number; limit: number },
): Promise<Reply> {
  const here = `${count(total, 'paper')} here for: ${shown(query.text)}`;
  await show({ summary: `${here}. Asking arXiv; its papers will stand here.`, cards });
  let found: ArxivMatches;
  try {
    found = await arxiv.find(query, ASKED_FOR);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return {
      summary: here,
      cards,
      buttons: paperButtons({ cards }),
      footer: `arXiv could not be asked: ${error.message}`,
    };
  }
  const others = found.papers.filter((paper) => !cards.some((card) => card.id === paper.id)).slice(0, limit);
  const all = [...cards, ...others.map((paper) => fromArxiv(paper, found))];
  return {
    summary: `${here}; ${others.length === 0 ? noOthers(found) : `${others.length} more from arXiv`}`,
    cards: all,
    buttons: paperButtons({ cards: all }),
    ...(found.papers.length === 0
      ? {}
      : {
          footer: `arXiv counts ${count(found.total, 'paper')} for this. What it sent is in the library from here on.`,
        }),
  };
}

function noOthers({ papers: sent }: ArxivMatches): string {
  return sent.length === 0 ? 'none from arXiv' : `no others among the ${sent.length} that arXiv sent`;
}

function fromArxiv(paper: Paper, { fresh }: ArxivMatches): PaperCard {
  const card = shortCard(paper);
  return fresh.has(paper.id)
    ? { ...card, facts: [...card.facts, { label: 'Source', value: 'arXiv, just now' }] }
    : card;
}

function askArxiv(query: string): Button {
  return { label: 'Ask arXiv too', command: 'papers', values: { query, remote: 'always' } };
}

/** The whole search as one file; of one paper its citation. More than one file holds is nobody's bibliography. */
function citeAll(query: string, { total, hits }: SearchResult, whole: number, which: string): Button[] {
  const [only] = hits;
  if (only !== undefined && total === 1)
    return [{ label: 'Cite', command: 'cite', values: { paper: only.id } }];
  if (whole === 0 || whole > MOST_CITED) return [];
  const label = whole === 1 ? `Cite the one ${which}` : `Cite all ${whole}`;
  return [{ label, command: 'cite', values: { paper: `search: ${query}` } }];
}

function shown(text: string): string {
  return clip(text, 80);
}

const LOOKED_AT = { titles: 'titles and names only', part: 'a part of the papers only' } as const;

/** What was read otherwise than typed, and what could not be looked at yet. */
function notesOn(query: Query, { corrections, building, byWords }: SearchResult): string {
  const read = corrections.map(({ typed, used }) => `"${typed}" as "${used}"`).join(' and ');
  const leftOut = leftOutByNot(query);
  return [
    ...(leftOut.length === 0 ? [] : [`; without ${shown(leftOut.join(', '))}`]),
    ...(read === '' ? [] : [`; read ${read}`]),
    ...(byWords === undefined
      ? []
      : ['; too many papers to look how the words stand there, so for some only the words counted']),
    ...(building === undefined
      ? []
      : [`; the search index is being built, this looked at ${LOOKED_AT[building]}`]),
  ].join('');
}

async function nothingFound(
  library: CommandContext['library'],
  query: Query,
  result: SearchResult,
): Promise<Reply> {
  const wider = (await widerQueries(library, query)).slice(0, MOST_WIDER);
  const missing = query.refs.slice(0, MOST_WIDER);
  const lines = [
    ...missing.map(({ id }) => `arXiv:${id} is not in this library; /paper ${id} fetches it from arXiv.`),
    ...unknownCategories(query),
    ...wider.map(({ without, total }) => `Without ${without}: ${count(total, 'paper')}.`),
  ];
  return {
    summary: `No paper for: ${shown(query.text)}${notesOn(query, result)}`,
    cards: [
      {
        kind: 'section',
        lines: [
          ...(lines.length > 0
            ? lines
            : ['Nothing here comes near that. Try fewer or more general words, or ask arXiv.']),
          '/about tells what this library holds.',
        ],
      },
    ],
    buttons: [
      ...missing.map(({ id }) => fetchButton(id)),
      ...wider.map(({ query: text, without }) => ({
        label: `Without ${without}`,
        command: 'papers',
        values: { query: text },
      })),
      ...(query.similar === undefined && missing.length === 0 ? [askArxiv(query.text)] : []),
    ],
  };
}

/** What arXiv has no category for, with the one that is most likely meant. */
function unknownCategories({ terms }: Query): string[] {
  const known = [...CATEGORIES.keys()];
  return terms.flatMap(({ field, text, excluded }) => {
    if (field !== 'category' || excluded) return [];
    const typed = text.toLowerCase();
    const begins = typed.replace(/\*.*$/, '');
    if (known.some((one) => `${one.toLowerCase()}.`.startsWith(begins))) return [];
    const several = typed.split(/[,;|+/\s]+/).filter((one) => one !== '' && one !== 'or');
    const all = several.map((one) => known.find((other) => other.toLowerCase() === one));
    if (several.length > 1 && all.every((one) => one !== undefined))
      return [`cat: takes one category; type cat:(${all.join(' OR ')}) for papers in any of them.`];
    const meant = nearestCategory(typed, known);
    const hint = meant === undefined ? '' : `; there is ${meant} (${CATEGORIES.get(meant)})`;
    return [`arXiv has no category "${shown(text)}"${hint}.`];
  });
}

/** The same subject elsewhere, such as stat.ML for cs.ML, a category of this name, or one with nearly the same letters. */
function nearestCategory(typed: string, known: readonly string[]): string | undefined {
  const subject = /(?:^|\.)([a-z-]+)$/.exec(typed)?.[1];
  const same = known.find((one) => subject !== undefined && one.toLowerCase().endsWith(`.${subject}`));
  if (same !== undefined) return same;
  const name = typed.replace(/[-_]/g, ' ');
  const named = known.find((one) => CATEGORIES.get(one)?.replaceAll('-', ' ').toLowerCase() === name);
  if (named !== undefined) return named;
  const near = nearest(
    typed,
    known.map((one) => one.toLowerCase()),
  );
  return known.find((one) => one.toLowerCase() === near);
}

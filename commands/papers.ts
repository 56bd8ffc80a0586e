import { defineCommand } from '../src/core/command.ts';
import { shortCard } from '../src/core/paper-card.ts';
import type { SearchHit, SearchResult } from '../src/core/ports.ts';
import { SORTS } from '../src/core/query.ts';
import { parseQuery } from '../src/core/query-parser.ts';
import type { Button, Reply } from '../src/core/reply.ts';
import { clip, count } from '../src/core/text.ts';

export const papers = defineCommand({
  name: 'papers',
  description: 'Find papers on a topic, by an author, in a category or a year.',
  options: [
    {
      name: 'query',
      description:
        'Words, "a phrase", -without, author: title: abstract: category: comments: journal: id: year: since: before:',
      type: 'string',
      required: true,
      rest: true,
    },
    {
      name: 'sort',
      description: 'Order of the papers; the best match comes first by default.',
      type: 'string',
      choices: SORTS,
    },
    { name: 'limit', description: 'Papers on one page; 5 by default.', type: 'integer', min: 1, max: 25 },
    { name: 'page', description: 'Which page of the answer.', type: 'integer', min: 1, max: 1000 },
  ],
  examples: [
    '/papers sparse autoencoders',
    '/papers author:tegmark grokking',
    '/papers "program synthesis" -latex',
    '/papers cat:q-bio.NC',
    '/papers year:2022 sort:newest limit:10',
  ],
  visibility: 'asker',
  async run(values, { library }) {
    const query = parseQuery(values.query);
    const [limit, page] = [values.limit ?? 5, values.page ?? 1];
    const offset = (page - 1) * limit;
    const sort = values.sort ?? 'relevance';
    const result = await library.search(query, { sort, limit, offset });
    const known = await library.get(result.hits.map((hit) => hit.id));
    const cards = result.hits.flatMap((hit) => {
      const paper = known.get(hit.id)?.paper;
      return paper === undefined ? [] : [shortCard(paper, reasonOf(hit))];
    });
    if (result.total === 0) return nothingFound(query.text, result);
    const last = offset + cards.length;
    if (cards.length === 0) {
      const pages = Math.ceil(result.total / limit);
      return {
        summary: `There ${pages === 1 ? 'is' : 'are'} only ${count(pages, 'page')} for: ${shown(query.text)}`,
        cards: [],
        buttons: [next(values, 1, 'First page')],
      };
    }
    const range = result.total > cards.length ? `, showing ${offset + 1} to ${last}` : '';
    return {
      summary: `${count(result.total, 'paper')} for: ${shown(query.text)}${range}${correctionNote(result)}`,
      cards,
      ...(last < result.total ? { buttons: [next(values, page + 1, 'Next page')] } : {}),
    };
  },
});

function next(values: Readonly<Record<string, string | number>>, page: number, label: string): Button {
  return { label, command: 'papers', values: { ...values, page } };
}

function shown(text: string): string {
  return clip(text, 80);
}

function reasonOf(hit: SearchHit): string {
  const byField = new Map<string, string[]>();
  for (const { word, fields } of hit.matched) {
    const where = fields.join(' and ');
    byField.set(where, [...(byField.get(where) ?? []), word]);
  }
  return [...byField].map(([where, words]) => `${words.join(', ')} in ${where}`).join('; ');
}

function correctionNote(result: SearchResult): string {
  if (result.corrections.length === 0) return '';
  return `; read ${result.corrections.map(({ typed, used }) => `"${typed}" as "${used}"`).join(' and ')}`;
}

function nothingFound(text: string, result: SearchResult): Reply {
  return {
    summary: `No paper for: ${shown(text)}${correctionNote(result)}`,
    cards: [
      {
        kind: 'section',
        lines: [
          'Try fewer or more general words, or take away a filter such as year: or cat:.',
          '/about tells what this library holds.',
        ],
      },
    ],
  };
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Behaviour, startFakeArxiv } from './arxiv.ts';
import { oaiError, oaiPage } from './oai.ts';

/** A paper as arXiv has it. Times are ISO, GMT. */
export type SitePaper = {
  readonly id: string;
  readonly title?: string;
  readonly authors?: readonly string[];
  readonly abstract?: string;
  readonly categories?: readonly string[];
  readonly comments?: string;
  readonly journalRef?: string;
  readonly doi?: string;
  /** When v1, v2 … were submitted. */
  readonly versions: readonly string[];
  readonly withdrawn?: boolean;
  /** Day of the record's last change, `YYYY-MM-DD`. */
  readonly changed: string;
};

/** arXiv's state, which tests change from day to day. */
export type Site = {
  papers: SitePaper[];
  /** By the server's clock, ISO. */
  now: string;
  /** Per category: the day the feed is dated, and its items. */
  feeds: Map<string, { readonly pubDate: string; readonly items: readonly FeedItem[] }>;
};

export type FeedItem = {
  readonly id: string;
  readonly version: number;
  readonly type: 'new' | 'cross' | 'replace';
};

export type SiteOptions = {
  /** Records on a page of OAI-PMH, and the most papers of an answer of the API. */
  readonly pageSize?: number;
  /** Another answer than the right one, by the number of the request (from 1) and its path. */
  readonly fault?: (number: number, request: IncomingMessage) => Behaviour | undefined;
};

/** arXiv on the loopback with OAI-PMH, Atom API and feeds over one set of papers, changed as it goes. */
export async function startFakeSite(start: Partial<Site> = {}, options: SiteOptions = {}) {
  const site: Site = { papers: [], now: '2026-11-20T08:00:00Z', feeds: new Map(), ...start };
  const { pageSize = 100, fault } = options;
  let number = 0;
  const server = await startFakeArxiv((request, response) => {
    number += 1;
    const other = fault?.(number, request);
    if (other !== undefined) other(request, response);
    else answer(site, pageSize, request, response);
  });
  return {
    ...server,
    site,
    urls: { oai: `${server.url}/oai`, api: `${server.url}/api/query`, rss: `${server.url}/rss` },
    environment: {
      ARXIV_OAI_URL: `${server.url}/oai`,
      ARXIV_API_URL: `${server.url}/api/query`,
      ARXIV_RSS_URL: `${server.url}/rss`,
    },
    /** The questions so far, as their path and parameters. */
    questions: () =>
      server.asked.map(({ url }) => {
        const { pathname, searchParams } = new URL(url, server.url);
        return { path: pathname, ...Object.fromEntries(searchParams) };
      }),
  };
}

function answer(site: Site, pageSize: number, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://loopback');
  const text =
    pathname === '/oai'
      ? answerOai(site, pageSize, searchParams)
      : pathname === '/api/query'
        ? answerApi(site, pageSize, searchParams)
        : answerFeed(site, pathname.slice('/rss/'.length));
  response.writeHead(text === undefined ? 404 : 200);
  response.end(text);
}

function answerOai(site: Site, pageSize: number, asked: URLSearchParams): string {
  const token = asked.get('resumptionToken')?.split('|');
  const set = token?.[0] ?? asked.get('set') ?? '';
  const from = token?.[1] ?? asked.get('from') ?? '';
  const place = Number(token?.[2] ?? 0);
  const category = set.split(':').slice(-2).join('.');
  const all = site.papers.filter((paper) => paper.changed >= from && categoriesOf(paper).includes(category));
  if (all.length === 0) return oaiError('noRecordsMatch', 'none', site.now);
  const page = all.slice(place, place + pageSize);
  const next = place + pageSize;
  return oaiPage(
    page.map((paper) => ({ ...paper, versions: paper.versions.map((at) => new Date(at).toUTCString()) })),
    { at: site.now, ...(next < all.length ? { token: `${set}|${from}|${next}` } : {}) },
  );
}

function answerApi(site: Site, pageSize: number, asked: URLSearchParams): string {
  const ids = asked.get('id_list')?.split(',');
  const start = Number(asked.get('start') ?? 0);
  const size = Math.min(pageSize, Number(asked.get('max_results') ?? 10));
  const found =
    ids === undefined
      ? searched(site.papers, asked)
      : ids.flatMap((id) => {
          const [, key = '', version] = /^(.*?)(?:v(\d+))?$/.exec(id) ?? [];
          const paper = site.papers.find((known) => known.id === key);
          return paper === undefined ? [] : [{ paper, version: Number(version ?? paper.versions.length) }];
        });
  const entries = found.slice(start, start + size).map(({ paper, version }) => entryText(paper, version));
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
<opensearch:itemsPerPage>${size}</opensearch:itemsPerPage><opensearch:totalResults>${found.length}</opensearch:totalResults><opensearch:startIndex>${start}</opensearch:startIndex>
${entries.join('\n')}</feed>`;
}

function searched(papers: readonly SitePaper[], asked: URLSearchParams) {
  const question = asked.get('search_query') ?? '';
  const [, from, until] = /submittedDate:\[(\d{12}) TO (\d{12})\]/.exec(question) ?? [];
  const rest = question.replace(/submittedDate:\[[^\]]*\](?: AND )?/, '');
  const matching = papers.filter((paper) => {
    const minute = minuteOf(paper.versions[0] ?? '');
    if (from !== undefined && (minute < from || minute > (until ?? ''))) return false;
    return (
      rest === '' ||
      rest
        .replace(/[()]/g, '')
        .split(' AND ')
        .every((part) => matches(paper, part))
    );
  });
  const key = (paper: SitePaper): string =>
    (asked.get('sortBy') === 'lastUpdatedDate' ? paper.versions.at(-1) : paper.versions[0]) ?? '';
  const sorted = matching.toSorted((a, b) => key(a).localeCompare(key(b)));
  if (asked.get('sortOrder') === 'descending') sorted.reverse();
  return sorted.map((paper) => ({ paper, version: paper.versions.length }));
}

function matches(paper: SitePaper, part: string): boolean {
  const [, field = '', value = ''] = /^(\w+):"?(.*?)"?$/.exec(part) ?? [];
  if (field === 'cat') return categoriesOf(paper).includes(value);
  const text = field === 'au' ? authorsOf(paper).join(' ') : `${titleOf(paper)} ${abstractOf(paper)}`;
  return text.toLowerCase().includes(value.toLowerCase());
}

function answerFeed(site: Site, category: string): string | undefined {
  const feed = site.feeds.get(category);
  if (feed === undefined) return undefined;
  const items = feed.items.flatMap(({ id, version, type }) => {
    const paper = site.papers.find((known) => known.id === id);
    if (paper === undefined) return [];
    return `<item><title>${titleOf(paper)}</title><link>https://arxiv.org/abs/${id}</link>
<description>arXiv:${id}v${version} Announce Type: ${type} \nAbstract: ${abstractOf(paper)}</description>
<guid isPermaLink="false">oai:arXiv.org:${id}v${version}</guid>${categoriesOf(paper)
      .map((name) => `<category>${name}</category>`)
      .join('')}
<pubDate>${feed.pubDate}</pubDate><arxiv:announce_type>${type}</arxiv:announce_type><dc:creator>${authorsOf(paper).join(', ')}</dc:creator></item>`;
  });
  return `<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel>
<title>${category} updates on arXiv.org</title><link>http://rss.arxiv.org/rss/${category}</link><description>${category} updates</description>
<lastBuildDate>${feed.pubDate}</lastBuildDate><pubDate>${feed.pubDate}</pubDate>
${items.join('\n')}</channel></rss>`;
}

function entryText(paper: SitePaper, version: number): string {
  const element = (name: string, value: string | undefined): string =>
    value === undefined ? '' : `<${name}>${value}</${name}>`;
  return `<entry><id>http://arxiv.org/abs/${paper.id}v${version}</id><title>${titleOf(paper)}</title>
<updated>${paper.versions[version - 1]}</updated><published>${paper.versions[0]}</published><summary>${abstractOf(paper)}</summary>
${categoriesOf(paper)
  .map((name) => `<category term="${name}" scheme="http://arxiv.org/schemas/atom"/>`)
  .join('')}
${element('arxiv:comment', paper.comments)}${element('arxiv:journal_ref', paper.journalRef)}${element('arxiv:doi', paper.doi)}
${authorsOf(paper)
  .map((name) => `<author><name>${name}</name></author>`)
  .join('')}</entry>`;
}

function titleOf(paper: SitePaper): string {
  return paper.title ?? `Paper ${paper.id}`;
}
function abstractOf(paper: SitePaper): string {
  return paper.abstract ?? 'Nothing much.';
}
function authorsOf(paper: SitePaper): readonly string[] {
  return paper.authors ?? ['Ada One', 'Ben Two'];
}
function categoriesOf(paper: SitePaper): readonly string[] {
  return paper.categories ?? ['cs.LG'];
}
function minuteOf(at: string): string {
  return at.replace(/\D/g, '').slice(0, 12);
}

import type { PaperReader } from '../core/ports.ts';
import { ListingPage } from './listing-html-page.ts';

/**
 * Reads a search page of arXiv that was saved as HTML: the same records as its copied text gives, with whole abstracts and, where
 * the page tells them, exact version numbers. A page without results (an error, a help page) yields nothing; ask
 * `looksLikeListingHtml` first. Holds one result at a time, of at most 256 KB of text.
 */
export const listingHtmlReader: PaperReader = {
  format: 'search page (HTML)',
  async *read(text, seenAt) {
    const page = new ListingPage(seenAt);
    for await (const piece of text) {
      for (const part of byLines(piece)) page.push(part);
      yield* page.take();
    }
    page.end();
    yield* page.take();
  },
};

/** How much markup is given to the parser at a time when there are no line ends in it. */
const LONGEST_PART = 65_536;

function* byLines(piece: string): Generator<string, void, undefined> {
  for (let start = 0; start < piece.length; ) {
    const lineEnd = piece.indexOf('\n', start);
    const next = Math.min(lineEnd < 0 ? piece.length : lineEnd + 1, start + LONGEST_PART);
    yield piece.slice(start, next);
    start = next;
  }
}

/**
 * True for the markup (about its first 64 KB) of an arXiv search page: it holds a result, or the heading of a page of results, or
 * the sentence for a search without hits. False for arXiv's other pages and its error pages.
 */
export function looksLikeListingHtml(head: string): boolean {
  if (!/^[\s\ufeff]*<[a-z!?]/i.test(head)) return false;
  if (/<li\s[^<>]{0,200}\barxiv-result\b/i.test(head)) return true;
  const heading =
    /<h1\b[^<>]{0,200}>\s{0,200}(?:Showing\s+[\d,]+\s?(?:–|&ndash;|&#8211;|&#x2013;|-)\s?[\d,]+ of [\d,]+ results|Sorry, your query\b)/i;
  return (
    heading.test(head) ||
    /\bSorry, your query\b[^<>]{0,500}(?:<[^<>]{0,200}>[^<>]{0,500}){0,6}(?:produced|returned) no results/.test(
      head,
    )
  );
}

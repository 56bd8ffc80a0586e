import type { PaperReader } from '../core/ports.ts';
import { atomApiReader } from './atom-api.ts';
import { feedReader } from './feed.ts';
import { kaggleReader, looksLikeKaggle } from './kaggle.ts';
import { encodingOf } from './lines.ts';
import { listingReader } from './listing.ts';
import { formErrorIn, hasResultCount, saysNoResults } from './listing-furniture.ts';
import { parseHead } from './listing-head.ts';
import { listingHtmlReader, looksLikeListingHtml } from './listing-html.ts';
import { looksLikeMail, mailReader } from './mail.ts';
import { oaiReader } from './oai.ts';
import { xmlRoot } from './xml-root.ts';

/** How many bytes of a source are enough to know its format. */
export const HEAD_LENGTH = 65_536;

/** The reader for a format, or one sentence that says why there is none and what to do instead. */
export type Detected = { readonly reader: PaperReader } | { readonly problem: string };

/** How each format is known by its first 64 KB. None of these takes a document of another one. */
const FORMATS: readonly { readonly reader: PaperReader; looksLike(head: string): boolean }[] = [
  { reader: listingHtmlReader, looksLike: looksLikeListingHtml },
  { reader: kaggleReader, looksLike: looksLikeKaggle },
  { reader: mailReader, looksLike: looksLikeMail },
  { reader: oaiReader, looksLike: (head) => xmlRoot(head)?.name === 'OAI-PMH' },
  { reader: atomApiReader, looksLike: (head) => isAtomFeed(head) && isApiAnswer(head) },
  { reader: feedReader, looksLike: (head) => isDailyFeed(head) || (isAtomFeed(head) && !isApiAnswer(head)) },
];

const COPY = 'open the search on arxiv.org, select all, copy, and give me that text';

/** Tells the format by the first `HEAD_LENGTH` bytes (fewer when the source is shorter). Unpack before; see `isGzip`. */
export function detectFormat(head: Uint8Array): Detected {
  const binary = binaryProblem(head);
  if (binary !== undefined) return { problem: binary };
  const text = new TextDecoder(encodingOf(head)).decode(head, { stream: true });
  if (/^[\s\u200b\ufeff]*$/.test(text)) {
    return { problem: `There is nothing in it: ${COPY}.` };
  }
  if (isMostlyNoText(text)) return { problem: `This is not text: ${COPY}.` };
  const known = FORMATS.find((format) => format.looksLike(text));
  // The readers of these skip a paper with wrong bytes in it, and keep all others.
  if (known !== undefined) return { reader: known.reader };
  if (encodingOf(head) === 'utf-8' && head.includes(0))
    return { problem: `This is a binary file, not text: ${COPY}.` };
  if (encodingOf(head) === 'utf-8' && !isUtf8(head)) {
    return {
      problem: 'This file is not UTF-8 text, so its letters would come out wrong: save it again as UTF-8.',
    };
  }
  const markup = markupProblem(text);
  if (markup !== undefined) return { problem: markup };
  if (isListOfNew(text)) {
    return {
      problem: `This is arXiv's list of new papers, not a page of search results, and is not read by this release: ${COPY}.`,
    };
  }
  if (looksLikeListing(text)) return { reader: listingReader };
  return { problem: otherProblem(text) };
}

/** True for gzip (RFC 1952): the caller unpacks it and asks again. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/**
 * True for the text (about its first 64 KB) of an arXiv search page: it holds results, or the heading of a page of results, or
 * the sentence for a search without hits.
 */
export function looksLikeListing(head: string): boolean {
  if (hasResultCount(head) || saysNoResults(head)) return true;
  let bareHead = false;
  for (const line of head.split(/\r\n?|\n/)) {
    const text = line.trim();
    const found = text.includes('arXiv:') ? parseHead(text) : undefined;
    if (found?.formats !== undefined && found.ref !== undefined) return true;
    if (found !== undefined) bareHead = true;
    // A page that holds nothing but papers without links: the id alone proves little, the dates line with it is proof.
    if (bareHead && /^Submitted\s+\d{1,2}\s+\S+\s+\d{4}; /.test(text)) return true;
  }
  return false;
}

function isAtomFeed(head: string): boolean {
  return xmlRoot(head)?.name === 'feed';
}

/** Answers of the API count their results; the daily feeds do not. */
function isApiAnswer(head: string): boolean {
  return (
    head.includes('http://a9.com/-/spec/opensearch/1.1/') || /<id>https?:\/\/arxiv\.org\/api\//.test(head)
  );
}

function isDailyFeed(head: string): boolean {
  const name = xmlRoot(head)?.name;
  return name === 'rss' || name === 'RDF';
}

function binaryProblem(head: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(head.subarray(0, 8));
  if (start.startsWith('%PDF')) return `This is a PDF file, not copied text: ${COPY}.`;
  if (start.startsWith('PK\u0003\u0004'))
    return 'This is a zip file or an office document: save what is in it as plain text, and give me that.';
  return undefined;
}

/** What is not UTF-8 at its beginning would lose its ellipses, and a cut abstract would pass for a whole one. */
function isUtf8(head: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Bytes of a binary file without NUL, or of a text in a wrong encoding, become replacement and control characters. */
function isMostlyNoText(text: string): boolean {
  const sample = text.slice(0, 4_096);
  const strange = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g)?.length ?? 0;
  return strange > 8 && strange * 5 > sample.length;
}

function markupProblem(text: string): string | undefined {
  const start = text.slice(0, 4_096).replace(/^[\s\ufeff]+/, '');
  if (
    /^(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype html|html|head|body|div|main|ol|ul|li|p|span|title|h1|meta|script|style|table)\b/i.test(
      start,
    )
  ) {
    return 'This is an HTML page, not copied text: open it in a browser, select all, copy, and paste that.';
  }
  if (/^<[a-z?!]/i.test(start)) {
    return 'This is XML, but no answer of arXiv (its API, OAI-PMH or a daily feed): save the answer itself.';
  }
  if (/^\{\s*"|^\[\s*(?:\{|")/.test(start)) {
    return `This is JSON, which is not read by this release: ${COPY}.`;
  }
  return undefined;
}

/** arxiv.org/list labels the title and the subjects, which no search page does. */
function isListOfNew(text: string): boolean {
  return (
    /^[ \t]*Title:/m.test(text) && /^[ \t]*Subjects:/m.test(text) && !/^[ \t]*Submitted \d{1,2} /m.test(text)
  );
}

function otherProblem(text: string): string {
  const formError = formErrorIn(text);
  if (formError !== undefined) {
    return `arXiv did not accept this search and said "${formError}": correct the search on arxiv.org, then copy the page of results.`;
  }
  if (/^[ \t]*\[Submitted on /m.test(text)) {
    return `This is the page of one paper, not a page of search results: search for its id or title on arxiv.org's advanced search, select all, copy, and give me that text.`;
  }
  return 'I found no arXiv search result in it; a result starts with a line such as "arXiv:2505.15811 [pdf, other]".';
}

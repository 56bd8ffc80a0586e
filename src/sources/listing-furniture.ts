/** What stands on a search page round the results and belongs to none of them. */

const PAGE_PARTS: readonly RegExp[] = [
  /^Skip to main content$/,
  /^Search v\d+\.\d[\w.]* released /,
  /^Showing [\d,]+\s?[–—-]\s?[\d,]+ of [\d,]+ results/,
  /^Searching in archives? .{1,200} Search in all archives\.?$/,
  /^Sorry, your query .*(?:produced|returned) no results/,
  /^(?:\[smileybone\] )?arXiv is now an independent nonprofit!/,
  /^We gratefully acknowledge support from our major funders/,
  /^We gratefully acknowledge support from\s*(?:the Simons Foundation\b.*member institutions.*)?$/,
  /^About · Help · /,
  /^Major funding support from$/,
];

/** First letters of the above: nearly all lines are ruled out by one look. */
const PAGE_INITIALS = new Set(['S', 'W', 'A', 'M', 'a', '[']);

/**
 * True for a line that is printed before the first result or after the last one (heading, scope, release, banner, footer), so
 * that no result goes on behind it. Only whole, unmistakable phrases: it is asked for text of abstracts too.
 */
export function isPagePart(line: string): boolean {
  if (!PAGE_INITIALS.has(line.charAt(0)) || line.length > 2_000) return false;
  const text = line.replace(/\s+/g, ' ');
  return PAGE_PARTS.some((part) => part.test(text));
}

const BITS =
  /^(?:[.×]|results per page\.?|\[?\d{2,3}\s*\]?( results per page\.?)?|(?:[•*+o-] ?)?(?:\d[\d,]*|…|\.\.\.|&hellip;)(?: (?:\d[\d,]*|…|\.\.\.|&hellip;))*|(?:Previous|Next)(?: Next)?|all|title|author|abstract|comments|journal_ref|acm_class|msc_class|report_num|paper_id|doi|orcid|license|author_id|archive|Go|Search|Back to top|Advanced Search|Sort results by\b.{0,80}|(?:[([][ *xX][\])] ?)?(?:Show|Hide) abstracts\b.{0,40}|(?:Announcement|Submission) date \((?:newest|oldest) first\)|Relevance|Only [\d,]+ pages are available\..{0,80}|Search Submit Donate Log in)$/;

/** True for the crumbs of forms and page numbers. They can also be words of a paper, so ask only where no paper's text can go on. */
export function isPageCrumb(line: string): boolean {
  return line.length <= 200 && BITS.test(line.replace(/\s+/g, ' '));
}

const PAGER = /^(?:Previous(?: Next)?|Next|(?:\d[\d,]* )*…(?: \d[\d,]*)*|\d[\d,]*(?: \d[\d,]*){2,}(?: …)?)$/;

/** True for page numbers as text browsers print them (`Previous Next`, `1 2 3 …`), unmistakable enough to end a paper's last text. */
export function isPager(line: string): boolean {
  // lynx puts the number of the link before each.
  return line.length <= 200 && PAGER.test(line.replace(/\[\d{1,5}\]/g, '').replace(/\s+/g, ' '));
}

const FORM_ERRORS: readonly string[] = [
  'Search cannot start with a wildcard (? *).',
  'Missing closing quote (").',
  'Field must be at least 1 character long.',
  "You can't get results in that range.",
];

/** The words in which arXiv's search form refused a query, when the text holds such words. */
export function formErrorIn(text: string): string | undefined {
  return FORM_ERRORS.find((error) => text.includes(error));
}

/** True when the text is (or holds) the page arXiv shows for a search without hits. */
export function saysNoResults(text: string): boolean {
  return /^[ \t\u00a0]*Sorry, your query\b[^\n\r]{0,4000}?(?:produced|returned) no results/m.test(text);
}

/** True when the text holds the heading of a page of results. */
export function hasResultCount(text: string): boolean {
  return /^[ \t\u00a0]*Showing [\d,]+\s?[–—-]\s?[\d,]+ of [\d,]+ results/m.test(text);
}

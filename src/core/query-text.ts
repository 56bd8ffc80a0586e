import { PAPER_ID_PATTERN, withSlashes } from './paper-id.ts';
import { collapse, stripControls } from './text.ts';

/** Every double quote that keyboards and word processors put in the place of `"`. */
export const QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u300c\u300d\u300e\u300f\u301d\u301e\u301f';

/** How the dashes of keyboards look. */
export const DASHES = '-\u2010\u2011\u2013\u2212';

const QUOTED = new RegExp(`[${QUOTES}][^${QUOTES}]*(?:[${QUOTES}]|$)`, 'g');

/** So many words outside quotes make a sentence of a text that ends like one, and of any other with enough small words in it. */
const SENTENCE_WORDS = 5;
const LOOSE_SENTENCE_WORDS = 8;
/** So many words are prose, such as a whole abstract, where nothing is left out and most are plain ones. */
const PROSE_WORDS = 30;
/** With fewer operators than one to so many words they are words of prose, such as "AND gate". */
const WORDS_AROUND_OPERATOR = 10;
/** A minus, or a quotation that is closed. */
const ASKED = new RegExp(`(?<!\\S)[${DASHES}]+[\\p{L}\\p{N}]|[${QUOTES}][^${QUOTES}]+[${QUOTES}]`, 'u');
const PLAIN_WORD = /^\p{Ll}+(?:['’‐‑-]\p{Ll}+)*[,.;:]?$/u;
const SMALL_WORDS_SHARE = 0.25;
const SMALL_WORDS = new Set(
  'a an and are as at be been between by can do does for from has have how in into is it its of on or that the their these this to was we what when which who why with'.split(
    ' ',
  ),
);
/** Longer words of an all-capitals text are words, not the names of methods; so are more of them side by side. */
const LONGEST_ACRONYM = 5;
const MOST_ACRONYMS = 2;

/** LaTeX's `\\"o`, whose quote is none: `Schr\\"odinger`, `G{\\"o}del`, `na\\"{\\i}ve`. */
const UMLAUT = /\{\\"\{?\\?(\p{L})\}?\}|\\"(?:\{\\?(\p{L})\}|\\?(\p{L}))/gu;
/** What follows the question mark, of the API or else of the search page. */
const ADDRESS =
  /<?(?:https?:\/\/)?(?:[a-z]{1,10}\.)?arxiv\.org\/(?:api\/query\?([^\s<>]+)|search\/?(?:[a-z-]+\/?)?\?([^\s<>]+))>?/giu;
const SEARCH_TYPES = new Set(['author', 'title', 'abstract']);
/** The command, typed once more. */
const COMMAND = /^\/papers?\s+(?=\S)/i;
/** "Could you find me some recent papers about" */
const REQUEST =
  /^(?:(?:please|hi|hello|hey)[,!]?\s+)*(?:(?:can|could|would)\s+you\s+(?:please\s+)?)?(?:(?:find|show|give|get|send|list|recommend|suggest)(?:\s+(?:me|us))?\s+|i(?:['’]m|\s+am)\s+looking\s+for\s+|i\s+need\s+)?(?:(?:what\s+are|some|any|all|the|a|few|good|latest|(?:most\s+)?recent|newest|new|more)\s+)*(?:papers?|articles|preprints|publications)\s+(?:on|about|by|from)\s+(?=[\p{L}\p{N}"])/iu;
/** "latest diffusion papers" */
const REQUEST_AROUND =
  /^(?:the\s+)?(?:latest|newest|most\s+recent)\s+(\S.*?)\s+(?:papers?|articles|preprints|publications)$/iu;
const NEWEST = /(?<!\p{L})(?:latest|newest|most\s+recent)(?!\p{L})/iu;
const PLEASE = /(?<=\S)[\s,]+please\s*[.!?]*$/i;
const ET_AL = /(?<=\p{L}),?\s+et\.?\s+al(?![\p{L}\p{N}])\.?(?:['’]s)?,?/giu;

const STAMP = new RegExp(
  String.raw`(?<![\w.-])(${PAPER_ID_PATTERN})\s*\[[a-z-]+(?:\.[a-z-]+)?\](?:\s+\d{1,2}\s+\p{L}{3,9}\.?\s+\d{4}(?!\d))?`,
  'giu',
);
const LONE_ARXIV = new RegExp(
  String.raw`(?<![\p{L}\p{N}])arxiv(?:\s+(?:id|number|preprint|paper))?:?\s+(?=${PAPER_ID_PATTERN}(?![\p{L}\p{N}]))`,
  'giu',
);

/** Words around a NOT that is one of the sentence's: "Attention is NOT all you need", "what NOT to do". */
const BEFORE_NOT = new Set(
  'am and are be but can could did do does had has have how if is it may might must need or should that to was were what when why will would'.split(
    ' ',
  ),
);
const AFTER_NOT = new Set(
  'a all always an any as at enough even every for in just of on only so that the to what yet'.split(' '),
);
/** In a longer text NOT is a word. */
const MOST_AROUND_NOT = 8;

/** A gate of logic, or what it does, which is not left out of anything: "universal NOT gate". */
export const NOT_GATE = String.raw`NOT\s+(?:gat(?:es?|ing)|operations?)(?![\p{L}\p{N}])`;
const OPERATOR = new RegExp(String.raw`(?<![^\s)])(?!${NOT_GATE})(?:AND|OR|ANDNOT|NOT)(?![^\s(])`, 'gu');
/** Quotes, and parentheses where an operator joins them. */
const JOINED_SIGNS = /\u0000|^\(|(?<=\s)(?:AND|OR|NOT|ANDNOT)\s*\(|\)\s*(?:AND|OR|NOT|ANDNOT)(?=\s)/;
/** A name before a colon and something behind it, also where a blank was typed between them. */
const NAMED = /(?<![\p{L}\p{N}])(\p{L}+):(?=\s*\S)/gu;

const LEAVES_OUT = new RegExp(`(?<!\\S)(?:ANDNOT(?![^\\s(])|[${DASHES}]+[\\p{L}\\p{N}("\u0000])`, 'u');

const ENDS_SENTENCE = new RegExp(`[.?!][${QUOTES})]*$`, 'u');
const QUOTED_OR_NOT = new RegExp(`([${QUOTES}][^${QUOTES}]*[${QUOTES}]?)|[^${QUOTES}]+`, 'gu');

/**
 * The text as it is searched for: full-width signs and letters become plain ones (other compatibility forms, such as
 * superscripts, stay: searching folds them anyway), white space single blanks, Slack's links the address they lead to, and a
 * query out of an address of arXiv's API what it stands for.
 */
export function cleanQuery(text: string): string {
  const plain = text
    .toWellFormed()
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\u00ad|\u200c|\u200d|\ufffd/g, '')
    .replace(UMLAUT, '$1$2$3\u0308')
    // Slack writes a link as <url|what it shows>.
    .replace(/<(https?:\/\/[^<>|\s]+)\|[^<>]*>/g, ' $1 ');
  return collapse(fromAddress(stripControls(plain))).normalize('NFC');
}

/** What an address of arXiv's API or of its search asks for; `au:del_maestro+AND+ti:%22quantum+fluid%22` is how the API's manual writes a query. */
function fromAddress(text: string): string {
  const asked = text.replace(ADDRESS, (whole, api?: string, search?: string) => {
    const parameters = new URLSearchParams(api ?? search);
    const typed = parameters.get(api === undefined ? 'query' : 'search_query') ?? '';
    const ids = (parameters.get('id_list') ?? '').replaceAll(',', ' ');
    const type = api === undefined ? (parameters.get('searchtype') ?? '') : '';
    const words = typed.replaceAll(/[()"]/g, ' ');
    const isWords = SEARCH_TYPES.has(type) && /[\p{L}\p{N}]/u.test(words);
    const query = !isWords ? typed : type === 'author' ? `author:"${words}"` : `${type}:(${words})`;
    return stripControls(`${query} ${ids}`).trim() || whole;
  });
  // An address in an address, which only gets shorter.
  if (asked !== text) return fromAddress(asked);
  if (!/\S\+(?:AND|OR|ANDNOT)\+\S/.test(asked)) return asked;
  return asked
    .replace(/%22/g, '"')
    .replace(/%28/g, '(')
    .replace(/%29/g, ')')
    .replace(/%5B/gi, '[')
    .replace(/%5D/gi, ']')
    .replaceAll('+', ' ');
}

/** A clean text without what only asks for papers, and without "et al." behind names. */
export function withoutRequest(text: string): string {
  const polite = withoutPlease(text);
  const wanted = polite.replace(REQUEST_AROUND, '$1').replace(REQUEST, '');
  return outside(wanted, (open) => open.replace(ET_AL, ' ')).trim();
}

/** Whether a clean text asks for the newest papers on its topic: "latest papers on grokking". */
export function asksForNewest(text: string): boolean {
  const polite = withoutPlease(text);
  return REQUEST_AROUND.test(polite) || NEWEST.test(REQUEST.exec(polite)?.[0] ?? '');
}

function withoutPlease(text: string): string {
  return text.replace(COMMAND, '').replace(PLEASE, '');
}

/**
 * A clean text in which "or", "not" and "and not" between two fields are operators, also in small letters: `au:tegmark or au:hoel`.
 * With nothing before it, "not" before a field is a minus.
 */
export function withLoudOperators(text: string, isField: (name: string) => boolean): string {
  if (!text.includes(':')) return text;
  const open = text.replace(QUOTED, (part) => '\u0000'.repeat(part.length));
  const first = open.matchAll(NAMED).find(([, name]) => isField(name ?? ''))?.index ?? open.length;
  let loud = text;
  for (const { 0: word, 1: name = '', index } of open.matchAll(
    /(?<=\s)(?:and\s+not|andnot|or|not)(?=\s+\(*(\p{L}+):\s*\S)/giu,
  )) {
    if (index > first && isField(name))
      loud = loud.slice(0, index) + word.toUpperCase() + loud.slice(index + word.length);
  }
  return loud.replace(/^not\s+(?=(\p{L}+):\s*[^\s(])/iu, (whole, name: string) =>
    isField(name) ? '-' : whole,
  );
}

/** A clean text without fields, in which the colons of a title are only signs: "Sentiment Analysis:The Dataset". */
export function withoutFalseFields(text: string, resemblesField: (name: string) => boolean): string {
  if (text.split(' ').length < SENTENCE_WORDS) return text;
  return outside(text, (open) =>
    open.replace(/(?<![\p{L}\p{N}])(\p{L}+):(?=[\p{L}\p{N}])/gu, (whole, name: string) =>
      resemblesField(name) ? whole : `${name} `,
    ),
  );
}

/** Whether a clean text is a sentence or several, and as long as an abstract. */
export function isLongSentence(text: string): boolean {
  return isSentence(text) && wordsOf(text).length >= PROSE_WORDS;
}

/** Whether a clean text is a sentence somebody wrote: its quotes, dashes, colons and capitals are then no commands. */
export function isSentence(text: string): boolean {
  const words = wordsOf(text);
  if (words.length < SENTENCE_WORDS) return false;
  if (ENDS_SENTENCE.test(text) || isProse(text, words)) return true;
  const small = words.filter((word) => SMALL_WORDS.has(word.toLowerCase())).length;
  return words.length >= LOOSE_SENTENCE_WORDS && small >= words.length * SMALL_WORDS_SHARE;
}

function wordsOf(text: string): string[] {
  return outsideQuotes(text).match(/[\p{L}\p{N}][^\s]*/gu) ?? [];
}

function isProse(text: string, words: readonly string[]): boolean {
  if (words.length < PROSE_WORDS || ASKED.test(text)) return false;
  return words.filter((word) => PLAIN_WORD.test(word)).length > words.length / 2;
}

/**
 * Whether AND, OR, ANDNOT or NOT stand between the parts of a clean text as operators. In a text that is all capitals they are
 * words, unless they join acronyms ("RLHF OR DPO", "CNN NOT RNN"), fields, phrases or groups; so is a NOT that belongs to a
 * sentence.
 */
export function hasOperators(text: string, isField: (name: string) => boolean): boolean {
  const open = outsideQuotes(text);
  const found = [...open.matchAll(OPERATOR)].filter((match) => {
    const before = open.slice(0, match.index);
    const after = open.slice(match.index + match[0].length);
    // Nobody's word.
    if (match[0] === 'ANDNOT') return true;
    if (!/[^\s(]/.test(before.replaceAll(OPERATOR, '')) || !/[^\s)]/.test(after.replaceAll(OPERATOR, '')))
      return false;
    return match[0] !== 'NOT' || isLeavingOut(before, after);
  });
  if (found.length === 0) return false;
  const words = wordsOf(text);
  const isRare = found.length * WORDS_AROUND_OPERATOR < words.length;
  if (isRare && isProse(text, words) && !JOINED_SIGNS.test(open) && !open.includes('ANDNOT')) return false;
  if (found.some(([name]) => name === 'ANDNOT') || /\p{Ll}/u.test(open) || JOINED_SIGNS.test(open))
    return true;
  if (open.matchAll(NAMED).some(([, name]) => isField(name ?? ''))) return true;
  return open.split(OPERATOR).every(isAcronyms);
}

/** Whether a clean text is a title in capitals, whose signs and operators may be no more than that. */
export function isLoudTitle(text: string): boolean {
  const open = outsideQuotes(text);
  const isLoud = /\p{Lu}/u.test(open) && !/\p{Ll}/u.test(open);
  return isLoud && !LEAVES_OUT.test(open) && !open.split(OPERATOR).every(isAcronyms);
}

/** Whether NOT between two texts leaves out what follows. */
function isLeavingOut(before: string, after: string): boolean {
  if (/^\s*(?:[a-z]+:|\(|\u0000)/i.test(after)) return true;
  const [left, right] = [before, after].map((text) => text.toLowerCase().match(/[\p{L}\p{N}'’-]+/gu) ?? []);
  const [last = '', next = ''] = [left?.at(-1), right?.[0]];
  const words = (left?.length ?? 0) + (right?.length ?? 0);
  if (words > MOST_AROUND_NOT) return false;
  return !BEFORE_NOT.has(last) && !/['’]/.test(last) && !AFTER_NOT.has(next);
}

/** Whether a part of a text in capitals is the name of a method or two, or nothing. */
function isAcronyms(part: string): boolean {
  const words = part.toLowerCase().match(/[\p{L}\p{N}]\S*/gu) ?? [];
  const small = (word: string): boolean =>
    SMALL_WORDS.has(word) || BEFORE_NOT.has(word) || AFTER_NOT.has(word);
  const letters = part.match(/\p{L}+/gu) ?? [];
  return (
    words.length <= MOST_ACRONYMS &&
    !/[,:;]/.test(part) &&
    !words.some(small) &&
    letters.every((run) => Array.from(run).length <= LONGEST_ACRONYM)
  );
}

/** Changes what stands outside quotes. */
function outside(text: string, change: (open: string) => string): string {
  return text.replace(QUOTED_OR_NOT, (part, quoted) => (quoted === undefined ? change(part) : part));
}

/** A clean text without what stands around an id on a paper or in a reference: `arXiv:2312.00690v2 [cs.CV] 14 Jan 2024`. */
export function withoutStamp(text: string): string {
  return outside(text, (open) => withSlashes(open).replace(LONE_ARXIV, '').replace(STAMP, '$1'));
}

/** What was quoted becomes one sign that is no letter. */
function outsideQuotes(text: string): string {
  return text.replace(QUOTED, '\u0000');
}

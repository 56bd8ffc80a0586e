import { clip, collapse, stripControls } from '../../core/text.ts';

/** Shown by nobody, and breaks what clients and servers would read as a mention. */
const INVISIBLE = '\u200b';
/** As narrow as a blank can be: an address ends at a blank or a "<" only, and would take along what closes it. */
const HAIR = '\u200a';
const LINK = /(https?:\/\/[^\s<>]+)/i;
/** What begins a mention, a timestamp, a command, an emoji, or an address, a mail or a number whose brackets would be hidden. */
const OPENING = /<(?=[@#:/+]|[\w.+-]+[:@])/g;

/**
 * Foreign text so that Discord shows it as it was written, on one line: no formatting, no heading, list or quote, no mention,
 * timestamp, command or emoji, no masked link. A backslash hides itself only before punctuation, so it is put nowhere else.
 */
export function escapeText(text: string): string {
  const escaped = stripControls(text)
    .trim()
    .replace(OPENING, `<${INVISIBLE}`)
    .split(LINK)
    .map((part, index) => (index % 2 === 1 ? calmLink(part) : escapeWords(part, index > 0)))
    .join('');
  return escapeStart(escaped);
}

function escapeWords(text: string, afterLink: boolean): string {
  return (
    text
      .replace(/[\\*_~`|[\]]/g, String.raw`\$&`)
      // What stands between two colons is taken for the name of an emoji.
      .replace(/:(?=[^\s:]+:)/g, String.raw`\:`)
      .replace(/^(?=>)/, afterLink ? HAIR : '')
      .replace(/@(?=everyone|here)/gi, `@${INVISIBLE}`)
  );
}

/** A backslash would become part of the address, so what could end our own bold text is percent-encoded. */
function calmLink(link: string): string {
  return link
    .replace(/[*`|\\[\]]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/@(?=everyone|here)/gi, '%40');
}

/** Heading, quote, list and small print only count at the beginning of a line. */
function escapeStart(text: string): string {
  return text.replace(/^(?:[#>+-]|(\d+)(?=[.)]))/, (sign, digits) =>
    digits === undefined ? `\\${sign}` : `${sign}\\`,
  );
}

/** A line of a message of ours as people see it: without what marks it up, and what hides that foreign text does not. */
export function readLine(markdown: string): string {
  return markdown
    .replace(/^-# /, '')
    .replace(/\\([^\p{L}\p{N}\s])|\*\*|[\u200a\u200b]/gu, (_, sign?: string) => sign ?? '');
}

/** Foreign text for where Discord reads no formatting, such as buttons, choices and the names of threads: one line of that length. */
export function plainLabel(text: string, longest: number): string {
  return clip(collapse(stripControls(text)), longest);
}

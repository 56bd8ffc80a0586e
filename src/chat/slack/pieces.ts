import { stripControls } from '../../core/text.ts';

/** What Slack allows (docs.slack.dev, and its own type comments); ours stay a little below where Slack counts differently. */
export const LIMITS = {
  blocksPerMessage: 48,
  /** Undocumented `msg_blocks_too_long` comes at about 13,200. */
  blockTextPerMessage: 12_000,
  textOfBlock: 2_900,
  fallbackText: 3_900,
  buttonsPerBlock: 25,
  buttonLabel: 75,
  buttonValue: 2_000,
  url: 3_000,
} as const;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Foreign text for `mrkdwn` and for a message's own text: these three are all that Slack reads as more than letters. */
export function escape(text: string): string {
  return text.replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'));
}

/** What a person typed, as Slack hands it over: entities back to letters, links and mentions to what they show. */
export function unescape(text: string): string {
  return text
    .replace(/<(?:mailto:)?([^<>|]+)(?:\|([^<>]*))?>/g, (_, target: string, label: string | undefined) =>
      /^https?:/.test(target) ? target : (label ?? target),
    )
    .replace(/&(lt|gt|amp);/g, (_, name: string) => (name === 'lt' ? '<' : name === 'gt' ? '>' : '&'));
}

/** At most so many UTF-16 units, with an ellipsis where something is missing, and never half a sign. */
export function clipUnits(text: string, units: number): string {
  if (text.length <= units) return text;
  return `${takeWhole(text, units - 1).trimEnd()}…`;
}

/** Cuts text into pieces of at most so many units, at a blank where there is one; joined they are the text again. */
export function splitText(text: string, units: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > units) {
    const whole = takeWhole(rest, units);
    const blank = Math.max(whole.lastIndexOf(' '), whole.lastIndexOf('\n'));
    const piece = blank > units / 2 ? whole.slice(0, blank + 1) : whole;
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
}

/** Invisible signs become blanks; line ends and tabs stay. */
export function visible(text: string): string {
  return text.split('\n').map(stripControls).join('\n').toWellFormed();
}

/** The longest beginning that does not cut a sign in two, such as an emoji made of several. */
function takeWhole(text: string, units: number): string {
  // The border is near the end: only a window there is taken apart.
  const from = Math.max(0, units - 200);
  let end = 0;
  for (const { index, segment } of graphemes.segment(text.slice(from, units + 200))) {
    if (from + index + segment.length > units) break;
    end = from + index + segment.length;
  }
  if (end > from) return text.slice(0, end);
  // One sign longer than any window: between two code points is the best there is.
  const code = text.charCodeAt(units - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? units - 1 : units);
}

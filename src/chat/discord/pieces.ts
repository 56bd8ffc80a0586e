import { escapeText } from './escape.ts';

/** How a line of ours is marked up around the foreign text in it. */
export type Style = { readonly before: string; readonly after: string };

export const PLAIN: Style = { before: '', after: '' };
export const BOLD: Style = { before: '**', after: '**' };
export const SMALL: Style = { before: '-# ', after: '' };

/**
 * Foreign text as finished lines of at most `limit` characters each: cut at blanks where there are any, between code points
 * where there are none, before it is escaped. Nothing is lost.
 */
export function pieces(text: string, style: Style, limit: number): string[] {
  return text
    .split(/\r?\n/)
    .flatMap((line) => cut(line.trim(), limit - style.before.length - style.after.length))
    .map((piece) => `${style.before}${piece}${style.after}`);
}

function cut(line: string, room: number): string[] {
  const whole = escapeText(line);
  if (whole === '') return [];
  if (whole.length <= room) return [whole];
  const points = Array.from(line);
  // A piece of more letters than there is room for is not worth a try; at worst one comes out shorter than it could be.
  let [least, most] = [1, Math.min(points.length - 1, room)];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (escapeText(points.slice(0, middle).join('')).length <= room) least = middle;
    else most = middle - 1;
  }
  const blank = points.lastIndexOf(' ', least);
  const end = blank > least / 2 ? blank : least;
  return [
    escapeText(points.slice(0, end).join('')),
    ...cut(points.slice(end).join('').trimStart(), room),
  ].filter((piece) => piece !== '');
}

import { Parser } from 'htmlparser2';
import { collapse } from '../core/text.ts';

const BLOCKS = /<\/?(?:p|br|div|li|ul|ol)\b[^<>]*>/gi;
const INLINE = /<\/?(?:a|b|i|em|strong|sub|sup|span|tt|u)\b[^<>]*>/gi;
const ANCHOR = /<(\/?)a\b[^<>]*>/gi;

/**
 * Text of HTML such as old feeds hold: known tags go, entities are decoded, white space is collapsed. Everything else that
 * looks like a tag is a formula ("a<b") and stays. With `keepAnchors` names can still be told apart.
 */
export function plainText(html: string, keepAnchors = false): string {
  const text = html
    .replace(BLOCKS, ' ')
    .replace(ANCHOR, keepAnchors ? '\u0001$1\u0002' : '')
    .replace(INLINE, '');
  const decoded = /&[#\w]/.test(text) ? decodeEntities(text) : text;
  const plain = collapse(decoded);
  return keepAnchors ? plain.replaceAll('\u0001\u0002', '<a>').replaceAll('\u0001/\u0002', '</a>') : plain;
}

function decodeEntities(text: string): string {
  const pieces: string[] = [];
  const parser = new Parser({ ontext: (piece) => void pieces.push(piece) }, { decodeEntities: true });
  // Tags are gone, so what is left of these signs is text.
  parser.end(text.replaceAll('<', '&lt;'));
  return pieces.join('');
}

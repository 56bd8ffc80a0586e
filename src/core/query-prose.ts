import { DASHES, isLongSentence, QUOTES } from './query-text.ts';

const FILTER = String.raw`[${DASHES}]?(\p{L}+):(?:[${QUOTES}][^${QUOTES}]*[${QUOTES}]|\[[^\]]*\]|[^\s${QUOTES}\[(]\S*)`;
const FIRST = new RegExp(String.raw`^${FILTER}\s+`, 'u');
const LAST = new RegExp(String.raw`\s${FILTER}$`, 'u');

/** A long text of somebody's, and the filters that stand before and behind it. */
export type Prose = { readonly prose: string; readonly filters: string };

/**
 * Takes the filters around a pasted abstract away, as a form puts them there: `cat:cs.LG We train ... since:2024`. Undefined where there
 * are none, or what they stand around is not prose.
 */
export function proseApart(text: string, isField: (name: string) => boolean): Prose | undefined {
  if (!text.includes(':')) return undefined;
  let prose = text;
  const before: string[] = [];
  const behind: string[] = [];
  for (;;) {
    const first = FIRST.exec(prose);
    const last = LAST.exec(prose);
    if (first !== null && isField(first[1] ?? '')) {
      before.push(first[0].trim());
      prose = prose.slice(first[0].length);
    } else if (last !== null && isField(last[1] ?? '')) {
      behind.unshift(last[0].trim());
      prose = prose.slice(0, last.index);
    } else break;
  }
  const filters = [...before, ...behind].join(' ');
  return filters !== '' && isLongSentence(prose) ? { prose, filters } : undefined;
}

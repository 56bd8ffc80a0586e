import type { CiteOptions } from '../../../src/core/citation/cite.ts';
import { cite } from '../../../src/core/citation/cite.ts';
import type { Style } from '../../../src/core/citation/styles.ts';
import type { Paper } from '../../../src/core/paper.ts';

/** The citation under the key "key", or the reason why there is none. */
export function textOf(paper: Paper, style: Style, options: Omit<CiteOptions, 'style'> = {}): string {
  const citation = cite(paper, 'key', { style, ...options });
  return citation.kind === 'citation' ? citation.text : citation.reason;
}

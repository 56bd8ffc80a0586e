import { createHash } from 'node:crypto';
import { stopWords } from './stop-words.ts';
import { stemsOf, tokensOf } from './tokenize.ts';
import { TITLE_REPEAT } from './topic-text.ts';

/** Differs whenever an index built from texts by other code would not answer like one built by this code. */
export function textVersion(): string {
  const probe =
    'The Auto-encoders of O\'Brien, Vukelić & Charbel-Raphaël: $\\textbf{quanta}$ in H$_2$O, $\\alpha$-generalizations; arXiv:2301.12345v2, cs.LG, naïve behaviour; added; Schr\\"odinger; L^p, snake_case, $\\ell_1$, Hα, GPT-3.5; matrices, days';
  const parts = [TITLE_REPEAT, stopWords(), tokensOf(probe), stemsOf(probe)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

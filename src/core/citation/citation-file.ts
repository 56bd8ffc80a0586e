import { collapse } from '../text.ts';
import type { Citation } from './citation.ts';
import { joinCslJson } from './render/csl-json.ts';
import { isList, type Style } from './styles.ts';
import { isNeed } from './warnings.ts';

type Cited = { readonly key: string; readonly citation: Citation };

/** What is to be said of one citation: its warnings, or why there is none. */
export function remarks(citation: Citation): readonly string[] {
  return citation.kind === 'citation' ? citation.warnings : [`left out. ${citation.reason}`];
}

const COMMENT_MARKS: Readonly<Partial<Record<Style, string>>> = {
  bibtex: '% ',
  biblatex: '% ',
  'bibtex-arxiv': '% ',
  'bibtex-plain': '% ',
  hayagriva: '# ',
};

/** Puts citations together as programs read them; remarks stand before their entry, where the format has comments. */
export function joinCitations(style: Style, cited: readonly Cited[]): string {
  const mark = COMMENT_MARKS[style];
  if (mark !== undefined) return withComments(mark, cited);
  const texts = cited.flatMap(({ citation }) => (citation.kind === 'citation' ? [citation.text] : []));
  if (style === 'csl-json') return `${joinCslJson(texts)}\n`;
  return texts.map((text) => `${text}\n`).join(isList(style) ? '\n' : '');
}

function withComments(mark: string, cited: readonly Cited[]): string {
  // What the document must load is said once, at the top.
  const needs = new Set(cited.flatMap(({ citation }) => remarks(citation).filter(isNeed)));
  const head = [...needs].map((need) => comment(mark, need)).join('');
  const blocks = cited.map(({ key, citation }) => {
    const notes = remarks(citation)
      .filter((remark) => !isNeed(remark))
      .map((remark) => comment(mark, `${key}: ${remark}`))
      .join('');
    return citation.kind === 'citation' ? `${notes}${citation.text}\n` : notes;
  });
  return [...(head === '' ? [] : [head]), ...blocks].join('\n');
}

/** BibTeX has no comments of its own: it skips what is no entry, and an @ begins one wherever it stands. */
function comment(mark: string, text: string): string {
  return `${mark}${collapse(text).replaceAll('@', '(at)')}\n`;
}

import type { Paper } from '../paper.ts';
import { bibtexEntry } from './bibtex.ts';
import { type Form, itemOf } from './item.ts';
import { fileExtension, type Style, styleName } from './styles.ts';

export type CiteOptions = { readonly style: Style; readonly version?: number; readonly form?: Form };

/** A citation with what must be said beside it, or why there can be none in this style. */
export type Citation =
  | {
      readonly kind: 'citation';
      readonly text: string;
      readonly form: Form;
      /** Where it was published, when the published form is shown. */
      readonly venue?: string;
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** Cites a paper under its key. Pure: the same paper, key and options give the same text. */
export function cite(paper: Paper, key: string, options: CiteOptions): Citation {
  if (options.style !== 'bibtex')
    return { kind: 'refused', reason: `${styleName(options.style)} is not here yet.` };
  const item = itemOf(paper, key, options.version);
  return { kind: 'citation', text: bibtexEntry(item).entry, form: item.form, warnings: [] };
}

/** Several papers as one file, sorted by key. */
export function citeAll(
  entries: readonly { readonly paper: Paper; readonly key: string }[],
  style: Style,
  form?: Form,
): { text: string; fileName: string; warnings: readonly string[] } {
  const texts = entries
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ paper, key }) => cite(paper, key, { style, ...(form === undefined ? {} : { form }) }))
    .map((citation) => (citation.kind === 'citation' ? citation.text : ''));
  return { text: `${texts.join('\n\n')}\n`, fileName: `references.${fileExtension(style)}`, warnings: [] };
}

import { cite } from '../citation/cite.ts';
import type { Form } from '../citation/item.ts';
import type { Paper } from '../paper.ts';
import type { Dialect } from './entry.ts';
import { type BibEntry, scanBibtex } from './scan.ts';

/** An entry as we write it. */
export type Cited = {
  readonly entry: BibEntry;
  readonly source: string;
  readonly form: Form;
  readonly venue?: string;
};

/** The paper as an entry of ours under the key of this one, taken apart; undefined where that form is not known. */
export function citedAs(
  paper: Paper,
  { key }: BibEntry,
  style: Dialect,
  options: { readonly form: Form; readonly version?: number },
): Cited | undefined {
  const cited = cite(paper, key, { style, ...options });
  if (cited.kind === 'refused') return undefined;
  const [entry] = scanBibtex(cited.text).entries;
  const { form, venue } = cited;
  return entry === undefined
    ? undefined
    : { entry, source: cited.text, form, ...(venue === undefined ? {} : { venue }) };
}

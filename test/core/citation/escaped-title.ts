import { fieldWriter } from '../../../src/core/citation/bib-entry.ts';

/** A title as the value of a BibTeX field. */
export function escapedTitle(title: string): string {
  return fieldWriter('bibtex').title(title);
}

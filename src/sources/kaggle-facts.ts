import { fieldText } from './listing-fields.ts';
import { bareDoi, isDoiValue } from './listing-head.ts';

const LONGEST_WORD = 1_000;

/**
 * The DOIs in a field that authors fill in by hand: one, or several with commas, semicolons or blanks between, with or without
 * `doi:` or a link before each. A comma or semicolon in a DOI (`3.0.CO;2-P`) does not part it.
 */
export function splitDois(text: string): string[] {
  return (
    fieldText([text])
      .split(' ')
      .flatMap((word) => word.split(/[,;](?=doi:|https?:|10\.\d)/i))
      // In a longer one, looking for its last comma can take too long.
      .filter((word) => word.length < LONGEST_WORD)
      .map((word) => bareDoi(word.replace(/[,;]+$/, '')))
      .filter(isDoiValue)
  );
}

/** The month in which a paper was announced, which its id tells: `2007-04` of `0704.0001`, `1999-01` of `hep-th/9901001`. */
export function announcedMonth(id: string): string {
  const [year, month] = [Number(/\d\d/.exec(id)?.[0]), /\d\d(\d\d)/.exec(id)?.[1]];
  // arXiv began in 1991, and ids with an archive's name ended in 2007.
  const century = id.includes('/') && year > 90 ? 1_900 : 2_000;
  return `${century + year}-${month}`;
}

/** arXiv's tools put a blank into double initials: `J. -H. Jureit` is `J.-H. Jureit`. */
export function joinInitials(name: string): string {
  return name.replace(/\.\s+-\s*(?=\p{L})/gu, '.-');
}

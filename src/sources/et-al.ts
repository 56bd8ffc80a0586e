import type { AuthorParts } from '../core/paper.ts';

/** The names of a list, and whether it ends, in the source as on the paper, in "et al.": nobody says then how many more there are. */
export type OpenList = { readonly authors: readonly string[]; readonly moreAuthors?: true };

const ET_AL = /(?:^|\s)(?:et(?:\.\s?|\s)al\.?|and others)$/i;

/** Whether a name is "et al." or ends in it: "E. Grauges et al." */
export function endsInEtAl(name: string): boolean {
  return ET_AL.test(name) || /^others$/i.test(name);
}

/** Takes "et al." out of a list of names, where it is no name, and says that it was there. */
export function readEtAl(names: readonly string[]): OpenList {
  if (!names.some(endsInEtAl)) return { authors: names };
  const authors = names.map((name) =>
    endsInEtAl(name) ? name.replace(/^others$/i, '').replace(ET_AL, '') : name,
  );
  return { authors: authors.filter((name) => name !== ''), moreAuthors: true };
}

/** The same of names in parts. arXiv takes "E. Grauges et al." for a person called "al.". */
export function partsWithoutEtAl(persons: readonly AuthorParts[]): {
  readonly parts: AuthorParts[];
  readonly moreAuthors?: true;
} {
  const whole = ({ given = '', family }: AuthorParts): string => `${given} ${family}`.trim();
  const parts = persons.flatMap((person): AuthorParts[] => {
    const name = whole(person);
    if (!endsInEtAl(name)) return [person];
    const words = (readEtAl([name]).authors[0] ?? '').split(' ');
    const family = words.pop() ?? '';
    const given = words.join(' ');
    if (family === '') return [];
    const { given: _, ...rest } = person;
    return [{ ...rest, family, ...(given !== '' && { given }) }];
  });
  return persons.some((person) => endsInEtAl(whole(person))) ? { parts, moreAuthors: true } : { parts };
}

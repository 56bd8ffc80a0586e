import { mendName } from '../../core/name-spellings.ts';
import { spellingsOf } from '../../core/names.ts';
import type { Correction } from '../../core/query.ts';
import { fold } from '../../core/text.ts';
import type { Lexicon } from './lexicon.ts';
import type { Turns } from './turns.ts';
import { particleReadings } from './typed-names.ts';

type Parts<Found> = {
  /** What a name finds; undefined where it is nobody's. */
  readonly find: (name: string) => Found | undefined;
  /** Whether a folded word stands in the name of an author. */
  readonly isNameWord: (word: string) => boolean;
  readonly lexicon: Pick<Lexicon, 'correctName'>;
  readonly ways: Turns;
};

/**
 * What a name finds that is nobody's as it was typed, and how it was read: with its particles apart, or with the nearest words of names
 * in the place of those that stand in none. Undefined where that is nobody's either.
 */
export function mended<Found>(
  name: string,
  { find, isNameWord, lexicon, ways }: Parts<Found>,
): { readonly found: Found; readonly changes: readonly Correction[] } | undefined {
  for (const { name: apart, change } of particleReadings(name)) {
    // A surname with a word that nobody has need not be looked up.
    const isSurname = change.used.split(' ').every((word) => spellingsOf(word).some(isNameWord));
    if (!isSurname) continue;
    if (!ways.take()) break;
    const found = find(apart);
    if (found !== undefined) return { found, changes: [change] };
  }
  const words = fold(name).match(/[\p{L}\p{N}]+/gu) ?? [];
  const changes = words.flatMap((typed) => {
    const used = isNameWord(typed) ? undefined : lexicon.correctName(typed);
    return used === undefined ? [] : [{ typed, used }];
  });
  const found = changes.length === 0 ? undefined : find(mendName(name, changes));
  return found === undefined ? undefined : { found, changes };
}

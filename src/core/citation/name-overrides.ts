import { z } from 'zod';
import printedNames from '../../../data/author-names.json' with { type: 'json' };
import { SetupError } from '../errors.ts';
import { collapse, fold } from '../text.ts';
import type { Name } from './name.ts';

const FILE = 'data/author-names.json';
const schema = z.record(z.string(), z.string());

export type NameOverrides = ReadonlyMap<string, Name>;

/**
 * Reads what `data/author-names.json` holds: printed name to `Family, Given`, for the names that no rule can split. Throws
 * SetupError when an entry is not the same name twice.
 */
export function readNameOverrides(value: unknown): NameOverrides {
  const read = schema.safeParse(value);
  if (!read.success)
    throw new SetupError(`${FILE} must be a list of names, each as "First Last": "Last, First".`);
  return new Map(
    Object.entries(read.data).map(([printed, split]) => {
      const [family = '', given = '', ...more] = split.split(',').map(collapse);
      if (
        family === '' ||
        given === '' ||
        more.length > 0 ||
        letters(`${given} ${family}`) !== letters(printed)
      )
        throw new SetupError(
          `${FILE}: "${printed}" is given as "${split}"; write the same name as "Family, Given".`,
        );
      return [folded(printed), { kind: 'person', family, given }] as const;
    }),
  );
}

/** The name as the override file splits it; undefined for all others. */
export function overriddenName(printed: string): Name | undefined {
  overrides ??= readNameOverrides(printedNames);
  return overrides.get(folded(printed));
}

/** Read at the first name, so that a fault in the file is told in words and not while the program is being loaded. */
let overrides: NameOverrides | undefined;

function folded(name: string): string {
  return collapse(fold(name));
}

function letters(name: string): string {
  return folded(name).split(' ').toSorted().join(' ');
}

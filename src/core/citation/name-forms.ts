import type { Item } from './item.ts';
import type { Name } from './name.ts';

/** `Michaud, Eric J., Jr.` */
export function lastFirst(name: Name): string {
  return joined(name, (family, given, suffix) => `${family}, ${given}${suffix === '' ? '' : `, ${suffix}`}`);
}

/** `Eric J. Michaud Jr.` */
export function firstLast(name: Name): string {
  return joined(name, (family, given, suffix) => `${given} ${family}${suffix === '' ? '' : ` ${suffix}`}`);
}

/** `Michaud, E. J., Jr.` with this between the initials. */
export function lastInitials(name: Name, between: ' ' | ''): string {
  return joined(name, (family, given, suffix) => {
    const short = initials(given).join(between);
    return `${family}, ${short}${suffix === '' ? '' : `, ${suffix}`}`;
  });
}

/** `E. J. Michaud Jr.` */
export function initialsLast(name: Name): string {
  return joined(name, (family, given, suffix) => {
    const short = initials(given).join(' ');
    return `${short} ${family}${suffix === '' ? '' : ` ${suffix}`}`;
  });
}

const ORDINALS: Readonly<Record<string, string>> = {
  'Jr.': 'Jr',
  'Sr.': 'Sr',
  II: '2nd',
  III: '3rd',
  IV: '4th',
};

/** `Michaud EJ Jr`: no stops, no hyphens. */
export function bareInitials(name: Name): string {
  return joined(name, (family, given, suffix) => {
    const short = initials(given).join('').replace(/[.-]/g, '');
    return `${family} ${short}${suffix === '' ? '' : ` ${ORDINALS[suffix] ?? suffix}`}`;
  });
}

function joined(name: Name, person: (family: string, given: string, suffix: string) => string): string {
  return name.kind === 'whole' ? name.name : person(name.family, name.given, name.suffix ?? '');
}

/** `E.`, `J.` and `C.-R.` */
function initials(given: string): string[] {
  return given.split(' ').map((word) => {
    const letters = word.split(/[-‐]/).flatMap((part) => /\p{L}\p{M}*/u.exec(part)?.[0].toUpperCase() ?? []);
    return letters.length === 0 ? word : letters.map((letter) => `${letter}.`).join('-');
  });
}

/** Which authors a style prints. */
export type Shown = {
  readonly names: readonly Name[];
  /** More follow that are not printed: "et al." */
  readonly more: boolean;
  /** The style would print more names, and nobody here knows them. */
  readonly incomplete: boolean;
};

/** A style prints all authors up to a number of them, else only the first few. Hidden authors count. */
export function shownAuthors(item: Item, all: number, first: number): Shown {
  const total = item.authors.length + item.hiddenAuthors;
  const wanted = total <= all ? total : first;
  return {
    names: item.authors.slice(0, wanted),
    more: total > Math.min(wanted, item.authors.length),
    incomplete: item.authors.length < wanted,
  };
}

/** `a`, `a and b`, `a, b, and c`, with what goes before the last. */
export function series(
  parts: readonly string[],
  word: string,
  comma: 'always' | 'from three' | 'never',
): string {
  if (parts.length < 2) return parts.join('');
  const before = comma === 'always' || (comma === 'from three' && parts.length > 2) ? ', ' : ' ';
  return `${parts.slice(0, -1).join(', ')}${before}${word} ${parts.at(-1)}`;
}

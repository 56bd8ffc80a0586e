/** An author as bibliographies need one: a person in parts, or a name that is never taken apart (a group, a single name). */
export type Name =
  | { readonly kind: 'person'; readonly family: string; readonly given: string; readonly suffix?: string }
  | { readonly kind: 'whole'; readonly name: string };

/** What a name is sorted and keyed by: the surname with its particles, or the whole. */
export function sortName(name: Name): string {
  return name.kind === 'person' ? name.family : name.name;
}

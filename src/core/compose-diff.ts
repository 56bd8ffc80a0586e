import type { Change, FromTo, PaperDiff } from './change.ts';
import { bareWording } from './diff.ts';

type NewVersion = Extract<Change, { kind: 'new-version' }>;
type Sets = { readonly added: readonly string[]; readonly removed: readonly string[] };

/**
 * What changed from one version to a later one, put together from the steps between them that the library saw. Undefined when the
 * steps do not lead from the one to the other, or one of them is of a version whose number was only inferred.
 */
export function diffBetween(changes: readonly Change[], from: number, to: number): PaperDiff | undefined {
  const steps: NewVersion[] = [];
  for (const change of changes) {
    const at = steps.at(-1)?.to.number ?? from;
    if (change.kind !== 'new-version' || change.from.number !== at || at >= to) continue;
    if (!change.from.exact || !change.to.exact) return undefined;
    steps.push(change);
  }
  if (steps.at(-1)?.to.number !== to) return undefined;
  return steps.map((step) => step.diff).reduce(compose);
}

/** One change after the other, as one. What came and went again did not change. */
function compose(first: PaperDiff, second: PaperDiff): PaperDiff {
  const title = composeTexts(first.title, second.title);
  const abstract = composeTexts(first.abstract, second.abstract);
  const comments = composeTexts(first.comments, second.comments);
  const journalRef = composeTexts(first.journalRef, second.journalRef);
  const categories = composeSets(first.categories, second.categories);
  const people = composeSets(first.authors, second.authors);
  const reordered = first.authors?.reordered === true || second.authors?.reordered === true;
  return {
    ...(title === undefined ? {} : { title }),
    ...(people === undefined && !reordered
      ? {}
      : { authors: { added: [], removed: [], ...people, reordered } }),
    ...(abstract === undefined ? {} : { abstract }),
    ...(comments === undefined ? {} : { comments }),
    ...(journalRef === undefined ? {} : { journalRef }),
    ...(categories === undefined ? {} : { categories }),
  };
}

function composeTexts(
  first: FromTo<string> | undefined,
  second: FromTo<string> | undefined,
): FromTo<string> | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  if (first.from === second.to) return undefined;
  return {
    ...(first.from === undefined ? {} : { from: first.from }),
    ...(second.to === undefined ? {} : { to: second.to }),
  };
}

function composeSets(first: Sets | undefined, second: Sets | undefined): Sets | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const without = (items: readonly string[], others: readonly string[]): string[] =>
    items.filter((item) => !others.some((other) => bareWording(other) === bareWording(item)));
  const added = [...without(first.added, second.removed), ...without(second.added, first.removed)];
  const removed = [...without(first.removed, second.added), ...without(second.removed, first.added)];
  return added.length + removed.length === 0 ? undefined : { added, removed };
}

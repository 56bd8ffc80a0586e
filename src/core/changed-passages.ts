import { diffAbstract } from './abstract-diff.ts';
import type { PaperDiff } from './change.ts';
import { markedChanges } from './describe-diff.ts';
import type { SectionCard } from './reply.ts';
import { clip, count } from './text.ts';

const MOST_PASSAGES = 8;
const LONGEST_PASSAGE = 400;

/** The passages of an abstract that changed, marked; long ones are cut, as links lead to the whole. Empty where there are none. */
export function changedPassages(diff: PaperDiff, before: string, after: string): SectionCard[] {
  if (diff.abstract === undefined) return [];
  const passages = markedChanges(diffAbstract(diff.abstract));
  if (passages.length === 0) return [];
  const more = passages.length - MOST_PASSAGES;
  return [
    {
      kind: 'section',
      heading: `Abstract, ${before} to ${after} ([-removed-] {+added+})`,
      lines: [
        ...passages.slice(0, MOST_PASSAGES).map((passage) => clip(passage, LONGEST_PASSAGE)),
        ...(more > 0 ? [`and ${count(more, 'more passage')}`] : []),
      ],
    },
  ];
}

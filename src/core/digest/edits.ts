import { clip, listAnd } from '../text.ts';
import { describeCadence } from './cadence.ts';
import { SECTIONS, type Subscription } from './subscription.ts';

/** Told of one part; a query can be longer. */
const LONGEST = 200;

/** What a person changed of a subscription, each with what it was before; nothing where it is as it was. */
export function describeEdits(before: Subscription, after: Subscription): string[] {
  return PARTS.flatMap(([name, words]) => {
    const [was, is] = [words(before), words(after)];
    return was === is ? [] : [`${name} ${clip(is, LONGEST)} (before: ${clip(was, LONGEST)})`];
  });
}

const PARTS: readonly (readonly [name: string, words: (one: Subscription) => string])[] = [
  ['query', ({ query }) => `"${query}"`],
  ['a digest', ({ cadence }) => describeCadence(cadence)],
  ['sections', ({ sections }) => (sections.length === SECTIONS.length ? 'all' : listAnd(sections))],
  ['cap', ({ cap }) => String(cap)],
  ['with nothing new', ({ empty }) => empty],
  ['later news in', ({ newsAlso }) => (newsAlso === 'thread' ? 'the thread' : 'thread and channel')],
];

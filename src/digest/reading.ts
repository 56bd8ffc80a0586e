import {
  brokenCauses,
  describeCoverage,
  isCatchingUp,
  isWhole,
  type ReadState,
} from '../core/digest/coverage.ts';
import type { Subscription } from '../core/digest/subscription.ts';
import { subscriptionQuery } from '../core/digest/subscription-query.ts';
import type { Query } from '../core/query.ts';
import { clip } from '../core/text.ts';

/** How far everything is by now that is read for a query; without one, for everybody. */
export type SourcesOf = (query: Query | undefined) => readonly ReadState[];

/** How far what a subscription looks for has been read. */
export type Reading = {
  /** What is looked for; undefined where it is not understood: then nothing can be found, and nothing must be passed over. */
  readonly query: Query | undefined;
  /** Whether nothing is missing. */
  readonly isWhole: boolean;
  /** Whether something is still to be read, and nothing is known to be in the way. */
  readonly isCatchingUp: boolean;
  /** Why so much is missing that silence would lie; empty when it would not. */
  readonly broken: readonly string[];
  /**
   * What is missing of a period that begins then (ISO), in words, where days are days of the zone; `isOver` where no later digest will
   * bring it.
   */
  words(zone: string, from: string, isOver?: boolean): string | undefined;
};

/** Of many subscriptions for the same: what they look for is worked out once. */
export function createReadings(
  sourcesOf: SourcesOf,
  now: string,
): (one: Pick<Subscription, 'id' | 'kind' | 'query'>) => Reading {
  const known = new Map<string, Reading>();
  return (one) => {
    const key = `${one.kind} ${one.query}`;
    const reading = known.get(key) ?? readingOf(one, sourcesOf, now);
    known.set(key, reading);
    return reading;
  };
}

function readingOf(
  one: Pick<Subscription, 'id' | 'kind' | 'query'>,
  sourcesOf: SourcesOf,
  now: string,
): Reading {
  const query = subscriptionQuery(one);
  if (query === undefined) {
    const words = notUnderstood(one);
    return { query, isWhole: false, isCatchingUp: false, broken: [words], words: () => words };
  }
  const states = sourcesOf(query);
  return {
    query,
    isWhole: isWhole(states, now),
    isCatchingUp: isCatchingUp(states, now),
    broken: brokenCauses(states, now),
    words: (zone, from, isOver) => describeCoverage(states, now, zone, from, isOver),
  };
}

function notUnderstood({ query }: Pick<Subscription, 'query'>): string {
  return `An earlier release took "${clip(query, 60)}"; this one does not understand it, so nothing is looked for. Type it anew with /digest edit; nothing is passed over until then.`;
}

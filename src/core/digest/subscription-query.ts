import { UserError } from '../errors.ts';
import { isPaperId } from '../paper-id.ts';
import type { Query } from '../query.ts';
import { parseQuery } from '../query-parser.ts';
import { fold } from '../text.ts';
import type { Subscription } from './subscription.ts';

/** The ids of papers that a channel follows one by one, as its subscription keeps them. */
export function followedIds({ query }: Pick<Subscription, 'query'>): string[] {
  return query.split(' ').filter(isPaperId);
}

/** What a subscription looks for; undefined for a query that an earlier release took and this one does not understand. */
export function subscriptionQuery(subscription: Pick<Subscription, 'kind' | 'query'>): Query | undefined {
  if (subscription.kind === 'papers') {
    const refs = followedIds(subscription).map((id) => ({ id }));
    return { text: subscription.query, refs, terms: [], period: {} };
  }
  try {
    return digestQuery(subscription.query);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** What arXiv is to be asked for on its behalf: nothing once its channel is no longer there, as nobody can remove it then. */
export function watchedQuery(
  subscription: Pick<Subscription, 'kind' | 'query' | 'paused'>,
): Query | undefined {
  return subscription.paused?.gone === true ? undefined : subscriptionQuery(subscription);
}

/**
 * Whether two subscriptions of a channel look for the same, however it was typed: `au:` for `author:`, in capitals, with quotes
 * around one word, an id in any of its forms.
 */
export function isSameQuery(one: Query, other: Query): boolean {
  return sameness(one) === sameness(other);
}

/** Words are compared as they are searched; where a query was typed, and how, does not count. */
function sameness(typed: Query): string {
  const { text: _, ...query } = typed;
  return JSON.stringify(query, (_key, value: unknown) => {
    if (typeof value === 'string') return fold(value);
    if (typeof value !== 'object' || value === null || !('phrase' in value) || !('text' in value))
      return value;
    return { ...value, phrase: value.phrase === true && String(value.text).includes(' ') };
  });
}

/**
 * What a digest is to look for. What is similar to a paper is a list of the nearest ones, however far away: of a new paper it cannot
 * be said whether it belongs there.
 * @throws UserError for that, and for whatever cannot be read
 */
export function digestQuery(text: string): Query {
  const query = parseQuery(text);
  if (query.similar === undefined) return query;
  throw new UserError(
    `A digest cannot look for papers similar to one; subscribe to words of it, or to what happens to it: /follow ${query.similar.id}`,
  );
}

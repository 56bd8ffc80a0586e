import type { Digests } from '../core/digest/digests.ts';
import { subjectOf } from '../core/digest/subscription.ts';
import { followedIds } from '../core/digest/subscription-query.ts';
import { readableTitle } from '../core/paper-card.ts';
import type { LibraryReader } from '../core/ports.ts';
import type { Suggestions } from '../core/suggest.ts';

type Parts = {
  readonly digests: Pick<Digests, 'list'>;
  readonly library: Pick<LibraryReader, 'get'>;
};

/** What completes options that belong to the channel somebody types for: its subscriptions by their numbers, the papers it follows. */
export function channelSuggestions({
  digests,
  library,
}: Parts): Readonly<Record<'subscription' | 'followed', Suggestions>> {
  const listed: (...typing: Parameters<Suggestions>) => ReturnType<Digests['list']> = async ({
    platform,
    caller,
  }) => (caller?.channel === undefined ? [] : digests.list({ platform, channel: caller.channel }));
  return {
    async subscription(typing) {
      const list = await listed(typing);
      return list.map((one) => ({ label: `${one.id}: ${subjectOf(one)}`, value: String(one.id) }));
    },
    async followed(typing) {
      const ids = (await listed(typing)).flatMap((one) => (one.kind === 'papers' ? followedIds(one) : []));
      const known = await library.get(ids);
      return ids.map((id) => {
        const paper = known.get(id)?.paper;
        return { label: paper === undefined ? id : `${readableTitle(paper)} (${id})`, value: id };
      });
    },
  };
}

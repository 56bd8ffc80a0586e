import type { Clock } from '../../src/core/clock.ts';
import type { Digests } from '../../src/core/digest/digests.ts';
import type { Planner } from '../../src/core/digest/ports.ts';
import type { Place } from '../../src/core/digest/subscription.ts';
import type { Paper } from '../../src/core/paper.ts';
import type { Store } from '../../src/core/ports.ts';
import type { Query } from '../../src/core/query.ts';
import { createDigests } from '../../src/digest/digests.ts';
import { createPlanner } from '../../src/digest/planner.ts';
import { wholeDocuments } from '../../src/indexing.ts';
import type { Library } from '../../src/library.ts';
import { indexForMany } from '../../src/search/memory/index-for-many.ts';
import { isSearchState, searchState } from '../../src/sync/search.ts';
import { TOLD_STATE } from '../../src/sync/told.ts';
import { createFakeLog } from '../fakes/log.ts';

/** Digests and planner over a library, with a clock of the test's own; links as the test likes. */
export type DigestWorld = {
  readonly digests: Digests;
  readonly planner: Planner;
  readonly log: ReturnType<typeof createFakeLog>;
};

export function createDigestWorld(
  store: Store,
  library: Library,
  clock: Pick<Clock, 'now'>,
  {
    links = false,
    arxivHas = () => undefined,
    linkTo = async (_place, message) => (links ? `https://chat.example/${message}` : undefined),
  }: {
    readonly links?: boolean;
    readonly arxivHas?: (query: Query) => number | undefined;
    readonly linkTo?: (place: Place, message: string) => Promise<string | undefined>;
  } = {},
): DigestWorld {
  const log = createFakeLog();
  const parts = {
    store,
    async sources() {
      const states = (await store.sourceStates()).map((state) => ({
        ...state,
        kind: state.name === TOLD_STATE ? ('weekly' as const) : ('data' as const),
      }));
      // As in the program, what is searched for somebody is read for them alone.
      return (query: Query | undefined) =>
        states.filter(
          ({ name }) => !isSearchState(name) || (query !== undefined && name === searchState(query)),
        );
    },
    subscriptions: store.subscriptions,
    library,
    clock,
    log,
    countAtArxiv: async (query: Query) => arxivHas(query),
    unaskable: () => undefined,
    linkTo,
    indexPapers: (batches: AsyncIterable<readonly Paper[]>) => indexForMany(wholeDocuments(batches)),
  };
  return { digests: createDigests(parts), planner: createPlanner({ ...parts, notes: store.notes }), log };
}

import type { SearchHit } from '../ports.ts';
import { type Judge, judging, type NewsItem, type PaperNews } from './news.ts';
import { SECTIONS, type Section, type Subscription } from './subscription.ts';

/** A paper of which there is news. `isBrought`: it does not match any more, and is here as the subscription has brought it before. */
export type NewsHit = SearchHit & { readonly isBrought?: true };

/** A paper that a digest tells of. */
export type Entry = Pick<NewsHit, 'isBrought'> & {
  readonly paperId: string;
  readonly section: Section;
  readonly items: readonly NewsItem[];
  /** The words of the query and where they were found; empty for papers that are followed. */
  readonly matched: SearchHit['matched'];
};

/** What a digest is made of. */
export type Selection = {
  /** In the order of the sections, what is restored last; in each the best first. */
  readonly shown: readonly Entry[];
  /** Over the cap, the best first, without the words that matched. */
  readonly left: readonly Entry[];
  /** How many each section has, shown or not. */
  readonly counts: Readonly<Record<Section, number>>;
  /** How many matched and stand in another digest of the channel already. */
  readonly told: number;
};

const NOTHING: Entry['matched'] = [];

function reasonsOf({ matched, isBrought }: Partial<NewsHit> = {}): Pick<Entry, 'matched' | 'isBrought'> {
  return { matched: matched ?? NOTHING, ...(isBrought === undefined ? {} : { isBrought }) };
}

/** Of what stands under `withdrawn`, what is not withdrawn any more. */
export function isRestored({ section, items }: Pick<Entry, 'section' | 'items'>): boolean {
  return section === 'withdrawn' && !items.some(({ kind }) => kind === 'withdrawn');
}

/**
 * The papers found for a subscription and what happened to them, as what its digest shows. `hits` come best first, and `news` are
 * those of their papers, in the same order.
 */
export function selectEntries(
  hits: readonly NewsHit[],
  news: readonly (PaperNews | undefined)[],
  asked: Judge & { readonly subscription: Pick<Subscription, 'cap'> },
): Selection {
  const entries: Entry[] = [];
  const found: NewsHit[] = [];
  const counts = { new: 0, versions: 0, published: 0, withdrawn: 0 };
  let repeated = 0;
  const judge = judging(asked);
  for (const [at, hit] of hits.entries()) {
    const happened = news[at];
    if (happened === undefined) continue;
    const judged = judge(happened);
    if (judged.section === undefined) {
      if (judged.why === 'told' && hit.isBrought !== true) repeated += 1;
      continue;
    }
    counts[judged.section] += 1;
    const { section, items } = judged;
    entries.push({ paperId: hit.id, section, items, matched: NOTHING });
    found.push(hit);
  }
  const { cap } = asked.subscription;
  const chosen = new Set<Entry>();
  // Whoever had the paper waits for what becomes of it: that comes before what is only new.
  for (const entry of entries)
    if (chosen.size < cap && entry.section !== 'new' && asked.knows(entry.paperId)) chosen.add(entry);
  for (const entry of entries) if (chosen.size < cap) chosen.add(entry);
  const shown: Entry[] = [];
  const left: Entry[] = [];
  entries.forEach((entry, at) => {
    // The matched words are worked out where they are asked for: only for what is shown.
    if (chosen.has(entry)) shown.push({ ...entry, ...reasonsOf(found[at]) });
    else left.push(entry);
  });
  const inSections = SECTIONS.flatMap((section) => shown.filter((entry) => entry.section === section));
  return {
    shown: [...inSections.filter((entry) => !isRestored(entry)), ...inSections.filter(isRestored)],
    left,
    counts,
    told: repeated,
  };
}

import type { Day } from '../day.ts';
import type { SearchHit } from '../ports.ts';
import type { Reply } from '../reply.ts';
import type { Digest, DigestProgress, PlannedPost } from './delivery.ts';
import type { NoNews } from './news.ts';
import type { AuditEntry, Rest } from './ports.ts';
import type { Cadence, Pause, Place, Section, Subscription } from './subscription.ts';

/** Who asks in which channel; what they are called is theirs to choose. */
export type Asker = Place & { readonly user: string; readonly name?: string };

/** What a person wants to be told of. */
export type Wanted = {
  readonly query: string;
  readonly cadence: Cadence;
  readonly sections: readonly Section[];
  readonly cap: number;
  readonly empty: Subscription['empty'];
  readonly newsAlso: Subscription['newsAlso'];
  /** The first day that counts; from now on where it is absent. */
  readonly from?: Day;
  /** Also when it matches very many papers. */
  readonly anyway: boolean;
};

/** What is to be otherwise. */
export type Edits = Partial<Omit<Wanted, 'from' | 'anyway'>> & { readonly anyway: boolean };

/** A subscription as it is after a change, when it is due next, and what whoever made it should know. */
export type Changed = {
  readonly subscription: Subscription;
  readonly notes: readonly string[];
  /** The query as `/papers` would read it, where that is another. */
  readonly otherwise?: string;
};

/** With what is otherwise than before, in words; nothing where it was like that already. */
export type Edited = Changed & { readonly changes: readonly string[] };

/** What would be posted: the main message first. Empty when nothing would be. */
export type Preview = {
  readonly headline: string;
  readonly posts: readonly PlannedPost[];
  /** What keeps it from being whole, in words. */
  readonly coverage?: string;
  /** The digest that is being posted, or is in doubt: this one would come after it. */
  readonly open?: DigestProgress;
  /** Nothing is posted before somebody resumes it. */
  readonly paused?: Pause;
  /** So many others of the channel come before it, and what they will have told was not left out of it. */
  readonly notLookedAt?: number;
};

export type NextPreview = { readonly subscription: Subscription; readonly preview: Preview };

/** What came of asking for the digests of a channel at once. */
export type Now = {
  /** Those that are posted now. */
  readonly posted: readonly Subscription[];
  /** How long (ms) it takes until all their messages are there, if nothing else is to be posted. */
  readonly takesMs: number;
  /** Those that have something to tell, and are paused. */
  readonly paused: readonly Subscription[];
  /** Those of which a digest is being posted already. */
  readonly open: readonly Subscription[];
  /** What keeps others from being whole, in words. */
  readonly coverage: readonly string[];
};

/** The days that a preview is of, both included. */
export type PreviewPeriod = { readonly from: Day; readonly until: Day };

/** Why a paper is, or is not, in the digests of a channel. */
export type Why = {
  readonly subscription: Subscription;
  /** The digest of the subscription that is being posted, or is in doubt. */
  readonly open?: DigestProgress;
  /** How the paper matches the query now; undefined when it does not. Papers that are followed match without words. */
  readonly matched?: SearchHit['matched'];
  /** What becomes of it is told though it does not match any more, as this subscription has brought it to the channel. */
  readonly isBrought?: true;
  /** Where it does not match: the parts of the query that keep it from matching, as typed. */
  readonly missing: readonly string[];
  /** What the next digest has of it, or why nothing. */
  readonly next:
    | { readonly kind: 'shown' | 'over the cap'; readonly section: Section }
    | { readonly kind: 'no news'; readonly why: NoNews | 'unchanged' };
  /**
   * Digests of this subscription that showed it, or left it out by their cap, and where it matches those of the channel's others
   * that showed it; the newest first. Of very many that a digest left out only the best are kept: of others that happened to
   * something in its time it can only be supposed.
   */
  readonly past: readonly {
    readonly digest: Digest;
    readonly kind: 'shown' | 'over the cap' | 'beyond what is kept';
  }[];
};

/**
 * The digests of channels, as commands use them. Whatever changes one is told in the channel in a line and written to the audit log.
 * All throw UserError in words for what a person can mend.
 */
export interface Digests {
  subscribe(asker: Asker, wanted: Wanted): Promise<Changed>;
  edit(asker: Asker, id: number, edits: Edits): Promise<Edited>;
  pause(asker: Asker, id: number): Promise<Changed>;
  /** `rest` decides what becomes of a message of which nobody knows whether it was posted. */
  resume(asker: Asker, id: number, rest: Rest | undefined): Promise<Changed>;
  remove(asker: Asker, id: number): Promise<Changed>;
  /** Those of all channels, by id. */
  all(): Promise<readonly Subscription[]>;
  /** Those of the channel, by id. */
  list(place: Place): Promise<readonly Subscription[]>;
  progress(subscription: number): Promise<DigestProgress | undefined>;
  /** The next digest of a subscription as it would be if the channel's were due now: what comes before it tells, it does not. */
  previewNext(subscription: Subscription): Promise<Preview>;
  /** All of a channel, in the order of posting. */
  previewChannel(place: Place): AsyncIterable<NextPreview>;
  /**
   * What a digest for this query, or of this subscription, would have told of a period; by the days of the papers, as far as the library
   * has them.
   */
  previewPeriod(wanted: string | Subscription, period: PreviewPeriod, zone: string): Promise<Preview>;
  /** Posts those of the channel that have something to tell. */
  now(asker: Asker): Promise<Now>;
  why(place: Place, paperId: string): Promise<readonly Why[]>;
  /** The newest first. */
  history(place: Place): Promise<readonly Digest[]>;
  audit(place: Place): Promise<readonly AuditEntry[]>;
  /** Adds a paper to those that the channel follows. */
  follow(
    asker: Asker,
    paper: { readonly id: string; readonly title: string },
    zone: string,
  ): Promise<Changed>;
  unfollow(asker: Asker, paper: { readonly id: string; readonly title: string }): Promise<Changed>;
  /** The zone of the newest subscription of a channel. */
  zoneOf(place: Place): Promise<string | undefined>;
}

/** A line for a channel. */
export function noticeOf(text: string): Reply {
  return { summary: text, cards: [] };
}

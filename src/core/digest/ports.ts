import type { Reply } from '../reply.ts';
import type { Digest, DigestPlan, DigestProgress, Settlement, Taken, ThreadRoot } from './delivery.ts';
import type { Channels, NewSubscription, Place, Subscription, Workspace } from './subscription.ts';

/** What is written down of a change that a person made, in the same transaction. */
export type AuditRecord = {
  /** For people to read: the user id, behind the name where that is known. */
  readonly by: string;
  /** ISO. */
  readonly at: string;
  /** For the audit log: one line. */
  readonly what: string;
  /** The line that tells the channel; it goes out like a digest, once. */
  readonly notice?: Reply;
};

/** One line of the audit log. */
export type AuditEntry = Place & {
  readonly at: string;
  readonly by: string;
  readonly subscription: number;
  readonly what: string;
};

/** See `Subscriptions.told`. */
export type ToldSoFar = {
  /** Digests of the channel that reach beyond the cursor of the subscription. */
  readonly digests: readonly Digest[];
  /** The newest digest of the channel, whatever it reaches. */
  readonly newest: number | undefined;
  /** ISO: until when the last digest of this subscription went, or it was looked for in vain; its own beginning where neither was. */
  readonly until: string;
  /** ISO: until when everything had been looked through: what is much older and only seen since then was looked up by somebody. */
  readonly lookedUntil: string;
};

/** What to do with what is left of an open digest: post it, take the message in doubt as posted (what was to go under it is left out), or leave it out. */
export type Rest = 'post' | 'there' | 'skip';

/**
 * Who wants to be told of what, what they were told, and the plans of what they will be. Every change is one transaction together
 * with its record. `work` and `record` are called inside it and must not wait for anything.
 */
export interface Subscriptions {
  /** By id; those of a place, or all. */
  list(place?: Place): Promise<readonly Subscription[]>;
  get(id: number): Promise<Subscription | undefined>;
  /** Undefined when the channel has the same query, or follows papers, already. */
  add(
    wanted: NewSubscription,
    record: (added: Subscription) => AuditRecord,
  ): Promise<Subscription | undefined>;
  /**
   * Puts what `work` makes of it in its place; undefined when there is none, or `work` returns undefined. A pause holds the rest
   * of an open digest back; it is ended by `resume` only.
   */
  change(
    id: number,
    work: (before: Subscription) => Subscription | undefined,
    record: (after: Subscription) => AuditRecord,
  ): Promise<Subscription | undefined>;
  /** Its digests stay in the history; what was still to be posted of an open one is not. */
  remove(id: number, record: (removed: Subscription) => AuditRecord): Promise<Subscription | undefined>;
  /**
   * Ends a pause, and says what becomes of the rest of an open digest; what is there already stays settled. `post` also takes a
   * message in doubt as not posted.
   */
  resume(
    id: number,
    rest: Rest,
    record: (resumed: Subscription) => AuditRecord,
  ): Promise<Subscription | undefined>;
  /** The newest first. */
  audit(place: Place, limit: number): Promise<readonly AuditEntry[]>;
  /**
   * Deletes all that is kept of a workspace: subscriptions, audit log, digests and their messages, thread roots, words to its
   * people, or about its channels. What is being posted just then is settled by nobody.
   */
  forget(gone: Workspace | Channels): Promise<void>;
  /**
   * Takes all that is kept of the platform under names that tell no workspace, as an earlier release wrote them, for this workspace's:
   * from now on they tell it. `spaces` are the notes whose keys are such names. Nothing is to be posted on the platform meanwhile.
   */
  adopt(workspace: Workspace, spaces: readonly string[]): Promise<void>;

  /** Those that are due, not paused, and have no open digest: the longest overdue first. `now` is ISO. */
  due(now: string, limit: number): Promise<readonly Subscription[]>;
  /**
   * What waits for a time that only a clock which was ahead has seen waits no longer than it would from `now` (ISO) on:
   * subscriptions until they are due by `due`, messages a few hours.
   */
  setRight(now: string, due: (subscription: Subscription) => string): Promise<void>;
  /** By subscription: what its channel has been told that its next digest must not repeat, and where that one begins. */
  told(subscriptions: readonly Subscription[]): Promise<ReadonlyMap<number, ToldSoFar>>;
  /**
   * Writes the digest and all its deliveries. False, with nothing written, when the subscription was changed or removed since it
   * was read, is paused, or has an open digest, or when its channel has another digest since then: of two processes with the same
   * plan, or with plans for one channel, one sees true.
   */
  plan(plan: DigestPlan): Promise<boolean>;
  /** The same for many, one after the other in one transaction; returns those that are written. None is where one throws. */
  planAll(plans: readonly DigestPlan[]): Promise<ReadonlySet<DigestPlan>>;
  /** The newest first. */
  history(place: Place, limit: number): Promise<readonly Digest[]>;
  progress(subscription: number): Promise<DigestProgress | undefined>;
  /** Something is to be said to the owner of a subscription, unless it is gone. */
  tellOwner(subscription: number, word: Reply): Promise<void>;
  /** Where these papers appeared first in the channel, by paper, or where they are talked about since. */
  roots(place: Place, papers: readonly string[]): Promise<ReadonlyMap<string, ThreadRoot>>;
  /** The papers that appeared first in the channel since then (ISO), or are talked about there since. */
  rooted(place: Place, since: string): Promise<readonly string[]>;
  /**
   * Of these papers those that a subscription brought to its channel, by the numbers of the subscriptions: each is the first one's
   * that is still there.
   */
  broughtBy(papers: readonly string[]): Promise<ReadonlyMap<number, readonly string[]>>;
  /** From now on a paper's later news goes under this message, wherever it went before. */
  setRoot(place: Place, root: ThreadRoot): Promise<void>;
}

/** For how long a process may count on a delivery being its own. */
export type Lease = {
  readonly holder: string;
  /** ISO, both. */
  readonly now: string;
  readonly until: string;
};

/** A word to a person. */
export type OwnerWord = {
  readonly id: number;
  /** How often it was taken, this time included. */
  readonly tries: number;
  /** In how many of those it may have been said: all but those of which somebody knew that it was not. */
  readonly doubts: number;
  readonly platform: string;
  readonly user: string;
  readonly reply: Reply;
};

/**
 * The ledger of what is posted. In a channel one goes after the other: while one is being sent, or waits for its next try, the
 * later ones wait; only what waits for a person is passed by, with the rest of its digest. All times are the caller's.
 */
export interface Ledger {
  /** Channels of these platforms in which something can be done now, the longest waiting first. */
  waiting(now: string, platforms: readonly string[], limit: number): Promise<readonly Place[]>;
  /** Takes what is to be done next in a channel, and writes that down, so that nobody else does it. */
  take(place: Place, lease: Lease): Promise<Taken | undefined>;
  /** Prolongs the lease; false when it is lost. */
  extend(delivery: number, lease: Lease): Promise<boolean>;
  /**
   * Writes down what came of it. The last settlement of a digest settles the digest and moves the cursor in the same transaction.
   * Nothing else of the channel is taken before `next` (ISO). False, with nothing written, when the lease was lost and it is
   * somebody else's to settle; only that it is there is taken from anybody.
   */
  settle(
    delivery: number,
    settlement: Settlement,
    when: { readonly holder: string; readonly now: string; readonly next: string },
  ): Promise<boolean>;
  /** Takes a word to an owner on one of these platforms that can be said now, so that nobody else says it before `until` (ISO). */
  takeWord(platforms: readonly string[], lease: Omit<Lease, 'holder'>): Promise<OwnerWord | undefined>;
  /** It is to be said again, not before this time (ISO); whether it certainly was not said, or nobody knows. */
  wordLater(id: number, notBefore: string, known: 'unsaid' | 'unknown'): Promise<void>;
  /** Nothing is left to do about it. */
  wordOver(id: number): Promise<void>;
}

/** Makes plans of what is due and writes them down (`Subscriptions.plan`). */
export interface Planner {
  planDue(signal: AbortSignal): Promise<void>;
}

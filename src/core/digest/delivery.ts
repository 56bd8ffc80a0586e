import type { Reply } from '../reply.ts';
import type { Place, Subscription } from './subscription.ts';

/** A message as the planner wants it posted. */
export type PlannedPost = {
  readonly reply: Reply;
  /**
   * Where it goes: under an earlier post of the same plan (its place in the list), or under a paper's thread root, and where the
   * channel has none when it is posted, under the earlier post `or`, else to the channel. Absent: the channel.
   */
  readonly under?: { readonly post: number } | { readonly paper: string; readonly or?: number };
  /**
   * Papers that appear here. Of those that have no thread root in this channel yet, this becomes it: the message itself, or the one
   * under which it stands.
   */
  readonly papers: readonly string[];
  /** The post before it once more, for those who open no threads: left out where that one came to the channel itself. */
  readonly copy?: true;
};

/** What is kept of a digest for good: for `history`, `why`, and the papers of a digest by its number. */
export type DigestContent = {
  /** One line, such as the summary of its main message. */
  readonly headline: string;
  /** Ids in the order shown. */
  readonly shown: readonly string[];
  /** Ids that matched and were left out by the cap, best first; the planner bounds their number. */
  readonly left: readonly string[];
  /** How many more were left out than `left` keeps; absent for none. */
  readonly unkept?: number;
  /** The time zone of its days; absent in those of an earlier release. */
  readonly zone?: string;
  /** Of one that was not whole, why much was missing; see `brokenCauses`. Absent in those of an earlier release. */
  readonly unread?: readonly string[];
};

/** A digest that is to be posted; or, without posts, a period in which there was nothing to tell. */
export type DigestPlan = {
  /** As it was read for planning: the plan is void when it was changed since, or has an open digest. */
  readonly subscription: Subscription;
  /** The newest digest of the channel that was there: what one after it tells would be told twice. */
  readonly newest: number | undefined;
  /** The changes after the subscription's cursor up to this number are dealt with. */
  readonly upTo: number;
  /** The period in words that people see, ISO. */
  readonly from: string;
  readonly until: string;
  /** ISO: until when all that is to be looked through for it had been read: as far as before where something of it was missing. */
  readonly lookedUntil: string;
  /** ISO: when the subscription is due next. */
  readonly dueAt: string;
  readonly plannedAt: string;
  readonly content: DigestContent;
  readonly posts: readonly PlannedPost[];
};

/** A digest as it is kept. */
export type Digest = Place & {
  /** Given by the store, never reused; what people type. */
  readonly id: number;
  /** May be gone by now. */
  readonly subscription: number;
  /** Changes after `after` up to `upTo`. */
  readonly after: number;
  readonly upTo: number;
  readonly from: string;
  readonly until: string;
  /** See `DigestPlan`; absent in those of an earlier release. */
  readonly lookedUntil?: string;
  readonly content: DigestContent;
  readonly plannedAt: string;
  /** Absent while something of it is still to be posted. */
  readonly settledAt?: string;
};

/** How far an open digest is. */
export type DigestProgress = {
  readonly digest: Digest;
  readonly sent: number;
  readonly left: number;
  /** Its subscription is paused, so the rest waits for the end of that. */
  readonly paused?: true;
  /** A message of it may be there or not, it cannot be found out, and a person must say (`Subscriptions.resume`). ISO. */
  readonly unproven?: { readonly at: string };
};

/** Where a channel had a paper first: later news of it goes under this message. */
export type ThreadRoot = {
  readonly paper: string;
  readonly message: string;
  /** ISO: when it was posted. */
  readonly at: string;
};

/**
 * One message of the ledger. `planned` -> `sending` (written before the call) -> `sent`. A `sending` whose process died, and
 * an `unknown` outcome, are looked up before anything else is done; what cannot be looked up is `unproven`. What will not be
 * posted any more is `failed`.
 */
export type DeliveryState = 'planned' | 'sending' | 'unknown' | 'unproven' | 'sent' | 'failed';

/** A delivery as whoever posts it needs it. */
export type Delivery = Place & {
  /** Its number, in the order of planning. */
  readonly id: number;
  /** By which the post is found again: hexadecimal digits. */
  readonly marker: string;
  /** Absent for a line that tells the channel of a changed subscription. */
  readonly digest?: number;
  /** Whose digest it is, with what it is about; absent where that is gone, too. */
  readonly subscription?: { readonly id: number; readonly subject: string };
  readonly reply: Reply;
  /** The message under which it goes, fixed when it was first taken. */
  readonly thread?: string;
  /** How often it was taken, for posting or for looking. */
  readonly attempts: number;
  /**
   * After how many tries, since it was planned or a person decided, nobody knew whether it was posted, or whether the reason why it
   * was refused lasts.
   */
  readonly doubts: number;
  /** ISO: nothing of it was posted before this. */
  readonly triedAt: string;
  /** ISO: since when nobody knows whether it is there. */
  readonly doubtAt?: string;
};

/** A delivery with a lease on it, and what is to be done: post it, or look whether it is there. */
export type Taken = { readonly task: 'post' | 'look'; readonly delivery: Delivery };

/** What came of it. Times are ISO. */
export type Settlement =
  /** It is there. */
  | { readonly kind: 'sent'; readonly id: string }
  /**
   * It is certainly not there, or not all of it: to be posted at that time. `id` where its first message is there; `refused` where
   * it was, for a reason that may pass.
   */
  | { readonly kind: 'again'; readonly at: string; readonly id?: string; readonly refused?: true }
  /** Nobody knows: to be looked up at that time. */
  | { readonly kind: 'look'; readonly at: string }
  /**
   * It cannot be looked up and the owner is asked, once; it is looked up again at that time all the same. The rest of its digest
   * waits. A line that belongs to no digest is given up instead.
   */
  | { readonly kind: 'unproven'; readonly at: string; readonly word: Reply }
  /**
   * The channel takes no posts: the subscription is paused and its owner told, once a day for all that are theirs in the channel and have the same reason. `inDoubt`: nobody knows whether it is there all the
   * same, so it is looked up before it is posted again. `gone`: the channel itself is. A digest of which nothing was posted is undone, so
   * that the next one covers its period; of another one the rest waits for the end of the pause. A line that belongs to no digest is
   * given up, and whoever made the change that it tells of hears so.
   */
  | {
      readonly kind: 'refused';
      readonly reason: string;
      readonly word: Reply;
      readonly inDoubt?: true;
      readonly gone?: true;
    }
  /**
   * The message under which it was to go is gone. News of a paper goes to the channel instead, where it becomes the paper's
   * thread root; what was to go under a message of its own digest is left out, as somebody has removed that. `full`: the message is
   * there, but no room for another thread; it is left out, and of its digest whatever would open a thread as well.
   */
  | { readonly kind: 'rootless'; readonly full?: true };

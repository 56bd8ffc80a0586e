import { clip } from '../text.ts';

/** A channel of a platform, in the platform's own name for it (on Slack `T1/C1`, with the workspace), as `ChatAdapter.post` takes it. */
export type Place = {
  /** `slack` or `discord`: as in a call, and the adapter's name in small letters. */
  readonly platform: string;
  readonly channel: string;
};

/** All channels and people of one workspace: those whose names on the platform begin so, such as `T1/`. */
export type Workspace = { readonly platform: string; readonly within: string };

/** The channels of one workspace, where their names do not tell. */
export type Channels = { readonly platform: string; readonly channels: readonly string[] };

/** What a digest can tell of, in the order in which it does. */
export const SECTIONS = ['new', 'versions', 'published', 'withdrawn'] as const;
export type Section = (typeof SECTIONS)[number];

/** Entries of a digest where nobody says how many. */
export const DEFAULT_CAP = 20;

/** When a digest is due. */
export type Cadence = {
  /** Five fields, read in the zone. */
  readonly cron: string;
  /** IANA name, such as `Europe/Berlin`. */
  readonly zone: string;
  /** Only on days on which arXiv announces something. */
  readonly announcementDays?: true;
};

/** Why and since when nothing is posted. */
export type Pause = {
  /** ISO. */
  readonly at: string;
  /** The user id of whoever said so; absent when the platform refused a post for good. */
  readonly by?: string;
  /** For people to read: one sentence. */
  readonly reason?: string;
  /** The channel is no longer there. */
  readonly gone?: true;
};

/** A channel's standing query, or the papers it follows. */
export type Subscription = Place & {
  /** Given by the store, never reused; what people type. */
  readonly id: number;
  /** The user id of whoever subscribed, who is told when something goes wrong. */
  readonly owner: string;
  /** `papers`: the query is the ids that the channel follows one by one; there is one of these per channel. */
  readonly kind: 'query' | 'papers';
  /** As typed. */
  readonly query: string;
  readonly cadence: Cadence;
  readonly sections: readonly Section[];
  /** So many entries at most; the best by relevance. */
  readonly cap: number;
  /** What to do when there is nothing to tell. */
  readonly empty: 'skip' | 'say';
  /** Later news of a paper goes into its thread; with `channel` it is shown in the channel as well. */
  readonly newsAlso: 'thread' | 'channel';
  /** The number of the last change that was delivered or looked at in vain. */
  readonly cursor: number;
  /** ISO: nothing that was first submitted long before this is news. */
  readonly since: string;
  /** ISO: until when the last plan with nothing to tell had looked through all that was there; see `DigestPlan`. */
  readonly lookedUntil?: string;
  /** ISO. */
  readonly createdAt: string;
  /** ISO: when it is to be planned next. The planner sets it with every plan; whoever changes the cadence sets it anew. */
  readonly dueAt: string;
  /** ISO: when it was planned last. Absent before, and where an earlier release did that. */
  readonly plannedAt?: string;
  readonly paused?: Pause;
  /** Grows with every writing of this subscription, so that a plan made of an older state is void. */
  readonly revision: number;
};

/** What a subscription is about, in at most so many letters. */
export function subjectOf({ kind, query }: Pick<Subscription, 'kind' | 'query'>, length = 80): string {
  return kind === 'papers' ? 'papers followed one by one' : clip(query, length);
}

/** A subscription as a person makes it; the store gives it id and revision. */
export type NewSubscription = Omit<Subscription, 'id' | 'revision'>;

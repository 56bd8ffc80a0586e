import type { Generated } from 'kysely';
import type { DeliveryState } from '../core/digest/delivery.ts';

/**
 * The tables as kysely sees them, the same on every engine: text, integers and nothing else. Times are ISO text, booleans
 * are 0 or 1, whole values are JSON text (JSON escapes the characters that a text column cannot hold).
 */
export type Schema = {
  /** One row per paper. The flags are copies out of the JSON, kept so that counting never reads it. */
  papers: {
    id: string;
    seq: number;
    abstract_cut: number;
    authors_cut: number;
    withdrawn: number;
    paper: string;
    sightings: string;
  };
  /** Which sources a paper has at least one fact from, and when the latest of those facts was read. */
  paper_sources: { paper_id: string; source: string; seen_at: string };
  changes: { seq: number; at: string; paper_id: string; kind: string; body: string };
  /** Growing numbers by name; the number last given. */
  sequences: { name: string; value: number };
  /** One row, written when the database is made. */
  library: { identity: string };
  /** Who has the turn with a service until when, when the next one may begin, and who waits for it, as JSON. */
  turns: {
    name: string;
    holder: string;
    held_until: string;
    not_before: string;
    waiting: string;
    written_at: string;
  };
  /** What is remembered of a source between runs, as JSON. */
  source_states: { name: string; body: string };
  /** Small things by space and key, as JSON; one with a time is gone then. */
  notes: { space: string; key: string; body: string; expires_at: string | null };
  /** The key by which a paper is cited, given once. */
  citation_keys: { paper_id: string; citation_key: string };
  /** One row per standing query. `seen` is the cursor, `idle` 1 when paused or with an open digest, `body` the rest as JSON. */
  subscriptions: {
    id: number;
    platform: string;
    channel: string;
    kind: string;
    query: string;
    seen: number;
    due_at: string;
    idle: number;
    open_digest: number | null;
    revision: number;
    body: string;
  };
  /** Who changed a subscription when; kept until its workspace is forgotten. */
  audit: {
    id: number;
    platform: string;
    channel: string;
    at: string;
    by: string;
    subscription: number;
    what: string;
  };
  digests: {
    id: number;
    subscription: number;
    platform: string;
    channel: string;
    up_to: number;
    settled_at: string | null;
    body: string;
  };
  /**
   * One row per message, numbered in the order of posting. `open` while something is to be done, `held` while that waits for a
   * person; `body` is what is to be posted, and null afterwards.
   */
  deliveries: {
    id: number;
    digest: number | null;
    platform: string;
    channel: string;
    marker: string;
    state: DeliveryState;
    open: number;
    held: number;
    attempts: number;
    doubts: Generated<number>;
    not_before: string | null;
    holder: string | null;
    lease_until: string | null;
    tried_at: string | null;
    doubt_at: string | null;
    thread: string | null;
    message: string | null;
    settled_at: string | null;
    body: string | null;
  };
  /** Where a paper appeared first in a channel, and the subscription that tells what becomes of it, where it was brought by one. */
  thread_roots: {
    platform: string;
    channel: string;
    paper: string;
    message: string;
    at: string;
    subscription: number | null;
  };
  /** What is to be said to an owner of a subscription. */
  owner_words: {
    id: number;
    platform: string;
    owner: string;
    reply: string;
    /** Of which a message is in doubt; null in words about anything else. */
    digest: number | null;
    tries: Generated<number>;
    doubts: Generated<number>;
    /** It waits for that, or somebody is saying it. */
    not_before: string | null;
  };
  /** One row: how many migrations this database has seen. */
  database_version: { version: number };
};

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
  /** One row: how many migrations this database has seen. */
  database_version: { version: number };
};

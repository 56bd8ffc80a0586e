/** Who asks, and where, in the platform's own names: what is kept for a person or a channel is kept under these. */
export type Caller = {
  readonly user: string;
  /** What the platform calls the person, where the call told it: anything at all, for others to read. */
  readonly name?: string;
  /** The channel that the answer belongs to, as `ChatAdapter.post` takes it; absent where there is none, as in direct messages. */
  readonly channel?: string;
  /** The person's time zone (IANA), where the platform tells it. */
  readonly timeZone?: () => Promise<string | undefined>;
  /** Why nothing could be posted in that channel, and what mends it, in words; undefined where nothing is known to be in the way. */
  readonly cannotPost?: () => Promise<string | undefined>;
};

/** A text that came along with a call, such as somebody's `.bib` file. */
export type Attachment = { readonly name: string; readonly text: string };

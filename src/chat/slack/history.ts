import { politely } from './speak.ts';
import type { Workspace } from './workspaces.ts';

/** What our posts are marked with; anybody in the workspace can read it, so the key says nothing. */
const EVENT_TYPE = 'paperthread_post';
/** As many as Slack recommends at most; some apps get only fifteen at a time. So many pages are read before a person is asked. */
const PAGE = 200;
const MOST_PAGES = 20;
/** Clocks differ. */
const BEFORE_SECONDS = 60;

/** The mark of one message of a post. */
export type Mark = {
  /** The marker of the post; with a dot and its number for a message after the first. */
  readonly key: string;
  /** How many messages the post has, said by its first one. */
  readonly parts: number;
};

/** One marked message of ours. */
export type Marked = Mark & { readonly ts: string };

/** A channel, or a thread in it. */
export type Spot = { readonly workspace: Workspace; readonly channel: string; readonly thread?: string };

/** There are more messages than can be looked through. */
export class TooManyMessages extends Error {}

/** The metadata of a message; one that stands for the whole post carries nothing but its key. */
export function metadataOf({ key, parts }: Mark): { event_type: string; event_payload: Partial<Mark> } {
  return { event_type: EVENT_TYPE, event_payload: parts > 1 ? { key, parts } : { key } };
}

/**
 * Our marked messages in a place since a time (ISO), as Slack gives them: newest first in a channel, oldest first in a thread.
 * Throws TooManyMessages, and what the Web API answered.
 */
export async function* markedIn(
  { workspace, channel, thread }: Spot,
  since: string,
  signal: AbortSignal,
): AsyncGenerator<Marked> {
  const { client, botId, botUser } = workspace;
  const oldest = String(Math.floor(Date.parse(since) / 1_000) - BEFORE_SECONDS);
  let cursor = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const asked = {
      channel,
      oldest,
      limit: PAGE,
      include_all_metadata: true,
      ...(cursor === '' ? {} : { cursor }),
    };
    const read = await politely(
      () =>
        thread === undefined
          ? client.conversations.history(asked)
          : client.conversations.replies({ ...asked, ts: thread }),
      signal,
    );
    for (const { ts, bot_id: bot, user, metadata } of read.messages ?? []) {
      const mark = markOf(metadata);
      // Anybody can copy a key.
      if (ts !== undefined && mark !== undefined && (bot === botId || user === botUser))
        yield { ...mark, ts };
    }
    cursor = read.response_metadata?.next_cursor ?? '';
    if (cursor === '') return;
  }
  throw new TooManyMessages('There are too many messages since then to look through them.');
}

function markOf(metadata: { event_type?: string; event_payload?: unknown } | undefined): Mark | undefined {
  if (metadata?.event_type !== EVENT_TYPE) return undefined;
  const payload = metadata.event_payload;
  if (typeof payload !== 'object' || payload === null || !('key' in payload)) return undefined;
  return { key: String(payload.key), parts: 'parts' in payload ? Number(payload.parts) : 1 };
}

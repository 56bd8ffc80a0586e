import type { FindOutcome, PostOptions, PostOutcome } from '../../core/chat.ts';
import type { Reply } from '../../core/reply.ts';
import type { Desk } from './desk.ts';
import { isSlackError, type Trouble, troubleOf } from './errors.ts';
import { sendFiles } from './files.ts';
import type { Pacing } from './pacing.ts';
import { renderNote, renderReply, type SlackMessage } from './render.ts';
import { politely } from './speak.ts';
import type { Workspace } from './workspaces.ts';

/** What our posts are marked with; anybody in the workspace can read it, so the key says nothing. */
const EVENT_TYPE = 'paperthread_post';

/** What is under way already is rather late than torn. */
const MOST_PATIENT_MS = 10 * 60_000;

export type Posts = {
  post(channel: string, reply: Reply, options: PostOptions): Promise<PostOutcome>;
  find(channel: string, marker: string, since: string, thread?: string): Promise<FindOutcome>;
};

/**
 * Posts that nobody asked for just now, such as digests: paced per channel, and never repeated. A channel is its id, with
 * the id of its workspace before it (`T1/C1`) where the bot is in several.
 */
export function createPosts(desk: Desk, pace: Pacing): Posts {
  const { parts, workspaces } = desk;

  const located = async (address: string): Promise<{ workspace: Workspace | undefined; channel: string }> => {
    const [first = '', second] = address.split('/');
    const [team, channel] = second === undefined ? [undefined, first] : [first, second];
    return { workspace: await workspaces.find(team), channel };
  };

  const send = (
    { client, team }: Workspace,
    channel: string,
    message: SlackMessage,
    key: string,
    thread?: string,
  ): Promise<{ ts?: string }> => {
    const { postMessage } = client.chat;
    const metadata = { event_type: EVENT_TYPE, event_payload: { key } };
    const under = thread === undefined ? {} : { thread_ts: thread };
    return pace(`${team}/${channel}`, () => postMessage({ channel, ...message, metadata, ...under }));
  };

  /** Dead credentials are no matter of one post. */
  const known = async (error: unknown, team: string): Promise<Exclude<Trouble, { kind: 'dead' }>> => {
    if (!isSlackError(error)) throw error;
    const trouble = troubleOf(error);
    if (trouble.kind !== 'dead') return trouble;
    await workspaces.removed(team, trouble.reason);
    return { ...trouble, kind: 'refused' };
  };

  return {
    async post(address, reply, { marker, thread }) {
      const { workspace, channel } = await located(address);
      if (workspace === undefined)
        return { kind: 'refused', reason: 'Paperthread is not installed in that workspace any more.' };
      const { messages, files } = renderReply(reply, { commands: parts.commands });
      const [first, ...others] = messages;
      if (first === undefined) return { kind: 'refused', reason: 'There was nothing to post.' };
      let id: string;
      try {
        ({ ts: id = '' } = await send(workspace, channel, first, marker, thread));
      } catch (error) {
        const trouble = await known(error, workspace.team);
        if (trouble.kind === 'later') return { kind: 'later', afterMs: trouble.afterMs };
        return { kind: trouble.kind, reason: trouble.reason };
      }
      // The rest belongs to a post that is there now: under it, and a post all the same should some of it fail.
      const root = thread ?? id;
      try {
        for (const [index, message] of others.entries())
          await politely(
            () => send(workspace, channel, message, `${marker}.${index + 2}`, root),
            MOST_PATIENT_MS,
          );
        await sendFiles({ workspace, user: '', channel, thread: root }, files, 'channel');
      } catch (error) {
        const { reason } = await known(error, workspace.team);
        parts.log.error({ channel, marker, reason }, 'a post is there, but not all that belongs under it');
        const rest = renderNote(`Not all of this could be posted. ${reason}`);
        await send(workspace, channel, rest, `${marker}.rest`, root).catch((err: unknown) =>
          parts.log.error({ reason: String(err) }, 'nor could that be said there'),
        );
      }
      return { kind: 'sent', id };
    },

    async find(address, marker, since, thread) {
      const { workspace, channel } = await located(address);
      if (workspace === undefined)
        return { kind: 'unknown', reason: 'Paperthread is not installed in that workspace any more.' };
      try {
        return await search(workspace, channel, marker, since, thread);
      } catch (error) {
        const { reason } = await known(error, workspace.team);
        return { kind: 'unknown', reason };
      }
    },
  };
}

/** Fifteen messages are what Slack gives some apps at a time; this many pages are read before a person is asked. */
const PAGE = 15;
const MOST_PAGES = 20;
/** Clocks differ. */
const BEFORE_SECONDS = 60;

async function search(
  { client, botId }: Workspace,
  channel: string,
  marker: string,
  since: string,
  thread: string | undefined,
): Promise<FindOutcome> {
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
    const read = await politely(() =>
      thread === undefined
        ? client.conversations.history(asked)
        : client.conversations.replies({ ...asked, ts: thread }),
    );
    const found = read.messages?.find((one) => one.bot_id === botId && keyOf(one.metadata) === marker);
    if (found?.ts !== undefined) return { kind: 'found', id: found.ts };
    cursor = read.response_metadata?.next_cursor ?? '';
    if (cursor === '') return { kind: 'absent' };
  }
  return { kind: 'unknown', reason: 'There are too many messages since then to look through them.' };
}

function keyOf(metadata: { event_type?: string; event_payload?: unknown } | undefined): string | undefined {
  if (metadata?.event_type !== EVENT_TYPE) return undefined;
  const payload = metadata.event_payload;
  return typeof payload === 'object' && payload !== null && 'key' in payload
    ? String(payload.key)
    : undefined;
}

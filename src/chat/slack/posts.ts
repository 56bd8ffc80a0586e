import type { FindOutcome, PostOptions, PostOutcome } from '../../core/chat.ts';
import type { Reply } from '../../core/reply.ts';
import { rememberMention } from './channel-papers.ts';
import type { Desk } from './desk.ts';
import { isSlackError, type Trouble, troubleOf } from './errors.ts';
import { sendFiles } from './files.ts';
import type { Pacing } from './pacing.ts';
import { inSomeForm } from './plainer.ts';
import { type Rendered, renderNote, renderReply, type SlackMessage } from './render.ts';
import { politely } from './speak.ts';
import type { Workspace } from './workspaces.ts';

/** What our posts are marked with; anybody in the workspace can read it, so the key says nothing. */
const EVENT_TYPE = 'paperthread_post';

/** What is under way already is rather late than torn. */
const MOST_PATIENT_MS = 10 * 60_000;

/** When to try again after the end of this process. */
const RESTART_MS = 30_000;

type Posted = { readonly workspace: Workspace; readonly channel: string; readonly root: string };

export type Posts = {
  post(channel: string, reply: Reply, options: PostOptions): Promise<PostOutcome>;
  find(channel: string, marker: string, since: string, thread?: string): Promise<FindOutcome>;
};

/**
 * Posts that nobody asked for just now, such as digests: paced per channel, and never repeated. A channel is its id, with
 * the id of its workspace before it (`T1/C1`) where the bot is in several.
 */
export function createPosts(desk: Desk, pacing: Pacing): Posts {
  const { parts, workspaces } = desk;

  const located = async (address: string): Promise<{ workspace: Workspace | undefined; channel: string }> => {
    const [first = '', second] = address.split('/');
    const [team, channel] = second === undefined ? [undefined, first] : [first, second];
    return { workspace: await workspaces.find(team), channel };
  };

  const send = (
    { client }: Workspace,
    channel: string,
    message: SlackMessage,
    key: string,
    thread?: string,
  ): Promise<{ ts?: string }> => {
    const { postMessage } = client.chat;
    const metadata = { event_type: EVENT_TYPE, event_payload: { key } };
    const under = thread === undefined ? {} : { thread_ts: thread };
    return inSomeForm((shape) =>
      postMessage({ channel, ...message, blocks: shape(message.blocks), metadata, ...under }),
    );
  };

  /** What does not fit into the first message: under it, and the post is a post all the same should some of it fail. */
  const sendRest = async (place: Posted, { messages, files }: Rendered, marker: string): Promise<void> => {
    const { workspace, channel, root } = place;
    const turn = (): Promise<boolean> => pacing.turn(`${workspace.team}/${channel}`);
    try {
      for (const [index, message] of messages.slice(1).entries())
        await politely(async () => {
          await turn();
          return send(workspace, channel, message, `${marker}.${index + 2}`, root);
        }, MOST_PATIENT_MS);
      await sendFiles({ workspace, user: '', channel, thread: root }, files, 'channel');
    } catch (error) {
      const { reason } = await known(error, workspace.team);
      parts.log.error({ channel, marker, reason }, 'a post is there, but not all that belongs under it');
      const words = renderNote(`Not all of this could be posted. ${reason}`);
      await send(workspace, channel, words, `${marker}.rest`, root).catch((err: unknown) =>
        parts.log.error({ reason: String(err) }, 'nor could that be said there'),
      );
    }
  };

  /** For previews, which tell where the channel had a paper first. */
  const remember = async (
    { workspace: { team }, channel, root }: Posted,
    { cards }: Reply,
  ): Promise<void> => {
    try {
      for (const card of cards)
        if (card.kind === 'paper')
          await rememberMention(parts.notes, { team, channel, paper: card.id }, root);
    } catch (err) {
      parts.log.warn({ err }, 'the papers of a post could not be remembered');
    }
  };

  /** Dead credentials are no matter of one post. */
  const known = async (error: unknown, team: string): Promise<Exclude<Trouble, { kind: 'dead' }>> => {
    if (!isSlackError(error)) {
      // Such as an answer that broke off in its middle: what was asked for may have been done.
      parts.log.error({ reason: String(error) }, 'a call of Slack ended in an unforeseen way');
      return { kind: 'unknown', reason: 'Slack did not answer as it should.' };
    }
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
      if (!(await pacing.turn(`${workspace.team}/${channel}`))) return { kind: 'later', afterMs: RESTART_MS };
      // Not before its turn: a long digest would keep commands waiting while all of it is rendered.
      const rendered = renderReply(reply, { commands: parts.commands });
      const [first] = rendered.messages;
      if (first === undefined) return { kind: 'refused', reason: 'There was nothing to post.' };
      try {
        const { ts: id = '' } = await send(workspace, channel, first, marker, thread);
        await sendRest({ workspace, channel, root: thread ?? id }, rendered, marker);
        await remember({ workspace, channel, root: id }, reply);
        return { kind: 'sent', id };
      } catch (error) {
        const trouble = await known(error, workspace.team);
        if (trouble.kind === 'later') return { kind: 'later', afterMs: trouble.afterMs };
        return { kind: trouble.kind, reason: trouble.reason };
      }
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
  { client, botId, botUser }: Workspace,
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
    const found = read.messages?.find(
      // Anybody can copy a key.
      (one) => (one.bot_id === botId || one.user === botUser) && keyOf(one.metadata) === marker,
    );
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

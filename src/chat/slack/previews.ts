import type { App } from '@slack/bolt';
import type { PaperRef } from '../../core/paper-id.ts';
import { parsePaperRef } from '../../core/paper-id.ts';
import { firstMention, rememberMention } from './channel-papers.ts';
import type { ClickHandlers } from './clicks.ts';
import { attendQuietly, type Desk } from './desk.ts';
import { troubleOf } from './errors.ts';
import { inSomeForm } from './plainer.ts';
import { createPreviewSwitch } from './preview-switch.ts';
import { PREVIEWS_OFF, type Preview, type PreviewFacts, renderPreview } from './render-preview.ts';
import { politely } from './speak.ts';
import type { Workspace } from './workspaces.ts';

/** More links than this are a list, and a list of previews is in the way. */
const MOST_LINKS = 2;
const AGAIN_MS = 30 * 60_000;
const SPACE = 'slack-unfolded';
/** What Slack calls the place while a message is still being written. */
const COMPOSER = 'composer';

type Linked = { readonly url: string; readonly ref: PaperRef };
type Shared = {
  readonly channel: string;
  readonly message_ts: string;
  readonly user: string;
  readonly links: readonly { readonly url: string }[];
  readonly source?: string;
  readonly unfurl_id?: string;
};

/** The button under a preview that switches them off in its channel. */
export function previewButtons({ parts: { notes } }: Desk): ClickHandlers {
  const previews = createPreviewSwitch(notes);
  return {
    [PREVIEWS_OFF]: {
      async run({ workspace, channel, user, way }) {
        await previews.turnOff(workspace.team, channel, user.id);
        await way.refuse(
          'Links to arXiv are not unfolded in this channel any more. The Home tab of Paperthread switches them on again.',
        );
      },
    },
  };
}

/** Unfolds links to arXiv: what is known of the paper, and what the channel already had of it. */
export function listenToLinks(app: App, desk: Desk): void {
  const { notes, library, toldIn, log } = desk.parts;
  const previews = createPreviewSwitch(notes);

  app.event('link_shared', async ({ event, context, body }) => {
    await attendQuietly(desk, { team: context.teamId ?? body.team_id, id: body.event_id }, (workspace) =>
      unfold(workspace, event),
    );
  });

  async function unfold(workspace: Workspace, shared: Shared): Promise<void> {
    const { team, botUser } = workspace;
    const { channel, message_ts: ts, user, links, source, unfurl_id: unfurlId } = shared;
    if (user === botUser || links.length > MOST_LINKS || (await previews.isOff(team, channel))) return;
    const writing = source === COMPOSER;
    const unfurls: Record<string, Preview> = {};
    const claimed: string[] = [];
    try {
      for (const link of linked(links)) {
        const facts = await factsOf(link, workspace, shared);
        if (facts === undefined) continue;
        const key = `${team}/${channel}/${link.ref.id}`;
        if (!writing && !(await notes.claim(SPACE, key, {}, AGAIN_MS))) continue;
        if (!writing) {
          claimed.push(key);
          await rememberMention(notes, { team, channel, paper: link.ref.id }, ts);
        }
        unfurls[link.url] = renderPreview(facts);
      }
      if (Object.keys(unfurls).length === 0) return;
      const target: Target =
        writing && unfurlId !== undefined ? { unfurl_id: unfurlId, source: COMPOSER } : { channel, ts };
      await show(workspace, target, unfurls);
    } catch (error) {
      // What nobody saw may be shown when the link is posted again.
      for (const key of claimed) await notes.delete(SPACE, key);
      // A preview that does not come is missed by nobody, but dead credentials are.
      const { kind, reason } = troubleOf(error);
      if (kind === 'dead') throw error;
      log.warn({ reason }, 'a link could not be unfolded');
    }
  }

  async function factsOf(
    { ref }: Linked,
    workspace: Workspace,
    shared: Shared,
  ): Promise<PreviewFacts | undefined> {
    const paper = (await library.get([ref.id])).get(ref.id)?.paper;
    if (paper === undefined) return undefined;
    const { team, client, prefix } = workspace;
    const { channel, message_ts: ts } = shared;
    const told = await toldIn({ platform: 'slack', channel: prefix + channel }, ref.id);
    const mentioned = await firstMention(notes, { team, channel, paper: ref.id });
    const first = [told, mentioned].filter((one) => one !== undefined).toSorted()[0];
    if (first === undefined || first === ts) return { paper, ref };
    const day = new Date(Number(first) * 1_000).toISOString().slice(0, 10);
    try {
      const { permalink } = await client.chat.getPermalink({ channel, message_ts: first });
      return { paper, ref, before: { day, ...(permalink === undefined ? {} : { url: permalink }) } };
    } catch {
      // The message may be gone; that the paper was here is true all the same.
      return { paper, ref, before: { day } };
    }
  }
}

type Target =
  | { readonly unfurl_id: string; readonly source: typeof COMPOSER }
  | { readonly channel: string; readonly ts: string };

/** Shows previews. When nobody knows whether they are there, once more: the second call changes the same previews. */
async function show(
  { client, ended }: Workspace,
  target: Target,
  unfurls: Readonly<Record<string, Preview>>,
): Promise<void> {
  const call = (): Promise<unknown> =>
    inSomeForm((shape) => {
      const shaped = Object.entries(unfurls).map(([url, preview]) => [
        url,
        { ...preview, blocks: shape(preview.blocks) },
      ]);
      return politely(() => client.chat.unfurl({ ...target, unfurls: Object.fromEntries(shaped) }), ended);
    });
  try {
    await call();
  } catch (error) {
    if (troubleOf(error).kind !== 'unknown') throw error;
    await call();
  }
}

/** The papers that are linked, each once. */
function linked(links: Shared['links']): Linked[] {
  const found = new Map<string, Linked>();
  for (const { url } of links) {
    const ref = parsePaperRef(url);
    if (ref !== undefined && !found.has(ref.id)) found.set(ref.id, { url, ref });
  }
  return [...found.values()];
}

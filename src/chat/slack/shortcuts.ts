import type { App, SlackShortcut } from '@slack/bolt';
import { paperButtons } from '../../core/list-buttons.ts';
import { textOption } from '../../core/options.ts';
import { shortCard } from '../../core/paper-card.ts';
import { formatRef, type PaperRef } from '../../core/paper-id.ts';
import { findPaperRefs } from '../../core/paper-refs.ts';
import type { LibraryReader } from '../../core/ports.ts';
import type { Reply } from '../../core/reply.ts';
import { count } from '../../core/text.ts';
import { answer, attend, type Desk } from './desk.ts';
import { type Origin, wayTo } from './interaction.ts';
import { renderReply } from './render.ts';
import { openSearch } from './search-modal.ts';
import { interactionId } from './seen.ts';
import { CITE, SHORTCUTS } from './surface.ts';
import type { Way } from './ways.ts';

/** More papers than this in one message are named, not shown. */
const MOST_SHOWN = 10;

/** More papers than this in one message are not cited at once. */
const MOST_CITED = 50;

/** The shortcuts on a message reach threads, where commands cannot go; the global one opens the search form anywhere. */
export function listenToShortcuts(app: App, desk: Desk): void {
  const { commands, log } = desk.parts;
  app.shortcut(/.*/, async ({ ack, shortcut, context }) => {
    await ack();
    const origin = originOf(shortcut);
    await attend(
      desk,
      {
        team: context.teamId ?? shortcut.team?.id ?? '',
        id: interactionId(shortcut.trigger_id, origin.url, shortcut.callback_id),
        url: origin.url,
        form: shortcut.callback_id === SHORTCUTS.search.callback_id,
      },
      (workspace) => wayTo(origin, workspace, log),
      async (workspace, way) => {
        const { callback_id: asked } = shortcut;
        const refs = shortcut.type === 'message_action' ? findPaperRefs(textOf(shortcut.message)) : [];
        if (asked === SHORTCUTS.inMessage.callback_id) await showPapers(desk, refs, way);
        else if (asked === SHORTCUTS.cite.callback_id) await citePapers(desk, refs, way);
        else if (asked === SHORTCUTS.search.callback_id)
          await openSearch(workspace, commands, shortcut.trigger_id, origin, way);
        else
          await way.refuse(
            'This shortcut comes from another edition of Paperthread. Type /help for what there is.',
          );
      },
    );
  });
}

const NONE = 'There is no arXiv id and no link to arXiv in this message.';

/** The command says which of them it does not know. */
async function citePapers(desk: Desk, refs: readonly PaperRef[], way: Way): Promise<void> {
  const option = textOption(desk.parts.commands.find(({ name }) => name === CITE)) ?? 'paper';
  if (refs.length === 0) await way.refuse(NONE);
  else if (refs.length > MOST_CITED)
    await way.refuse(
      `This message names ${refs.length} papers; at most ${MOST_CITED} are cited at once. Type /cite with some of them.`,
    );
  else await answer(desk, { command: CITE, input: { [option]: refs.map(formatRef).join(' ') } }, way);
}

async function showPapers(desk: Desk, refs: readonly PaperRef[], way: Way): Promise<void> {
  const { commands, library } = desk.parts;
  const [only, ...others] = refs;
  if (only === undefined) await way.refuse(NONE);
  else if (others.length === 0)
    await answer(desk, { command: 'paper', input: { paper: formatRef(only) } }, way);
  else await way.show(renderReply(await papersReply(library, refs), { commands }), 'asker');
}

function originOf(shortcut: SlackShortcut): Origin {
  if (shortcut.type !== 'message_action') return { user: shortcut.user.id };
  const { user, channel, message, response_url: url } = shortcut;
  const thread: unknown = message['thread_ts'];
  return {
    user: user.id,
    channel: channel.id,
    ...(typeof thread === 'string' ? { thread } : {}),
    url,
    born: Date.now(),
  };
}

async function papersReply(library: LibraryReader, refs: readonly PaperRef[]): Promise<Reply> {
  const known = await library.get(refs.map(({ id }) => id));
  const papers = [...new Set(refs.map(({ id }) => id))].flatMap((id) => known.get(id)?.paper ?? []);
  const cards = papers.slice(0, MOST_SHOWN).map((paper) => shortCard(paper));
  const others = papers.slice(MOST_SHOWN).map(({ id }) => `arXiv:${id}`);
  const unknown = refs.filter(({ id }) => !known.has(id)).map((ref) => `arXiv:${formatRef(ref)}`);
  const notes = [
    ...(others.length === 0 ? [] : [`Also in this message: ${others.join(', ')}.`]),
    ...(unknown.length === 0 ? [] : [`Not in this library: ${unknown.join(', ')}.`]),
  ];
  return {
    summary: `${count(papers.length, 'paper')} of this library in this message`,
    cards,
    buttons: paperButtons({ cards }),
    ...(notes.length === 0 ? {} : { footer: notes.join(' ') }),
  };
}

/** All text of a message and the addresses of its links, wherever Slack put them. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, part]) => {
      if (typeof part !== 'string') return textOf(part);
      return ['text', 'url', 'from_url', 'original_url', 'title', 'title_link', 'fallback'].includes(key)
        ? part
        : '';
    })
    .join(' ');
}

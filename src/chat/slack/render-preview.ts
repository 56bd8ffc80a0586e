import type { types } from '@slack/bolt';
import { formatDay } from '../../core/day.ts';
import { toReadable } from '../../core/latex.ts';
import type { Paper } from '../../core/paper.ts';
import { shortCard, versionName } from '../../core/paper-card.ts';
import type { PaperRef } from '../../core/paper-id.ts';
import { latestVersion } from '../../core/versions.ts';
import { encodeCall } from './button-value.ts';
import { clipUnits, escape, visible } from './pieces.ts';
import { ACTIONS, renderButton, spokenOf } from './render-buttons.ts';
import { renderCard } from './render-card.ts';
import { type Block, richText } from './runs.ts';

/** The id of the button that switches previews off. */
export const PREVIEWS_OFF = 'previews_off';

/** Characters of the abstract that a preview shows: its first lines on a phone. */
const FIRST_LINES = 280;

export type PreviewFacts = {
  readonly paper: Paper;
  /** As it was linked. */
  readonly ref: PaperRef;
  /** Where the channel first had it. */
  readonly before?: { readonly day: string; readonly url?: string };
};

/** As Slack takes it: `fallback` is what phones and screen readers tell. */
export type Preview = { readonly blocks: Block[]; readonly fallback: string };

/** What is shown under a link to arXiv. */
export function renderPreview({ paper, ref, before }: PreviewFacts): Preview {
  const card = shortCard(paper);
  const abstract = clipUnits(visible(toReadable(paper.abstract ?? '')), FIRST_LINES);
  const notes = [currentNote(paper, ref)].flatMap((note) => (note === undefined ? [] : [{ text: note }]));
  const blocks: Block[] = [
    ...renderCard(card).blocks,
    ...(abstract === '' ? [] : richText([{ text: abstract }])),
    ...richText(notes),
    ...(before === undefined ? [] : beforeLine(before)),
    { type: 'actions', elements: buttons(paper, card.title) },
  ];
  const heard = card.warning === undefined ? card.title : `${card.warning} ${card.title}`;
  return { blocks, fallback: escape(clipUnits(visible(heard), 300)) };
}

/** A link to an old version is easily taken for the paper as it is now. */
function currentNote(paper: Paper, { version }: PaperRef): string | undefined {
  const latest = latestVersion(paper.versions);
  if (version === undefined || latest === undefined || latest.number <= version) return undefined;
  return `The link is to v${version}; ${versionName(latest)} is current.`;
}

function beforeLine({ day, url }: NonNullable<PreviewFacts['before']>): Block[] {
  const text = `In this channel before: ${formatDay(day)}`;
  return richText([url === undefined ? { text } : { text, url }]);
}

function buttons(paper: Paper, title: string): types.Button[] {
  const value = encodeCall({ command: 'paper', input: { paper: paper.id } });
  return [
    renderButton(`${ACTIONS.call}:0`, 'Show paper', spokenOf('Show paper', paper.id, title), value),
    {
      ...renderButton(
        PREVIEWS_OFF,
        'No previews here',
        // Two links in one message make two of these.
        `Switch previews of arXiv links off in this channel (arXiv:${paper.id})`,
        undefined,
      ),
      confirm: {
        title: { type: 'plain_text', text: 'Switch previews off?' },
        text: {
          type: 'plain_text',
          text: 'Links to arXiv will not be unfolded in this channel any more. The Home tab of Paperthread switches them on again.',
        },
        confirm: { type: 'plain_text', text: 'Switch off' },
        deny: { type: 'plain_text', text: 'Keep' },
      },
    },
  ];
}

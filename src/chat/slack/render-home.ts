import type { types } from '@slack/bolt';
import type { HomeSection } from '../../core/chat.ts';
import { type Command, usage } from '../../core/command.ts';
import { formatDay } from '../../core/day.ts';
import { toBeginWith } from '../../core/groups.ts';
import { readableTitle } from '../../core/paper-card.ts';
import { paperLinks } from '../../core/paper-id.ts';
import type { LibraryReader, SourceState } from '../../core/ports.ts';
import { count, listOr } from '../../core/text.ts';
import { clipUnits, visible } from './pieces.ts';
import { type Block, type Run, richText } from './runs.ts';
import { OWN_COMMANDS, shortcutsFor } from './surface.ts';

/** What the Home tab tells. */
export type HomeFacts = {
  readonly commands: readonly Command[];
  readonly version: string;
  readonly facts: Awaited<ReturnType<LibraryReader['facts']>>;
  readonly sources: readonly SourceState[];
  /** Of this person, and of the channels. */
  readonly sections: readonly HomeSection[];
  /** The id of a channel by the name it has outside of this adapter. */
  readonly channelOf: (name: string) => string;
  /** Channels where previews of links are switched off. */
  readonly withoutPreviews: readonly string[];
};

/** The id of the button that switches previews on again. */
export const PREVIEWS_ON = 'previews_on';

/** A Home tab has room for a hundred blocks; more channels than this are counted. */
const MOST_CHANNELS = 20;
/** So much of what other parts of the program have to say; the rest of a section is counted. A section fits into one block. */
const MOST_SECTIONS = 3;
const MOST_ITEMS = 15;
const LONGEST_ITEM = 120;

type HomeTab = Omit<types.HomeView, 'blocks'> & { readonly blocks: Block[] };

/** The Home tab of the app. */
export function renderHome(home: HomeFacts): HomeTab {
  const { commands, version, facts, sources, withoutPreviews } = home;
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: 'Paperthread', emoji: false } },
      ...richText([{ text: `${count(facts.papers, 'paper')} in this library. Paperthread ${version}.` }]),
      ...newest(facts.newest),
      ...sources.flatMap(sourceLine),
      ...home.sections.slice(0, MOST_SECTIONS).flatMap((section) => sectionBlocks(section, home)),
      { type: 'divider' },
      ...heading('How to start'),
      ...richText([
        { text: 'Type in any channel:\n' },
        ...toBeginWith([...commands, ...OWN_COMMANDS]).flatMap(({ command, others }): Run[] => [
          { text: command.examples[0] ?? usage(command), bold: true },
          { text: `  ${command.description}${others}\n` },
        ]),
      ]),
      ...richText([
        {
          text: `In a message to me, and where you mention me, words are a search; begin with a slash for a command. In a thread mention me, or use ${shortcutsOf(commands)} from the menu of a message. In a channel that I am in I show, under links to arXiv, papers of this library. Type /invite @paperthread in a channel to have me there.`,
        },
      ]),
      ...switches(withoutPreviews),
    ],
  };
}

/** The entries in the menu of a message, by their names. */
function shortcutsOf(commands: readonly Command[]): string {
  const there = shortcutsFor(commands).filter(({ type }) => type === 'message');
  return listOr(there.map(({ name }) => `"${name}"`));
}

function newest(paper: HomeFacts['facts']['newest']): Block[] {
  if (paper === undefined) return [];
  return richText([
    { text: 'Newest: ' },
    { text: clipUnits(readableTitle(paper), 300), url: paperLinks(paper).abs },
  ]);
}

function sourceLine({ name, lastSuccess, lastError }: SourceState): Block[] {
  const read =
    lastSuccess === undefined
      ? 'never read to its end yet'
      : `last read ${formatDay(lastSuccess.slice(0, 10))}`;
  return richText([
    { text: `${name}: ${read}${lastError === undefined ? '' : `. Failing: ${lastError.message}`}` },
  ]);
}

function sectionBlocks({ heading: title, items }: HomeSection, { channelOf }: HomeFacts): Block[] {
  const shown = items.slice(0, MOST_ITEMS);
  const more = items.length - shown.length;
  const lines = shown.map(({ text, channel }): (types.RichTextText | types.RichTextChannelMention)[] => [
    ...(channel === undefined ? [] : [{ type: 'channel' as const, channel_id: channelOf(channel) }]),
    {
      type: 'text',
      text: `${channel === undefined ? '' : ' '}${clipUnits(visible(text), LONGEST_ITEM)}\n`,
    },
  ]);
  if (more > 0) lines.push([{ type: 'text', text: `and ${more} more` }]);
  if (lines.length === 0) return [];
  const block: Block = {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: lines.flat() }],
  };
  return [{ type: 'divider' }, ...heading(clipUnits(title, LONGEST_ITEM)), block];
}

function heading(text: string): Block[] {
  return richText([{ text, bold: true }]);
}

function switches(channels: readonly string[]): Block[] {
  if (channels.length === 0) return [];
  const more = channels.length - MOST_CHANNELS;
  return [
    { type: 'divider' },
    ...heading('Channels without previews of links'),
    ...channels.slice(0, MOST_CHANNELS).flatMap((channel, index): Block[] => [
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'channel', channel_id: channel }] }],
      },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: PREVIEWS_ON,
            value: channel,
            text: { type: 'plain_text', text: 'Switch on', emoji: false },
            accessibility_label: `Switch previews on again in channel ${index + 1}`,
          },
        ],
      },
    ]),
    ...(more > 0 ? richText([{ text: `and ${more} more` }]) : []),
  ];
}

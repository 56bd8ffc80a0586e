import {
  type APIAttachment,
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from 'discord.js';
import { cardNumbers, type Reply, repeatsTitle } from '../../core/reply.ts';
import { clip } from '../../core/text.ts';
import { type Block, fill, type Group, pack } from './blocks.ts';
import { cardBlocks, rows, textLines } from './cards.ts';
import { SMALL } from './pieces.ts';
import { plainText } from './plain.ts';

/**
 * One message as Discord takes it. Components V2 throughout, for answers, errors and posts alike: a text of 4,000 characters with
 * its link button beside it reads better than ten embeds that share 6,000, and one kind of layout has one set of limits.
 */
export type DiscordMessage = {
  readonly body: MessageBody;
  readonly files: readonly { readonly name: string; readonly data: string }[];
};

export type MessageBody = {
  readonly flags: number;
  readonly components: readonly APIMessageTopLevelComponent[];
  /** Nobody is ever pinged, whatever the text. */
  readonly allowed_mentions: { readonly parse: [] };
  readonly attachments?: readonly Pick<APIAttachment, 'id' | 'filename'>[];
};

export type RenderOptions = {
  /** The reply's next steps, ready to be pressed. */
  readonly buttons?: readonly APIButtonComponent[];
  /** A button for each of the messages, given its place among them. */
  readonly seal?: (index: number, count: number) => APIButtonComponent;
  /** In as many messages as it takes and without that file: a post is not limited as an answer is. */
  readonly whole?: boolean;
};

/** The first answer and the four that may follow it; a user's own installation in somebody else's server allows no more. */
const MOST_MESSAGES = 5;
/** Escaped, a letter takes three at most, and all of it has to fit into one message. */
const LONGEST_WORDS = 1_250;

/** A reply as one or more messages, none over a limit. What would take more than five is added as a text file, unless `whole`. */
export function renderReply(
  reply: Reply,
  { buttons = [], seal, whole = false }: RenderOptions = {},
): DiscordMessage[] {
  const ending: Group = [
    ...fill(textLines(reply.footer ?? '', SMALL)).map((text): Block => ({ kind: 'text', text })),
    ...rows(buttons),
  ];
  const numbers = cardNumbers(reply);
  const about: Group[] = reply.about === undefined ? [] : [[{ kind: 'text', text: `<#${reply.about}>` }]];
  const opening = repeatsTitle(reply)
    ? []
    : [fill(textLines(reply.summary)).map((text): Block => ({ kind: 'text', text }))];
  const cards = reply.cards.map((card, index) => cardBlocks(card, numbers[index]));
  const messages = pack([...about, ...opening, ...cards, ending]);
  if (messages.length === 0) return renderReply({ summary: 'Nothing to show.', cards: [] }, { buttons });
  const shown = whole || messages.length <= MOST_MESSAGES ? messages : shortened(messages, reply, ending);
  return shown.map((blocks, index) => toMessage(blocks, seal?.(index, shown.length)));
}

/** A sentence or two as a message: an error, a hint. What somebody typed may be repeated in it, so it is clipped, visibly. */
export function renderWords(words: string): DiscordMessage {
  return renderMarkdown(textLines(clip(words, LONGEST_WORDS)).join('\n'));
}

/** One text that is finished markdown of our own. */
export function renderMarkdown(text: string): DiscordMessage {
  return toMessage([{ kind: 'text', text }]);
}

function shortened(messages: readonly Block[][], reply: Reply, ending: Group): Block[][] {
  const rest: Group = [
    { kind: 'text', text: 'This answer is longer than Discord shows well. All of it is in the file.' },
    { kind: 'file', name: 'answer.txt', data: plainText(reply) },
  ];
  const last = pack([rest, ending]);
  return [...messages.slice(0, Math.max(1, MOST_MESSAGES - last.length)), ...last];
}

function toMessage(blocks: readonly Block[], seal?: APIButtonComponent): DiscordMessage {
  const files = blocks.flatMap((block) =>
    block.kind === 'file' ? [{ name: block.name, data: block.data }] : [],
  );
  const named = files.map(({ name, data }, id) => ({
    name: files.length > 1 ? `${id + 1}-${name}` : name,
    data,
  }));
  let file = 0;
  const inside = blocks.map((block) =>
    toComponent(block, block.kind === 'file' ? (named[file++]?.name ?? block.name) : ''),
  );
  if (seal !== undefined) inside.push({ type: ComponentType.ActionRow, components: [seal] });
  return {
    body: {
      flags: MessageFlags.IsComponentsV2,
      components: [{ type: ComponentType.Container, components: inside }],
      allowed_mentions: { parse: [] },
      ...(named.length === 0
        ? {}
        : { attachments: named.map(({ name }, id) => ({ id: String(id), filename: name })) }),
    },
    files: named,
  };
}

function toComponent(block: Block, fileName: string): APIComponentInContainer {
  switch (block.kind) {
    case 'text':
      return { type: ComponentType.TextDisplay, content: block.text };
    case 'linked':
      return {
        type: ComponentType.Section,
        components: [{ type: ComponentType.TextDisplay, content: block.text }],
        accessory: {
          type: ComponentType.Button,
          style: ButtonStyle.Link,
          label: block.label,
          url: block.url,
        },
      };
    case 'buttons':
      return { type: ComponentType.ActionRow, components: [...block.buttons] };
    case 'file':
      return { type: ComponentType.File, file: { url: `attachment://${fileName}` } };
  }
}

import { createHmac } from 'node:crypto';
import {
  type APIInteraction,
  type APIModalInteractionResponseCallbackData,
  type APIModalSubmitInteraction,
  ComponentType,
  SnowflakeUtil,
  TextInputStyle,
} from 'discord.js';
import { fileCommand, fileValues, isBib, pasted } from '../../core/attachment.ts';
import type { ChatParts } from '../../core/chat.ts';
import type { Command } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Answer } from './answer.ts';
import { answerCall, placeOf, userOf } from './calls.ts';
import { PASTE } from './names.ts';
import { renderReply } from './render.ts';

const EXPIRED = 'This form has expired. Use the command again.';
const FIELD = 'text';
/** What the id of the form for a command's file begins with. */
const FILE_FORM = 'file:';

/** So long a form may stand open. */
const OPEN_MS = 86_400_000;

/** Signs what the id of a form says. */
export type Seal = (text: string) => string;

/** A seal that nobody without the bot's token can make. */
export function createSeal(token: string): Seal {
  return (text) => createHmac('sha256', token).update(text).digest('base64url').slice(0, 22);
}

/** The form for a page of papers; where a command takes one, for a `.bib` file as well. */
export function pasteForm(
  interaction: APIInteraction,
  commands: readonly Command[],
  seal: Seal,
): APIModalInteractionResponseCallbackData {
  return form(formId(PASTE, interaction, seal), {
    title: 'Add papers',
    label: `A page copied from arXiv${fileCommand(commands) === undefined ? '' : ', or a .bib file'}`,
    description: 'Results of its search, as copied or as e-mailed; up to 4,000 characters at a time.',
  });
}

/** The id of a form that this interaction opens, for this person in this server. */
function formId(
  kind: string,
  interaction: Pick<APIInteraction, 'id' | 'guild_id' | 'member' | 'user'>,
  seal: Seal,
): string {
  const whose = [kind, interaction.id, interaction.guild_id ?? '', userOf(interaction)?.id ?? ''];
  return `${kind}:${interaction.id}:${seal(whose.join(' '))}`;
}

/**
 * The kind of the form that was sent; undefined for one that was not opened by whoever sends it: anybody could make up another id,
 * and the command may not be theirs.
 */
function openedKind(interaction: APIModalSubmitInteraction, seal: Seal): string | undefined {
  const { custom_id: id } = interaction.data;
  const [, kind, opened] = /^(.+):(\d{1,20}):[^:]*$/.exec(id) ?? [];
  if (kind === undefined || opened === undefined) return undefined;
  if (id !== formId(kind, { ...interaction, id: opened }, seal)) return undefined;
  const age = SnowflakeUtil.timestampFrom(interaction.id) - SnowflakeUtil.timestampFrom(opened);
  return age < OPEN_MS ? kind : undefined;
}

/** The form for the file of a command that takes one. */
export function fileForm(
  interaction: APIInteraction,
  { name }: Pick<Command, 'name'>,
  seal: Seal,
): APIModalInteractionResponseCallbackData {
  return form(formId(`${FILE_FORM}${name}`, interaction, seal), {
    title: `/${name}`.slice(0, 45),
    label: 'A .bib file',
    description: 'Its whole text, up to 4,000 characters. Attach a longer file to the command.',
  });
}

/** Discord takes no more than 4,000 characters in one field. */
function form(
  id: string,
  { title, label, description }: Readonly<Record<'title' | 'label' | 'description', string>>,
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: id,
    title,
    components: [
      {
        type: ComponentType.Label,
        label,
        description,
        component: {
          type: ComponentType.TextInput,
          custom_id: FIELD,
          style: TextInputStyle.Paragraph,
          min_length: 1,
          max_length: 4_000,
          required: true,
        },
      },
    ],
  };
}

/**
 * Adds the papers that were pasted; a `.bib` file goes to the command that takes one. Who may open a form is for the server's
 * owner to say, and is not asked again here: that it was opened is.
 */
export async function takePasted(
  interaction: APIModalSubmitInteraction,
  answer: Answer,
  parts: ChatParts,
  seal: Seal,
): Promise<void> {
  const kind = openedKind(interaction, seal);
  const text = textIn(interaction);
  if (kind === undefined || text === '') throw new UserError(EXPIRED);
  const command = kind === PASTE ? bibCommand(text, parts.commands) : commandOf(kind, parts.commands);
  if (command === undefined) {
    await answer.defer('asker');
    return answer.show(renderReply(await parts.addPasted(text)), 'asker');
  }
  const call = { command: command.name, values: fileValues(command) };
  return answerCall(call, answer, placeOf(interaction), parts, { wanted: 'asker', attachment: pasted(text) });
}

function bibCommand(text: string, commands: readonly Command[]): Command | undefined {
  return isBib(text) ? fileCommand(commands) : undefined;
}

/** Throws UserError where this edition has no such command, or none that takes a file. */
function commandOf(kind: string, commands: readonly Command[]): Command {
  const command = commands.find(({ name }) => `${FILE_FORM}${name}` === kind);
  if (command?.takesFile === undefined) throw new UserError(EXPIRED);
  return command;
}

function textIn({ data }: APIModalSubmitInteraction): string {
  const values = data.components.flatMap((label) =>
    'component' in label && 'value' in label.component && label.component.custom_id === FIELD
      ? [label.component.value]
      : [],
  );
  return String(values[0] ?? '').trim();
}

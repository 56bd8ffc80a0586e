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
  return form(pasteId(interaction.id, interaction, seal), {
    title: 'Add papers',
    label: `A page copied from arXiv${fileCommand(commands) === undefined ? '' : ', or a .bib file'}`,
    description: 'Results of its search, as copied or as e-mailed; up to 4,000 characters at a time.',
  });
}

/** The id of a form that this interaction opened, for this person in this server. */
function pasteId(
  opened: string,
  interaction: Pick<APIInteraction, 'guild_id' | 'member' | 'user'>,
  seal: Seal,
): string {
  const whose = [PASTE, opened, interaction.guild_id ?? '', userOf(interaction)?.id ?? ''];
  return `${PASTE}:${opened}:${seal(whose.join(' '))}`;
}

/** Whether a form was opened by whoever sends it: anybody could make up another id, and the command may not be theirs. */
function isOpenedPaste(interaction: APIModalSubmitInteraction, seal: Seal): boolean {
  const { custom_id: id } = interaction.data;
  const [, opened] = new RegExp(`^${PASTE}:(\\d{1,20}):`).exec(id) ?? [];
  return (
    opened !== undefined &&
    id === pasteId(opened, interaction, seal) &&
    SnowflakeUtil.timestampFrom(interaction.id) - SnowflakeUtil.timestampFrom(opened) < OPEN_MS
  );
}

/** The form for the file of a command that takes one. */
export function fileForm({ name }: Pick<Command, 'name'>): APIModalInteractionResponseCallbackData {
  return form(`${FILE_FORM}${name}`, {
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
  const id = interaction.data.custom_id;
  const isFile = id.startsWith(FILE_FORM);
  if (!isFile && !isOpenedPaste(interaction, seal)) throw new UserError(EXPIRED);
  const text = textIn(interaction);
  const command = isFile
    ? parts.commands.find(({ name }) => name === id.slice(FILE_FORM.length))
    : isBib(text)
      ? fileCommand(parts.commands)
      : undefined;
  if ((isFile && command === undefined) || text === '') throw new UserError(EXPIRED);
  if (command === undefined) {
    await answer.defer('asker');
    return answer.show(renderReply(await parts.addPasted(text)), 'asker');
  }
  const call = { command: command.name, values: fileValues(command) };
  return answerCall(call, answer, placeOf(interaction), parts, { wanted: 'asker', attachment: pasted(text) });
}

function textIn({ data }: APIModalSubmitInteraction): string {
  const values = data.components.flatMap((label) =>
    'component' in label && 'value' in label.component && label.component.custom_id === FIELD
      ? [label.component.value]
      : [],
  );
  return String(values[0] ?? '').trim();
}

import {
  type APIModalInteractionResponseCallbackData,
  type APIModalSubmitInteraction,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import { fileCommand, fileValues, isBib, pasted } from '../../core/attachment.ts';
import type { ChatParts } from '../../core/chat.ts';
import type { Command } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Answer } from './answer.ts';
import { answerCall, placeOf } from './calls.ts';
import { PASTE } from './names.ts';
import { renderReply } from './render.ts';

const FIELD = 'text';
/** What the id of the form for a command's file begins with. */
const FILE_FORM = 'file:';

/** The form for a page of papers; where a command takes one, for a `.bib` file as well. */
export function pasteForm(commands: readonly Command[]): APIModalInteractionResponseCallbackData {
  return form(PASTE, {
    title: 'Add papers',
    label: `A page copied from arXiv${fileCommand(commands) === undefined ? '' : ', or a .bib file'}`,
    description: 'Results of its search, as copied or as e-mailed; up to 4,000 characters at a time.',
  });
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
 * owner to say, and is not asked again here.
 */
export async function takePasted(
  interaction: APIModalSubmitInteraction,
  answer: Answer,
  parts: ChatParts,
): Promise<void> {
  const id = interaction.data.custom_id;
  const text = textIn(interaction);
  const command = id.startsWith(FILE_FORM)
    ? parts.commands.find(({ name }) => name === id.slice(FILE_FORM.length))
    : isBib(text)
      ? fileCommand(parts.commands)
      : undefined;
  if ((id !== PASTE && command === undefined) || text === '')
    throw new UserError('This form has expired. Use the command again.');
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

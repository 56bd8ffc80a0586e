import {
  type APIModalInteractionResponseCallbackData,
  type APIModalSubmitInteraction,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import type { ChatParts } from '../../core/chat.ts';
import { UserError } from '../../core/errors.ts';
import type { Answer } from './answer.ts';
import { PASTE } from './definitions.ts';
import { renderReply } from './render.ts';

const FIELD = 'text';

/** The form that is filled in by pasting. Discord takes no more than 4,000 characters in one field. */
export const PASTE_FORM: APIModalInteractionResponseCallbackData = {
  custom_id: PASTE,
  title: 'Add papers',
  components: [
    {
      type: ComponentType.Label,
      label: 'A page copied from arXiv',
      description: 'Results of its search, as copied or as e-mailed; up to 4,000 characters at a time.',
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

/** Adds what was pasted. Who may open the form is for the server's owner to say, and is not asked again here. */
export async function takePasted(
  interaction: APIModalSubmitInteraction,
  answer: Answer,
  { addPasted }: ChatParts,
): Promise<void> {
  const text = textIn(interaction);
  if (interaction.data.custom_id !== PASTE || text === '')
    throw new UserError('This form has expired. Use /paste again.');
  await answer.defer('asker');
  await answer.show(renderReply(await addPasted(text)), 'asker');
}

function textIn({ data }: APIModalSubmitInteraction): string {
  const values = data.components.flatMap((label) =>
    'component' in label && 'value' in label.component && label.component.custom_id === FIELD
      ? [label.component.value]
      : [],
  );
  return String(values[0] ?? '').trim();
}

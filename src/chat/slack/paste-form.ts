import type { App, types } from '@slack/bolt';
import { fileCommand, fileValues, isBib, pasted } from '../../core/attachment.ts';
import type { Command } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { count } from '../../core/text.ts';
import { answer, attend, type Desk } from './desk.ts';
import { openForm, plain, readOrigin } from './forms.ts';
import { type Origin, wayTo } from './interaction.ts';
import { visible } from './pieces.ts';
import { renderReply } from './render.ts';
import type { Way } from './ways.ts';
import type { Workspace } from './workspaces.ts';

/** The id of the form for a page of papers; behind a colon the command whose file is pasted into it. */
const FORM = 'paste';
const FIELD = 'text';
/** As many letters as Slack takes in one field. */
const LONGEST = 3_000;

/**
 * Opens the form to paste into: papers for the library, with what was typed already, or the file of a command that takes one.
 */
export async function openPaste(
  { workspace, trigger, way }: { readonly workspace: Workspace; readonly trigger: string; readonly way: Way },
  origin: Origin,
  commands: readonly Command[],
  { command, text = '' }: { readonly command?: Command; readonly text?: string },
): Promise<void> {
  if (text.length > LONGEST)
    return way.refuse(
      `That is ${count(text.length, 'character')}; /paste takes at most 3,000 at a time. Paste it in parts.`,
    );
  const words = 'Slack could not open the form in time. Try again.';
  const papers = `A page copied from arXiv${fileCommand(commands) === undefined ? '' : ', or a .bib file'}`;
  const view: types.ModalView = {
    type: 'modal',
    callback_id: command === undefined ? FORM : `${FORM}:${command.name}`,
    private_metadata: JSON.stringify(origin),
    title: plain(command === undefined ? 'Add papers' : 'Paste a file'),
    submit: plain(command === undefined ? 'Add' : 'Send'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: FIELD,
        label: plain(command === undefined ? papers : 'A .bib file'),
        hint: plain(
          `Up to 3,000 characters at a time${command === undefined ? '' : '; longer ones in a direct message to me'}.`,
        ),
        element: {
          type: 'plain_text_input',
          action_id: 'value',
          multiline: true,
          max_length: LONGEST,
          ...(text === '' ? {} : { initial_value: visible(text) }),
        },
      },
    ],
  };
  await openForm(workspace, trigger, view, () => way.refuse(words));
}

/** The submitted form: closed at once, then answered where it was opened from. */
export function listenToPasteForm(app: App, desk: Desk): void {
  app.view(/^paste(?::|$)/, async ({ ack, view, body, context }) => {
    await ack();
    const origin = readOrigin(view.private_metadata, body.user.id);
    const text = (view.state.values[FIELD]?.['value']?.value ?? '').trim();
    const name = view.callback_id.slice(FORM.length + 1);
    await attend(
      desk,
      { team: context.teamId ?? body.team?.id ?? '', id: `view:${view.id}:${view.hash}`, url: origin.url },
      (workspace) => wayTo(origin, workspace, desk.parts.log),
      (_, way) => takePasted(desk, text, way, name === '' ? undefined : name),
    );
  });
}

/** Adds the papers of a text to the library; a `.bib` file, and what was pasted for a command, goes to that command. */
export async function takePasted(desk: Desk, text: string, way: Way, name?: string): Promise<void> {
  const { commands, addPasted } = desk.parts;
  const taker = isBib(text) && name === undefined ? fileCommand(commands) : find(commands, name);
  if (taker !== undefined || name !== undefined) {
    const call = { command: taker?.name ?? name ?? '', input: taker === undefined ? {} : fileValues(taker) };
    await answer(desk, call, way, { attachment: pasted(text) });
    return;
  }
  try {
    await way.show(renderReply(await addPasted(text), { commands }), 'asker');
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await way.refuse(error.message);
  }
}

function find(commands: readonly Command[], name: string | undefined): Command | undefined {
  return commands.find((command) => command.name === name);
}

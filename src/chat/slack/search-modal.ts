import type { App, types } from '@slack/bolt';
import type { Command, Completion } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { OptionValues } from '../../core/options.ts';
import { parseQuery } from '../../core/query-parser.ts';
import { answer, attend, type Desk } from './desk.ts';
import { openForm, plain, readOrigin } from './forms.ts';
import { type Origin, wayTo } from './interaction.ts';
import { TYPING } from './typing.ts';
import type { Way } from './ways.ts';
import type { Workspace } from './workspaces.ts';

/** The id of the form and the command it fills in. */
const FORM = 'search';
const COMMAND = 'papers';
/** Leaves room for the filters within what a query may be long. */
const LONGEST_QUERY = 1_000;

/** The filters beside the words: each is a field of the query language, said in words here. */
const FILTERS = [
  {
    field: 'author',
    label: 'Author',
    hint: 'A surname, or as on the paper: Michaud, E J',
    completion: 'author',
  },
  {
    field: 'cat',
    label: 'Category',
    hint: 'For example cs.LG, or cs for all of it',
    completion: 'category',
  },
  { field: 'since', label: 'Since', hint: 'A year, month or day: 2024, 2024-05, 2024-05-31' },
  { field: 'before', label: 'Before', hint: 'A year, month or day' },
] as const;

/**
 * Opens the search form. `origin` is where the answer goes; a form opened from nowhere is answered by direct message. Slack
 * lets a form be opened within three seconds only: where that is not to be had, `way` tells what to type instead.
 */
export async function openSearch(
  workspace: Workspace,
  commands: readonly Command[],
  trigger: string,
  origin: Origin,
  way: Way,
): Promise<void> {
  const words = 'Slack could not open the search form in time. Type /papers WORDS instead.';
  await openForm(workspace, trigger, searchForm(commands, origin), () => way.refuse(words));
}

/** The submitted form: closed at once, then answered where it was opened from. */
export function listenToSearchForm(app: App, desk: Desk): void {
  app.view(FORM, async ({ ack, view, body, context }) => {
    const { values, errors } = readForm(view.state.values);
    if (Object.keys(errors).length > 0) {
      // The form stays open with everything that was typed in it.
      await ack({ response_action: 'errors', errors });
      return;
    }
    await ack();
    const origin = readOrigin(view.private_metadata, body.user.id);
    await attend(
      desk,
      { team: context.teamId ?? body.team?.id ?? '', id: `view:${view.id}:${view.hash}`, url: origin.url },
      (workspace) => wayTo(origin, workspace, desk.parts.log),
      (_, way) => answer(desk, { command: COMMAND, input: values }, way),
    );
  });
}

function searchForm(commands: readonly Command[], origin: Origin): types.ModalView {
  const sorts = commands.find(({ name }) => name === COMMAND)?.options.find(({ name }) => name === 'sort');
  return {
    type: 'modal',
    callback_id: FORM,
    private_metadata: JSON.stringify(origin),
    title: plain('Search papers'),
    submit: plain('Search'),
    close: plain('Cancel'),
    blocks: [
      input('query', 'Words', 'Words, "a phrase", -without'),
      ...FILTERS.map((one) =>
        'completion' in one ? typingInput(one.field, one.label, one) : input(one.field, one.label, one.hint),
      ),
      ...(sorts?.choices === undefined ? [] : [sortInput(sorts.description, sorts.choices)]),
    ],
  };
}

function input(id: string, label: string, hint: string): types.InputBlock {
  return inputBlock(id, label, hint, {
    type: 'plain_text_input',
    action_id: 'value',
    max_length: id === 'query' ? LONGEST_QUERY : 100,
  });
}

/** A field that is completed while somebody types in it; what they typed is among the choices. */
function typingInput(
  id: string,
  label: string,
  { hint, completion }: { readonly hint: string; readonly completion: Completion },
): types.InputBlock {
  return inputBlock(id, label, hint, {
    type: 'external_select',
    action_id: `${TYPING}${completion}`,
    min_query_length: 1,
    placeholder: plain('Type, then choose'),
  });
}

/** A field that may be left empty. */
function inputBlock(
  id: string,
  label: string,
  hint: string,
  element: types.InputBlock['element'],
): types.InputBlock {
  return {
    type: 'input',
    block_id: id,
    optional: true,
    label: plain(label),
    hint: plain(hint),
    element,
  };
}

function sortInput(hint: string, choices: readonly string[]): types.InputBlock {
  return {
    type: 'input',
    block_id: 'sort',
    optional: true,
    label: plain('Order'),
    hint: plain(hint),
    element: {
      type: 'static_select',
      action_id: 'value',
      options: choices.map((choice) => ({ text: plain(choice), value: choice })),
    },
  };
}

type State = Readonly<
  Record<
    string,
    Readonly<Record<string, { value?: string | null; selected_option?: { value: string } | null }>>
  >
>;

/** The form as the command's values, and what is wrong with its fields, by their ids. */
function readForm(state: State): { values: OptionValues; errors: Record<string, string> } {
  const typed = (id: string): string => {
    const [field] = Object.values(state[id] ?? {});
    return (field?.value ?? field?.selected_option?.value ?? '').trim();
  };
  const fields: [string, string][] = [
    ['query', typed('query')],
    ...FILTERS.map(({ field }): [string, string] => [field, filter(field, typed(field))]),
  ];
  const filled = fields.filter(([, part]) => part !== '');
  const query = filled
    .map(([id, part]) => (id === 'query' && filled.length > 1 ? grouped(part) : part))
    .join(' ');
  const errors = filled.flatMap(([id, part]) => {
    const wrong = faultOf(part);
    return wrong === undefined ? [] : [[id, wrong] as const];
  });
  // Each may be right and they still do not fit together.
  const whole = query === '' ? 'Type words, or fill in one of the filters.' : faultOf(query);
  if (errors.length === 0 && whole !== undefined) errors.push(['query', whole]);
  const sort = typed('sort');
  return {
    values: { query, ...(sort === '' ? {} : { sort }) },
    errors: Object.fromEntries(errors),
  };
}

/** The filters hold for all of it, whatever operators join. */
function grouped(query: string): string {
  return faultOf(query) === undefined && parseQuery(query).condition !== undefined ? `(${query})` : query;
}

/** A filter as the query language has it. */
function filter(field: string, typed: string): string {
  const value = typed.replace(/["“”„«»]/g, '');
  return value === '' ? '' : `${field}:${/\s/.test(value) ? `"${value}"` : value}`;
}

/** Why this is no query, or undefined. */
function faultOf(query: string): string | undefined {
  try {
    parseQuery(query);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

import type { APIMessageApplicationCommandInteractionData } from 'discord.js';
import type { ChatParts } from '../../core/chat.ts';
import { UserError } from '../../core/errors.ts';
import { textOption } from '../../core/options.ts';
import { findPaperRefs } from '../../core/paper-refs.ts';
import type { Answer } from './answer.ts';
import { answerCall, type Place } from './calls.ts';
import type { ButtonCall } from './custom-id.ts';
import { textsOf } from './message-text.ts';
import { CITE_THIS } from './names.ts';

/** So many papers one answer shows. */
const MOST_PAPERS = 25;
/** So many a note below it names. */
const MOST_NAMED = 50;

/** An entry of a message's menu: answers, to the asker alone, with the papers that the message names. */
export async function answerMenu(
  data: APIMessageApplicationCommandInteractionData,
  answer: Answer,
  place: Place,
  parts: ChatParts,
): Promise<void> {
  const message = data.resolved.messages[data.target_id];
  const refs = message === undefined ? [] : findPaperRefs(textsOf(message).join('\n'));
  const named = [...new Set(refs.map(({ id }) => id))];
  const ids = named.slice(0, MOST_PAPERS);
  const [only, ...others] = ids;
  if (only === undefined) throw new UserError('I see no arXiv id and no link to arXiv in this message.');
  // The command for one paper fetches what is not here.
  if (others.length === 0)
    return answerCall(callOnPapers(data.name, ids, parts), answer, place, parts, { wanted: 'asker' });
  const known = await parts.library.get(ids);
  const here = ids.filter((id) => known.has(id));
  const notes = [
    ...noteOn(
      'Not in this library',
      ids.filter((id) => !known.has(id)),
    ),
    ...noteOn(`More than the ${MOST_PAPERS} papers of one answer`, named.slice(MOST_PAPERS)),
  ];
  const note = notes.length === 0 ? undefined : notes.join(' ');
  if (here.length === 0) throw new UserError(note ?? '');
  await answerCall(callOnPapers(data.name, here, parts), answer, place, parts, { wanted: 'asker', note });
}

function noteOn(words: string, ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const more = ids.length - MOST_NAMED;
  return [`${words}: ${ids.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`];
}

/** What an entry of a message's menu asks of these papers: to be shown, or to be cited. */
function callOnPapers(entry: string, ids: readonly string[], { commands }: ChatParts): ButtonCall {
  const name = entry === CITE_THIS ? 'cite' : ids.length === 1 ? 'paper' : 'papers';
  const command = commands.find((known) => known.name === name);
  const limit = command?.options.some((option) => option.name === 'limit') ? { limit: ids.length } : {};
  return { command: name, values: { [textOption(command) ?? 'query']: ids.join(' '), ...limit } };
}

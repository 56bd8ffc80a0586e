import type { Outcome } from '../../core/call.ts';
import { parseOptions } from '../../core/options.ts';
import type { Notes } from '../../core/ports.ts';
import { bodyOf } from './answer.ts';
import { messagesOf } from './calls.ts';

/** What Discord would be sent for this answer to a command in a server: one message body, or a list where it takes several. */
export async function discordPayload(
  input: string,
  { reply, command, changed }: Extract<Outcome, { kind: 'reply' }>,
  notes: Notes,
): Promise<object> {
  const place = { shareable: !changed, discussable: true, manages: true };
  const call = { command: command.name, values: parseOptions(command, input) };
  const messages = await messagesOf(reply, call, place, { notes, commands: [] }, command.visibility);
  const all = messages.map((message) => bodyOf(message, command.visibility));
  return all.length === 1 ? (all[0] ?? {}) : all;
}

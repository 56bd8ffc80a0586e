import type { Command } from '../../core/command.ts';
import type { OptionValues } from '../../core/options.ts';
import type { Notes } from '../../core/ports.ts';
import type { Reply } from '../../core/reply.ts';
import { bodyOf } from './answer.ts';
import { messagesOf } from './calls.ts';

/** What Discord would be sent as the answer to this call in a server: one message body, or a list where it takes several. */
export async function previewReply(
  reply: Reply,
  command: Command,
  values: OptionValues,
  notes: Notes,
): Promise<object> {
  const place = { shareable: true, discussable: true };
  const call = { command: command.name, values };
  const messages = await messagesOf(reply, call, place, { notes }, command.visibility);
  const [first, ...others] = messages.map((message) => bodyOf(message, command.visibility));
  return first === undefined || others.length > 0 ? [first, ...others] : first;
}

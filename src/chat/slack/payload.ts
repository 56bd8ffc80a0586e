import type { Outcome } from '../../core/call.ts';
import type { Command } from '../../core/command.ts';
import type { ButtonCall } from './button-value.ts';
import { renderReply } from './render.ts';

/** The body of one answer to a command, as it is sent to Slack. */
export function responseBody(message: object, audience: 'asker' | 'channel', replaces: boolean): object {
  return {
    ...message,
    response_type: audience === 'asker' ? 'ephemeral' : 'in_channel',
    replace_original: replaces,
  };
}

/** What Slack would be sent for this answer to a slash command: one body, or a list where it needs several messages or files. */
export function slackPayload(
  call: ButtonCall,
  { reply, command, changed }: Extract<Outcome, { kind: 'reply' }>,
  commands: readonly Command[],
): object {
  const share = command.visibility === 'asker' && !changed ? { share: call } : {};
  const { messages, files } = renderReply(reply, { commands, ...share });
  const all = [...messages.map((message) => responseBody(message, command.visibility, false)), ...files];
  return all.length === 1 ? (all[0] ?? {}) : all;
}

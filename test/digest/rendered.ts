import { commands } from '../../commands/index.ts';
import { buttonsOf, postButton } from '../../src/chat/discord/custom-id.ts';
import { renderReply as renderForDiscord } from '../../src/chat/discord/render.ts';
import { renderReply as renderForSlack } from '../../src/chat/slack/render.ts';
import type { Reply } from '../../src/core/reply.ts';
import { messageFaults } from '../fakes/discord/limits.ts';
import { createFakeNotes } from '../fakes/notes.ts';
import { faultsOf } from '../fakes/slack/limits.ts';

const notes = createFakeNotes();

/** What either platform would refuse, cut, or let ping somebody of a reply as it is posted; and how many messages it takes there. */
export async function faultsOfPost(
  platform: string,
  reply: Reply,
): Promise<{ readonly faults: readonly string[]; readonly messages: number }> {
  if (platform === 'slack') {
    const { messages } = renderForSlack(reply, { commands });
    return {
      faults: messages.flatMap((message) => faultsOf('chat.postMessage', { channel: 'C1', ...message })),
      messages: messages.length,
    };
  }
  const buttons = await buttonsOf(reply.buttons ?? [], notes);
  const seal = (part: number, parts: number) => postButton('0123456789abcdef', part, parts);
  const messages = renderForDiscord(reply, { buttons, seal, whole: true });
  return {
    faults: messages.flatMap(({ body, files }) =>
      messageFaults(
        { ...body },
        files.map(({ name }) => name),
      ),
    ),
    messages: messages.length,
  };
}

import { type ChatWorld, chatAdapterContract } from '../../contract/chat-adapter.ts';
import { startBot } from './bot.ts';
import { shownText } from './shown-text.ts';

async function slackWorld(): Promise<ChatWorld> {
  const bot = await startBot();
  await bot.start();
  const { slack, adapter } = bot;
  slack.addChannel('C3', 'T1');
  return {
    adapter,
    channels: ['C1', 'C3'],
    async ask(line) {
      await slack.command(line);
      const shown = await slack.until(`an answer to ${line}`, () => slack.shown[0]);
      return { text: shownText([shown]), onlyAsker: shown.to === 'U1' };
    },
    async posts(channel) {
      return slack.inChannel(channel).map(({ ts, thread, blocks }) => ({
        id: ts,
        text: shownText([{ blocks }]),
        ...(thread === undefined ? {} : { thread }),
      }));
    },
    faults: {
      loseAnswer: () => slack.faults.next('chat.postMessage', { kind: 'lost-answer' }),
      drop: () => slack.faults.next('chat.postMessage', { kind: 'dropped' }),
      rateLimit: (seconds) => slack.faults.next('chat.postMessage', { kind: 'rate-limited', seconds }),
      close(id) {
        const channel = slack.channels.get(id);
        if (channel !== undefined) channel.archived = true;
      },
    },
    // What could notify somebody is a fault of the payload.
    pings: () => slack.overLimits.filter((fault) => /token|notify|mention/.test(fault)),
    broken: () => slack.overLimits,
    stop: () => bot.stop(),
  };
}

chatAdapterContract('slack', slackWorld);

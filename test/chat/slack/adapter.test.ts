import type { Command } from '../../../src/core/command.ts';
import { type ChatWorld, chatAdapterContract, type SeenAnswer } from '../../contract/chat-adapter.ts';
import type { Shown } from '../../fakes/slack/world.ts';
import { idOf, startBot } from './bot.ts';
import { shownText } from './shown-text.ts';

async function slackWorld(commands: readonly Command[]): Promise<ChatWorld> {
  const bot = await startBot({ commands });
  await bot.start();
  const { slack, adapter } = bot;
  slack.addChannel('C3', 'T1');
  return {
    adapter,
    channels: ['T1/C1', 'T1/C3'],
    async ask(line) {
      await slack.command(line);
      return seen(await slack.until(`an answer to ${line}`, () => slack.shown[0]));
    },
    answers: () => slack.shown.map(seen),
    async posts(channel) {
      return slack.inChannel(idOf(channel)).map(({ ts, thread, blocks }) => ({
        id: ts,
        text: shownText([{ blocks }]),
        ...(thread === undefined ? {} : { thread }),
      }));
    },
    told: (user) => slack.inChannel(`D${idOf(user)}`).map((shown) => shownText([shown])),
    faults: {
      shut: () => slack.faults.next('chat.postMessage', { kind: 'error', error: 'user_disabled' }),
      loseAnswer: () => slack.faults.next('chat.postMessage', { kind: 'lost-answer' }),
      drop: () => slack.faults.next('chat.postMessage', { kind: 'dropped' }),
      breakOff: () => slack.faults.next('chat.postMessage', { kind: 'http', status: 503 }, 1, 1),
      rateLimit: (seconds) => slack.faults.next('chat.postMessage', { kind: 'rate-limited', seconds }),
      remove(_, ts) {
        const gone = slack.shown.find((one) => one.ts === ts);
        if (gone !== undefined) slack.remove(gone);
        slack.faults.next('chat.postMessage', { kind: 'error', error: 'cannot_reply_to_message' });
      },
      close(name) {
        const channel = slack.channels.get(idOf(name));
        if (channel !== undefined) channel.archived = true;
      },
    },
    // What could notify somebody is a fault of the payload.
    pings: () => slack.overLimits.filter((fault) => /token|notify|mention/.test(fault)),
    broken: () => slack.overLimits,
    stop: () => bot.stop(),
  };
}

function seen(shown: Shown): SeenAnswer {
  return { text: shownText([shown]), onlyAsker: shown.to === 'U1' };
}

chatAdapterContract('Slack', slackWorld);

import type { Log } from '../../core/ports.ts';
import { sendFiles } from './files.ts';
import { responseBody } from './payload.ts';
import { type Rendered, renderNote, type SlackMessage } from './render.ts';
import type { ResponseUrl } from './response-url.ts';
import { change, type Place, type Posted, say, takeAway, whisper } from './speak.ts';

/** Whom an answer is for: the one who asked, or everybody in the channel. */
export type Audience = 'asker' | 'channel';

/** The way from an answer back to where the question came from. */
export type Way = {
  /** Shows an answer; after an interim one it takes that one's place. */
  show(rendered: Rendered, audience: Audience): Promise<void>;
  /** Shows what is known so far; left out where that would cost the answer its way. */
  interim(rendered: Rendered): Promise<void>;
  /** Words for the asker alone. */
  refuse(text: string): Promise<void>;
};

/**
 * Back by the interaction's own address, which works in every channel. When that is spent, by a message only the asker sees,
 * and when the bot is not in the channel, by a direct message. `replaces` puts the answer in the place of the message whose
 * button was pressed.
 */
export function responseWay(url: ResponseUrl, place: Place, log: Log, replaces = false): Way {
  let [replace, interim] = [replaces, false];
  const thread = place.thread === undefined ? {} : { thread_ts: place.thread };
  const toAsker = async (message: SlackMessage, instead: boolean): Promise<void> => {
    const body = responseBody({ ...message, ...thread }, 'asker', instead);
    if (!(await url.send(body))) await whisper(place, message, log);
  };
  const toChannel = async (message: SlackMessage): Promise<void> => {
    const body = responseBody({ ...message, ...thread }, 'channel', false);
    if (!(await url.send(body))) await say(place, message);
  };
  return {
    async show({ messages, files }, audience) {
      if (audience === 'channel' && interim) await url.send({ delete_original: true });
      for (const [index, message] of messages.entries())
        await (audience === 'asker' ? toAsker(message, replace && index === 0) : toChannel(message));
      await sendFiles(place, files, audience);
    },
    async interim({ messages: [message, ...others] }) {
      if (message === undefined || others.length > 0 || url.left <= 2) return;
      await toAsker(message, replace);
      [replace, interim] = [true, true];
    },
    refuse: (text) => toAsker(renderNote(text), interim),
  };
}

/** Back into a conversation that the bot is in, or to the person where there is none. */
export function threadWay(place: Place, log: Log): Way {
  let shown: Posted | undefined;
  const put = async (message: SlackMessage, instead: Posted | undefined): Promise<Posted> => {
    if (instead === undefined) return say(place, message);
    await change(place, instead, message);
    return instead;
  };
  return {
    async show({ messages, files }) {
      for (const [index, message] of messages.entries()) await put(message, index === 0 ? shown : undefined);
      await sendFiles(place, files, 'channel');
    },
    async interim({ messages: [message, ...others] }) {
      if (message !== undefined && others.length === 0) shown = await put(message, shown);
    },
    async refuse(text) {
      const { channel } = place;
      if (channel === undefined || channel.startsWith('D')) {
        await put(renderNote(text), shown);
        return;
      }
      // What everybody saw of the question so far goes too: what was wrong with it is between the bot and the asker.
      if (shown !== undefined) await takeAway(place, shown);
      await whisper(place, renderNote(text), log);
    },
  };
}

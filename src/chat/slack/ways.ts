import type { Caller } from '../../core/caller.ts';
import type { Log } from '../../core/ports.ts';
import { sendFiles, shareFiles } from './files.ts';
import { responseBody } from './payload.ts';
import { whyNoPosts } from './postable.ts';
import { type Rendered, renderNote, type SlackMessage } from './render.ts';
import type { ResponseUrl } from './response-url.ts';
import { change, type Place, type Posted, say, takeAway, whisper, whisperThere } from './speak.ts';
import { timeZoneOf } from './time-zone.ts';

/** Whom an answer is for: the one who asked, or everybody in the channel. */
export type Audience = 'asker' | 'channel';

/** The way from an answer back to where the question came from. */
export type Way = {
  /** Who asked, and where. */
  readonly caller: Caller;
  /** Whether there is a channel in which an answer could be shared. */
  readonly shares: boolean;
  /** Shows an answer; after an interim one it takes that one's place. Throws UserError where it could not be shown whole to all. */
  show(rendered: Rendered, audience: Audience): Promise<void>;
  /** Shows what is known so far. False where that would stay for ever or cost the answer its way: then nothing is shown. */
  interim(message: SlackMessage): Promise<boolean>;
  /** Says that the answer takes its time: in the place of the answer, or where that cannot be, as a message of its own. */
  waiting(): Promise<void>;
  /** Takes back what was shown and will have no answer; left where the answer to another delivery could be hit. */
  withdraw(): Promise<void>;
  /** Words for the asker alone. */
  refuse(text: string): Promise<void>;
};

/**
 * What becomes of the message to which an interaction's address belongs: a command has none, that of a pressed button stays or
 * gives way to the answer.
 */
export type Holder = 'none' | 'stays' | 'gives way';

/**
 * Back by the interaction's own address, which works in every channel. When that is spent, by a message only the asker sees,
 * and when the bot is not in the channel, by a direct message. At the address of a pressed button "the original" is the
 * message with the button, perhaps a public one: unless that gives way, nothing is replaced there, and it is never deleted.
 */
export function responseWay(url: ResponseUrl, place: Place, log: Log, holder: Holder = 'none'): Way {
  const thread = place.thread === undefined ? {} : { thread_ts: place.thread };
  let [replaces, shown] = [holder === 'gives way', false];
  const send = async (
    message: SlackMessage,
    audience: Audience,
    instead: boolean,
    otherwise: () => Promise<unknown>,
  ): Promise<void> => {
    const sent = await url.send(responseBody({ ...message, ...thread }, audience, instead));
    if (sent === 'refused') await otherwise();
    else if (sent === 'unknown')
      log.warn({ audience }, 'nobody knows whether an answer reached Slack; it is not sent again');
  };
  const toAsker = (message: SlackMessage, instead: boolean): Promise<void> =>
    send(message, 'asker', instead, () => whisper(place, message, log));
  const interim = async (message: SlackMessage): Promise<boolean> => {
    if (holder === 'stays' || url.left <= 2) return false;
    const sent = await url.send(responseBody({ ...message, ...thread }, 'asker', replaces));
    if (sent === 'refused') return false;
    [replaces, shown] = [true, true];
    return true;
  };
  return {
    caller: callerAt(place),
    // Under a message in direct messages there is no channel; where a command was typed, it may be between two people.
    shares: !(holder === 'stays' && place.channel?.startsWith('D') === true),
    interim,
    withdraw: async () => undefined,
    async show({ messages, files }, audience) {
      // Before anything is said of them: everybody would read of a file that does not come.
      if (audience === 'channel') await shareFiles(place, files);
      if (audience === 'channel' && shown && holder === 'none') await url.send({ delete_original: true });
      for (const [index, message] of messages.entries())
        if (audience === 'asker') await toAsker(message, replaces && index === 0);
        else await send(message, 'channel', false, () => say(place, message));
      // What comes now, such as that a file cannot be sent, takes the place of nothing.
      shown = false;
      if (audience === 'asker') await sendFiles(place, files, audience);
    },
    async waiting() {
      const word = renderNote(WAITING);
      if (holder !== 'stays') await interim(word);
      // Beside the message, without a wait, which the answer would wait for, too; else that costs one of the answers of the address.
      else if (!(await whisperThere(place, word, log, 0)) && url.left > 2)
        await url.send(responseBody({ ...word, ...thread }, 'asker', false));
    },
    refuse: (text) => toAsker(renderNote(text), shown),
  };
}

/** In direct messages there is no channel that anything could be set up for. */
function callerAt({ workspace, user, name, channel }: Place): Caller {
  const { prefix } = workspace;
  const there =
    channel === undefined || channel.startsWith('D')
      ? {}
      : { channel: `${prefix}${channel}`, cannotPost: () => whyNoPosts(workspace, channel) };
  return {
    user: `${prefix}${user}`,
    ...(name === undefined ? {} : { name }),
    timeZone: () => timeZoneOf(workspace, user),
    ...there,
  };
}

const WAITING = 'Still looking …';

/**
 * Back into a conversation that the bot is in, or to the person where there is none. `opensThread`: the answer is the first in
 * its thread.
 */
export function threadWay(place: Place, log: Log, opensThread = false): Way {
  const direct = place.channel === undefined || place.channel.startsWith('D');
  let shown: Posted | undefined;
  const put = async (message: SlackMessage, instead: Posted | undefined): Promise<Posted> => {
    if (instead === undefined) return say(place, message);
    await change(place, instead, message);
    return instead;
  };
  const interim = async (message: SlackMessage): Promise<boolean> => {
    shown = await put(message, shown);
    return true;
  };
  return {
    caller: callerAt(place),
    shares: !direct,
    interim,
    async withdraw() {
      if (shown !== undefined) await takeAway(place, shown);
      shown = undefined;
    },
    async show({ messages, files }) {
      for (const message of messages) {
        await put(message, shown);
        shown = undefined;
      }
      await sendFiles(place, files, 'channel');
    },
    async waiting() {
      await interim(renderNote(WAITING));
    },
    async refuse(text) {
      if (direct) {
        await put(renderNote(text), shown);
        return;
      }
      // What everybody saw of the question so far goes too: what was wrong with it is between the bot and the asker.
      if (shown !== undefined) await takeAway(place, shown);
      // Slack shows such a message in a thread only to who has that thread open, and nobody has one that is still empty.
      const { thread, ...channel } = place;
      await whisper(opensThread || thread === undefined ? channel : place, renderNote(text), log);
    },
  };
}

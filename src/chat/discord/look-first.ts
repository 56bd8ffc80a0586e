import { type REST, RESTJSONErrorCodes, Routes } from 'discord.js';
import type { Dispatch } from '../../core/call.ts';
import { codeOf } from './errors.ts';

const NOT_ADDED =
  'I am not in this private thread, so I cannot post here. Mention me in a message here, which adds me.';

/**
 * Calls that are only answered with "it can be posted there" after a look at the channel: what Discord tells of the bot's rights with
 * an interaction holds for a private thread also where nobody has added the bot.
 */
export function lookingFirst(dispatch: Dispatch, wire: { readonly bot: Pick<REST, 'get'> }): Dispatch {
  return (call) => {
    const { caller } = call;
    if (caller?.channel === undefined || caller.cannotPost === undefined) return dispatch(call);
    const { channel, cannotPost } = caller;
    const looking = async () => (await cannotPost()) ?? (await whyHidden(wire.bot, channel));
    return dispatch({ ...call, caller: { ...caller, cannotPost: looking } });
  };
}

/** Undefined also where that cannot be learned just now. */
async function whyHidden(bot: Pick<REST, 'get'>, channel: string): Promise<string | undefined> {
  try {
    await bot.get(Routes.channel(channel));
    return undefined;
  } catch (error) {
    return codeOf(error) === RESTJSONErrorCodes.MissingAccess ? NOT_ADDED : undefined;
  }
}

import type { Log } from '../../core/ports.ts';
import { createResponseUrl } from './response-url.ts';
import type { Place } from './speak.ts';
import { type Holder, responseWay, threadWay, type Way } from './ways.ts';
import type { Workspace } from './workspaces.ts';

/** Where an interaction came from, in a form that also fits into a modal's private data. */
export type Origin = {
  readonly user: string;
  readonly name?: string;
  readonly channel?: string;
  readonly thread?: string;
  /** The thread is not there yet: the answer will be its first message. */
  readonly opensThread?: boolean;
  /** The interaction's own address for answers, and since when (milliseconds) it is good. */
  readonly url?: string;
  readonly born?: number;
};

/** The way back to where an interaction came from; `holder` is the message whose button was pressed, if one was. */
export function wayTo(origin: Origin, workspace: Workspace, log: Log, holder?: Holder): Way {
  const { user, name, channel, thread, opensThread, url, born } = origin;
  const place: Place = {
    workspace,
    user,
    ...(name === undefined ? {} : { name }),
    ...(channel === undefined ? {} : { channel }),
    ...(thread === undefined ? {} : { thread }),
  };
  return url === undefined
    ? threadWay(place, log, opensThread)
    : responseWay(createResponseUrl(url, born ?? Date.now()), place, log, holder);
}

import { commands } from '../../commands/index.ts';
import { systemClock } from '../../src/clock.ts';
import type { ChatParts } from '../../src/core/chat.ts';
import type { Digests } from '../../src/core/digest/digests.ts';
import type { SetupError } from '../../src/core/errors.ts';
import type { ArxivLookup } from '../../src/core/ports.ts';
import { createDispatch } from '../../src/dispatch.ts';
import type { Library } from '../../src/library.ts';
import { addPasted } from '../../src/pasted.ts';
import { createFakeCitations } from '../fakes/citations.ts';
import { noDigests } from '../fakes/digests.ts';
import { createFakeLog } from '../fakes/log.ts';
import { noArxiv } from '../fakes/lookup.ts';

export type ChatPartsOptions = Partial<
  Pick<
    ChatParts,
    | 'commands'
    | 'dispatch'
    | 'suggest'
    | 'home'
    | 'discussed'
    | 'toldIn'
    | 'forget'
    | 'adopt'
    | 'subscribed'
    | 'clock'
  >
> & {
  readonly arxiv?: ArxivLookup;
  readonly digests?: Digests;
  readonly admins?: readonly string[];
};

/** What an adapter is given: the real commands and dispatch on this library, with a log and a last word to look at. */
export function createChatParts(
  library: Library,
  notes: ChatParts['notes'],
  {
    commands: known = commands,
    dispatch,
    suggest = async () => [],
    arxiv = noArxiv,
    digests = noDigests,
    admins = [],
    discussed = async () => undefined,
    toldIn = async () => undefined,
    forget = async () => undefined,
    adopt = async () => undefined,
    subscribed = async () => [],
    home,
    clock = systemClock,
  }: ChatPartsOptions = {},
) {
  const log = createFakeLog();
  const fatal: SetupError[] = [];
  const software = { version: '1.2.3' };
  const parts: ChatParts = {
    commands: known,
    dispatch:
      dispatch ??
      createDispatch({
        commands: known,
        library,
        arxiv,
        citations: createFakeCitations(notes),
        digests,
        admins,
        software,
        log,
      }),
    library,
    suggest,
    ...(home === undefined ? {} : { home }),
    addPasted: (text) => addPasted(library, text),
    discussed,
    toldIn,
    forget,
    adopt,
    subscribed,
    notes,
    log,
    clock,
    software,
    fatal: (error) => fatal.push(error),
  };
  return { parts, log, fatal };
}

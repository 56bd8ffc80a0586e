import { AsyncLocalStorage } from 'node:async_hooks';
import { DefaultRestOptions, type RESTOptions } from 'discord.js';
import { isNotConnected } from '../../core/not-connected.ts';

/** A call that may not begin any more was not made. */
export class TooLate extends Error {
  constructor() {
    super('Nothing may be begun any more.');
  }
}

/** A message may be there, as one call for it got no answer; what came of another one after that (`cause`) says nothing of it. */
export class InDoubt extends Error {
  override readonly name = 'InDoubt';

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

type Deadline = { readonly mayBegin: () => boolean; isInDoubt: boolean };

const deadlines = new AsyncLocalStorage<Deadline>();

/**
 * Does something whose calls only begin while they may: also those that the library makes again, or keeps waiting. Rejects with
 * InDoubt where one of them, of which no other came to the right end, may have made a message.
 */
export async function whileAllowed<T>(mayBegin: () => boolean, work: () => Promise<T>): Promise<T> {
  const deadline = { mayBegin, isInDoubt: false };
  try {
    return await deadlines.run(deadline, work);
  } catch (error) {
    throw deadline.isInDoubt ? new InDoubt(error) : error;
  }
}

/** Makes one call, as the library does, if it may be begun. Rejects with TooLate. */
export const makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
  const deadline = deadlines.getStore();
  if (deadline === undefined) return DefaultRestOptions.makeRequest(url, init);
  if (!deadline.mayBegin()) throw new TooLate();
  const before = deadline.isInDoubt;
  // Until it is answered; and of an answer that something was done the rest may be lost.
  deadline.isInDoubt ||= isMessage(url, init.method);
  try {
    const response = await DefaultRestOptions.makeRequest(url, init);
    if (response.status >= 400 && response.status < 500) deadline.isInDoubt = before;
    return response;
  } catch (error) {
    if (isNotConnected(error)) deadline.isInDoubt = before;
    throw error;
  }
};

/** Whatever else is asked for can be asked for twice. */
function isMessage(url: string, method: string | undefined): boolean {
  return method === 'POST' && new URL(url).pathname.endsWith('/messages');
}

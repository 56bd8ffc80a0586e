import { AsyncLocalStorage } from 'node:async_hooks';
import { DefaultRestOptions, type RESTOptions } from 'discord.js';

/** A call that may not begin any more was not made. */
export class TooLate extends Error {
  /** Whether one was made before for the same: the library sends again by itself what got no answer. */
  readonly after: boolean;

  constructor(after: boolean) {
    super('Nothing may be begun any more.');
    this.after = after;
  }
}

type Deadline = { readonly mayBegin: () => boolean; begun: boolean };

const deadlines = new AsyncLocalStorage<Deadline>();

/** Does something whose calls only begin while they may: also those that the library makes again, or keeps waiting. */
export function whileAllowed<T>(mayBegin: () => boolean, work: () => Promise<T>): Promise<T> {
  return deadlines.run({ mayBegin, begun: false }, work);
}

/** Makes one call, as the library does, if it may be begun. Rejects with TooLate. */
export const makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
  const deadline = deadlines.getStore();
  if (deadline?.mayBegin() === false) throw new TooLate(deadline.begun);
  if (deadline !== undefined) deadline.begun = true;
  return DefaultRestOptions.makeRequest(url, init);
};

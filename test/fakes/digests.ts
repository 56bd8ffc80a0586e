import type { Digests } from '../../src/core/digest/digests.ts';
import { UserError } from '../../src/core/errors.ts';

/** No digests here: for tests of everything else. */
export const noDigests = new Proxy({} as Digests, {
  get: (_target, name) => () =>
    Promise.reject(new UserError(`There are no digests here to ask for ${String(name)}.`)),
});

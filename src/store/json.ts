import { SetupError } from '../core/errors.ts';

/**
 * Reads a JSON column that this program wrote itself, so its shape is not checked again.
 *
 * @param what names the row in the message: "paper 2401.00001"
 * @throws SetupError when the text is not the object that was written. The row is not passed over in silence: a paper that
 *   seems unknown would come back as news.
 */
export function readJson(text: string, what: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw damaged(what, error);
  }
  if (typeof value !== 'object' || value === null) throw damaged(what);
  return value;
}

function damaged(what: string, cause?: unknown): SetupError {
  return new SetupError(
    `The library is damaged: what it holds for ${what} cannot be read. Restore a copy of the database, ` +
      'or move it away and import the papers again.',
    { cause },
  );
}

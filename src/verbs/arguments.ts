import { UserError } from '../core/errors.ts';

/** Runs node's argument parser; what does not fit becomes a UserError that ends with how to call the verb. */
export function explained<T>(howTo: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error);
    throw new UserError(`${reason}. Type: ${howTo}`);
  }
}

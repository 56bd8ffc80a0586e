/** The person asking can mend this. Its message is shown to them as it stands: what was wrong, and what to type instead. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** A service that Paperthread reads from did not answer as it should; the library itself is fine. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
}

/** An answer came, and no good one to this very question: another question may well be answered. */
export class UpstreamRefusal extends UpstreamError {}

/** Something on this machine keeps Paperthread from running (folder, database, settings); said at start, then exit 1. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

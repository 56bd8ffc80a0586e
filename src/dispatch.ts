import type { Command, CommandContext } from './core/command.ts';
import { SetupError, UpstreamError, UserError } from './core/errors.ts';
import { nearest } from './core/nearest.ts';
import { checkOptions, type OptionValues, parseOptions } from './core/options.ts';
import type { LibraryReader, Log } from './core/ports.ts';
import type { Reply } from './core/reply.ts';
import { clip } from './core/text.ts';

/** One command call as a platform hands it over: options as one line of text, or already typed. */
export type Call = {
  readonly command: string;
  readonly input: string | OptionValues;
  readonly platform: string;
};

/** What goes back: the answer for whoever may see it, or words for the asker alone. */
export type Outcome =
  | { readonly kind: 'reply'; readonly reply: Reply; readonly command: Command }
  | { readonly kind: 'refused'; readonly message: string };

export type Dispatch = (call: Call) => Promise<Outcome>;

export type DispatchDependencies = {
  readonly commands: readonly Command[];
  readonly library: LibraryReader;
  readonly software: CommandContext['software'];
  readonly log: Log;
  /** Milliseconds a command may take before the asker is told that it did not finish. */
  readonly timeLimit?: number;
};

/** The one way from a call to an answer: find the command, read its options, run it in time, turn errors into words, log. */
export function createDispatch(dependencies: DispatchDependencies): Dispatch {
  const { commands, library, software, log, timeLimit = 15_000 } = dependencies;
  return async (call) => {
    const reference = newReference();
    const started = performance.now();
    const finish = (outcome: string, fields: object = {}): void => {
      const ms = Math.round((performance.now() - started) * 10) / 10;
      const line = {
        reference,
        command: clip(call.command, 40),
        platform: call.platform,
        outcome,
        ms,
        ...fields,
      };
      if (outcome.endsWith('fault')) log.error(line, 'command');
      else log.info(line, 'command');
    };
    try {
      const command = findCommand(commands, call.command);
      const values =
        typeof call.input === 'string'
          ? parseOptions(command, call.input)
          : checkOptions(command, call.input);
      const now = new Date().toISOString();
      const reply = await withinTime(command.run(values, { library, commands, software, now }), timeLimit);
      finish('reply');
      return { kind: 'reply', reply, command };
    } catch (error) {
      if (error instanceof UserError) {
        finish('user error');
        return { kind: 'refused', message: error.message };
      }
      if (error instanceof UpstreamError) {
        finish('upstream error', { err: error });
        return {
          kind: 'refused',
          message: `${error.message} What the library already holds is unharmed. (${reference})`,
        };
      }
      if (error instanceof SetupError) {
        finish('setup fault', { err: error });
        return { kind: 'refused', message: error.message };
      }
      finish('fault', { err: error });
      return {
        kind: 'refused',
        message: `Something went wrong here; nothing was changed. Try again; if it happens again, look for ${reference} in the log.`,
      };
    }
  };
}

function findCommand(commands: readonly Command[], name: string): Command {
  const command = commands.find((known) => known.name === name);
  if (command !== undefined) return command;
  const names = commands.map((known) => known.name);
  if (name === '')
    throw new UserError('Type a command after the slash, for example: /papers sparse autoencoders');
  const near = nearest(name, names);
  const hint =
    near === undefined
      ? `There are: ${names.map((known) => `/${known}`).join(', ')}.`
      : `Did you mean /${near}?`;
  throw new UserError(`There is no command "/${clip(name, 40)}". ${hint}`);
}

/** Stops waiting, not the work: it can only be late between two steps, and what it still does changes nothing. */
async function withinTime<T>(work: Promise<T>, limit: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new UpstreamError(
          `That took longer than ${Math.round(limit / 1000)} seconds and was not waited for.`,
        ),
      );
    }, limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Eight letters and digits that are easy to read aloud and to find in a log. */
function newReference(): string {
  return crypto.randomUUID().slice(0, 8);
}

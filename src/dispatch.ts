import { splitPasted } from './core/attachment.ts';
import type { Call, Dispatch } from './core/call.ts';
import { type Command, type CommandContext, changesSomething, type Described } from './core/command.ts';
import type { Digests } from './core/digest/digests.ts';
import { SetupError, UpstreamError, UserError } from './core/errors.ts';
import { noCommand } from './core/groups.ts';
import { mayNotManage } from './core/managers.ts';
import { checkOptions, type OptionValues, parseOptions } from './core/options.ts';
import type { ArxivLookup, CitationMemory, LibraryReader, Log } from './core/ports.ts';
import { clip } from './core/text.ts';

export type DispatchDependencies = {
  readonly commands: readonly Command[];
  readonly library: LibraryReader;
  readonly arxiv: ArxivLookup;
  readonly citations: CitationMemory;
  readonly digests: Digests;
  /** Of Slack, the user ids of those who may use the commands that are `managersOnly`; everybody where it is empty. */
  readonly admins: readonly string[];
  readonly software: CommandContext['software'];
  readonly log: Log;
  /** Told of every call that was answered. */
  readonly answered?: (
    call: Pick<Call, 'platform' | 'caller'>,
    command: Command,
    values: OptionValues,
  ) => void;
  /** Milliseconds a command may take before the asker is told that it did not finish. */
  readonly timeLimit?: number;
  /** The same for a command that has shown what it knows so far: chat platforms let an answer change for fifteen minutes. */
  readonly slowTimeLimit?: number;
};

const NOT_SHARED =
  'This answer cannot be shared, as that would do once more what it tells of. Copy its words to tell others.';

/** The one way from a call to an answer: find the command, see who asks, read its options, run it in time, turn errors into words, log. */
export function createDispatch(dependencies: DispatchDependencies): Dispatch {
  const {
    commands,
    library,
    arxiv,
    citations,
    digests,
    admins,
    software,
    log,
    timeLimit = 15_000,
    slowTimeLimit = 180_000,
  } = dependencies;
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
    const described = [...commands, ...(call.ownCommands ?? [])];
    let changed = false;
    try {
      const command = commands.find(({ name }) => name === call.command);
      if (command === undefined) throw new UserError(noSuch(described, call.command));
      const forbidden = command.managersOnly === true ? mayNotManage(admins, call) : undefined;
      if (forbidden !== undefined) throw new UserError(forbidden);
      const { input, attachment } = withPasted(command, call);
      const values = typeof input === 'string' ? parseOptions(command, input) : checkOptions(command, input);
      changed = changesSomething(command, values);
      if (changed && call.sharing === true) throw new UserError(NOT_SHARED);
      const now = new Date().toISOString();
      const limit = startLimit(timeLimit);
      const show: CommandContext['show'] = async (interim) => {
        limit.extend(slowTimeLimit);
        await call.show?.(interim);
      };
      const { platform, caller } = call;
      const context: CommandContext = {
        library,
        arxiv,
        citations,
        digests,
        commands: described,
        software,
        platform,
        ...(caller === undefined ? {} : { caller }),
        ...(attachment === undefined ? {} : { attachment }),
        now,
        show,
      };
      const reply = await limit.hold(command.run(values, context));
      finish('reply');
      dependencies.answered?.(call, command, values);
      return { kind: 'reply', reply, command, changed };
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
        message: `${FAULT[changed ? 'changing' : 'asking']}; if it happens again, look for ${reference} in the log.`,
      };
    }
  };
}

/** What was begun before a fault stays. */
const FAULT = {
  changing: 'Something went wrong here. Look what of it was done, and try the rest again',
  asking: 'Something went wrong here; nothing was changed. Try again',
} as const;

function noSuch(described: readonly Described[], name: string): string {
  return name === ''
    ? 'Type a command after the slash, for example: /papers sparse autoencoders'
    : noCommand(described, name);
}

/** What was pasted behind a command that takes a file is that file. */
function withPasted(command: Command, { input, attachment }: Call): Pick<Call, 'input' | 'attachment'> {
  if (attachment !== undefined) return { input, attachment };
  return command.takesFile !== undefined && typeof input === 'string'
    ? splitPasted(command, input)
    : { input };
}

/** Stops waiting, not the work: it can only be late between two steps, and what it may still do is to add a paper. */
function startLimit(firstMs: number): { extend(ms: number): void; hold<T>(work: Promise<T>): Promise<T> } {
  const late = Promise.withResolvers<never>();
  const arm = (ms: number): NodeJS.Timeout =>
    setTimeout(
      () =>
        late.reject(
          new UpstreamError(`That took longer than ${Math.round(ms / 1000)} seconds and was not waited for.`),
        ),
      ms,
    );
  let timer: NodeJS.Timeout | undefined = arm(firstMs);
  return {
    extend(ms) {
      // Work that nobody waits for any more gets no more time.
      if (timer === undefined) return;
      clearTimeout(timer);
      timer = arm(ms);
    },
    async hold(work) {
      try {
        return await Promise.race([work, late.promise]);
      } finally {
        clearTimeout(timer);
        timer = undefined;
      }
    },
  };
}

/** Eight letters and digits that are easy to read aloud and to find in a log. */
function newReference(): string {
  return crypto.randomUUID().slice(0, 8);
}

import type { Attachment, Caller } from './caller.ts';
import type { Digests } from './digest/digests.ts';
import type { ArxivLookup, CitationMemory, LibraryReader } from './ports.ts';
import type { Reply } from './reply.ts';

/** What can be completed while typing an option. */
export type Completion =
  | 'query'
  /** A query for what is to come: of single papers nothing is suggested. */
  | 'topic'
  | 'paper'
  | 'author'
  | 'category'
  | 'command'
  | 'style'
  | 'subscription'
  /** A paper that the channel follows. */
  | 'followed';

/** One option of a command. */
export type OptionSpec = {
  readonly name: string;
  readonly description: string;
  readonly type: 'string' | 'integer' | 'boolean';
  readonly required?: boolean;
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** Takes all text that belongs to no named option. At most one per command. */
  readonly rest?: boolean;
  /**
   * How values of several words begin a text. In a typed line they need quotes: of one without, whose first word alone would be taken,
   * it is asked what was meant.
   */
  readonly severalWords?: RegExp;
  readonly completion?: Completion;
};

type ValueOf<O extends OptionSpec> = O extends { choices: readonly (infer C)[] }
  ? C
  : { string: string; integer: number; boolean: boolean }[O['type']];

/** The values of a command's options, typed from their specification; optional ones may be absent. */
export type Values<O extends readonly OptionSpec[]> = {
  readonly [Spec in O[number] as Spec extends { required: true } ? Spec['name'] : never]: ValueOf<Spec>;
} & {
  readonly [Spec in O[number] as Spec extends { required: true } ? never : Spec['name']]?: ValueOf<Spec>;
};

/** What a command may use: the library, what there is to call, who it is, and who asks. */
export type CommandContext = {
  readonly library: LibraryReader;
  readonly arxiv: ArxivLookup;
  readonly citations: CitationMemory;
  readonly digests: Digests;
  /** Those that people can use where they ask, also those that their platform answers by itself. */
  readonly commands: readonly Described[];
  readonly software: { readonly version: string };
  /** `slack`, `discord`, `terminal`, `ask` */
  readonly platform: string;
  /** Absent where nobody in particular asks, as at the terminal. */
  readonly caller?: Caller;
  readonly attachment?: Attachment;
  /** ISO time of the call. */
  readonly now: string;
  /** Shows what is known so far, before something slow is asked; gives the command more time. The final reply replaces it. */
  readonly show: (interim: Reply) => Promise<void>;
};

/** One slash command. Usage line, help text, completion and each platform's definition come from this. */
export type Command<O extends readonly OptionSpec[] = readonly OptionSpec[]> = {
  readonly name: string;
  readonly description: string;
  readonly options: O;
  /** Whole command lines that work on the papers that ship. */
  readonly examples: readonly string[];
  /** Who sees the answer by default. */
  readonly visibility: 'asker' | 'channel';
  /** Sets what everybody sees: on Discord for those who manage the server, and only there; in Slack for those of `mayNotManage`. */
  readonly managersOnly?: true;
  /** Whether a call changes what others see, where not all calls do: those of `managersOnly` do anyway. */
  changes?(values: Values<O>): boolean;
  /**
   * Works on a text file, such as a `.bib`: attached, on standard input, or pasted behind the command or into a form. A word says
   * that it does so only when called with that word, as in `/cite check`.
   */
  readonly takesFile?: true | string;
  // A method, not a property: only methods let a command with specific options stand in a list of commands.
  run(values: Values<O>, context: CommandContext): Promise<Reply>;
};

/** What there is to tell of a command, whoever answers it. */
export type Described = Pick<Command, 'name' | 'description' | 'options' | 'examples' | 'managersOnly'>;

/** Keeps the literal types of the options, so that `run` sees its values typed. */
export function defineCommand<const O extends readonly OptionSpec[]>(command: Command<O>): Command<O> {
  return command;
}

/** Whether a call changes something each time it is made, so that nobody is to make it to see, or show, its answer again. */
export function changesSomething(command: Command, values: Values<readonly OptionSpec[]>): boolean {
  return command.managersOnly === true || command.changes?.(values) === true;
}

/** `/papers QUERY [sort:relevance|newest|updated] [limit:1-25]` */
export function usage(command: Pick<Command, 'name' | 'options'>): string {
  const parts = command.options.map((option) => {
    const shape = shapeOf(option);
    const text = option.rest === true ? option.name.toUpperCase() : `${option.name}:${shape}`;
    return option.required === true ? text : `[${text}]`;
  });
  return [`/${command.name}`, ...parts].join(' ');
}

/** `/papers QUERY`: the same without the options that have names. */
export function briefUsage({ name, options }: Pick<Command, 'name' | 'options'>): string {
  return usage({ name, options: options.filter(({ rest }) => rest === true) });
}

/** What can be typed for an option. */
function shapeOf({ name, type, choices, min, max }: OptionSpec): string {
  if (choices !== undefined) return choices.join('|');
  if (type === 'boolean') return 'yes|no';
  if (min !== undefined && max !== undefined) return `${min}-${max}`;
  return type === 'integer' ? 'NUMBER' : name.toUpperCase();
}

import { type APIApplicationCommandOptionChoice, ApplicationCommandOptionType } from 'discord.js';
import type { OptionValues } from '../../core/options.ts';
import type { Suggestion } from '../../core/suggest.ts';
import { plainLabel } from './escape.ts';

const MOST_CHOICES = 25;
const LONGEST_CHOICE = 100;

/** An option as Discord sends it; a subcommand holds its own. */
type SentOption = {
  readonly name: string;
  readonly type?: ApplicationCommandOptionType;
  readonly value?: string | number | boolean;
  readonly focused?: boolean;
  readonly options?: readonly SentOption[];
};

/** Suggestions as Discord takes them: at most 25, none empty, none over 100. A value that would have to be cut is left out. */
export function choicesOf(suggestions: readonly Suggestion[]): APIApplicationCommandOptionChoice<string>[] {
  return suggestions
    .map(({ label, value }) => ({ name: plainLabel(label, LONGEST_CHOICE), value }))
    .filter(({ name, value }) => name !== '' && value.trim() !== '' && value.length <= LONGEST_CHOICE)
    .slice(0, MOST_CHOICES);
}

/** The same for an option that takes a number. */
export function numberChoicesOf(
  suggestions: readonly Suggestion[],
): APIApplicationCommandOptionChoice<number>[] {
  return choicesOf(suggestions)
    .map(({ name, value }) => ({ name, value: Number(value) }))
    .filter(({ value }) => Number.isSafeInteger(value));
}

/** A command as Discord sends it: the second word of a name of two is an option that holds the others. */
type SentCommand = { readonly name: string; readonly options?: readonly SentOption[] };

/** The command that was called, by its whole name, with its own options. */
export function calledCommand({ name, options = [] }: SentCommand): Required<SentCommand> {
  const [first] = options;
  return first?.type === ApplicationCommandOptionType.Subcommand
    ? { name: `${name} ${first.name}`, options: first.options ?? [] }
    : { name, options };
}

/** The option that is being typed. */
export function focusedOption(options: readonly SentOption[]): { name: string; value: string } {
  const focused = options.find((option) => option.focused === true);
  return { name: focused?.name ?? '', value: String(focused?.value ?? '') };
}

/** The typed values of a command's options; a file is none. */
export function optionValues(options: readonly SentOption[]): OptionValues {
  const given = options.flatMap(({ name, type, value }) =>
    value === undefined || type === ApplicationCommandOptionType.Attachment ? [] : [[name, value] as const],
  );
  return Object.fromEntries(given);
}

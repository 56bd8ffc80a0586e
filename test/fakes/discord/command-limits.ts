import { Locale } from 'discord.js';
import { atMost, between, components, isObject, type Json, length, list, text } from './limits.ts';

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

const LOCALES: ReadonlySet<string> = new Set(Object.values(Locale));
const CHAT_INPUT = 1;
const SUBCOMMAND = 1;

/** Faults of a whole list of commands, as it is registered. */
export function commandFaults(commands: readonly Json[]): string[] {
  const ofType = (type: number): number => commands.filter((command) => typeOf(command) === type).length;
  const keys = commands.map((command) => `${typeOf(command)} ${text(command['name'])}`);
  return [
    ...atMost('slash commands', ofType(1), 100),
    ...atMost('user commands', ofType(2), 15),
    ...atMost('message commands', ofType(3), 15),
    ...(new Set(keys).size === keys.length ? [] : ['two commands of one name']),
    ...commands.flatMap((command) => oneCommand(command, text(command['name']))),
  ];
}

/** Faults of the choices offered while somebody types. */
export function choiceFaults(choices: readonly Json[]): string[] {
  return [
    ...atMost('choices', choices.length, 25),
    ...choices.flatMap((choice, index) => oneChoice(choice, `choices[${index}]`)),
  ];
}

/** Faults of a modal. */
export function modalFaults(modal: Json): string[] {
  return [
    ...between('title', length(text(modal['title'])), 1, 45),
    ...between('custom_id', length(text(modal['custom_id'])), 1, 100),
    ...between('components', list(modal['components']).length, 1, 5),
    ...components(modal['components']).flatMap(({ component, at }) => {
      if (component['type'] === 18)
        return [
          ...between(`${at}.label`, length(text(component['label'])), 1, 45),
          ...atMost(`${at}.description`, length(text(component['description'])), 100),
        ];
      if (component['type'] !== 4)
        return [`${at}.type: ${text(component['type'])} is not used in modals here`];
      return [
        ...between(`${at}.custom_id`, length(text(component['custom_id'])), 1, 100),
        ...atMost(`${at}.max_length`, Number(component['max_length'] ?? 4_000), 4_000),
        ...atMost(`${at}.placeholder`, length(text(component['placeholder'])), 100),
      ];
    }),
  ];
}

/** Names and descriptions in other languages keep to the same limits. */
function languageFaults(one: Json, at: string, menu = false): string[] {
  const [names, descriptions] = [one['name_localizations'], one['description_localizations']].map((map) =>
    isObject(map) ? Object.entries(map) : [],
  );
  return [
    ...[...(names ?? []), ...(descriptions ?? [])].flatMap(([locale]) =>
      LOCALES.has(locale) ? [] : [`${at}: "${locale}" is no language of Discord`],
    ),
    ...(names ?? []).flatMap(([locale, name]) =>
      menu ? between(`${at} (${locale}): name`, length(text(name)), 1, 32) : nameFaults(text(name), at),
    ),
    ...(descriptions ?? []).flatMap(([locale, words]) =>
      between(`${at} (${locale}): description`, length(text(words)), 1, 100),
    ),
  ];
}

function typeOf(command: Json): number {
  return Number(command['type'] ?? CHAT_INPUT);
}

function oneCommand(command: Json, at: string): string[] {
  const name = text(command['name']);
  if (typeOf(command) !== CHAT_INPUT) {
    return [
      ...languageFaults(command, at, true),
      ...between(`${at}: name`, length(name), 1, 32),
      ...(command['description'] === undefined || command['description'] === ''
        ? []
        : [`${at}: a menu entry has no description`]),
      ...(list(command['options']).length === 0 ? [] : [`${at}: a menu entry has no options`]),
    ];
  }
  return [
    ...languageFaults(command, at),
    ...nameFaults(name, at),
    ...between(`${at}: description`, length(text(command['description'])), 1, 100),
    ...groupFaults(list(command['options']), at),
    ...atMost(`${at}: characters in all`, characters(command), 8_000),
  ];
}

/** A command has subcommands or options of its own, not both. */
function groupFaults(options: readonly Json[], at: string): string[] {
  const words = options.filter((option) => option['type'] === SUBCOMMAND);
  if (words.length === 0) return optionFaults(options, at);
  const names = words.map((word) => text(word['name']));
  return [
    ...(words.length === options.length ? [] : [`${at}: options beside subcommands`]),
    ...(new Set(names).size === names.length ? [] : [`${at}: two subcommands of one name`]),
    ...atMost(`${at}: subcommands`, words.length, 25),
    ...words.flatMap((word) => {
      const inner = `${at} ${text(word['name'])}`;
      return [
        ...languageFaults(word, inner),
        ...nameFaults(text(word['name']), inner),
        ...between(`${inner}: description`, length(text(word['description'])), 1, 100),
        ...('required' in word ? [`${inner}: a subcommand is neither required nor optional`] : []),
        ...optionFaults(list(word['options']), inner),
      ];
    }),
  ];
}

function optionFaults(options: readonly Json[], at: string): string[] {
  const firstOptional = options.findIndex((option) => option['required'] !== true);
  const lastRequired = options.findLastIndex((option) => option['required'] === true);
  return [
    ...atMost(`${at}: options`, options.length, 25),
    ...(firstOptional >= 0 && lastRequired > firstOptional
      ? [`${at}: a required option behind an optional one`]
      : []),
    ...options.flatMap((option) => oneOption(option, `${at} ${text(option['name'])}`)),
  ];
}

function oneOption(option: Json, at: string): string[] {
  const choices = list(option['choices']);
  const completes = option['autocomplete'] === true;
  return [
    ...nameFaults(text(option['name']), at),
    ...between(`${at}: description`, length(text(option['description'])), 1, 100),
    ...atMost(`${at}: choices`, choices.length, 25),
    ...choices.flatMap((choice, index) => oneChoice(choice, `${at}: choices[${index}]`)),
    ...(completes && choices.length > 0 ? [`${at}: either autocomplete or choices`] : []),
    ...(completes && ![3, 4, 10].includes(Number(option['type']))
      ? [`${at}: no autocomplete for this type`]
      : []),
    ...(option['max_length'] === undefined
      ? []
      : between(`${at}: max_length`, Number(option['max_length']), 1, 6_000)),
    ...(option['min_length'] === undefined
      ? []
      : between(`${at}: min_length`, Number(option['min_length']), 0, 6_000)),
  ];
}

function oneChoice(choice: Json, at: string): string[] {
  const value = choice['value'];
  return [
    ...between(`${at}.name`, length(text(choice['name'])), 1, 100),
    ...(typeof value === 'string' ? between(`${at}.value`, length(value), 1, 100) : []),
  ];
}

function nameFaults(name: string, at: string): string[] {
  return NAME.test(name) && name === name.toLowerCase()
    ? []
    : [`${at}: "${name}" is no name for a command or option`];
}

function characters(value: unknown): number {
  if (!isObject(value)) return 0;
  // The longest of all languages counts.
  const own = ['name', 'description', 'value'].reduce((sum, key) => {
    const languages = value[`${key}_localizations`];
    const all = [value[key], ...(isObject(languages) ? Object.values(languages) : [])];
    return sum + Math.max(...all.map((one) => length(text(one))));
  }, 0);
  const inner = [...list(value['options']), ...list(value['choices'])];
  return inner.reduce((sum, one) => sum + characters(one), own);
}

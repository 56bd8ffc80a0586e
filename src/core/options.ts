import type { Command, OptionSpec } from './command.ts';
import { briefUsage } from './command.ts';
import { UserError } from './errors.ts';
import { findGroup } from './groups.ts';
import type { OptionValue } from './reply.ts';
import { collapse, count, listAnd, listOr, stripControls } from './text.ts';

const LONGEST_LINE = 4_000;
/** Words of one value, as far as it is looked where it ends. */
const MOST_VALUE_WORDS = 6;
const QUOTES = '"“”„«»';

export type OptionValues = Readonly<Record<string, OptionValue>>;

/**
 * Splits `/papers sparse autoencoders` into the command's name and the rest; a line without a slash is a search. The first word of
 * two-word commands takes the next one along, whatever it is; alone it asks for what there is. A command with nothing but `help`
 * behind it asks for help on that command.
 */
export function splitLine(
  line: string,
  commands: readonly Pick<Command, 'name'>[],
): { command: string; text: string } {
  const clean = stripControls(line);
  const match = /^\s*\/(\S*)([\s\S]*)$/.exec(clean);
  if (match === null) return { command: 'papers', text: clean.trim() };
  const first = (match[1] ?? '').toLowerCase();
  const rest = (match[2] ?? '').trim();
  if (isHelp(rest)) return { command: 'help', text: first };
  if (findGroup(commands, first) === undefined) return { command: first, text: rest };
  const second = (/^\S*/.exec(rest)?.[0] ?? '').toLowerCase();
  if (second === '') return { command: 'help', text: first };
  const text = rest.slice(second.length).trim();
  const command = `${first} ${second}`;
  return isHelp(text) ? { command: 'help', text: command } : { command, text };
}

/** The word alone; a paper on "help" is found with one word more. */
export function isHelp(text: string): boolean {
  return /^(?:help|-h|--help|\?)$/i.test(text);
}

/**
 * Reads a command's options from one line of text: `name:value` or `--name value` in any order, values quoted with any double
 * quotes that keyboards type; what is left belongs to the option that takes the rest, and so does a name with a colon and a blank
 * before what cannot be its value, as in the title "Push it to the Limit: Discover Edge-Cases". Throws UserError in words.
 */
export function parseOptions(command: Command, text: string): OptionValues {
  checkLength(text.length);
  const named = new Map<string, string>();
  const rest: string[] = [];
  const tokens = tokenize(stripControls(text));
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? '';
    const option = namedOption(command, token);
    const next = tokens[index + 1];
    const isParted =
      /^[A-Za-z]+:$/.test(token) && next !== undefined && namedOption(command, next) === undefined;
    if (option === undefined || (isParted && isProse(command, option.spec, token, next))) {
      rest.push(token);
      continue;
    }
    const { spec } = option;
    let value = isParted ? undefined : option.value;
    if (value === undefined && spec.type === 'boolean' && !isParted) value = 'true';
    if (value === undefined) {
      index += 1;
      value = tokens[index] ?? '';
    }
    if (named.has(spec.name))
      throw new UserError(`"${spec.name}" was given twice; give it once. ${howToUse(command)}`);
    checkUncut(spec, value, tokens.slice(index + 1, index + MOST_VALUE_WORDS));
    named.set(spec.name, unquote(value));
  }
  return check(command, withRest(command, named, rest.join(' ').trim()));
}

/** Throws UserError where a value without quotes seems to go on in the words behind it. */
function checkUncut({ name, severalWords }: OptionSpec, value: string, behind: readonly string[]): void {
  const [whole = ''] = severalWords?.exec([value, ...behind].join(' ')) ?? [];
  if (whole.length <= value.length) return;
  const short = value.replace(/[,;]$/, '');
  throw new UserError(
    `Put ${name} in quotes, so that it is clear where it ends: ${name}:"${whole}", or ${name}:"${short}" if that is all of it.`,
  );
}

/** Whether the name of an option, with its colon, is a word of the text before what follows. */
function isProse(command: Command, spec: OptionSpec, name: string, next: string): boolean {
  const isName = name === name.toLowerCase() && canBe(spec, unquote(next));
  return textOption(command) !== undefined && !isName;
}

/** Whether a text can be the value of an option. */
function canBe(spec: OptionSpec, text: string): boolean {
  try {
    readValue(spec, text);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

/** Checks option values that a platform already typed, as on Discord, where numbers arrive as numbers. */
export function checkOptions(command: Command, values: OptionValues): OptionValues {
  const known = new Map<string, string>();
  checkLength(Object.values(values).reduce((sum: number, value) => sum + String(value).length, 0));
  for (const [name, value] of Object.entries(values)) {
    if (!command.options.some((spec) => spec.name === name)) throw unknownOption(command, name);
    known.set(name, stripControls(String(value)));
  }
  return check(command, known);
}

function checkLength(characters: number): void {
  if (characters <= LONGEST_LINE) return;
  throw new UserError(
    `That is ${count(characters, 'character')}; a command takes at most ${LONGEST_LINE.toLocaleString('en-US')}. Shorten it and try again.`,
  );
}

/** The line a person would type for this call: what a button stands for where there are no buttons. */
export function formatCall(command: Command, values: OptionValues): string {
  const parts = command.options.flatMap((spec) => {
    const value = values[spec.name];
    if (value === undefined) return [];
    const text = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
    return spec.rest === true ? [text] : [`${spec.name}:${/\s/.test(text) ? `"${text}"` : text}`];
  });
  return [`/${command.name}`, ...parts].join(' ');
}

/** The option that takes a command's text, such as a query or a paper. */
export function textOption(command: Command | undefined): string | undefined {
  return command?.options.find(({ rest }) => rest === true)?.name;
}

/** Blanks separate, but not inside double quotes; a quote that is never closed reaches to the end. */
function tokenize(text: string): string[] {
  const tokens: string[] = [];
  let token = '';
  let quoted = false;
  for (const letter of text) {
    if (QUOTES.includes(letter)) quoted = !quoted;
    if (!quoted && /\s/.test(letter)) {
      if (token !== '') tokens.push(token);
      token = '';
    } else token += letter;
  }
  if (token !== '') tokens.push(token);
  return tokens;
}

function unquote(value: string): string {
  const inside =
    value.length > 1 && QUOTES.includes(value.at(0) ?? ' ') && QUOTES.includes(value.at(-1) ?? ' ');
  return collapse(inside ? value.slice(1, -1) : value);
}

function namedOption(command: Command, token: string): { spec: OptionSpec; value?: string } | undefined {
  // Phones turn "--" into a long dash.
  const dashed = /^(?:--|—)([A-Za-z][\w-]*)(?:[=:]([\s\S]*))?$/.exec(token);
  if (dashed !== null) {
    const spec = findOption(command, dashed[1] ?? '');
    if (spec === undefined) throw unknownOption(command, `--${dashed[1]}`);
    return { spec, ...(dashed[2] === undefined ? {} : { value: dashed[2] }) };
  }
  const colon = /^([A-Za-z]+):([\s\S]*)$/.exec(token);
  const spec = colon === null ? undefined : findOption(command, colon[1] ?? '');
  return spec === undefined || spec.rest === true ? undefined : { spec, value: colon?.[2] ?? '' };
}

function findOption(command: Command, name: string): OptionSpec | undefined {
  return command.options.find((spec) => spec.name === name.toLowerCase());
}

function withRest(command: Command, named: Map<string, string>, rest: string): Map<string, string> {
  if (rest === '') return named;
  const spec = command.options.find((option) => option.rest === true);
  if (spec === undefined)
    throw new UserError(`/${command.name} takes no text, but "${rest}" was given. ${howToUse(command)}`);
  if (named.has(spec.name))
    throw new UserError(`"${spec.name}" was given twice; give it once. ${howToUse(command)}`);
  return named.set(spec.name, rest);
}

function check(command: Command, values: ReadonlyMap<string, string>): OptionValues {
  const checked: Record<string, OptionValue> = {};
  for (const spec of command.options) {
    const text = values.get(spec.name);
    if (text === undefined || (text.trim() === '' && spec.required === true)) {
      if (spec.required === true)
        throw new UserError(`/${command.name} needs ${article(spec.name)}. ${howToUse(command)}`);
      continue;
    }
    checked[spec.name] = readValue(spec, text);
  }
  return checked;
}

function readValue(spec: OptionSpec, text: string): OptionValue {
  if (spec.type === 'integer') return readInteger(spec, text);
  if (spec.type === 'boolean') return readBoolean(spec, text);
  if (spec.choices === undefined) return text;
  const choice = spec.choices.find((known) => known === text.toLowerCase());
  if (choice === undefined)
    throw new UserError(`"${spec.name}" can be ${listOr(spec.choices)}, not "${text}".`);
  return choice;
}

function readInteger(spec: OptionSpec, text: string): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  const [min, max] = [spec.min ?? 0, spec.max ?? Number.MAX_SAFE_INTEGER];
  if (number >= min && number <= max) return number;
  const range = spec.max === undefined ? `of ${min} or more` : `from ${min} to ${max}`;
  throw new UserError(`"${spec.name}" takes a whole number ${range}, not "${text}".`);
}

function readBoolean(spec: OptionSpec, text: string): boolean {
  if (/^(true|yes|on|1)$/i.test(text)) return true;
  if (/^(false|no|off|0)$/i.test(text)) return false;
  throw new UserError(`"${spec.name}" can be yes or no, not "${text}".`);
}

function unknownOption(command: Command, name: string): UserError {
  const names = command.options.filter((spec) => spec.rest !== true).map((spec) => spec.name);
  const known = names.length === 0 ? 'It has none.' : `It has ${listAnd(names)}.`;
  return new UserError(`/${command.name} has no option "${name}". ${known} ${howToUse(command)}`);
}

function howToUse(command: Command): string {
  const how = briefUsage(command);
  const example = command.examples[0] ?? how;
  if (how === example) return `Type: ${how}`;
  const all = command.options.some(({ rest }) => rest !== true)
    ? ` (all options: /help ${command.name})`
    : '';
  return `Type: ${how}${all}, for example: ${example}`;
}

function article(name: string): string {
  return /^[aeiou]/.test(name) ? `an ${name}` : `a ${name}`;
}

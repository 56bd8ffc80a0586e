import type { Command } from './command.ts';
import { nearest } from './nearest.ts';
import { clip, listAnd } from './text.ts';

type Named = Pick<Command, 'name'>;

/** Commands whose names are two words with the same first one, such as `digest subscribe` and `digest pause`. */
export type Group<C extends Named = Command> = { readonly name: string; readonly commands: readonly C[] };

/** `digest` of `digest subscribe`; undefined for a name of one word. */
export function groupName({ name }: Named): string | undefined {
  const [first, second] = name.split(' ');
  return second === undefined ? undefined : first;
}

/** The second word of a name; the only one of a name of one word. */
export function lastWord({ name }: Named): string {
  return name.slice(name.indexOf(' ') + 1);
}

/** The commands of this first word; undefined where it is no group's. */
export function findGroup<C extends Named>(commands: readonly C[], name: string): Group<C> | undefined {
  const members = commands.filter((command) => groupName(command) === name);
  return members.length === 0 ? undefined : { name, commands: members };
}

/** What a platform registers: commands of one word, and groups in the place of their first command. */
export function byFirstWord<C extends Named>(commands: readonly C[]): readonly (C | Group<C>)[] {
  const seen = new Set<string>();
  return commands.flatMap((command): (C | Group<C>)[] => {
    const name = groupName(command);
    if (name === undefined) return [command];
    const group = seen.has(name) ? undefined : findGroup(commands, name);
    seen.add(name);
    return group === undefined ? [] : [group];
  });
}

export function isGroup<C extends Named>(one: C | Group<C>): one is Group<C> {
  return 'commands' in one;
}

/**
 * Commands for people who know none of them, each with a line to put behind it that names the others of its group: nobody reads
 * twenty commands at once.
 */
export function toBeginWith<C extends Named>(commands: readonly C[]): { command: C; others: string }[] {
  return byFirstWord(commands).flatMap((one) => {
    if (!isGroup(one)) return [{ command: one, others: '' }];
    const [first, ...others] = one.commands;
    if (first === undefined) return [];
    const more = others.length === 0 ? '' : ` And /${one.name} ${listAnd(others.map(lastWord))}.`;
    return [{ command: first, others: more }];
  });
}

/** Why there is no command of this name, and what was perhaps meant: the words for whoever typed it. */
export function noCommand(commands: readonly Named[], name: string): string {
  const [first = '', second] = name.split(' ');
  const group = findGroup(commands, first);
  const there = group?.commands ?? byFirstWord(commands);
  const all = there.map((one) => `/${one.name}`).join(', ');
  if (group !== undefined && second === undefined) return `/${first} goes on with one more word: ${all}.`;
  const word = nearest(group === undefined ? name : (second ?? ''), there.map(lastWord));
  const near = there.find((one) => lastWord(one) === word);
  const hint = near === undefined ? `There are: ${all}.` : `Did you mean /${near.name}?`;
  return `There is no command "/${clip(name, 40)}". ${hint}`;
}

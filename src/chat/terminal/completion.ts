import { STYLES } from '../../core/citation/styles.ts';
import type { Command } from '../../core/command.ts';
import { splitLine } from '../../core/options.ts';

/** Completes what is typed at the prompt: commands, then option names, then their choices. In the shape readline asks for. */
export function complete(commands: readonly Command[], line: string): [string[], string] {
  const word = /\S*$/.exec(line)?.[0] ?? '';
  const before = line.slice(0, line.length - word.length).trimStart();
  return [startingWith(whatFollows(commands, before, word), word), word];
}

/** What can stand behind the words that are there; `word` is the one being typed. */
function whatFollows(commands: readonly Command[], before: string, word: string): string[] {
  if (before === '') return nextWords(commands, '').map((first) => `/${first} `);
  const said = before.trim().replace(/\s+/g, ' ').toLowerCase();
  const second = nextWords(commands, said.slice(1));
  if (said.startsWith('/') && second.length > 0) return second.map((one) => `${one} `);
  const { command: name, text } = splitLine(before, commands);
  const command = commands.find((known) => known.name === name);
  return (command?.options ?? []).flatMap((option) => {
    if (option.completion === 'command') return nextWords(commands, text.toLowerCase());
    if (option.rest === true) return [];
    const values = option.completion === 'style' ? STYLES : option.choices;
    const choices = values?.map((choice) => `${option.name}:${choice}`);
    return choices !== undefined && word.includes(':') ? choices : [`${option.name}:`];
  });
}

/** The next words of commands' names that begin with these. */
function nextWords(commands: readonly Command[], said: string): string[] {
  const start = said === '' ? '' : `${said} `;
  const words = commands.flatMap(({ name }) =>
    name.startsWith(start) ? (name.slice(start.length).split(' ')[0] ?? []) : [],
  );
  return [...new Set(words)];
}

function startingWith(candidates: readonly string[], start: string): string[] {
  return candidates.filter((candidate) => candidate.startsWith(start));
}

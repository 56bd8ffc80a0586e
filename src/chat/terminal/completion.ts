import type { Command } from '../../core/command.ts';

/** Completes what is typed at the prompt: commands, then option names, then their choices. In the shape readline asks for. */
export function complete(commands: readonly Command[], line: string): [string[], string] {
  const word = /\S*$/.exec(line)?.[0] ?? '';
  if (line.trimStart() === word)
    return [
      startingWith(
        commands.map((command) => `/${command.name} `),
        word,
      ),
      word,
    ];
  const name = /^\s*\/(\S+)/.exec(line)?.[1];
  const command = commands.find((known) => known.name === name);
  if (command === undefined) return [[], word];
  const candidates = command.options.flatMap((option) => {
    if (option.completion === 'command') return commands.map((known) => known.name);
    if (option.rest === true) return [];
    const choices = option.choices?.map((choice) => `${option.name}:${choice}`);
    return choices !== undefined && word.includes(':') ? choices : [`${option.name}:`];
  });
  return [startingWith(candidates, word), word];
}

function startingWith(candidates: readonly string[], start: string): string[] {
  return candidates.filter((candidate) => candidate.startsWith(start));
}

import { fileCommand, isBib } from '../../core/attachment.ts';
import type { Command } from '../../core/command.ts';
import { isHelp, splitLine } from '../../core/options.ts';
import type { ButtonCall } from './button-value.ts';
import { PASTE, UMBRELLA } from './surface.ts';

/** The command that stands for the whole bot, as often as somebody typed it, and the slash that may follow. */
const STANDS_FOR_ALL = new RegExp(`^/${UMBRELLA}(?:\\s+/?${UMBRELLA})*(?=\\s|$)\\s*/?`, 'i');
const PASTING = new RegExp(`^/${PASTE}(?:\\s+([^]*))?$`, 'i');

/**
 * One typed line, wherever it was typed: behind the slash of a command, in a mention, in a direct message. `/papers grokking` is a
 * command, and so is `/paperthread papers grokking`; words are a search, a `.bib` file goes to the command that takes one, and
 * nothing at all asks for help. What is to be pasted keeps its lines.
 */
export function readLine(
  line: string,
  commands: readonly Command[],
): ButtonCall & { readonly input: string } {
  const said = line.trim().replace(STANDS_FOR_ALL, '/');
  if (said === '' || said === '/' || isHelp(said)) return { command: 'help', input: '' };
  const [pasting, page = ''] = PASTING.exec(said) ?? [];
  if (pasting !== undefined && !isHelp(page)) return { command: PASTE, input: page };
  const taker = fileCommand(commands);
  if (taker !== undefined && isBib(said) && !said.startsWith('/'))
    return { command: taker.name, input: said };
  const { command, text: input } = splitLine(said, commands);
  return { command, input };
}

import { parseArgs } from 'node:util';
import { type App, openApp } from '../app.ts';
import { renderText } from '../chat/terminal/render.ts';
import type { Outcome } from '../core/call.ts';
import { UserError } from '../core/errors.ts';
import { parseOptions, splitLine } from '../core/options.ts';
import { explained } from './arguments.ts';
import type { Verb } from './verb.ts';

const HOW_TO = 'npm run -s ask -- "/papers sparse autoencoders" [--as text|json|discord]';

/** One command, its answer on standard output; what the person did wrong on standard error with exit code 1. */
export const ask: Verb = async (words, { config }) => {
  const { own, line } = splitWords(words);
  const { values } = explained(HOW_TO, () =>
    parseArgs({ args: own, options: { as: { type: 'string', default: 'text' } } }),
  );
  const as = values.as;
  if (as !== 'text' && as !== 'json' && as !== 'discord')
    throw new UserError(`--as takes text, json or discord, not "${as}". Type: ${HOW_TO}`);
  if (line.trim() === '') throw new UserError(`Type a command to ask, for example: ${HOW_TO}`);
  const app = await openApp(config, { logLevel: 'warn', seed: true });
  try {
    const { command, text } = splitLine(line);
    const outcome = await app.dispatch({ command, input: text, platform: 'ask' });
    if (outcome.kind === 'refused') throw new UserError(outcome.message);
    process.stdout.write(await shown(as, outcome, text, app));
    return 0;
  } finally {
    await app.close();
  }
};

async function shown(
  as: 'text' | 'json' | 'discord',
  { reply, command }: Extract<Outcome, { kind: 'reply' }>,
  text: string,
  { commands, notes }: App,
): Promise<string> {
  if (as === 'text') return renderText(reply, { commands });
  if (as === 'json') return `${JSON.stringify(reply, null, 2)}\n`;
  const { previewReply } = await import('../chat/discord/preview.ts');
  return `${JSON.stringify(await previewReply(reply, command, parseOptions(command, text), notes), null, 2)}\n`;
}

/** `--as` is ours at either end; every other word, also one with dashes, belongs to the command line that is asked. */
function splitWords(words: readonly string[]): { own: string[]; line: string } {
  const own: string[] = [];
  const line: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--as') own.push(word, ...words.slice(index + 1, (index += 1) + 1));
    else if (word.startsWith('--as=')) own.push(word);
    else line.push(word);
  }
  return { own, line: line.join(' ') };
}

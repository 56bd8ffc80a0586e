import { parseArgs } from 'node:util';
import { openApp } from '../app.ts';
import { slackPayload } from '../chat/slack/payload.ts';
import { renderText } from '../chat/terminal/render.ts';
import { UserError } from '../core/errors.ts';
import { splitLine } from '../core/options.ts';
import { stripControls } from '../core/text.ts';
import { explained } from './arguments.ts';
import { readyIndex } from './ready-index.ts';
import { write } from './say.ts';
import type { Verb } from './verb.ts';

const HOW_TO = 'npm run -s ask -- "/papers sparse autoencoders" [--as text|json|slack]';

/** One command, its answer on standard output; what the person did wrong on standard error with exit code 1. */
export const ask: Verb = async (words, { config, signal }) => {
  const { own, line } = splitWords(words);
  const { values } = explained(HOW_TO, () =>
    parseArgs({ args: own, options: { as: { type: 'string', default: 'text' } } }),
  );
  const as = values.as;
  if (as !== 'text' && as !== 'json' && as !== 'slack')
    throw new UserError(`--as takes text, json or slack, not "${as}". Type: ${HOW_TO}`);
  if (line.trim() === '') throw new UserError(`Type a command to ask, for example: ${HOW_TO}`);
  const app = await openApp(config, { logLevel: 'warn', seed: true, signal });
  try {
    await readyIndex(app);
    const { command, text } = splitLine(line);
    const outcome = await app.dispatch({
      command,
      input: text,
      platform: 'ask',
      show: async ({ summary }) => {
        if (process.stderr.isTTY) process.stderr.write(`${stripControls(summary)}\n`);
      },
    });
    if (outcome.kind === 'refused') throw new UserError(outcome.message);
    const answer = {
      text: () => renderText(outcome.reply, { commands: app.commands }),
      json: () => printed(outcome.reply),
      slack: () => printed(slackPayload({ command, input: text }, outcome, app.commands)),
    };
    await write(process.stdout, answer[as]());
    return 0;
  } finally {
    await app.close();
  }
};

function printed(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
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

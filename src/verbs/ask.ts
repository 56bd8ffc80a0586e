import { parseArgs } from 'node:util';
import { type App, openApp } from '../app.ts';
import { renderText } from '../chat/terminal/render.ts';
import { asksForFile } from '../core/attachment.ts';
import type { Call, Outcome } from '../core/call.ts';
import { UserError } from '../core/errors.ts';
import { splitLine } from '../core/options.ts';
import { listOr, stripControls } from '../core/text.ts';
import { explained } from './arguments.ts';
import { readyIndex } from './ready-index.ts';
import { write } from './say.ts';
import { fileFrom } from './standard-input.ts';
import type { Verb } from './verb.ts';

type Asked = {
  readonly command: string;
  readonly input: string;
  readonly outcome: Extract<Outcome, { kind: 'reply' }>;
  readonly app: App;
};

type Form = {
  readonly print: (asked: Asked) => string | Promise<string>;
  /** The platform that answers so, and what people can call there besides. */
  readonly there?: () => Promise<Pick<Call, 'platform' | 'ownCommands'>>;
};

/** How an answer can be printed. A platform's rendering is only loaded where it is asked for. */
const FORMS: Readonly<Record<string, Form>> = {
  text: { print: ({ outcome, app }) => renderText(outcome.reply, { commands: app.commands }) },
  json: { print: ({ outcome }) => printed(outcome.reply) },
  slack: {
    async print({ command, input, outcome, app }) {
      const { slackPayload } = await import('../chat/slack/payload.ts');
      return printed(slackPayload({ command, input }, outcome, app.commands));
    },
    async there() {
      const { OWN_COMMANDS } = await import('../chat/slack/surface.ts');
      return { platform: 'slack', ownCommands: OWN_COMMANDS };
    },
  },
  discord: {
    async print({ input, outcome, app }) {
      const { discordPayload } = await import('../chat/discord/payload.ts');
      return printed(await discordPayload(input, outcome, app.notes));
    },
    async there() {
      const { OWN_COMMANDS } = await import('../chat/discord/names.ts');
      return { platform: 'discord', ownCommands: OWN_COMMANDS };
    },
  },
};

const HOW_TO = `npm run -s ask -- "/papers sparse autoencoders" [--as ${Object.keys(FORMS).join('|')}]`;

/** One command, its answer on standard output; what the person did wrong on standard error with exit code 1. */
export const ask: Verb = async (words, { config, signal }) => {
  const { own, line } = splitWords(words);
  const { values } = explained(HOW_TO, () =>
    parseArgs({ args: own, options: { as: { type: 'string', default: 'text' } } }),
  );
  const form = Object.hasOwn(FORMS, values.as) ? FORMS[values.as] : undefined;
  if (form === undefined)
    throw new UserError(`--as takes ${listOr(Object.keys(FORMS))}, not "${values.as}". Type: ${HOW_TO}`);
  if (line.trim() === '') throw new UserError(`Type a command to ask, for example: ${HOW_TO}`);
  const app = await openApp(config, { logLevel: 'warn', seed: true, signal });
  try {
    await readyIndex(app);
    const { command, text: input } = splitLine(line, app.commands);
    const asked = app.commands.find(({ name }) => name === command);
    const takes = asked !== undefined && asksForFile(asked, input) !== false;
    const attachment = takes ? await fileFrom(process.stdin, signal) : undefined;
    const outcome = await app.dispatch({
      command,
      input,
      platform: 'ask',
      ...(await form.there?.()),
      ...(attachment === undefined ? {} : { attachment }),
      show: async ({ summary }) => {
        if (process.stderr.isTTY) process.stderr.write(`${stripControls(summary)}\n`);
      },
    });
    if (outcome.kind === 'refused') throw new UserError(outcome.message);
    await write(process.stdout, await form.print({ command, input, outcome, app }));
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

import { parseArgs } from 'node:util';
import { commands } from '../../commands/index.ts';
import { createManifest, manifestLink } from '../chat/slack/manifest.ts';
import { UserError } from '../core/errors.ts';
import { explained } from './arguments.ts';
import { write } from './say.ts';
import type { Verb } from './verb.ts';

const HOW_TO = 'npm run -s manifest [-- --link] [--url https://bot.example.org]';

/** Prints the manifest from which Slack makes the app, or the link to the page where it does so. Needs no settings. */
export const manifest: Verb = async (words) => {
  const { values } = explained(HOW_TO, () =>
    parseArgs({
      args: [...words],
      options: { link: { type: 'boolean', default: false }, url: { type: 'string' } },
    }),
  );
  if (values.url !== undefined && !/^https:\/\/[^/\s]+\/?$/.test(values.url))
    throw new UserError(
      `--url takes the public address of this bot, such as https://bot.example.org. Type: ${HOW_TO}`,
    );
  const made = createManifest(commands, values.url);
  await write(process.stdout, `${values.link ? manifestLink(made) : JSON.stringify(made, null, 2)}\n`);
  return 0;
};

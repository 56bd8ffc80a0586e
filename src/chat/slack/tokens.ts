import type { WebClient } from '@slack/web-api';
import { SetupError } from '../../core/errors.ts';
import type { Log } from '../../core/ports.ts';
import type { SlackSettings } from '../../core/slack-settings.ts';
import { APP_PAGE, howToAddScope, isSlackError, troubleOf } from './errors.ts';
import { SCOPES } from './surface.ts';
import type { Workspace } from './workspaces.ts';

/** The clicks to each token, as people find them. */
const WHERE = {
  SLACK_BOT_TOKEN: `Open ${APP_PAGE}, choose the app, OAuth & Permissions, and copy the Bot User OAuth Token (xoxb-...).`,
  SLACK_APP_TOKEN: `Open ${APP_PAGE}, choose the app, Basic Information, App-Level Tokens, and copy one with the scope connections:write (xapp-...).`,
} as const;

/** Tokens whose beginning already says that they are the wrong ones. Throws SetupError that names them. */
export function checkShapes({ identity, connection }: SlackSettings): void {
  const bot = identity.kind === 'workspace' ? identity.botToken : '';
  const app = connection.kind === 'socket' ? connection.appToken : '';
  if (bot.startsWith('xapp-') && app.startsWith('xoxb-'))
    throw new SetupError(
      'SLACK_BOT_TOKEN and SLACK_APP_TOKEN are swapped: the bot token begins with xoxb-, the app token with xapp-. Exchange them and start again.',
    );
  if (/^x(?:app|oxp|oxe)/.test(bot))
    throw new SetupError(`SLACK_BOT_TOKEN holds another kind of token. ${WHERE.SLACK_BOT_TOKEN}`);
  if (app.startsWith('xox'))
    throw new SetupError(`SLACK_APP_TOKEN holds another kind of token. ${WHERE.SLACK_APP_TOKEN}`);
}

/** Asks Slack who the bot token belongs to, and whether it may do what is needed. Throws SetupError in words. */
export async function checkBotToken(client: WebClient, ended: AbortSignal, log: Log): Promise<Workspace> {
  try {
    const {
      team_id: team = '',
      user_id: botUser = '',
      bot_id: botId = '',
      response_metadata: more,
    } = await client.auth.test();
    // A server that does not tell the scopes is not asked for them.
    const granted = more?.scopes ?? [];
    const missing = granted.length === 0 ? [] : SCOPES.filter(({ scope }) => !granted.includes(scope));
    const needed = missing.filter(({ required }) => required).map(({ scope }) => scope);
    if (needed.length > 0)
      throw new SetupError(`The Slack app lacks the scope ${needed.join(' and ')}. ${howToAddScope()}`);
    for (const { scope, why } of missing)
      log.warn(
        { scope },
        `The Slack app lacks the scope ${scope}, without which it cannot: ${why} ${howToAddScope()}`,
      );
    return { team, prefix: `${team}/`, client, botUser, botId, ended };
  } catch (error) {
    throw explained(error, 'SLACK_BOT_TOKEN');
  }
}

/** An error of the first contact in words that name the setting. */
export function explained(error: unknown, name: keyof typeof WHERE): SetupError {
  if (error instanceof SetupError) return error;
  // A socket that is closed before it is ready fails without a reason.
  if (!isSlackError(error)) return unreachable('The connection did not come about.');
  const trouble = troubleOf(error);
  if (trouble.kind === 'dead' || (trouble.kind === 'refused' && trouble.code === 'not_allowed_token_type'))
    return new SetupError(`Slack refuses ${name} (${trouble.code}). ${WHERE[name]}`);
  if (trouble.kind === 'refused' && name === 'SLACK_APP_TOKEN')
    return new SetupError(
      `Slack refuses ${name} (${trouble.code}). It needs the scope connections:write. ${WHERE[name]}`,
    );
  if (trouble.kind === 'later')
    return new SetupError(
      `Slack asks to wait ${Math.ceil(trouble.afterMs / 1_000)} seconds before it is called again. Start again after that.`,
    );
  return unreachable(trouble.reason);
}

function unreachable(reason: string): SetupError {
  return new SetupError(
    `Slack cannot be reached: ${reason} Check the network of this machine, and SLACK_API_URL if it is set; then start again.`,
  );
}

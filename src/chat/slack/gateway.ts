import type { Authorize, Receiver } from '@slack/bolt';
import { HTTPReceiver } from '@slack/bolt';
import type { ChatParts } from '../../core/chat.ts';
import type { HttpMode, ManyWorkspaces, SlackSettings, SocketMode } from '../../core/slack-settings.ts';
import { createSocketReceiver } from './bolt.ts';
import { clientOptions } from './clients.ts';
import type { Trouble } from './errors.ts';
import { createHttpFront, EVENTS_PATH } from './http-front.ts';
import type { Installations } from './installations.ts';
import { createSlackLogger } from './logger.ts';
import { keepSocket } from './socket.ts';
import { SCOPES } from './surface.ts';
import { explained } from './tokens.ts';

/** How deliveries come in: a socket that is kept open, or a door for signed requests. */
export type Gateway = {
  readonly receiver: Receiver;
  open(): Promise<void>;
  close(): Promise<void>;
};

export type GatewayParts = Pick<ChatParts, 'notes' | 'log'> & {
  readonly apiUrl: string | undefined;
  /** The app token became void while we ran. */
  readonly lost: (trouble: Trouble) => void;
};

/** The gateway that the settings ask for. */
export function createGateway(
  { connection, identity }: SlackSettings,
  installations: Installations | undefined,
  parts: GatewayParts,
): Gateway {
  if (connection.kind === 'socket') return socketGateway(connection, parts);
  const oauth =
    identity.kind === 'oauth' && installations !== undefined ? { identity, installations } : undefined;
  return httpGateway(connection, oauth, parts);
}

function socketGateway({ appToken }: SocketMode, { apiUrl, log, lost }: GatewayParts): Gateway {
  const receiver = createSocketReceiver(appToken, apiUrl, log);
  const socket = keepSocket(receiver.client, log, lost);
  return {
    receiver,
    async open() {
      try {
        await socket.open();
      } catch (error) {
        throw explained(error, 'SLACK_APP_TOKEN');
      }
    },
    close: () => socket.close(),
  };
}

function httpGateway(
  connection: HttpMode,
  oauth: { readonly identity: ManyWorkspaces; readonly installations: Installations } | undefined,
  { apiUrl, notes, log }: GatewayParts,
): Gateway {
  const receiver = new HTTPReceiver({
    signingSecret: connection.signingSecret,
    endpoints: EVENTS_PATH,
    logger: createSlackLogger(log),
    ...(oauth === undefined
      ? {}
      : {
          clientId: oauth.identity.clientId,
          clientSecret: oauth.identity.clientSecret,
          stateSecret: oauth.identity.stateSecret,
          installationStore: oauth.installations,
          scopes: SCOPES.map(({ scope }) => scope),
          installerOptions: {
            clientOptions: clientOptions(apiUrl, log),
            // Whoever opens the address of the installation wants just that.
            directInstall: true,
            ...(apiUrl === undefined
              ? {}
              : { authorizationUrl: new URL('/oauth/v2/authorize', apiUrl).href }),
          },
        }),
  });
  if (receiver.installer !== undefined && oauth !== undefined)
    receiver.installer.authorize = callerIn(oauth.installations, log);
  const front = createHttpFront(connection, receiver.requestListener, notes, log);
  return { receiver, open: () => front.open(), close: () => front.close() };
}

/**
 * Whom a delivery is for, as the library asks it: by the bot's ids it leaves out what the bot itself said. A delivery for a
 * workspace that cannot be found is no failure here, as the library would drop it without a word; the listeners find their
 * workspace themselves, and tell the asker when there is none.
 */
function callerIn(installations: Installations, log: GatewayParts['log']): Authorize<boolean> {
  return async ({ teamId, enterpriseId }) => {
    const ids = {
      ...(teamId === undefined ? {} : { teamId }),
      ...(enterpriseId === undefined ? {} : { enterpriseId }),
    };
    try {
      const bot = teamId === undefined ? undefined : (await installations.find(teamId))?.bot;
      return bot === undefined ? ids : { ...ids, botId: bot.id, botUserId: bot.userId };
    } catch (err) {
      log.warn({ err }, 'an installation could not be read');
      return ids;
    }
  };
}

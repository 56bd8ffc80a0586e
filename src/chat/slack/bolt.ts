import type { Authorize, Receiver } from '@slack/bolt';
import { App, SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../core/ports.ts';
import { clientOptions } from './clients.ts';
import { createSlackLogger } from './logger.ts';

/** Milliseconds without an answer to a ping after which the socket counts as dead. */
const PING_TIMEOUT_MS = 3_000;

/** A receiver for Socket Mode that does not reconnect by itself; `keepSocket` does. */
export function createSocketReceiver(
  appToken: string,
  apiUrl: string | undefined,
  log: Log,
): SocketModeReceiver {
  return new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    clientPingTimeout: PING_TIMEOUT_MS,
    logger: createSlackLogger(log),
    installerOptions: { clientOptions: clientOptions(apiUrl, log) },
    processEventErrorHandler: async ({ error }) => {
      log.error({ reason: error.message }, 'a delivery could not be handled');
      return false;
    },
  });
}

/** The Bolt app. It is initialised here, so that what is wrong is thrown and not left to an unhandled rejection. */
export async function createBoltApp(
  receiver: Receiver,
  authorize: Authorize<boolean> | undefined,
  apiUrl: string | undefined,
  log: Log,
): Promise<App> {
  const app = new App({
    receiver,
    ...(authorize === undefined ? {} : { authorize }),
    deferInitialization: true,
    convoStore: false,
    logger: createSlackLogger(log),
    clientOptions: clientOptions(apiUrl, log),
  });
  app.error(async (error) => {
    log.error({ reason: error.message, code: error.code }, 'a delivery could not be handled');
  });
  await app.init();
  return app;
}

import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { isValidSlackRequest } from '@slack/bolt';
import { SetupError } from '../../core/errors.ts';
import type { Log, Notes } from '../../core/ports.ts';
import type { HttpMode } from './settings.ts';

/** Where Slack sends everything: commands, interactions, events. */
export const EVENTS_PATH = '/slack/events';
const LARGEST_BODY = 1_000_000;
/** Slack's clock and ours may differ by this much; a signature is remembered for longer than it is good. */
const WINDOW_MS = 5 * 60_000;
const REPLAY_MS = 2 * WINDOW_MS + 60_000;

/** The door for signed requests. */
export type HttpFront = {
  open(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Lets in what Slack signed, once: a forged, stale or repeated request is answered 401 and nothing is run. Other paths (those
 * of an installation) go on to `handle` as they are, unknown ones get 404.
 */
export function createHttpFront(
  { signingSecret, host, port }: HttpMode,
  handle: RequestListener,
  notes: Notes,
  log: Log,
): HttpFront {
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    receive(request, response).catch((error: unknown) => {
      log.error({ reason: String(error) }, 'a request could not be handled');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === EVENTS_PATH && request.method === 'POST') {
      const body = await readBody(request);
      if (body === undefined) return void response.writeHead(413).end();
      if (!(await admits(request, body.toString('utf8')))) return void response.writeHead(401).end();
      // Where the library looks for a body that was already read.
      return handle(Object.assign(request, { rawBody: body }), response);
    }
    try {
      handle(request, response);
    } catch {
      response.writeHead(404).end();
    }
  }

  async function admits(request: IncomingMessage, body: string): Promise<boolean> {
    const signature = request.headers['x-slack-signature'];
    const timestamp = Number(request.headers['x-slack-request-timestamp']);
    if (typeof signature !== 'string' || !Number.isSafeInteger(timestamp)) return refuse('unsigned');
    // The library looks for old ones only.
    if (timestamp * 1_000 > Date.now() + WINDOW_MS) return refuse('from the future');
    const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp };
    if (!isValidSlackRequest({ signingSecret, body, headers })) return refuse('forged or stale');
    return (await notes.claim('slack-signature', signature, {}, REPLAY_MS)) || refuse('replayed');
  }

  function refuse(reason: string): false {
    log.warn({ reason }, 'a request was turned away');
    return false;
  }

  return {
    async open() {
      const opened = Promise.withResolvers<void>();
      server.once('error', opened.reject).listen(port, host, opened.resolve);
      try {
        await opened.promise;
      } catch {
        throw new SetupError(
          `Nothing can listen on ${host}:${port}. Another program may use it; set PORT to another number.`,
        );
      }
    },
    async close() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeIdleConnections();
      await closed.promise;
    },
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    // Read to its end all the same: a sender that is cut off in the middle does not see the answer.
    if (length <= LARGEST_BODY) chunks.push(chunk);
  }
  return length <= LARGEST_BODY ? Buffer.concat(chunks) : undefined;
}

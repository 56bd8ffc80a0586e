import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { isValidSlackRequest } from '@slack/bolt';
import { SetupError } from '../../core/errors.ts';
import type { Log, Notes } from '../../core/ports.ts';
import type { HttpMode } from '../../core/slack-settings.ts';
import { createSignatures } from './signatures.ts';

/** Where Slack sends everything: commands, interactions, events. */
export const EVENTS_PATH = '/slack/events';
const LARGEST_BODY = 1_000_000;
/** Slack's clock and ours may differ by this much. */
const WINDOW_MS = 5 * 60_000;
/** How long what is under way may still take when the door is closed, before its connection is cut. */
const CLOSING_MS = 1_000;

/** The door for signed requests. */
export type HttpFront = {
  open(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Lets in what Slack signed, once: a forged, stale or repeated request is answered 401 and nothing is run. A repeated one that
 * says it is a retry gets the 200 that was lost, and nothing is run either. Other paths (those of an installation) go on to
 * `handle` as they are, unknown ones get 404.
 */
export function createHttpFront(
  { signingSecret, host, port }: HttpMode,
  handle: RequestListener,
  notes: Notes,
  log: Log,
): HttpFront {
  const signatures = createSignatures(notes, log);
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    receive(request, response).catch((error: unknown) => {
      log.error({ reason: String(error) }, 'a request could not be handled');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Not read as an address: anybody may send one that is none.
    const [path] = (request.url ?? '').split('?');
    if (path === EVENTS_PATH && request.method === 'POST') {
      const body = await readBody(request);
      if (body === undefined) return void response.writeHead(413).end();
      const signature = signatureOf(request, body.toString('utf8'));
      if (signature === undefined) return void response.writeHead(401).end();
      if (!signatures.isFirst(signature)) {
        // Slack doubts that the first one arrived; one sent again in the same second has the same signature.
        const retried = request.headers['x-slack-retry-num'] !== undefined;
        if (!retried) refuse('replayed');
        return void response.writeHead(retried ? 200 : 401).end();
      }
      // Where the library looks for a body that was already read.
      return handle(Object.assign(request, { rawBody: body }), response);
    }
    try {
      handle(request, response);
    } catch {
      response.writeHead(404).end();
    }
  }

  /** The signature of a request that Slack made just now; undefined for any other. */
  function signatureOf(request: IncomingMessage, body: string): string | undefined {
    const signature = request.headers['x-slack-signature'];
    const timestamp = Number(request.headers['x-slack-request-timestamp']);
    if (typeof signature !== 'string' || !Number.isSafeInteger(timestamp)) return refuse('unsigned');
    // The library looks for old ones only.
    if (timestamp * 1_000 > Date.now() + WINDOW_MS) return refuse('from the future');
    const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp };
    return isValidSlackRequest({ signingSecret, body, headers }) ? signature : refuse('forged or stale');
  }

  function refuse(reason: string): undefined {
    log.warn({ reason }, 'a request was turned away');
  }

  return {
    async open() {
      await signatures.load();
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
      // A connection on which nothing was ever asked counts as busy, and would keep the process from ending.
      const timer = setTimeout(() => server.closeAllConnections(), CLOSING_MS);
      await closed.promise;
      clearTimeout(timer);
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

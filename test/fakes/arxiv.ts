import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Asked = {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly at: number;
};

/** How the server answers one request; it may also say nothing, or break the connection. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * arXiv on the loopback, misbehaving as scripted: each request takes the next behaviour, and the last one stays. `asked` is
 * what came in, with the milliseconds it came at; `busiest` the most requests that were open at once.
 */
export async function startFakeArxiv(...script: Behaviour[]) {
  const asked: Asked[] = [];
  let [open, busiest] = [0, 0];
  const server = createServer((request, response) => {
    open += 1;
    busiest = Math.max(busiest, open);
    response.on('close', () => {
      open -= 1;
    });
    asked.push({ url: request.url ?? '', headers: request.headers, at: Date.now() });
    const behave = script[Math.min(asked.length, script.length) - 1];
    behave?.(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    busiest: () => busiest,
    stop: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** A plain answer. */
export function answers(
  body: string | Uint8Array,
  headers: Record<string, string> = {},
  status = 200,
): Behaviour {
  return (_request, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

/** The server hangs: it takes the request and never says a word. */
export const hangs: Behaviour = () => {};

/** The connection breaks in the middle of the answer. */
export const breaksOff: Behaviour = (_request, response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('half an ans');
  setTimeout(() => response.destroy(), 10);
};

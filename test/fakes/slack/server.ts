import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { everybodyLeft } from '../left.ts';
import { createFaults } from './faults.ts';
import { METHODS, uploads } from './methods.ts';
import type { Responses } from './responses.ts';
import { scopeFault } from './scopes.ts';
import type { Sockets } from './sockets.ts';
import type { Json, World } from './world.ts';

/** The HTTP side of the loopback Slack: Web API, response_url, uploads; sockets come in by upgrade. 127.0.0.1 only. */
export async function startServer(
  world: World,
  sockets: Sockets,
  responses: Responses,
  oauth: (args: Json) => Json,
) {
  const faults = createFaults();
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  server.on('upgrade', (request, socket, head) => sockets.accept(request, socket, head));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const body = await text(request);
    const [, area, name = '', more = ''] = path.split('/');
    if (area === 'response') {
      const status = responses.use(name, parse(request, body));
      response.writeHead(status, { 'content-type': 'text/plain' }).end(status === 200 ? 'ok' : 'used_url');
    } else if (area === 'upload') {
      uploads.set(name, { name: decodeURIComponent(more), text: await uploaded(request, body) });
      response.writeHead(200).end('OK');
    } else await answer(name, request, response, parse(request, body));
  }

  async function answer(method: string, request: IncomingMessage, response: ServerResponse, args: Json) {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    world.calls.push({ method, token, args, at: Date.now() });
    const fault = faults.take(method);
    if (fault?.kind === 'dropped') return void response.destroy();
    if (fault?.kind === 'rate-limited')
      return void response
        .writeHead(429, { 'retry-after': String(fault.seconds), 'content-type': 'application/json' })
        .end('{"ok":false,"error":"ratelimited"}');
    if (fault?.kind === 'http') return void response.writeHead(fault.status).end('no');
    const result: Json =
      fault?.kind === 'error'
        ? { ok: false, error: fault.error, ...(fault.needed === undefined ? {} : { needed: fault.needed }) }
        : run(method, token, { ...args, _base: base });
    if (fault?.kind === 'lost-answer') return void response.destroy();
    if (fault?.kind === 'half-answer') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '99' }).write('{"ok":');
      return void setTimeout(() => response.destroy(), 20);
    }
    if (fault?.kind === 'late')
      await new Promise((resolve) => {
        setTimeout(resolve, fault.ms);
      });
    const scopes = world.workspaces.get(token)?.scopes.join(',') ?? '';
    response
      .writeHead(200, { 'content-type': 'application/json', 'x-oauth-scopes': scopes })
      .end(JSON.stringify(result));
    world.changed();
  }

  function run(method: string, token: string, args: Json): Json {
    if (method === 'oauth.v2.access') return oauth(args);
    if (method === 'apps.connections.open') {
      if (token.startsWith('xoxb-')) return { ok: false, error: 'not_allowed_token_type' };
      return world.appTokens.has(token)
        ? { ok: true, url: sockets.open(`ws://127.0.0.1:${port}`) }
        : { ok: false, error: 'invalid_auth' };
    }
    const caller = world.workspaces.get(token);
    if (caller === undefined) return { ok: false, error: 'invalid_auth' };
    if (caller.revoked !== undefined) return { ok: false, error: caller.revoked };
    return (
      scopeFault(method, args, caller.scopes) ??
      METHODS[method]?.(world, args, caller) ?? { ok: false, error: 'unknown_method' }
    );
  }

  return {
    base,
    faults,
    left: () => everybodyLeft(server),
    async stop(): Promise<void> {
      sockets.stop();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function text(request: IncomingMessage): Promise<string> {
  let all = '';
  request.setEncoding('utf8');
  for await (const chunk of request) all += String(chunk);
  return all;
}

/** The library sends a file as a part of a form. */
async function uploaded(request: IncomingMessage, body: string): Promise<string> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/')) return body;
  const form = await new Response(body, { headers: { 'content-type': type } }).formData();
  const texts = await Promise.all(
    [...form.values()].map(async (part) => (typeof part === 'string' ? part : await part.text())),
  );
  return texts.join('');
}

/** Form fields, of which objects are JSON in a string; or one JSON object. */
function parse(request: IncomingMessage, body: string): Json {
  if (body === '') return {};
  if ((request.headers['content-type'] ?? '').startsWith('application/json')) return JSON.parse(body) as Json;
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([key, value]) => [key, readField(key, value)]),
  );
}

function readField(key: string, value: string): unknown {
  if (key === 'text') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  return /^[[{]/.test(value) ? JSON.parse(value) : value;
}

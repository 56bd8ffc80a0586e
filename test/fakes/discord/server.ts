import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { everybodyLeft } from '../left.ts';
import type { Result } from './answers.ts';
import { createGateway } from './gateway.ts';
import { createPeople } from './people.ts';
import { type Asked, handle } from './routes.ts';
import { createState, type FakeFile, type FakeState } from './state.ts';

/**
 * What goes wrong with a request. `reset`, `fin` and `hang` do the work first and lose the answer, in three ways; `drop` loses the
 * request, and a result is given instead of doing the work.
 */
export type Fault = 'reset' | 'fin' | 'hang' | 'drop' | Result;

type PlannedFault = { readonly line: RegExp; readonly fault: Fault; times: number; spare: number };

/**
 * Discord on the loopback: REST and gateway on one port, with servers, channels and people of its own. `asked` is every request;
 * `state` what came of them. Nothing that breaks a documented limit passes unnoticed: see `state.violations`.
 */
export async function startFakeDiscord(change: (state: FakeState) => void = () => {}) {
  const state = createState();
  change(state);
  const asked: Asked[] = [];
  const faults: PlannedFault[] = [];
  /** What goes wrong beside that; a test may put its own chance in its place. */
  const moods: { fault(line: string): Fault | undefined } = { fault: () => undefined };
  let port = 0;
  const gatewayUrl = (): string => `ws://127.0.0.1:${port}/gateway`;

  const server = createServer((request, response) => {
    void take(request, response);
  });

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const one = await readRequest(request);
    asked.push(one);
    const line = `${one.method} ${one.path}`;
    const attached = state.attached.get(one.path);
    const fault = nextFault(line)?.fault ?? moods.fault(line);
    if (typeof fault === 'object') return send(response, fault);
    if (attached !== undefined && fault === undefined) return void response.end(attached);
    if (fault === 'drop') return void request.socket.resetAndDestroy();
    const result = handle(state, one, gatewayUrl());
    if (fault === 'reset') return void request.socket.resetAndDestroy();
    if (fault === 'fin') return void request.socket.destroy();
    if (fault !== 'hang') send(response, result);
  }

  function nextFault(line: string): PlannedFault | undefined {
    const planned = faults.find((one) => one.times > 0 && one.line.test(line));
    if (planned === undefined) return undefined;
    if (planned.spare > 0) {
      planned.spare -= 1;
      return undefined;
    }
    planned.times -= 1;
    return planned;
  }

  const gateway = createGateway(server, state, gatewayUrl);
  const listen = (): Promise<void> =>
    new Promise((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
  const leave = async (): Promise<void> => {
    const closed = new Promise((resolve) => {
      server.close(resolve);
    });
    gateway.cut();
    server.closeAllConnections();
    await closed;
  };
  await listen();
  ({ port } = server.address() as AddressInfo);
  state.fileHost = `http://127.0.0.1:${port}`;

  return {
    url: `http://127.0.0.1:${port}/api`,
    state,
    moods,
    asked,
    gateway,
    people: createPeople(state, gateway),
    /** Requests like `POST /channels/...`, as they came in. */
    requests: (line: RegExp): Asked[] => asked.filter(({ method, path }) => line.test(`${method} ${path}`)),
    /** Lets the next requests of this kind go wrong, after so many that are spared. */
    fail(line: RegExp, fault: Fault, times = 1, spare = 0): void {
      faults.push({ line, fault, times, spare });
    },
    /** Nothing goes wrong any more. */
    mend(): void {
      faults.splice(0);
    },
    /** Resolves when nobody is connected any more, and all that was sent has been read. */
    left: () => everybodyLeft(server),
    async stop(): Promise<void> {
      gateway.stop();
      await leave();
    },
    /** Cannot be reached from now on, until it listens again on the same port. */
    leave,
    listen,
  };
}

export type FakeDiscord = Awaited<ReturnType<typeof startFakeDiscord>>;

function send(response: ServerResponse, { status, body, headers = {} }: Result): void {
  const type = status === 204 ? {} : { 'content-type': 'application/json' };
  response.writeHead(status, { ...type, ...headers });
  response.end(status === 204 ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
}

async function readRequest(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const { body, files } = await readBody(Buffer.concat(chunks), request.headers['content-type'] ?? '');
  return {
    method: request.method ?? '',
    path: url.pathname.replace(/^\/api\/v10/, ''),
    query: url.searchParams,
    authorization: request.headers.authorization,
    body,
    files,
  };
}

async function readBody(bytes: Buffer, type: string): Promise<{ body: unknown; files: FakeFile[] }> {
  if (bytes.length === 0) return { body: undefined, files: [] };
  if (!type.startsWith('multipart/')) return { body: JSON.parse(bytes.toString()), files: [] };
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const files: FakeFile[] = [];
  for (const value of form.values())
    if (typeof value !== 'string') files.push({ name: value.name, text: await value.text() });
  const payload = form.get('payload_json');
  return { body: typeof payload === 'string' ? JSON.parse(payload) : undefined, files };
}

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Json, World } from './world.ts';

export type Sockets = ReturnType<typeof createSockets>;
export type Acked = { readonly payload: Json; readonly ms: number };

/** Socket Mode: envelopes out, acknowledgements in. */
export function createSockets(world: World) {
  const server = new WebSocketServer({ noServer: true });
  const live = new Set<WebSocket>();
  const all = new Set<WebSocket>();
  const acks = new Map<string, (acked: Acked) => void>();
  const tickets = new Set<string>();
  server.on('connection', (socket) => {
    live.add(socket);
    all.add(socket);
    socket.on('close', () => live.delete(socket));
    socket.on('error', () => live.delete(socket));
    socket.on('message', (data: Buffer) => {
      const { envelope_id: id, payload } = JSON.parse(data.toString('utf8')) as {
        envelope_id: string;
        payload?: Json;
      };
      acks.get(id)?.({ payload: payload ?? {}, ms: 0 });
    });
    socket.send(
      JSON.stringify({ type: 'hello', num_connections: live.size, connection_info: { app_id: 'A1' } }),
    );
    if (sockets.manners === 'fickle')
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
    world.changed();
  });
  const sockets = {
    connections: 0,
    /** What happens to new connections: taken, closed at once, left without a hello, or ended right after it. */
    manners: 'good' as 'good' | 'closing' | 'silent' | 'fickle',
    open(base: string): string {
      const ticket = crypto.randomUUID();
      tickets.add(ticket);
      return `${base}/link/?ticket=${ticket}`;
    },
    accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      const ticket = new URL(request.url ?? '', 'http://x').searchParams.get('ticket') ?? '';
      if (!tickets.delete(ticket) || this.manners === 'closing') return void socket.destroy();
      this.connections += 1;
      server.handleUpgrade(request, socket, head, (upgraded) => {
        if (this.manners !== 'silent') server.emit('connection', upgraded, request);
        else all.add(upgraded.on('error', () => upgraded.terminate()));
      });
    },
    isOpen: (): boolean => [...live].some((socket) => socket.readyState === WebSocket.OPEN),
    /** Sends to one connection and waits for the acknowledgement, three seconds at most as Slack does. */
    async send(type: string, payload: Json, more: Json = {}): Promise<Acked> {
      const socket = await world.until('an open socket', () =>
        [...live].find((one) => one.readyState === WebSocket.OPEN),
      );
      const id = crypto.randomUUID();
      const { promise, resolve, reject } = Promise.withResolvers<Acked>();
      const started = performance.now();
      const timer = setTimeout(
        () => reject(new Error('operation_timeout: not acknowledged within 3 s')),
        3_000,
      );
      acks.set(id, ({ payload: answer }) => resolve({ payload: answer, ms: performance.now() - started }));
      socket.send(
        JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: true, ...more }),
      );
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
        acks.delete(id);
      }
    },
    /** Slack recycles the connection, as it does several times a day. */
    recycle(): void {
      for (const socket of live)
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
    },
    /** The other side is gone without a word: nothing is answered any more, not even a ping. */
    deaf(): void {
      for (const socket of live) socket.pause();
      live.clear();
    },
    /** The network is cut. */
    cut(): void {
      for (const socket of live) socket.terminate();
    },
    stop(): void {
      for (const socket of all) socket.terminate();
      server.close();
    },
  };
  return sockets;
}

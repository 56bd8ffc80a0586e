import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { channelJson } from './channels.ts';
import { isObject, type Json, text } from './limits.ts';
import { type FakeGuild, type FakeState, isHidden, isThread } from './state.ts';

type Session = { seq: number; readonly events: { seq: number; packet: string }[] };

const GUILDS = 1;
/** All but Administrator, which no channel can take anything from. */
const ALL_PERMISSIONS = (((1n << 50n) - 1n) & ~8n).toString();

/** The gateway's side: hello, identify or resume, heartbeats, events with their numbers, and everything that goes wrong there. */
export function createGateway(server: Server, state: FakeState, urlOf: () => string) {
  const sessions = new Map<string, Session>();
  const open = new Map<WebSocket, string>();
  const control = {
    admits: true,
    acknowledge: true,
    /** Takes the session away right behind its resumption. */
    withdraws: false,
    identifies: 0,
    resumes: 0,
    intents: [] as number[],
    shards: [] as string[],
  };
  const sockets = new WebSocketServer({ server, path: '/gateway', verifyClient: () => control.admits });

  const emit = (session: Session, event: string, data: unknown): void => {
    session.seq += 1;
    const packet = JSON.stringify({ op: 0, s: session.seq, t: event, d: data });
    session.events.push({ seq: session.seq, packet });
    for (const [socket, id] of open) if (sessions.get(id) === session) socket.send(packet);
  };

  const identify = (socket: WebSocket, data: Json): void => {
    control.identifies += 1;
    control.intents.push(Number(data['intents']));
    if (text(data['token']).replace(/^Bot /, '') !== state.token)
      return socket.close(4004, 'Authentication failed.');
    if (!state.intentsAllowed || Number(data['intents']) !== GUILDS)
      return socket.close(4014, 'Disallowed intent(s).');
    const id = `session-${control.identifies}`;
    const session: Session = { seq: 0, events: [] };
    sessions.set(id, session);
    open.set(socket, id);
    control.shards.push(JSON.stringify(data['shard']));
    emit(session, 'READY', {
      v: 10,
      user: { id: state.botId, username: 'paperthread', discriminator: '0', avatar: null, bot: true },
      guilds: state.guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: id,
      resume_gateway_url: urlOf(),
      application: { id: state.applicationId, flags: 0 },
      shard: data['shard'],
    });
    for (const guild of state.guilds)
      if (guild.available) emit(session, 'GUILD_CREATE', guildJson(state, guild));
  };

  const resume = (socket: WebSocket, data: Json): void => {
    control.resumes += 1;
    const id = text(data['session_id']);
    const session = sessions.get(id);
    if (session === undefined) return socket.send(JSON.stringify({ op: 9, d: false }));
    open.set(socket, id);
    for (const { seq, packet } of session.events) if (seq > Number(data['seq'])) socket.send(packet);
    emit(session, 'RESUMED', {});
    if (!control.withdraws) return;
    sessions.delete(id);
    socket.send(JSON.stringify({ op: 9, d: false }));
  };

  sockets.on('connection', (socket) => {
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 1_000 } }));
    socket.on('close', () => open.delete(socket));
    socket.on('message', (raw: Buffer) => {
      const packet: unknown = JSON.parse(raw.toString());
      if (!isObject(packet)) return;
      const data = isObject(packet['d']) ? packet['d'] : {};
      if (packet['op'] === 1 && control.acknowledge) socket.send(JSON.stringify({ op: 11 }));
      if (packet['op'] === 2) identify(socket, data);
      if (packet['op'] === 6) resume(socket, data);
    });
  });

  return {
    control,
    /** Sends an event to every session; those that are away get it when they resume. */
    emit(event: string, data: unknown): void {
      for (const session of new Set(sessions.values())) emit(session, event, data);
    },
    forgetSessions: () => sessions.clear(),
    sendOp(op: number, d: unknown): void {
      for (const socket of open.keys()) socket.send(JSON.stringify({ op, d }));
    },
    close(code: number): void {
      for (const socket of open.keys()) socket.close(code);
    },
    /** Reads nothing more, not even that the bot closes the connection. */
    freeze(): void {
      for (const socket of open.keys()) socket.pause();
    },
    cut(): void {
      for (const socket of sockets.clients) socket.terminate();
    },
    connected: () => open.size,
    stop(): void {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

export type Gateway = ReturnType<typeof createGateway>;

function guildJson(state: FakeState, guild: FakeGuild): Json {
  const channels = [...state.channels.values()].filter((channel) => channel.guild === guild.id);
  return {
    id: guild.id,
    name: 'A reading group',
    owner_id: '1',
    unavailable: false,
    roles: [
      { id: guild.id, name: '@everyone', permissions: ALL_PERMISSIONS, position: 0, flags: 0, color: 0 },
    ],
    members: [
      {
        user: { id: state.botId, username: 'paperthread', bot: true },
        roles: [],
        joined_at: '2026-01-01T00:00:00Z',
      },
    ],
    channels: channels.filter((one) => !isThread(one)).map((channel) => channelJson(state, channel)),
    threads: channels
      .filter((one) => isThread(one) && !one.archived && !isHidden(one))
      .map((channel) => channelJson(state, channel)),
    emojis: [],
    stickers: [],
    features: [],
    member_count: 3,
  };
}

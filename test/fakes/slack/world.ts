import { SCOPES } from '../../../src/chat/slack/surface.ts';

/** What the loopback Slack knows: workspaces, channels, and everything that anybody can see in them. */

export type Json = Readonly<Record<string, unknown>>;

export type Workspace = {
  readonly team: string;
  readonly botToken: string;
  readonly botUser: string;
  readonly botId: string;
  readonly appId: string;
  scopes: string[];
  /** Set when the app was removed: what its token is then answered. */
  revoked?: 'token_revoked' | 'account_inactive' | 'invalid_auth';
};

export type Channel = { readonly id: string; readonly team: string; member: boolean; archived: boolean };

/** A message as somebody sees it. `to` is set for one that only this person sees. */
export type Shown = {
  readonly team: string;
  readonly channel: string;
  readonly to?: string;
  readonly ts: string;
  readonly thread?: string;
  readonly via: string;
  readonly at: number;
  readonly metadata?: Json;
  text: string;
  blocks: readonly unknown[];
  /** How often it was replaced. */
  edits: number;
};

export type ApiCall = {
  readonly method: string;
  readonly token: string;
  readonly args: Json;
  readonly at: number;
};

export type SharedFile = {
  readonly name: string;
  readonly text: string;
  readonly channel: string;
  readonly thread?: string;
};

export type World = ReturnType<typeof createWorld>;

/** An empty Slack with one workspace, a channel `C1` that the bot is in, and `C2` that it is not in; `now` is its time (ms). */
export function createWorld(now: () => number = Date.now) {
  let lastTs = Math.floor(now() / 1_000) * 1_000_000;
  const waiting = new Set<() => void>();
  const granted = new Set(SCOPES.map(({ scope }) => scope));
  const world = {
    now,
    workspaces: new Map<string, Workspace>(),
    appTokens: new Set<string>(['xapp-1-A1-fake']),
    channels: new Map<string, Channel>(),
    shown: [] as Shown[],
    calls: [] as ApiCall[],
    /** Messages for one person in a thread that nobody had written in: Slack takes them, and nobody sees them. */
    unseen: [] as Shown[],
    /** Threads with messages that were there before, as `channel/ts`. */
    threads: new Set<string>(),
    /** What the validator found wrong in anything that was sent. */
    faults: [] as string[],
    views: [] as { readonly method: string; readonly view: Json; readonly args: Json }[],
    unfurls: [] as Json[],
    files: [] as SharedFile[],
    /** An older Slack, or a surface that does not take rich text. */
    refusesRichText: false,
    /** Where people say that they are. */
    timeZones: new Map<string, string>(),
    /** How long a new message is missing from the history. */
    historyLagMs: 0,
    /** What an app gets at a time that Slack has not reviewed; one of a workspace's own gets up to 999. */
    historyPage: 15,
    /** Whoever installed the app left this scope out, or it was made before it was asked for. */
    revoke(scope: string): void {
      granted.delete(scope);
      for (const { scopes } of world.workspaces.values()) scopes.splice(scopes.indexOf(scope), 1);
    },
    addWorkspace(team: string): Workspace {
      const workspace: Workspace = {
        team,
        botToken: `xoxb-${team}-fake`,
        botUser: `UB${team}`,
        botId: `B${team}`,
        appId: 'A1',
        scopes: [...granted],
      };
      world.workspaces.set(workspace.botToken, workspace);
      return workspace;
    },
    addChannel(id: string, team: string, member = true): Channel {
      const channel = { id, team, member, archived: false };
      world.channels.set(id, channel);
      return channel;
    },
    /** The next time, unlike any before, as Slack names messages. */
    nextTs(): string {
      lastTs = Math.max(lastTs + 1, now() * 1_000);
      return `${Math.floor(lastTs / 1e6)}.${String(lastTs % 1e6).padStart(6, '0')}`;
    },
    show(message: Omit<Shown, 'ts' | 'at' | 'edits'>): Shown {
      const shown = { ...message, ts: world.nextTs(), at: now(), edits: 0 };
      const { channel, thread, to, via } = shown;
      const hidden =
        via === 'chat.postEphemeral' && thread !== undefined && !world.threads.has(`${channel}/${thread}`);
      if (thread !== undefined && to === undefined) world.threads.add(`${channel}/${thread}`);
      (hidden ? world.unseen : world.shown).push(shown);
      world.changed();
      return shown;
    },
    remove(shown: Shown): void {
      world.shown.splice(world.shown.indexOf(shown), 1);
      world.changed();
    },
    /** Messages that everybody in the channel sees. */
    inChannel(channel: string): Shown[] {
      return world.shown.filter((one) => one.channel === channel && one.to === undefined);
    },
    changed(): void {
      for (const look of waiting) look();
    },
    /** Waits until something is the case; fails with what it waited for. */
    async until<T>(what: string, find: () => T | undefined | false, ms = 5_000): Promise<T> {
      const there = find();
      if (there !== undefined && there !== false) return there;
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      const timer = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), ms);
      const look = (): void => {
        const found = find();
        if (found !== undefined && found !== false) resolve(found);
      };
      waiting.add(look);
      const poll = setInterval(look, 10);
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
        clearInterval(poll);
        waiting.delete(look);
      }
    },
  };
  world.addWorkspace('T1');
  world.addChannel('C1', 'T1');
  world.addChannel('C2', 'T1', false);
  return world;
}

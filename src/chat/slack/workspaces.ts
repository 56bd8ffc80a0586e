import type { WebClient } from '@slack/web-api';
import type { Log } from '../../core/ports.ts';
import type { CreateClient } from './clients.ts';
import { type DeadToken, isAppGone } from './errors.ts';
import type { Installations } from './installations.ts';

/** One workspace that the bot is installed in. */
export type Workspace = {
  readonly team: string;
  /** Stands before the ids of its channels and people outside of this adapter: `T1/`. */
  readonly prefix: string;
  readonly client: WebClient;
  readonly botUser: string;
  readonly botId: string;
  /** Fires when Slack is not to be called any more. */
  readonly ended: AbortSignal;
};

/** The workspaces by their ids. */
export interface Workspaces {
  /** Where a delivery for this workspace is answered, or undefined when the bot is not (any more) installed there. */
  find(team: string): Promise<Workspace | undefined>;
  /** Slack says that the app is gone from this workspace. */
  removed(team: string, reason: string): Promise<void>;
  /** Slack does not take the token of this workspace. */
  refused(team: string, trouble: DeadToken): Promise<void>;
}

/** How often to look whether a workspace whose token was refused has installed the app anew. */
export const INSTALLED_ANEW_MS = 3_600_000;

/**
 * A channel or person by the name they have outside of this adapter, such as `T1/C1`: the same whether the settings are for one
 * workspace or for many, so that what is kept under it outlives a change of them. Without workspace where the settings reach none of
 * that name, whichever they do reach.
 */
export async function findAddressed(
  workspaces: Workspaces,
  address: string,
): Promise<{ readonly workspace: Workspace | undefined; readonly id: string }> {
  const start = address.indexOf('/') + 1;
  const [prefix, id] = [address.slice(0, start), address.slice(start)];
  const workspace = await workspaces.find(prefix.slice(0, -1));
  return { workspace: workspace?.prefix === prefix ? workspace : undefined, id };
}

/** The one workspace whose token is in the settings, which all deliveries are for; without it there is nothing left to do. */
export function oneWorkspace(workspace: Workspace, lost: (reason: string) => void): Workspaces {
  return {
    find: async () => workspace,
    async removed(_, reason) {
      lost(reason);
    },
    async refused(_, { reason }) {
      lost(reason);
    },
  };
}

/**
 * Every workspace that installed the app. One that removes it is forgotten, with its token; of one whose token is refused for another
 * reason, such as an address that its admins do not allow, only the token goes, and what else is kept waits until it is installed anew.
 */
export function manyWorkspaces(
  installations: Installations,
  createClient: CreateClient,
  ended: AbortSignal,
  { forget, log }: { readonly forget: (team: string) => Promise<void>; readonly log: Log },
): Workspaces {
  const clients = new Map<string, { readonly token: string; readonly client: WebClient }>();
  const dropToken = async (team: string): Promise<void> => {
    clients.delete(team);
    await installations.delete(team);
  };
  const removed: Workspaces['removed'] = async (team, reason) => {
    await dropToken(team);
    await forget(team);
    log.warn({ team, reason }, 'a workspace is gone, and forgotten');
  };
  return {
    async find(team) {
      const bot = (await installations.find(team))?.bot;
      if (bot === undefined) return undefined;
      let known = clients.get(team);
      if (known?.token !== bot.token) {
        known = { token: bot.token, client: createClient(bot.token) };
        clients.set(team, known);
      }
      return { team, prefix: `${team}/`, client: known.client, botUser: bot.userId, botId: bot.id, ended };
    },
    removed,
    async refused(team, trouble) {
      const { reason } = trouble;
      if (isAppGone(trouble)) return removed(team, reason);
      await dropToken(team);
      log.warn({ team, reason }, 'a token is not taken any more; the app must be installed there again');
    },
  };
}

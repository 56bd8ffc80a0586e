import type { Authorize } from '@slack/bolt';
import type { ChatAdapter, ChatParts } from '../../core/chat.ts';
import { SetupError } from '../../core/errors.ts';
import { createInFlight } from '../../core/in-flight.ts';
import type { SlackSettings } from '../../core/slack-settings.ts';
import { createBoltApp } from './bolt.ts';
import { clientFactory } from './clients.ts';
import type { Desk } from './desk.ts';
import { forgetWorkspace } from './forget.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { createInstallations } from './installations.ts';
import { linkTo } from './links.ts';
import { listen } from './listeners.ts';
import { createPacing } from './pacing.ts';
import { createPosts, type Posts } from './posts.ts';
import { createFirstTime } from './seen.ts';
import { createTell } from './tell.ts';
import { checkBotToken, checkShapes } from './tokens.ts';
import { sayWhoWaits } from './unreached.ts';
import { createVault } from './vault.ts';
import { manyWorkspaces, oneWorkspace, type Workspaces } from './workspaces.ts';

/** Notes of people and channels by their names in a call. */
const NOTES_BY_NAME = ['slack-citation-style', 'slack-recent-queries'] as const;

/** With the second that closing the connection may take, the ten that are allowed. */
const DRAIN_MS = 9_000;

type Opened = {
  readonly workspaces: Workspaces;
  readonly authorize?: Authorize<boolean>;
  /** What the names of the one workspace begin with, where there is one. */
  readonly own?: string;
};

/**
 * Slack as a chat platform: Socket Mode or signed HTTP, one workspace or many, one set of listeners. At the end, answers under
 * way have `drainMs`.
 */
export function createSlackAdapter(
  parts: ChatParts,
  settings: SlackSettings,
  drainMs = DRAIN_MS,
): ChatAdapter {
  const { log, notes } = parts;
  const { apiUrl, identity } = settings;
  const createClient = clientFactory(apiUrl, log);
  const inFlight = createInFlight();
  const pacing = createPacing(parts.clock);
  const installations =
    identity.kind === 'oauth'
      ? createInstallations(notes, createVault(identity.stateSecret), log)
      : undefined;
  /** The end was asked for; and nothing may be called any more. */
  const [leaving, over] = [new AbortController(), new AbortController()];
  let running:
    | { readonly posts: Posts; readonly tell: ChatAdapter['tell']; readonly gateway: Gateway }
    | undefined;

  let ended = false;
  const lost = (what: string): void => {
    if (ended) return;
    ended = true;
    parts.fatal(new SetupError(`Slack has ended the connection for good. ${what} Mend it and start again.`));
  };

  const openWorkspaces = async (): Promise<Opened> => {
    if (identity.kind === 'oauth' && installations !== undefined) {
      const forget = (team: string): Promise<void> => forgetWorkspace(parts, team);
      return { workspaces: manyWorkspaces(installations, createClient, over.signal, { forget, log }) };
    }
    const token = identity.kind === 'workspace' ? identity.botToken : '';
    const workspace = await checkBotToken(createClient(token), over.signal, log);
    const { team, botUser, botId } = workspace;
    return {
      own: workspace.prefix,
      workspaces: oneWorkspace(workspace, (reason) =>
        lost(`${reason} SLACK_BOT_TOKEN is not valid any more.`),
      ),
      authorize: async () => ({ botToken: token, botId, botUserId: botUser, teamId: team }),
    };
  };

  let opened: Promise<Workspaces> | undefined;
  /** Also before the start: a dry run tells where messages are, and connects nothing. */
  const known = (): Promise<Workspaces> => (opened ??= openWorkspaces().then(({ workspaces }) => workspaces));

  const posts = (): Posts => {
    if (running === undefined) throw new Error('the Slack adapter is not started');
    return running.posts;
  };

  return {
    name: 'Slack',
    async start() {
      checkShapes(settings);
      if (settings.unused !== undefined)
        log.warn(
          { settings: settings.unused },
          'SLACK_BOT_TOKEN is set, so Slack is answered in its workspace only. Remove it for many workspaces, or else what belongs to them',
        );
      const { workspaces, authorize, own } = await openWorkspaces();
      opened = Promise.resolve(workspaces);
      if (own !== undefined) await parts.adopt({ platform: 'slack', within: own }, NOTES_BY_NAME);
      await sayWhoWaits(parts, workspaces, identity.kind);
      const desk: Desk = { parts, workspaces, inFlight, firstTime: createFirstTime(notes, log) };
      const gateway = createGateway(settings, installations, {
        notes,
        log,
        apiUrl,
        lost: ({ reason }) => lost(`${reason} SLACK_APP_TOKEN is not valid any more.`),
      });
      listen(await createBoltApp(gateway.receiver, authorize, apiUrl, log), desk);
      try {
        await gateway.open();
      } catch (error) {
        // Half a connection would keep the process from ending.
        await gateway.close();
        throw error;
      }
      // Told to stop meanwhile: there was nothing to close yet.
      if (leaving.signal.aborted) return gateway.close();
      running = { gateway, posts: createPosts(desk, pacing, leaving.signal), tell: createTell(desk) };
      log.info({}, 'Slack is connected');
    },
    post: (channel, reply, options) => inFlight.run(() => posts().post(channel, reply, options)),
    find: (channel, marker, since, thread) => posts().find(channel, marker, since, thread),
    linkTo: async (address, message) =>
      over.signal.aborted ? undefined : linkTo(known, log, { address, message }),
    tell: (user, reply) =>
      inFlight.run(async () => (await running?.tell(user, reply)) ?? { kind: 'later', afterMs: 0 }),
    async stop() {
      leaving.abort();
      pacing.close();
      if (!(await inFlight.drain(drainMs))) log.warn({}, 'some answers to Slack were not finished in time');
      over.abort(new Error('the connection to Slack was ended'));
      await running?.gateway.close();
      running = undefined;
    },
  };
}

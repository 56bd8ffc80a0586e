import { type Client, PermissionFlagsBits } from 'discord.js';
import type { ChatAdapter, ChatParts } from '../../core/chat.ts';
import { SetupError } from '../../core/errors.ts';
import { createInFlight } from '../../core/in-flight.ts';
import { inTime } from '../../core/in-time.ts';
import { createDownload } from './attachment.ts';
import { createClient, createOnceRest, type DiscordSettings } from './client.ts';
import { definitions } from './definitions.ts';
import { createDiscussions } from './discuss.ts';
import { forgetChannels } from './forget.ts';
import { createInteractionRests } from './interaction-rests.ts';
import { createInteractions } from './interactions.ts';
import { createLinks } from './links.ts';
import { login } from './login.ts';
import { lookingFirst } from './look-first.ts';
import { createSeal } from './paste.ts';
import { createPosts } from './posts.ts';
import { register } from './register.ts';
import { createTell } from './tell.ts';

/** With the second that leaving may take, all is over within the ten that service managers and containers commonly give. */
const DRAIN_MS = 8_500;
const LEAVE_MS = 1_000;

const PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.ReadMessageHistory;

/** Where a server's owner invites the bot, with the permissions it needs and no other. */
function inviteUrl(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: String(PERMISSIONS),
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}

/** Discord, over its gateway: no address of one's own is needed, and no privileged intent. */
export function createDiscordAdapter(parts: ChatParts, settings: DiscordSettings): ChatAdapter {
  const { applicationId, guildId } = settings;
  const { log, fatal } = parts;
  const leaving = new AbortController();
  const invite = inviteUrl(applicationId);
  const inFlight = createInFlight();

  // One fault brings others after it; the first is the reason.
  let refused = false;
  const refuse = (error: SetupError): void => {
    if (!refused && !leaving.signal.aborted) fatal(error);
    refused = true;
  };
  const make = (): Client =>
    createClient(settings, {
      interaction: (data) => inFlight.run(() => interactions.handle(data)),
      removed: (channels) => inFlight.run(() => forgetChannels(parts, channels)),
      fatal: refuse,
      log,
    });

  // Calls before the login go through this one, too: a client can always speak REST.
  let client = make();
  const wireFor = (hurry: AbortSignal) => ({
    get bot() {
      return client.rest;
    },
    once: createOnceRest(settings, refuse),
    notes: parts.notes,
    log,
    clock: parts.clock,
    hurry,
    self: () => client.user?.id ?? '',
    isShutOut: () => refused,
    mayRead: (channel: string) => mayRead(client, channel),
  });
  const wire = wireFor(leaving.signal);
  const posts = createPosts(wire);
  const linkTo = createLinks(wire);
  const tell = createTell(wire);
  const atOnce = createPosts(wireFor(AbortSignal.abort()));
  const interactions = createInteractions(
    { ...parts, dispatch: lookingFirst(parts.dispatch, wire) },
    {
      rests: createInteractionRests(settings),
      discussions: createDiscussions(parts, { ...posts, post: (...post) => atOnce.post(...post) }, wire),
      download: createDownload(settings),
      seal: createSeal(settings.token),
      stopping: () => inFlight.closing,
      client: () => client,
    },
  );

  return {
    name: 'Discord',
    welcome: `Discord: invite me to a server with ${invite}`,
    async start() {
      const connected = await login(
        () => {
          client = make();
          return client;
        },
        { token: settings.token, log, signal: leaving.signal },
      );
      if (connected === undefined) return;
      if (connected.application?.id !== undefined && connected.application.id !== applicationId) {
        await connected.destroy();
        throw new SetupError(
          'DISCORD_APPLICATION_ID and DISCORD_TOKEN belong to different applications. Copy both from the same one, and start again.',
        );
      }
      await register(definitions(parts.commands), {
        rest: connected.rest,
        applicationId,
        guildId,
        invite,
        notes: parts.notes,
        log,
        joined: (guild, signal) => joined(connected, guild, signal),
        signal: leaving.signal,
      });
    },
    post: (channel, reply, options) => inFlight.run(() => posts.post(channel, reply, options)),
    find: (channel, marker, since, thread) => posts.find(channel, marker, since, thread),
    linkTo,
    tell: (user, reply) =>
      inFlight.run(async () => (leaving.signal.aborted ? { kind: 'later', afterMs: 0 } : tell(user, reply))),
    async stop() {
      // A start that still waits for Discord must not hold up the end of answers, nor be held up by them.
      leaving.abort();
      if (!(await inFlight.drain(DRAIN_MS)))
        log.warn({}, 'some answers to Discord were not finished in time');
      // Discord may never answer to the closing of a connection.
      await inTime(client.destroy(), LEAVE_MS);
    },
  };
}

/** Resolves when the bot is added to a server, or the signal fires. */
async function joined(client: Client, guildId: string, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      client.off('guildCreate', heard);
      resolve();
    };
    const heard = ({ id }: { readonly id: string }): void => {
      if (id === guildId) done();
    };
    client.on('guildCreate', heard);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** Undefined while the channel's server has not been told of yet. */
function mayRead(client: Client, id: string): boolean | undefined {
  const channel = client.channels.cache.get(id);
  if (channel === undefined || channel.isDMBased()) return undefined;
  const me = channel.guild.members.me;
  return me === null ? undefined : channel.permissionsFor(me)?.has(PermissionFlagsBits.ReadMessageHistory);
}

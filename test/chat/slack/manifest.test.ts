import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from '../../../commands/index.ts';
import { createManifest, manifestLink } from '../../../src/chat/slack/manifest.ts';
import { EVENTS, SCOPES } from '../../../src/chat/slack/surface.ts';
import type { Command } from '../../../src/core/command.ts';
import { byFirstWord } from '../../../src/core/groups.ts';
import { METHOD_SCOPES } from '../../fakes/slack/scopes.ts';
import { whoami } from '../whoami.ts';

/** The limits of a manifest as `@slack/types` and Slack's documents give them. */
const address = z.url({ protocol: /^https$/ });
const manifestShape = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.int() }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140),
    long_description: z.string().min(175).max(4_000),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({
      display_name: z
        .string()
        .max(80)
        .regex(/^[a-z0-9._-]+$/),
      always_online: z.boolean(),
    }),
    shortcuts: z
      .array(
        z.strictObject({
          name: z.string().max(24),
          type: z.enum(['message', 'global']),
          callback_id: z.string().max(255),
          description: z.string().max(150),
        }),
      )
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: z
            .string()
            .regex(/^\/[a-z][a-z0-9_-]*$/)
            .max(32),
          description: z.string().min(1).max(2_000),
          usage_hint: z.string().min(1).max(1_000).optional(),
          should_escape: z.boolean(),
          url: address.optional(),
        }),
      )
      .max(50),
    unfurl_domains: z.array(z.string()).max(5),
  }),
  oauth_config: z.strictObject({
    redirect_urls: z.array(address).optional(),
    scopes: z.strictObject({ bot: z.array(z.string()).max(255) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: address.optional(),
      bot_events: z.array(z.string()).max(100),
    }),
    interactivity: z.strictObject({
      is_enabled: z.boolean(),
      request_url: address.optional(),
      message_menu_options_url: address.optional(),
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

/** What each call and event needs, from Slack's documents. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  ...METHOD_SCOPES,
  'files.uploadV2': ['files:write'],
  'app.command': ['commands'],
  'app.shortcut': ['commands'],
  app_mention: ['app_mentions:read'],
  'message.im': ['im:history'],
  link_shared: ['links:read'],
  app_home_opened: [],
  app_uninstalled: [],
  tokens_revoked: [],
};

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (pattern: string): Map<string, string> =>
  new Map(globSync(pattern, { cwd: root }).map((path) => [path, readFileSync(`${root}/${path}`, 'utf8')]));
const everything = [...read('src/chat/slack/*.ts').values()].join('\n');

/** Every call of the Web API and every listener that a source holds. */
function used(source: string): string[] {
  const calls = [...source.matchAll(/\bclient\.(auth|chat|conversations|files|users|views)\.(\w+)/g)].map(
    ([, group, name]) => `${group}.${name}`,
  );
  // Taken out of its object first, as a lint rule takes the name for that of browsers.
  const taken = /\{ postMessage \} = \w+(?:\.\w+)*\.chat/.test(source) ? ['chat.postMessage'] : [];
  const events = [...source.matchAll(/app\.event\('(\w+)'/g)].map(([, name]) => name ?? '');
  const listeners = ['app.command', 'app.shortcut'].filter(
    (name) => source.includes(`${name}(`) || source.includes(`${name}<`),
  );
  return [
    ...new Set([
      ...calls,
      ...taken,
      ...events,
      ...listeners,
      ...(source.includes('app.message(') ? ['message.im'] : []),
    ]),
  ];
}

function needed(source: string): string[] {
  return [...new Set(used(source).flatMap((name) => NEEDS[name] ?? []))].toSorted();
}

describe('the manifest', () => {
  const manifest = manifestShape.parse(createManifest(commands));
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

  it('is within the limits, for Socket Mode and for HTTP', () => {
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    const http = manifestShape.parse(createManifest(commands, 'https://bot.example.org'));
    expect(http.settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: 'https://bot.example.org/slack/events' },
      interactivity: {
        request_url: 'https://bot.example.org/slack/events',
        message_menu_options_url: 'https://bot.example.org/slack/events',
      },
    });
    expect(
      http.features.slash_commands.every(({ url }) => url === 'https://bot.example.org/slack/events'),
    ).toBe(true);
    expect(http.oauth_config.redirect_urls).toEqual(['https://bot.example.org/slack/oauth_redirect']);
  });

  it('has every command of the registry, the form to paste into, and the one that stands for all', () => {
    const names = manifest.features.slash_commands.map(({ command }) => command);
    expect(names).toEqual([...byFirstWord(commands).map(({ name }) => `/${name}`), '/paste', '/paperthread']);
  });

  it('says what is true of where words go, and what there is', () => {
    const { long_description: words } = manifest.display_information;
    expect(words).not.toContain('stays there');
    for (const word of ['Only arXiv is asked', 'cites', 'digests']) expect(words).toContain(word);
  });

  it('asks for exactly the scopes that are used', () => {
    expect(used(everything).filter((name) => NEEDS[name] === undefined)).toEqual([]);
    expect(used(everything).length).toBeGreaterThan(13);
    expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual(needed(everything));
  });

  it('subscribes to exactly the events that are listened to', () => {
    const heard = used(everything).filter((name) => EVENTS.some((event) => event === name));
    expect(manifest.settings.event_subscriptions.bot_events.toSorted()).toEqual(heard.toSorted());
  });

  it('has the shortcut to cite once there is a command for it', () => {
    const named = (list: readonly Command[]) =>
      manifestShape.parse(createManifest(list)).features.shortcuts.map(({ name }) => name);
    const other = commands.filter(({ name }) => name !== 'cite');
    expect(named(other)).toEqual(['Papers in this message', 'Search papers']);
    expect(named([...other, whoami('cite')])).toEqual([
      'Papers in this message',
      'Cite this',
      'Search papers',
    ]);
  });

  it('comes as a link that fills in the form', () => {
    const link = new URL(manifestLink(createManifest(commands)));
    expect(JSON.parse(link.searchParams.get('manifest_json') ?? '')).toEqual(createManifest(commands));
  });

  it('has each of its shortcuts named in the README', () => {
    for (const { name } of manifest.features.shortcuts) expect(readme).toContain(`*${name}*`);
  });

  it('has each of its scopes explained in the README, and no other', () => {
    const table = /\| permission \|[^]*?\n\n/.exec(readme)?.[0] ?? '';
    const explained = [...table.matchAll(/`([\w:]+)`/g)].map(([, scope = '']) => scope);
    expect(explained.toSorted()).toEqual(SCOPES.map(({ scope }) => scope).toSorted());
  });
});

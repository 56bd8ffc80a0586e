import { type Command, type Described, usage } from '../../core/command.ts';
import { byFirstWord, type Group, isGroup, lastWord } from '../../core/groups.ts';
import { EVENTS, OWN_COMMANDS, SCOPES, shortcutsFor, UNFURL_DOMAINS } from './surface.ts';

/** Where an app is made from a manifest. */
const NEW_APP = 'https://api.slack.com/apps?new_app=1';

/**
 * The manifest from which Slack makes the app: all that the commands and listeners need, and nothing else. Without `url` for
 * Socket Mode; with it (`https://bot.example.org`) for signed requests to that address, and for installation elsewhere.
 */
export function createManifest(commands: readonly Command[], url?: string): object {
  const requests = url === undefined ? undefined : new URL('/slack/events', url).href;
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Paperthread',
      description: 'Papers for reading groups: search, versions, and what is new.',
      long_description:
        'Paperthread keeps a library of arXiv papers for a research reading group. Ask it for papers on a topic, by an author, in a category or a year; it knows that version 2 is the same paper as version 1. It cites them in BibTeX, APA and other styles, and posts digests of new papers and new versions in the channels that subscribe to them. It runs on a machine of the group. Only arXiv is asked: for papers, and for what people search and channels follow.',
      background_color: '#1f3a5f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'paperthread', always_online: true },
      shortcuts: shortcutsFor(commands),
      slash_commands: byFirstWord([...commands, ...OWN_COMMANDS]).map((one) =>
        isGroup(one)
          ? slashCommand(one.name, groupDescription(one), one.commands.map(lastWord).join(' | '), requests)
          : slashCommand(one.name, one.description, hintOf(one), requests),
      ),
      unfurl_domains: UNFURL_DOMAINS,
    },
    oauth_config: {
      ...(url === undefined ? {} : { redirect_urls: [new URL('/slack/oauth_redirect', url).href] }),
      scopes: { bot: SCOPES.map(({ scope }) => scope) },
    },
    settings: {
      event_subscriptions: {
        ...(requests === undefined ? {} : { request_url: requests }),
        bot_events: EVENTS,
      },
      interactivity: {
        is_enabled: true,
        ...(requests === undefined ? {} : { request_url: requests, message_menu_options_url: requests }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
    },
  };
}

/** The page on which the app of this manifest is made, with everything filled in. */
export function manifestLink(manifest: object): string {
  return `${NEW_APP}&manifest_json=${encodeURIComponent(JSON.stringify(manifest))}`;
}

function slashCommand(name: string, description: string, hint: string, url: string | undefined): object {
  return {
    command: `/${name}`,
    description,
    ...(hint === '' ? {} : { usage_hint: hint }),
    should_escape: false,
    ...(url === undefined ? {} : { url }),
  };
}

/** What a group is for, as its first command says; the hint beside it names the others. */
function groupDescription({ commands: [first] }: Group<Described>): string {
  return first?.description ?? '';
}

function hintOf(command: Described): string {
  return usage(command)
    .slice(command.name.length + 1)
    .trim();
}

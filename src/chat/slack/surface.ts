/** One permission of the bot, and what it is for. */
export type Scope = {
  readonly scope: string;
  /** Ends the sentence "without it the bot cannot ...". */
  readonly why: string;
  /** Nothing works without it; without the others a part does not. */
  readonly required: boolean;
};

/** Every permission the bot asks for, and no other: what nothing reachable needs yet stands beside the code that will (history.ts, files.ts). The manifest, the check at start-up and the README keep to this list. */
export const SCOPES: readonly Scope[] = [
  { scope: 'commands', required: true, why: 'offer slash commands and shortcuts.' },
  { scope: 'chat:write', required: true, why: 'answer.' },
  { scope: 'app_mentions:read', required: false, why: 'answer when somebody mentions it.' },
  { scope: 'im:history', required: false, why: 'read what is written to it in direct messages.' },
  { scope: 'links:read', required: false, why: 'see that a link to arxiv.org was posted.' },
  { scope: 'links:write', required: false, why: 'show the paper under such a link.' },
];

/** What happens in Slack that the bot is told of; each is listened to. */
export const EVENTS = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'link_shared',
  'message.im',
  'tokens_revoked',
] as const;

/** Whose links are unfolded. Subdomains are included by Slack. */
export const UNFURL_DOMAINS = ['arxiv.org'] as const;

/** The command that stands for the whole bot, where another app has taken a name: `/paperthread versions 2505.15811`. */
export const UMBRELLA = 'paperthread';

/** Opens a form to paste into: a command of the platform's own. */
export const PASTE = 'paste';

/** The shortcuts of the manifest. */
export const SHORTCUTS = [
  {
    name: 'Papers in this message',
    type: 'message',
    callback_id: 'papers_in_message',
    description: 'Shows the arXiv papers that a message names or links to.',
  },
  {
    name: 'Search papers',
    type: 'global',
    callback_id: 'search_papers',
    description: 'Searches the papers of this group.',
  },
] as const;

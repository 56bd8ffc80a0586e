import type { Described } from '../../core/command.ts';

/** One permission of the bot, and what it is for. */
type Scope = {
  readonly scope: string;
  /** Ends the sentence "without it the bot cannot ...". */
  readonly why: string;
  /** Nothing works without it; without the others a part does not. */
  readonly required: boolean;
};

/** Every permission the bot asks for, and no other. The manifest, the check at start-up and the README keep to this list. */
export const SCOPES: readonly Scope[] = [
  { scope: 'commands', required: true, why: 'offer slash commands and shortcuts.' },
  { scope: 'chat:write', required: true, why: 'answer.' },
  { scope: 'app_mentions:read', required: false, why: 'answer when somebody mentions it.' },
  { scope: 'im:history', required: false, why: 'read what is written to it in direct messages.' },
  { scope: 'links:read', required: false, why: 'see that a link to arxiv.org was posted.' },
  { scope: 'links:write', required: false, why: 'show the paper under such a link.' },
  {
    scope: 'channels:history',
    required: false,
    why: 'look whether a post of its own is already there in a public channel.',
  },
  { scope: 'groups:history', required: false, why: 'do the same in a private channel it was invited to.' },
  {
    scope: 'users:read',
    required: false,
    why: 'see in which time zone somebody is who subscribes a channel to a digest.',
  },
  { scope: 'files:write', required: false, why: 'send what is too long for a message as a file.' },
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

/** Opens a form to paste into. */
export const PASTE = 'paste';

/** The commands that only Slack has, and the adapter answers. */
export const OWN_COMMANDS: readonly Described[] = [
  {
    name: PASTE,
    description: 'Add papers to the library by pasting a page copied from arXiv.',
    options: [
      {
        name: 'page',
        description: 'The page, up to 3,000 characters; without it a form opens to paste it into.',
        type: 'string',
        rest: true,
      },
    ],
    examples: [`/${PASTE}`],
  },
  {
    name: UMBRELLA,
    description: 'Any of these commands, should another app have taken its name.',
    options: [
      {
        name: 'command',
        description: 'The command with all that belongs to it; without it, help.',
        type: 'string',
        rest: true,
      },
    ],
    examples: [`/${UMBRELLA} papers sparse autoencoders`, `/${UMBRELLA} help papers`],
  },
];

/** The shortcuts, by what they do. */
export const SHORTCUTS = {
  inMessage: {
    name: 'Papers in this message',
    type: 'message',
    callback_id: 'papers_in_message',
    description: 'Shows the arXiv papers that a message names or links to.',
  },
  cite: {
    name: 'Cite this',
    type: 'message',
    callback_id: 'cite_this',
    description: 'Cites the arXiv papers that a message names or links to.',
  },
  search: {
    name: 'Search papers',
    type: 'global',
    callback_id: 'search_papers',
    description: 'Searches the papers of this group.',
  },
} as const;

/** The command behind the shortcut to cite. */
export const CITE = 'cite';

/** The shortcuts of the manifest: what there is no command for has none. */
export function shortcutsFor(commands: readonly { readonly name: string }[]) {
  const cites = commands.some(({ name }) => name === CITE);
  return Object.values(SHORTCUTS).filter((shortcut) => shortcut !== SHORTCUTS.cite || cites);
}

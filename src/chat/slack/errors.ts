import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';

/** Where the settings of an app are, as people find them. */
export const APP_PAGE = 'https://api.slack.com/apps';

/** What an error of the Web API means for what was asked. */
export type Trouble =
  /** Slack said no: certainly not done. */
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }
  /** Certainly not done; wait so long. */
  | { readonly kind: 'later'; readonly afterMs: number; readonly reason: string }
  | DeadToken
  /** No answer came: it may have been done. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** The credentials are worth nothing any more. */
export type DeadToken = { readonly kind: 'dead'; readonly code: string; readonly reason: string };

const DEAD = [
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'user_removed_from_team',
  'team_disabled',
];

/** Of these Slack answers when an app was removed; the others also come when it was not. */
const APP_GONE = ['account_inactive', 'token_revoked'];

/** Slack failed, certainly before it did anything. */
const PASSING = [
  'ratelimited',
  'rate_limited',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
];
/** Slack failed, and by its own documents may have done it all the same. */
const UNSURE = ['internal_error', 'fatal_error'];

const SOON_MS = 30_000;

const WHO_MAY_POST =
  "Open the channel's name, Settings, Posting permissions, and let Paperthread post there, or ask an admin of the workspace.";

/** Whole sentences: more may follow, and a command at the end would be copied with it. */
const REASONS: Readonly<Record<string, string>> = {
  channel_not_found:
    'There is no such channel (any more), or it is private and Paperthread is not in it. If it is there, type /invite @paperthread in it.',
  not_in_channel: 'Paperthread is not in that channel. Type /invite @paperthread there.',
  is_archived:
    "That channel is archived. To go on, open the channel's name, Settings, and choose Unarchive; then type /invite @paperthread there.",
  restricted_action: `An admin of the workspace has restricted who may post in that channel. ${WHO_MAY_POST}`,
  restricted_action_read_only_channel: `That channel is read-only. ${WHO_MAY_POST}`,
  restricted_action_thread_only_channel: `Only threads are allowed in that channel. ${WHO_MAY_POST}`,
  restricted_action_thread_locked: 'The thread to answer in is locked.',
  no_permission: `Paperthread may not post in that channel. ${WHO_MAY_POST}`,
  user_disabled: 'That person is not in the workspace any more.',
  user_not_found: 'There is no such person in the workspace.',
  cannot_dm_bot: 'That is a bot, which takes no direct messages.',
  messages_tab_disabled:
    'Direct messages to Paperthread are switched off. On the page of the app: App Home, Show Tabs, Messages Tab.',
  cannot_reply_to_message: 'The message to answer under is gone.',
  message_not_found: 'The message is gone.',
  msg_too_long: 'The message is too long for Slack; this is a fault of Paperthread, please report it.',
  msg_blocks_too_long: 'The message is too long for Slack; this is a fault of Paperthread, please report it.',
  invalid_blocks:
    'Slack did not take the form of the message; this is a fault of Paperthread, please report it.',
};

/** Of these only the message is at fault under which something was to go. */
const THREAD_GONE = ['cannot_reply_to_message', 'message_not_found', 'thread_not_found', 'thread_locked'];

/** Whether a refusal means that there is no such thread, or that it takes no replies. */
export function isThreadGone(trouble: Trouble): boolean {
  return trouble.kind === 'refused' && THREAD_GONE.includes(trouble.code);
}

/** Whether a token is dead because the app was removed from its workspace. */
export function isAppGone({ code }: DeadToken): boolean {
  return APP_GONE.includes(code);
}

/** Whether the Web API is where it comes from. */
export function isSlackError(error: unknown): boolean {
  return (
    error instanceof WebAPIRateLimitedError ||
    error instanceof WebAPIPlatformError ||
    error instanceof WebAPIHTTPError ||
    error instanceof WebAPIRequestError
  );
}

/** Sorts an error of the Web API; anything that is none of its errors is thrown on. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof WebAPIRateLimitedError)
    return { kind: 'later', afterMs: Math.max(1, error.retryAfter) * 1_000, reason: 'Slack asks to wait.' };
  if (error instanceof WebAPIPlatformError) {
    const code = error.data.error;
    if (PASSING.includes(code))
      return { kind: 'later', afterMs: SOON_MS, reason: `Slack asks to wait (${code}).` };
    if (UNSURE.includes(code)) return { kind: 'unknown', reason: `Slack failed within (${code}).` };
    if (DEAD.includes(code)) return { kind: 'dead', code, reason: `Slack refuses the token (${code}).` };
    return { kind: 'refused', code, reason: reasonOf(code, error.data) };
  }
  if (error instanceof WebAPIHTTPError)
    return { kind: 'unknown', reason: `Slack answered with HTTP ${error.statusCode}.` };
  if (error instanceof WebAPIRequestError) return { kind: 'unknown', reason: 'Slack did not answer.' };
  throw error;
}

function reasonOf(code: string, data: object): string {
  if (code === 'missing_scope') {
    const needed = 'needed' in data && typeof data.needed === 'string' ? ` ${data.needed}` : '';
    return `The Slack app lacks the scope${needed}. ${howToAddScope()}`;
  }
  return (Object.hasOwn(REASONS, code) ? REASONS[code] : undefined) ?? `Slack refused it (${code}).`;
}

/** The clicks that give an app a scope. */
export function howToAddScope(): string {
  return `Open ${APP_PAGE}, choose the app, OAuth & Permissions, Bot Token Scopes, add it, then press Reinstall to Workspace.`;
}

import type { Json } from './world.ts';

/** What each method needs, from Slack's method pages. Where there are several it depends on the kind of conversation. */
export const METHOD_SCOPES: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.delete': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.unfurl': ['links:write'],
  'chat.getPermalink': [],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'files.getUploadURLExternal': ['files:write'],
  'files.completeUploadExternal': ['files:write'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
};

const KINDS: Readonly<Record<string, string>> = { C: 'channels:', G: 'groups:', D: 'im:' };

/** What Slack answers to a call that the token may not make; undefined when it may. */
export function scopeFault(method: string, args: Json, granted: readonly string[]): Json | undefined {
  const scopes = METHOD_SCOPES[method] ?? [];
  const kind = KINDS[String(args['channel']).slice(0, 1)] ?? '';
  const needed = scopes.length > 1 ? scopes.find((scope) => scope.startsWith(kind)) : scopes[0];
  if (needed === undefined || granted.includes(needed)) return undefined;
  return { ok: false, error: 'missing_scope', needed, provided: granted.join(',') };
}

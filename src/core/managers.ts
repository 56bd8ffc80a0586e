import type { Call } from './call.ts';

/**
 * Why whoever calls may not use the commands that are `managersOnly`, in words; undefined where they may. `admins` are user ids of
 * Slack: everybody may where there are none. `T1/U1` is a person of that workspace, and `U1` whoever has this id in any. Discord
 * shows such commands to people who manage the server only.
 */
export function mayNotManage(
  admins: readonly string[],
  { platform, caller }: Pick<Call, 'platform' | 'caller'>,
): string | undefined {
  if (platform !== 'slack' || admins.length === 0) return undefined;
  const user = caller?.user ?? '';
  const bare = user.slice(user.indexOf('/') + 1);
  if (admins.includes(user) || admins.includes(bare)) return undefined;
  return 'Only those whom DIGEST_ADMINS names may change digests here. Ask one of them, or look only: /digest list, /digest preview';
}

import type { WebClient } from '@slack/web-api';
import { inTime } from '../../core/in-time.ts';
import type { Workspace } from './workspaces.ts';

/** People move; not within an hour. */
const KEPT_MS = 3_600_000;
const MOST_KEPT = 1_000;
/** Whoever types a command waits for it. */
const PATIENCE_MS = 2_000;

type Known = { readonly zone: Promise<string | undefined>; readonly at: number };
const known = new WeakMap<WebClient, Map<string, Known>>();

/** The time zone that a person has set in Slack; undefined where Slack does not tell, such as without the permission to ask. */
export async function timeZoneOf(
  { client }: Pick<Workspace, 'client'>,
  user: string,
): Promise<string | undefined> {
  const people = known.get(client) ?? new Map<string, Known>();
  known.set(client, people);
  const before = people.get(user);
  if (before !== undefined && Date.now() - before.at < KEPT_MS) return before.zone;
  if (people.size >= MOST_KEPT) people.clear();
  const asked: Known = { zone: ask(client, user), at: Date.now() };
  people.set(user, asked);
  const zone = await asked.zone;
  // Slack was busy, perhaps, or the permission comes: the next one asks again.
  if (zone === undefined && people.get(user) === asked) people.delete(user);
  return zone;
}

function ask(client: WebClient, user: string): Promise<string | undefined> {
  const answer = client.users.info({ user }).then(
    (told) => told.user?.tz,
    () => undefined,
  );
  return inTime(answer, PATIENCE_MS);
}

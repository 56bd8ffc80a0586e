import type { ChatParts } from '../../core/chat.ts';
import type { SlackSettings } from '../../core/slack-settings.ts';
import { findAddressed, type Workspaces } from './workspaces.ts';

const NOT_REACHED: Readonly<Record<SlackSettings['identity']['kind'], string>> = {
  workspace:
    'subscriptions of other workspaces than that of SLACK_BOT_TOKEN wait, and nothing of them is lost; the settings for many workspaces reach those that install the app',
  oauth:
    'subscriptions of workspaces in which the app is not installed wait, and nothing of them is lost; they go on once it is installed there',
};
const UNNAMED =
  'subscriptions that an earlier release made with SLACK_BOT_TOKEN wait, and nothing of them is lost; start once with that token, and they go on under any settings';

/** Says in the log how many subscriptions the settings do not reach, and what they wait for. */
export async function sayWhoWaits(
  { subscribed, log }: Pick<ChatParts, 'subscribed' | 'log'>,
  workspaces: Workspaces,
  identity: SlackSettings['identity']['kind'],
): Promise<void> {
  const all = Map.groupBy(await subscribed('slack'), (channel) => channel.slice(0, channel.indexOf('/') + 1));
  let [notReached, unnamed] = [0, 0];
  for (const [prefix, { length }] of all)
    if (prefix === '') unnamed += length;
    else if ((await findAddressed(workspaces, prefix)).workspace === undefined) notReached += length;
  if (notReached > 0) log.warn({ subscriptions: notReached }, NOT_REACHED[identity]);
  if (unnamed > 0) log.warn({ subscriptions: unnamed }, UNNAMED);
}

import type { App } from '@slack/bolt';
import { listenToButtons } from './buttons.ts';
import { listenToCommands } from './commands.ts';
import type { Desk } from './desk.ts';
import { listenToSearchForm } from './search-modal.ts';

/** Everything people can do with the bot in Slack, however its deliveries come in. */
export function listen(app: App, desk: Desk): void {
  listenToCommands(app, desk);
  listenToButtons(app, desk);
  listenToSearchForm(app, desk);
}

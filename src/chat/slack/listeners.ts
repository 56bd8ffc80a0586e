import type { App } from '@slack/bolt';
import { answerButtons } from './buttons.ts';
import { listenToClicks } from './clicks.ts';
import { listenToCommands } from './commands.ts';
import type { Desk } from './desk.ts';
import { homeButtons, listenToHome } from './home.ts';
import { listenToMentions } from './mentions.ts';
import { listenToPasteForm } from './paste-form.ts';
import { listenToLinks, previewButtons } from './previews.ts';
import { listenToRemovals } from './removals.ts';
import { listenToSearchForm } from './search-modal.ts';
import { listenToShortcuts } from './shortcuts.ts';
import { listenToTyping } from './typing.ts';

/** Everything people can do with the bot in Slack, however its deliveries come in. */
export function listen(app: App, desk: Desk): void {
  listenToCommands(app, desk);
  listenToClicks(app, desk, { ...answerButtons(desk), ...previewButtons(desk), ...homeButtons(desk) });
  listenToSearchForm(app, desk);
  listenToPasteForm(app, desk);
  listenToTyping(app, desk);
  listenToShortcuts(app, desk);
  listenToMentions(app, desk);
  listenToLinks(app, desk);
  listenToHome(app, desk);
  listenToRemovals(app, desk);
}

import type { App } from '@slack/bolt';
import type { Desk } from './desk.ts';

/** An app that was removed, or whose token was revoked, keeps nothing of that workspace. */
export function listenToRemovals(app: App, { workspaces }: Desk): void {
  app.event('app_uninstalled', async ({ body }) => {
    await workspaces.removed(body.team_id, 'The app was removed from the workspace.');
  });
  app.event('tokens_revoked', async ({ event, body }) => {
    if ((event.tokens.bot ?? []).length > 0)
      await workspaces.removed(body.team_id, 'The token was revoked in the workspace.');
  });
}

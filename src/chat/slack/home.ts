import type { App, BlockAction, types } from '@slack/bolt';
import { attend, type Desk } from './desk.ts';
import { createPreviewSwitch } from './preview-switch.ts';
import { PREVIEWS_ON, renderHome } from './render-home.ts';
import { politely } from './speak.ts';
import type { Workspace } from './workspaces.ts';

/** The Home tab: what the bot knows and how to start, drawn again whenever somebody opens it. */
export function listenToHome(app: App, desk: Desk): void {
  const { commands, library, notes, software } = desk.parts;
  const previews = createPreviewSwitch(notes);

  app.event('app_home_opened', async ({ event, context, body }) => {
    if (event.tab !== 'home') return;
    await attend(
      desk,
      { team: context.teamId ?? body.team_id, id: body.event_id },
      () => undefined,
      (workspace) => publish(workspace, event.user),
    );
  });

  app.action<BlockAction>(
    { type: 'block_actions', action_id: PREVIEWS_ON },
    async ({ ack, body, context }) => {
      await ack();
      const [action] = body.actions;
      const channel = action?.type === 'button' ? (action.value ?? '') : '';
      await attend(
        desk,
        { team: context.teamId ?? body.team?.id ?? '', id: body.trigger_id },
        () => undefined,
        async (workspace) => {
          await previews.turnOn(workspace.team, channel);
          await publish(workspace, body.user.id);
        },
      );
    },
  );

  async function publish({ client, team }: Workspace, user: string): Promise<void> {
    const view: types.HomeView = renderHome({
      commands,
      version: software.version,
      facts: await library.facts(),
      sources: await library.sourceStates(),
      withoutPreviews: await previews.off(team),
    });
    await politely(() => client.views.publish({ user_id: user, view }));
  }
}

import type { App } from '@slack/bolt';
import type { ChatParts, HomeOwner, HomeSection } from '../../core/chat.ts';
import type { ClickHandlers } from './clicks.ts';
import { attendQuietly, type Desk } from './desk.ts';
import { inSomeForm } from './plainer.ts';
import { createPreviewSwitch } from './preview-switch.ts';
import { PREVIEWS_ON, renderHome } from './render-home.ts';
import { politely } from './speak.ts';
import type { Workspace } from './workspaces.ts';

/** The Home tab: what the bot knows and how to start, drawn again whenever somebody opens it. */
export function listenToHome(app: App, desk: Desk): void {
  app.event('app_home_opened', async ({ event, context, body }) => {
    if (event.tab !== 'home') return;
    await attendQuietly(desk, { team: context.teamId ?? body.team_id, id: body.event_id }, (workspace) =>
      publish(desk, workspace, event.user),
    );
  });
}

/** The buttons of the Home tab that switch previews on again. */
export function homeButtons(desk: Desk): ClickHandlers {
  const previews = createPreviewSwitch(desk.parts.notes);
  return {
    [PREVIEWS_ON]: {
      async run({ workspace, value = '', user }) {
        await previews.turnOn(workspace.team, value);
        await publish(desk, workspace, user.id);
      },
    },
  };
}

async function publish({ parts }: Desk, workspace: Workspace, user: string): Promise<void> {
  const { client, team, ended, prefix } = workspace;
  const { commands, library, notes, software } = parts;
  const person = { platform: 'slack', user: `${prefix}${user}`, within: prefix };
  const view = renderHome({
    commands,
    version: software.version,
    facts: await library.facts(),
    sources: await library.sourceStates(),
    sections: await sectionsFor(parts, person),
    channelOf: (name) => name.slice(prefix.length),
    withoutPreviews: await createPreviewSwitch(notes).off(team),
  });
  await inSomeForm((shape) =>
    politely(
      () => client.views.publish({ user_id: user, view: { ...view, blocks: shape(view.blocks) } }),
      ended,
    ),
  );
}

/** A page without them is better than none. */
async function sectionsFor({ home, log }: ChatParts, person: HomeOwner): Promise<readonly HomeSection[]> {
  try {
    return (await home?.(person)) ?? [];
  } catch (err) {
    log.error({ err }, 'a part of the Home tab is missing');
    return [];
  }
}

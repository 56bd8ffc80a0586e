import { createVault } from '../../../src/chat/slack/vault.ts';
import type { Store } from '../../../src/core/ports.ts';
import type { SlackSettings } from '../../../src/core/slack-settings.ts';

const STATE_SECRET = 'state-secret-of-a-test';

/** Settings for all workspaces that install the app. */
export const manyIdentity: SlackSettings['identity'] = {
  kind: 'oauth',
  clientId: '1.2',
  clientSecret: 'client-secret',
  stateSecret: STATE_SECRET,
};

/** The workspace has installed the app before. */
export async function installedIn({ notes }: Pick<Store, 'notes'>, team: string): Promise<void> {
  const bot = { token: `xoxb-${team}-fake`, userId: `UB${team}`, id: `B${team}`, scopes: [] };
  const sealed = createVault(STATE_SECRET).seal(JSON.stringify({ team: { id: team }, bot }), team);
  await notes.set('slack-installation', team, { sealed });
}

import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt';
import type { Log, Notes } from '../../core/ports.ts';
import type { Vault } from './vault.ts';

const SPACE = 'slack-installation';

export type Installations = InstallationStore & {
  /** The installation of a workspace or organisation, or undefined when there is none. */
  find(id: string): Promise<Installation | undefined>;
  delete(id: string): Promise<void>;
};

/** Where the tokens of many workspaces are kept: among the notes, encrypted. */
export function createInstallations(notes: Notes, vault: Vault, log: Log): Installations {
  const find = async (id: string): Promise<Installation | undefined> => {
    const note = await notes.get(SPACE, id);
    if (note === undefined || !('sealed' in note) || typeof note.sealed !== 'string') return undefined;
    const text = vault.open(note.sealed, id);
    if (text !== undefined) return JSON.parse(text) as Installation;
    log.warn(
      { team: id },
      'an installation was kept under another SLACK_STATE_SECRET; the app must be installed there again',
    );
    return undefined;
  };
  return {
    find,
    delete: (id) => notes.delete(SPACE, id),
    async storeInstallation(installation) {
      const id = installation.isEnterpriseInstall ? installation.enterprise?.id : installation.team?.id;
      if (id === undefined) throw new Error('an installation without workspace');
      await notes.set(SPACE, id, { sealed: vault.seal(JSON.stringify(installation), id) });
      log.info({ team: id }, 'installed in a workspace');
    },
    async fetchInstallation(query) {
      const found = await find(idOf(query));
      if (found === undefined) throw new Error('the app is not installed in this workspace');
      return found;
    },
    deleteInstallation: (query) => notes.delete(SPACE, idOf(query)),
  };
}

function idOf(query: InstallationQuery<boolean>): string {
  return (query.isEnterpriseInstall ? query.enterpriseId : query.teamId) ?? '';
}

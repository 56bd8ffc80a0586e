import type { Notes } from '../../core/ports.ts';

const SPACE = 'slack-previews-off';

/** Where previews of links are switched off. */
export type PreviewSwitch = {
  isOff(team: string, channel: string): Promise<boolean>;
  /** Remembers who did it, for those who wonder. */
  turnOff(team: string, channel: string, user: string): Promise<void>;
  turnOn(team: string, channel: string): Promise<void>;
  /** The channels of a workspace without previews. */
  off(team: string): Promise<readonly string[]>;
};

/** Keeps the switches among the notes. */
export function createPreviewSwitch(notes: Notes): PreviewSwitch {
  return {
    isOff: async (team, channel) => (await notes.get(SPACE, `${team}/${channel}`)) !== undefined,
    turnOff: (team, channel, user) =>
      notes.set(SPACE, `${team}/${channel}`, { by: user, at: new Date().toISOString() }),
    turnOn: (team, channel) => notes.delete(SPACE, `${team}/${channel}`),
    async off(team) {
      const all = await notes.list(SPACE);
      return all.flatMap(({ key }) => (key.startsWith(`${team}/`) ? [key.slice(team.length + 1)] : []));
    },
  };
}

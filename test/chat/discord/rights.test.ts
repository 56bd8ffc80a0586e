import { type APIInteraction, ChannelType, GuildMemberFlags } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { checkRights } from '../../../src/chat/discord/rights.ts';

const SEND = 1n << 11n;
const SEND_IN_THREADS = 1n << 38n;
const ADMINISTRATOR = (1n << 50n) - 1n;

function presser(permissions: bigint): Pick<APIInteraction, 'member'> {
  const user = { id: '1', username: 'ada', discriminator: '0', avatar: null, global_name: 'Ada' };
  const member = { user, roles: [], joined_at: '2026-01-01T00:00:00Z', deaf: false, mute: false };
  return { member: { ...member, permissions: permissions.toString(), flags: GuildMemberFlags.DidRejoin } };
}

describe('the right to have a message put before a channel', () => {
  it.each([
    ['a channel', ChannelType.GuildText, SEND, SEND_IN_THREADS],
    ['the chat of a voice channel', ChannelType.GuildVoice, SEND, SEND_IN_THREADS],
    ['a thread', ChannelType.PublicThread, SEND_IN_THREADS, SEND],
    ['a private thread', ChannelType.PrivateThread, SEND_IN_THREADS, SEND],
  ])('in %s is the right to write there oneself', (_, type, enough, other) => {
    expect(() => checkRights(presser(enough), 'message', type)).not.toThrow();
    expect(() => checkRights(presser(ADMINISTRATOR), 'message', type)).not.toThrow();
    expect(() => checkRights(presser(other), 'message', type)).toThrow(
      'You may not write here, so you cannot share anything here.',
    );
  });

  it('needs nothing outside of servers', () => {
    expect(() => checkRights({}, 'message', ChannelType.GroupDM)).not.toThrow();
  });
});

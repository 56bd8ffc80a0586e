import {
  type APIInteractionGuildMember,
  type GuildBasedChannel,
  PermissionFlagsBits,
  PermissionsBitField,
} from 'discord.js';

/**
 * What a member may do in a channel: the rights of their roles, changed by what the channel says of everybody, of roles, of them. The
 * library tells it only of members it has an object of, and no object is made of whoever asks.
 */
export function permissionsOf(
  { user, roles }: Pick<APIInteractionGuildMember, 'user' | 'roles'>,
  channel: GuildBasedChannel,
): bigint {
  const { guild } = channel;
  const place = channel.isThread() ? channel.parent : channel;
  if (place === null) return 0n;
  const own = [...guild.roles.cache.values()].filter(({ id }) => id === guild.id || roles.includes(id));
  const base = own.reduce((sum, { permissions }) => sum | permissions.bitfield, 0n);
  if (guild.ownerId === user.id || (base & PermissionFlagsBits.Administrator) !== 0n)
    return PermissionsBitField.All;
  const said = place.permissionOverwrites.cache;
  const steps = [[guild.id], roles.filter((id) => id !== guild.id), [user.id]];
  return steps.reduce((sum, ids) => {
    const some = ids.flatMap((id) => said.get(id) ?? []);
    const denied = some.reduce((bits, { deny }) => bits | deny.bitfield, 0n);
    const allowed = some.reduce((bits, { allow }) => bits | allow.bitfield, 0n);
    return (sum & ~denied) | allowed;
  }, base);
}

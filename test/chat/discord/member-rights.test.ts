import { Client, Guild } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permissionsOf } from '../../../src/chat/discord/member-rights.ts';

const GUILD = '100000000000000001';
const CHANNEL = '200000000000000001';
const THREAD = '200000000000000002';
const MEMBER = '300000000000000001';
const OWNER = '300000000000000002';
const ROLES = ['110000000000000001', '110000000000000002', '110000000000000003'];

const ADMINISTRATOR = 3;
const bits = fc
  .uniqueArray(fc.constantFrom(ADMINISTRATOR, 4, 5, 10, 11, 16, 38), { maxLength: 4 })
  .map((some) => String(some.reduce((sum, bit) => sum | (1n << BigInt(bit)), 0n)));
const overwrite = (id: string) => fc.record({ id: fc.constant(id), allow: bits, deny: bits });
const said = fc
  .tuple(...[GUILD, ...ROLES, MEMBER].map((id) => fc.option(overwrite(id))))
  .map((all) => all.flatMap((one) => (one === null ? [] : [{ ...one, type: one.id === MEMBER ? 1 : 0 }])));

describe('what a member may do in a channel', () => {
  it('is what the library says of those members of whom it has an object, in its threads, too', () => {
    fc.assert(
      fc.property(
        fc.array(bits, { minLength: 4, maxLength: 4 }),
        said,
        fc.subarray(ROLES),
        fc.constantFrom(MEMBER, OWNER),
        (rights, permission_overwrites, roles, user) => {
          const client = new Client({ intents: [] });
          const guild = Reflect.construct(Guild, [
            client,
            {
              id: GUILD,
              owner_id: OWNER,
              roles: [GUILD, ...ROLES].map((id, at) => ({ id, name: id, permissions: rights[at] ?? '0' })),
              channels: [{ id: CHANNEL, type: 0, name: 'papers', permission_overwrites }],
              members: [{ user: { id: user, username: 'ada' }, roles }],
              threads: [{ id: THREAD, type: 11, parent_id: CHANNEL, name: 'post' }],
            },
          ]) as Guild;
          client.guilds.cache.set(GUILD, guild);
          const member = guild.members.cache.get(user);
          const asked = {
            user: { id: user, username: 'ada', discriminator: '0', avatar: null, global_name: null },
            roles,
          };
          for (const id of [CHANNEL, THREAD]) {
            const channel = guild.channels.cache.get(id);
            if (channel === undefined || member === undefined) throw new Error('not made');
            expect(permissionsOf(asked, channel)).toBe(channel.permissionsFor(member).bitfield);
          }
        },
      ),
    );
  });
});

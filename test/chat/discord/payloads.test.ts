import { expect, it } from 'vitest';
import { createClient } from '../../../src/chat/discord/client.ts';
import { messagesOf, textIn } from '../../fakes/discord/people.ts';
import { snowflake } from '../../fakes/discord/state.ts';
import { createFakeLog } from '../../fakes/log.ts';
import { useBot } from './bot.ts';

const bot = useBot();

it('an interaction without anybody, or around a message without a reference, brings nothing down', async () => {
  const id = snowflake(Date.now());
  const common = { application_id: '1', version: 1, channel_id: '1', channel: { id: '1', type: 1 } };
  const target = { id, channel_id: '1', message_snapshots: [{ message: { content: 'x' } }] };
  bot.discord.gateway.emit('INTERACTION_CREATE', { ...common, id, token: 'a', type: 3, data: {} });
  bot.discord.gateway.emit('INTERACTION_CREATE', { ...common, id, token: 'c', type: 3 });
  bot.discord.gateway.emit('INTERACTION_CREATE', {
    ...common,
    id,
    token: 'b',
    type: 2,
    data: { id, name: 'x', type: 3, target_id: id, resolved: { messages: { [id]: target } } },
  });
  expect(textIn(await messagesOf(bot.people.slash('about')))).toContain('17 papers');
});

it('the library builds nothing of its own from an interaction, and so remembers nobody', async () => {
  const client = createClient(
    { token: 'x', applicationId: '1', apiUrl: bot.discord.url },
    { interaction: async () => {}, removed: async () => {}, fatal: () => {}, log: createFakeLog() },
  );
  const built: unknown[] = [];
  client.on('interactionCreate', (interaction) => built.push(interaction));
  const user = { id: '300000000000000001', username: 'ada', discriminator: '0', avatar: null };
  const actions: unknown = Reflect.get(client, 'actions');
  const action: unknown = Reflect.get(Object(actions), 'InteractionCreate');
  const handle: unknown = Reflect.get(Object(action), 'handle');
  if (typeof handle !== 'function') throw new TypeError('discord.js has no such action any more');
  Reflect.apply(handle, action, [
    {
      id: '1',
      token: 'a',
      application_id: '1',
      version: 1,
      type: 5,
      channel_id: '1',
      user,
      data: { custom_id: 'x', components: [] },
    },
  ]);
  expect(built).toEqual([]);
  expect(client.users.cache.size).toBe(0);
  await client.destroy();
});

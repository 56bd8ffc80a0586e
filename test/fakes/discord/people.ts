import { BITS, channelJson, messageJson } from './channels.ts';
import type { Gateway } from './gateway.ts';
import { components, type Json, list, text } from './limits.ts';
import {
  CHANNEL,
  type FakeChannel,
  type FakeInteraction,
  type FakeState,
  nowOf,
  type Shown,
  snowflake,
  USER,
} from './state.ts';

/** Send Messages, Create Public Threads, and Send Messages in Threads. */
const ORDINARY = (1n << 11n) | (1n << 35n) | (1n << 38n);

/** The kind of channel that direct messages of several people are. */
const GROUP = 3;
const FORUM_TYPE = 15;
/** The kind of option that takes a channel. */
const CHANNEL_OPTION = 7;

/** Who does something, and where. */
export type Doing = {
  readonly user?: string;
  readonly channel?: string;
  /** What they are called: themselves, and in the server. */
  readonly called?: { readonly global_name: string | null; readonly nick?: string };
  /** Permissions of the person, as a number. */
  readonly permissions?: bigint;
  /** The same in a channel that a command names; there they see it and may do what they may here unless this says otherwise. */
  readonly permissionsThere?: bigint;
  /** In a server that the bot is not a member of: the person brought it along. */
  readonly userInstall?: boolean;
  readonly quietly?: boolean;
  /** A file attached to a command; elsewhere than on Discord at this address. */
  readonly file?: {
    readonly name: string;
    readonly text: string;
    readonly size?: number;
    readonly url?: string;
  };
};

/** What is given of a command's options. */
type Values = Readonly<Record<string, string | number | boolean>>;

/** People who type, press and choose. Each act is one interaction; what they see of the answer is read from it. */
export function createPeople(state: FakeState, gateway: Gateway) {
  const act = (type: number, data: Json, doing: Doing, more: Json = {}): FakeInteraction => {
    const at = nowOf(state);
    const id = snowflake(at);
    const interaction: FakeInteraction = { id, token: `token-${id}`, at, followUps: [] };
    state.interactions.set(interaction.token, interaction);
    const channel = state.channels.get(doing.channel ?? CHANNEL);
    const user = {
      id: doing.user ?? USER,
      username: 'ada',
      discriminator: '0',
      avatar: null,
      global_name: doing.called === undefined ? 'Ada' : doing.called.global_name,
    };
    const guild = channel?.guild;
    gateway.emit('INTERACTION_CREATE', {
      id,
      token: interaction.token,
      application_id: state.applicationId,
      type,
      version: 1,
      data,
      ...(channel === undefined ? {} : { channel: channelJson(state, channel), channel_id: channel.id }),
      ...(guild === undefined
        ? { user }
        : {
            guild_id: guild,
            guild: { id: guild, locale: 'en-US', features: [] },
            guild_locale: 'en-US',
            member: {
              user,
              ...(doing.called?.nick === undefined ? {} : { nick: doing.called.nick }),
              roles: [],
              permissions: (doing.permissions ?? ORDINARY).toString(),
              joined_at: '2026-01-01T00:00:00Z',
              deaf: false,
              mute: false,
              flags: 0,
            },
          }),
      locale: 'en-US',
      app_permissions: appPermissions(state, channel).toString(),
      entitlements: [],
      authorizing_integration_owners:
        doing.userInstall === true || guild === undefined ? { 1: user.id } : { 0: guild },
      context: guild !== undefined ? 0 : channel?.type === GROUP ? 2 : 1,
      attachment_size_limit: 10_485_760,
      ...more,
    });
    return interaction;
  };

  /** What a call of this name sends: the second word of a name of two holds its options. A forum has no place to type in. */
  const callOf = (name: string, values: Values, doing: Doing, focused?: string): Json => {
    if (state.channels.get(doing.channel ?? CHANNEL)?.type === FORUM_TYPE)
      throw new Error('nobody can type in a forum, only in its posts');
    const [first = '', second] = name.split(' ');
    const command = registered(first, 1);
    const word = list(command['options']).find((one) => one['type'] === 1 && one['name'] === second);
    if (second !== undefined && word === undefined) throw new Error(`"${name}" is not registered`);
    const known = list((word ?? command)['options']);
    const attached = doing.file === undefined ? undefined : attach(doing.file);
    const typed = Object.entries(values).map(([option, value]) => {
      const type = known.find((one) => one['name'] === option)?.['type'] ?? typeOf(value);
      return { name: option, value, type, ...(option === focused ? { focused: true } : {}) };
    });
    const options =
      attached === undefined ? typed : [...typed, { name: 'file', type: 11, value: attached['id'] }];
    const channels = typed
      .filter(({ type }) => type === CHANNEL_OPTION)
      .map(({ name: option, value }) => {
        const types = known.find((one) => one['name'] === option)?.['channel_types'];
        return named(Array.isArray(types) ? types.map(Number) : [], String(value), doing);
      });
    const resolved = {
      ...(attached === undefined ? {} : { attachments: { [text(attached['id'])]: attached } }),
      ...(channels.length === 0
        ? {}
        : { channels: Object.fromEntries(channels.map((one) => [text(one['id']), one])) }),
    };
    return {
      id: command['id'],
      name: first,
      type: 1,
      options: word === undefined ? options : [{ name: second, type: 1, options }],
      // While something is being typed nothing is resolved.
      ...(Object.keys(resolved).length === 0 || focused !== undefined ? {} : { resolved }),
    };
  };

  /** A channel that a command names, as Discord describes it then. It offers those of the server, and of the kinds asked for. */
  const named = (types: readonly number[], id: string, doing: Doing): Json => {
    const channel = channelOf(state, { channel: id });
    if (channel.guild !== channelOf(state, doing).guild || !types.includes(channel.type))
      throw new Error(`${id} is not offered`);
    return {
      id,
      name: channel.name,
      type: channel.type,
      permissions: (
        doing.permissionsThere ?? (doing.permissions ?? ORDINARY) | (channel.hidden ? 0n : BITS.view)
      ).toString(),
      app_permissions: appPermissions(state, channel).toString(),
      ...(channel.parent === undefined ? {} : { parent_id: channel.parent }),
    };
  };

  const attach = ({ name, text: content, size, url }: NonNullable<Doing['file']>): Json => {
    const id = snowflake(nowOf(state));
    const path = `/attachments/${id}/${name}`;
    state.attached.set(path, Buffer.from(content));
    return { id, filename: name, size: size ?? content.length, url: url ?? `${state.fileHost}${path}` };
  };

  const registered = (name: string, type: number): Json => {
    const command = [...state.commands.values()]
      .flat()
      .find((one) => one['name'] === name && Number(one['type'] ?? 1) === type);
    if (command === undefined) throw new Error(`"${name}" is not registered`);
    return command;
  };

  return {
    /** Types a slash command. */
    slash(name: string, values: Values = {}, doing: Doing = {}) {
      return act(2, callOf(name, values, doing), doing);
    },
    /** Has typed so much of an option, and given others before. */
    type(name: string, option: string, typed: string, doing: Doing = {}, others: Values = {}) {
      return act(4, callOf(name, { ...others, [option]: typed }, doing, option), doing);
    },
    /** Chooses an entry of a message's menu. */
    menu(name: string, content: string, doing: Doing = {}, more: Json = {}) {
      const { id } = registered(name, 3);
      const target = snowflake(nowOf(state));
      const message = messageJson(channelOf(state, doing), {
        id: target,
        author: USER,
        body: { content, ...more },
        files: [],
        at: nowOf(state),
      });
      const resolved = { messages: { [target]: message } };
      return act(2, { id, name, type: 3, target_id: target, resolved }, doing);
    },
    /** Presses a button by its custom id, below this message. */
    press(customId: string, doing: Doing = {}, message: Json = {}) {
      const at = nowOf(state);
      const shown = messageJson(channelOf(state, doing), {
        id: text(message['id']) || snowflake(at),
        author: state.botId,
        body: message,
        files: [],
        at,
      });
      return act(3, { component_type: 2, custom_id: customId }, doing, { message: shown });
    },
    /** Sends a modal with these texts. */
    submit(customId: string, values: Readonly<Record<string, string>>, doing: Doing = {}) {
      const fields = Object.entries(values).map(([custom_id, value], id) => ({
        type: 18,
        id,
        component: { type: 4, id: 100 + id, custom_id, value },
      }));
      return act(5, { custom_id: customId, components: fields }, doing);
    },
  };
}

/** The kind of option of a value where nothing is registered. */
function typeOf(value: Values[string]): number {
  return typeof value === 'string' ? 3 : typeof value === 'number' ? 4 : 5;
}

/** What the bot may do there. */
function appPermissions(state: FakeState, channel: FakeChannel | undefined): bigint {
  const parent = state.channels.get(channel?.parent ?? '');
  const denied = [...(channel?.denied ?? []), ...(parent?.denied ?? [])];
  const all = Object.values(BITS).reduce((sum, bit) => sum | bit, 1n << 38n);
  return denied.reduce((sum, name) => sum & ~BITS[name], all);
}

function channelOf(state: FakeState, { channel = CHANNEL }: Doing): FakeChannel {
  const known = state.channels.get(channel);
  if (known === undefined) throw new Error(`no channel ${channel}`);
  return known;
}

/** Resolves when something has been answered first: a message, "thinking", choices, a modal. */
export async function answered(interaction: FakeInteraction, limitMs = 4_000) {
  await until(() => interaction.callback !== undefined, limitMs, 'no answer');
  const { callback } = interaction;
  if (callback === undefined) throw new Error('no answer');
  return callback;
}

/** Resolves to the messages that stand there in the end: when nothing is "thinking" any more. */
export async function messagesOf(interaction: FakeInteraction, limitMs = 4_000): Promise<Shown[]> {
  await until(
    () => interaction.original !== undefined || interaction.followUps.length > 0,
    limitMs,
    'no message',
  );
  // Follow-ups come right behind.
  await new Promise((resolve) => {
    setTimeout(resolve, 30);
  });
  return [...(interaction.original === undefined ? [] : [interaction.original]), ...interaction.followUps];
}

/** All that can be read in these messages. */
export function textIn(messages: readonly Shown[]): string {
  return messages
    .flatMap(({ body }) => components(body['components']).map(({ component }) => text(component['content'])))
    .filter((one) => one !== '')
    .join('\n');
}

/** The buttons with a custom id, by label. */
export function buttonsIn(messages: readonly Shown[]): Record<string, string> {
  const buttons = messages.flatMap(({ body }) =>
    components(body['components']).flatMap(({ component }) =>
      component['custom_id'] === undefined ? [] : [[text(component['label']), text(component['custom_id'])]],
    ),
  );
  return Object.fromEntries(buttons);
}

export async function until(condition: () => boolean, limitMs: number, what: string): Promise<void> {
  const end = Date.now() + limitMs;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`${what} within ${limitMs} ms`);
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}

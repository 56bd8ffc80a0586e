import { createHmac } from 'node:crypto';
import { createResponses } from './responses.ts';
import { startServer } from './server.ts';
import { type Acked, createSockets } from './sockets.ts';
import { createWorld, type Json, type Shown } from './world.ts';

export type FakeSlack = Awaited<ReturnType<typeof startFakeSlack>>;
type Where = { readonly channel?: string; readonly user?: string; readonly team?: string };

/**
 * A Slack on the loopback, modelled on its documents: what people do in it arrives at the app, what the app sends is checked
 * against the limits and can be looked at; `now` is the time of its messages. Call `deliverTo` for signed HTTP instead of Socket Mode.
 */
export async function startFakeSlack(now?: () => number) {
  const world = createWorld(now);
  const sockets = createSockets(world);
  const responses = createResponses(world);
  const installs = new Map<string, string>();
  const server = await startServer(world, sockets, responses, (args) => oauthAnswer(String(args['code'])));
  let http: { url: string; secret: string } | undefined;

  function oauthAnswer(code: string): Json {
    const team = installs.get(code);
    if (team === undefined) return { ok: false, error: 'invalid_code' };
    const { botToken, botUser, appId, scopes } = world.addWorkspace(team);
    return {
      ok: true,
      access_token: botToken,
      token_type: 'bot',
      scope: scopes.join(','),
      bot_user_id: botUser,
      app_id: appId,
      team: { id: team, name: team },
      enterprise: null,
      authed_user: { id: 'U1' },
      is_enterprise_install: false,
    };
  }

  /** Brings a payload to the app in the way it is connected. */
  async function deliver(type: string, payload: Json, more: Json = {}): Promise<Acked> {
    if (http === undefined) return sockets.send(type, payload, more);
    const started = performance.now();
    const { status, body } = await post(http.url, http.secret, formOf(type, payload));
    if (status !== 200) throw new Error(`the app answered ${status}`);
    return {
      payload: /^\s*\{/.test(body) ? (JSON.parse(body) as Json) : {},
      ms: performance.now() - started,
    };
  }

  const where = ({ channel = 'C1', user = 'U1', team = 'T1' }: Where) => ({ channel, user, team });
  const answerUrl = (place: { team: string; channel: string; user: string; original?: Shown }): string =>
    `${server.base}/response/${responses.create(place)}`;
  const trigger = (): string => `${Date.now()}.1.${crypto.randomUUID()}`;
  const event = (team: string, body: Json, id = `Ev${crypto.randomUUID()}`): Json => ({
    type: 'event_callback',
    team_id: team,
    api_app_id: 'A1',
    event_id: id,
    event_time: Math.floor(Date.now() / 1_000),
    event: body,
    authorizations: [{ team_id: team, user_id: `UB${team}`, is_bot: true, is_enterprise_install: false }],
  });

  return {
    ...world,
    /** Live view of the world: `world.historyLagMs` and the like can be set on it. */
    world,
    faults: server.faults,
    /** What the validator found in everything sent so far. */
    overLimits: world.faults,
    sockets,
    responses,
    installs,
    apiUrl: `${server.base}/api/`,
    deliver,
    event,
    deliverTo(url: string, secret: string): void {
      http = { url, secret };
    },
    /** Resolves when nobody is connected any more, and all that was sent has been read. */
    left: server.left,
    stop: () => server.stop(),

    /** Somebody types a slash command; `raw` is the text as Slack would write it, links and entities and all. */
    async command(
      line: string,
      place: Where & { readonly raw?: boolean; readonly name?: string } = {},
    ): Promise<Acked> {
      const { channel, user, team } = where(place);
      const [command = '', ...words] = line.split(' ');
      return deliver('slash_commands', {
        command,
        text: place.raw === true ? words.join(' ') : escapeTyped(words.join(' ')),
        team_id: team,
        channel_id: channel,
        channel_name: 'reading',
        user_id: user,
        user_name: place.name ?? 'ada',
        api_app_id: 'A1',
        is_enterprise_install: 'false',
        trigger_id: trigger(),
        response_url: answerUrl({ team, channel, user }),
      });
    },

    /** Somebody presses the button with this label on a message, or this raw value on any. */
    async click(shown: Shown, label: string, place: Where = {}, value?: string): Promise<Acked> {
      const { user } = where(place);
      const found = buttonsOf(shown).find((one) => one.label === label);
      if (found === undefined) throw new Error(`there is no button "${label}" on: ${shown.text}`);
      const ephemeral = shown.to !== undefined;
      return deliver('interactive', {
        type: 'block_actions',
        team: { id: shown.team, domain: 'x' },
        user: { id: user, username: 'ada', name: 'ada', team_id: shown.team },
        api_app_id: 'A1',
        channel: { id: shown.channel, name: 'reading' },
        container: {
          type: 'message',
          message_ts: shown.ts,
          channel_id: shown.channel,
          is_ephemeral: ephemeral,
          ...(shown.thread === undefined ? {} : { thread_ts: shown.thread }),
        },
        trigger_id: trigger(),
        is_enterprise_install: false,
        response_url: answerUrl({
          team: shown.team,
          channel: shown.channel,
          user,
          original: shown,
        }),
        actions: [
          {
            type: 'button',
            action_id: found.actionId,
            block_id: 'b',
            value: value ?? found.value,
            action_ts: world.nextTs(),
          },
        ],
      });
    },

    /** Any interactive payload: a shortcut, a submitted view, a button outside messages. */
    async interact(payload: Json, place: Where = {}): Promise<Acked> {
      const { channel, user, team } = where(place);
      return deliver('interactive', {
        team: { id: team, domain: 'x' },
        user: { id: user, username: 'ada', name: 'ada', team_id: team },
        api_app_id: 'A1',
        trigger_id: trigger(),
        is_enterprise_install: false,
        ...(payload['type'] === 'message_action'
          ? { channel: { id: channel, name: 'reading' }, response_url: answerUrl({ team, channel, user }) }
          : {}),
        ...payload,
      });
    },

    /** Something happens that the app subscribed to. The same id again is a redelivery. */
    async happens(
      body: Json,
      { team = 'T1', id, more = {} }: { team?: string; id?: string; more?: Json } = {},
    ): Promise<Acked> {
      const { channel, thread_ts: thread } = body;
      // What is said in a thread makes it one.
      if (typeof thread === 'string') world.threads.add(`${String(channel)}/${thread}`);
      return deliver('events_api', event(team, body, id), { retry_attempt: 0, ...more });
    },
  };
}

/** What Slack makes of typed text. */
function escapeTyped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The buttons of a message, as a person can press them. */
export function buttonsOf({
  blocks,
}: Pick<Shown, 'blocks'>): { label: string; value: string; actionId: string }[] {
  type Element = { action_id: string; value: string; text: { text: string } };
  return (blocks as { type: string; elements?: Element[] }[])
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements = [] }) => elements)
    .map(({ text, value, action_id: actionId }) => ({ label: text.text, value, actionId }));
}

/** A signed request as Slack makes it; `timestamp` in seconds. */
export async function post(
  url: string,
  secret: string,
  { body, type }: { body: string; type: string },
  timestamp = Math.floor(Date.now() / 1_000),
  more: Readonly<Record<string, string>> = {},
): Promise<{ status: number; body: string }> {
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': signature,
      ...more,
    },
  });
  return { status: response.status, body: await response.text() };
}

/** How Slack writes a payload over HTTP: events as JSON, commands as a form, interactions as JSON in a form. */
export function formOf(type: string, payload: Json): { body: string; type: string } {
  if (type === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' };
  const fields: Record<string, string> =
    type === 'interactive'
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)]));
  return { body: new URLSearchParams(fields).toString(), type: 'application/x-www-form-urlencoded' };
}

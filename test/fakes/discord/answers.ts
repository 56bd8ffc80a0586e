import { builderFaults, modalBuilderFaults } from './builders.ts';
import { choiceFaults, modalFaults } from './command-limits.ts';
import { components, isObject, type Json, list, messageFaults, text } from './limits.ts';
import { type FakeFile, type FakeInteraction, type FakeState, nowOf, type Shown } from './state.ts';

/** What a REST route answers. */
export type Result = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
};

export function refuse(status: number, code: number, message: string): Result {
  return { status, body: { code, message } };
}

const EPHEMERAL = 64;
const FIFTEEN_MINUTES = 15 * 60_000;

/** Checks what is sent and counts whom it would ping. */
export function check(state: FakeState, where: string, body: Json, files: readonly FakeFile[]): void {
  const names = files.map(({ name }) => name);
  const faults = [...messageFaults(body, names), ...builderFaults(body)];
  state.violations.push(...faults.map((fault) => `${where}: ${fault}`));
  const allowed = isObject(body['allowed_mentions']) ? body['allowed_mentions'] : undefined;
  const parsed = allowed === undefined ? ['users', 'roles', 'everyone'] : allowed['parse'];
  const words = [
    text(body['content']),
    ...components(body['components']).map(({ component }) => text(component['content'])),
  ].join('\n');
  const pings = (kind: string, pattern: RegExp): string[] =>
    Array.isArray(parsed) && parsed.includes(kind) ? (words.match(pattern) ?? []) : [];
  state.pings.push(
    ...pings('everyone', /@(?:everyone|here)/g),
    ...pings('users', /<@!?\d+>/g),
    ...pings('roles', /<@&\d+>/g),
  );
}

/** POST /interactions/ID/TOKEN/callback */
export function answerInteraction(
  state: FakeState,
  interaction: FakeInteraction | undefined,
  body: Json,
  files: readonly FakeFile[],
): Result {
  const afterMs = nowOf(state) - (interaction?.at ?? 0);
  if (interaction === undefined || afterMs > 3_000) return refuse(404, 10062, 'Unknown interaction');
  if (interaction.callback !== undefined)
    return refuse(400, 40060, 'Interaction has already been acknowledged.');
  const data = isObject(body['data']) ? body['data'] : {};
  const type = Number(body['type']);
  interaction.callback = { type, data, afterMs };
  if (type === 4) {
    check(state, 'callback', data, files);
    interaction.original = shown(data, files);
  }
  if (type === 8) state.violations.push(...choiceFaults(list(data['choices'])));
  if (type === 9) state.violations.push(...modalFaults(data), ...modalBuilderFaults(data));
  return { status: 204 };
}

/** PATCH and DELETE /webhooks/APP/TOKEN/messages/@original */
export function changeOriginal(
  state: FakeState,
  interaction: FakeInteraction | undefined,
  change: { readonly body: Json; readonly files: readonly FakeFile[] } | 'delete',
): Result {
  const refused = refuseFollowing(state, interaction);
  if (refused !== undefined || interaction === undefined)
    return refused ?? refuse(404, 10015, 'Unknown Webhook');
  if (interaction.deleted === true) return refuse(404, 10008, 'Unknown Message');
  if (change === 'delete') {
    deleteOriginal(interaction);
    return { status: 204 };
  }
  // Files that an edit does not speak of stay.
  const kept = change.body['attachments'] === undefined ? (interaction.original?.files ?? []) : [];
  const files = [...kept, ...change.files];
  check(state, 'edit', change.body, files);
  interaction.original = { ...shown(change.body, files), ephemeral: firstIsEphemeral(interaction) };
  return { status: 200, body: { id: interaction.id } };
}

/** The first answer is gone, whoever deleted it. */
export function deleteOriginal(interaction: FakeInteraction): void {
  delete interaction.original;
  interaction.deleted = true;
}

/** POST /webhooks/APP/TOKEN */
export function followUp(
  state: FakeState,
  interaction: FakeInteraction | undefined,
  body: Json,
  files: readonly FakeFile[],
): Result {
  const refused = refuseFollowing(state, interaction);
  if (refused !== undefined || interaction === undefined)
    return refused ?? refuse(404, 10015, 'Unknown Webhook');
  if (interaction.followUps.length >= 5) return refuse(400, 40094, 'Too many follow-up messages');
  check(state, 'follow-up', body, files);
  // The first one behind "thinking" takes its place, and is seen by those who saw that, whatever it says itself.
  if (interaction.callback?.type === 5 && interaction.original === undefined && interaction.deleted !== true)
    interaction.original = { ...shown(body, files), ephemeral: firstIsEphemeral(interaction) };
  else interaction.followUps.push(shown(body, files));
  return { status: 200, body: { id: interaction.id } };
}

function refuseFollowing(state: FakeState, interaction: FakeInteraction | undefined): Result | undefined {
  if (interaction?.callback === undefined) return refuse(404, 10015, 'Unknown Webhook');
  return nowOf(state) - interaction.at > FIFTEEN_MINUTES
    ? refuse(401, 50027, 'Invalid Webhook Token')
    : undefined;
}

function shown(body: Json, files: readonly FakeFile[]): Shown {
  return { body, files, ephemeral: (Number(body['flags'] ?? 0) & EPHEMERAL) !== 0 };
}

function firstIsEphemeral({ callback }: FakeInteraction): boolean {
  return (Number(callback?.data['flags'] ?? 0) & EPHEMERAL) !== 0;
}

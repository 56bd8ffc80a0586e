import type { CommandContext, OptionSpec } from '../src/core/command.ts';
import { formatDay } from '../src/core/day.ts';
import {
  CADENCE_WORDS,
  cadenceWords,
  describeCadence,
  isCron,
  readCadence,
  TIME_WORDS,
  withTime,
} from '../src/core/digest/cadence.ts';
import type { DigestProgress } from '../src/core/digest/delivery.ts';
import type { Asker } from '../src/core/digest/digests.ts';
import { dayIn } from '../src/core/digest/period.ts';
import { SECTION_WORDS } from '../src/core/digest/sections.ts';
import type { Cadence, Subscription } from '../src/core/digest/subscription.ts';
import { DEFAULT_CAP, SECTIONS, subjectOf } from '../src/core/digest/subscription.ts';
import { readZone } from '../src/core/digest/zones.ts';
import { UserError } from '../src/core/errors.ts';
import type { Button } from '../src/core/reply.ts';
import { clip, listAnd } from '../src/core/text.ts';

/** What a subscription can be told, for the commands that make and change one. */
export const SUBSCRIPTION_OPTIONS = [
  {
    name: 'cadence',
    description:
      'weekly friday, daily (after announcements), monthly, monthly 15, or five cron fields in quotes.',
    type: 'string',
    severalWords: CADENCE_WORDS,
  },
  {
    name: 'hour',
    description: 'Time of day such as 9 or 17:30.',
    type: 'string',
    severalWords: TIME_WORDS,
  },
  { name: 'zone', description: 'Time zone such as Europe/Berlin.', type: 'string' },
  {
    name: 'sections',
    description: 'Of new, versions, published, withdrawn: those that are told. All by default.',
    type: 'string',
    severalWords: SECTION_WORDS,
  },
  {
    name: 'cap',
    description: `Papers in one digest at most; ${DEFAULT_CAP} by default.`,
    type: 'integer',
    min: 1,
    max: 50,
  },
  {
    name: 'empty',
    description: 'With nothing new: skip the digest, or say so in a line.',
    type: 'string',
    choices: ['skip', 'say'],
  },
  {
    name: 'news',
    description: 'Later news of a paper: in its thread only, or as a message in the channel too.',
    type: 'string',
    choices: ['thread', 'channel'],
  },
  {
    name: 'anyway',
    description: 'Save a query that matches very many papers.',
    type: 'boolean',
  },
] as const satisfies readonly OptionSpec[];

/** The number of a subscription; where a channel has one only, it need not be typed. */
export const NUMBER_OPTION = {
  name: 'number',
  description: 'The number of the subscription, as /digest list tells it.',
  type: 'integer',
  min: 1,
  rest: true,
  completion: 'subscription',
} as const satisfies OptionSpec;

/** Who asks, in the channel whose digests are meant. Throws UserError where there is no channel. */
export function askerOf({ platform, caller }: CommandContext): Asker {
  if (caller?.channel === undefined)
    throw new UserError(
      'Digests belong to a channel of Slack or Discord: type this in the channel that is meant. Anywhere you can type, for example: /digest preview sparse autoencoders period:"last 30 days"',
    );
  const { channel, user, name } = caller;
  return { platform, channel, user, ...(name === undefined ? {} : { name }) };
}

/** Throws UserError, saying what to do, where nothing could be posted in the channel: else that would only come out at the first digest. */
export async function checkPostable({ caller }: CommandContext): Promise<void> {
  const reason = await caller?.cannotPost?.();
  if (reason !== undefined) throw new UserError(`${reason} Then type this again.`);
}

/** The subscription that is meant. Throws UserError when it has to be said which. */
export async function pickSubscription(
  context: CommandContext,
  asker: Asker,
  number: number | undefined,
): Promise<Subscription> {
  const all = await context.digests.list(asker);
  const found = number === undefined && all.length === 1 ? all[0] : all.find(({ id }) => id === number);
  if (found !== undefined) return found;
  if (all.length === 0) throw noneYet();
  const some = all.slice(0, 5).map((one) => `${one.id} (${subjectOf(one, 30)})`);
  throw new UserError(
    number === undefined
      ? `This channel has ${all.length} subscriptions; say which by its number: ${listAnd(some)}${all.length > 5 ? ' and more' : ''}. /digest list shows them all.`
      : `This channel has no subscription ${number}. It has ${listAnd(some)}${all.length > 5 ? ' and more' : ''}; /digest list shows them all.`,
  );
}

/** Where a subscription is asked for and the channel has none. */
export function noneYet(): UserError {
  return new UserError(
    'This channel has no subscription yet. Make one, for example: /digest subscribe sparse autoencoders',
  );
}

/** The zone that was typed; else that of the channel's other digests, else the person's; else that of this machine, as a guess. */
export async function zoneFor(
  { caller, digests }: CommandContext,
  asker: Asker,
  typed: string | undefined,
): Promise<{ readonly zone: string; readonly guessed: boolean }> {
  if (typed !== undefined) return { zone: readZone(typed), guessed: false };
  const told = (await digests.zoneOf(asker)) ?? (await caller?.timeZone?.());
  const known = told === undefined ? undefined : knownZone(told);
  if (known !== undefined) return { zone: known, guessed: false };
  // A group's own machine stands where the group is; a rented one is in UTC as a rule.
  return { zone: knownZone(new Intl.DateTimeFormat().resolvedOptions().timeZone) ?? 'UTC', guessed: true };
}

/** What whoever set something up is told where its zone is a guess, and what to type instead. */
export function guessedZone({ id, cadence }: Pick<Subscription, 'id' | 'cadence'>): string {
  return `I do not know your time zone and took ${cadence.zone}, that of the machine I run on. Yours: /digest edit ${id} zone:Europe/Berlin`;
}

/** Undefined for a zone that is none of those that people may name, such as a bare offset. */
export function knownZone(zone: string): string | undefined {
  try {
    return readZone(zone);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** The cadence with what was typed in place of what it was. Undefined when nothing was typed. */
export function changedCadence(
  before: Cadence,
  typed: { readonly cadence?: string; readonly hour?: string; readonly zone?: string },
): Cadence | undefined {
  if (typed.cadence === undefined && typed.hour === undefined && typed.zone === undefined) return undefined;
  const zone = typed.zone === undefined ? before.zone : readZone(typed.zone);
  const words = cadenceWords(before);
  if (typed.cadence === undefined) {
    if (typed.hour !== undefined && words.hour === undefined)
      throw new UserError('A cron says its hour itself; type it anew, for example: cadence:"0 17 * * 5"');
    // Of what stands already only the hour is read: a cron may have a day that nobody could type in words.
    return typed.hour === undefined
      ? { ...before, zone }
      : { ...before, cron: withTime(before.cron, typed.hour), zone };
  }
  // A cron brings its own hour.
  return readCadence(typed.cadence, typed.hour ?? (isCron(typed.cadence) ? undefined : words.hour), zone);
}

/** One subscription in a line or two: what, when, and how it differs from what most are. */
export function subscriptionLines(one: Subscription): string[] {
  const { id, kind, query, cadence, paused, dueAt } = one;
  const what = kind === 'papers' ? `${subjectOf(one)}: ${query}` : query;
  const next =
    paused === undefined
      ? `next ${formatMoment(dueAt, cadence.zone)}`
      : `paused since ${formatDay(dayIn(paused.at, cadence.zone))}${paused.reason === undefined ? '' : `: ${paused.reason}`}`;
  return [`${id}. ${clip(what, 300)}`, [describeCadence(cadence), ...particulars(one), next].join('; ')];
}

/** How a subscription differs from what most are. */
export function particulars({ kind, sections, cap, empty, newsAlso }: Subscription): string[] {
  return [
    ...(sections.length === SECTIONS.length ? [] : [`only ${listAnd(sections)}`]),
    ...(cap === DEFAULT_CAP || kind === 'papers' ? [] : [`${cap} papers at most`]),
    ...(empty === 'say' ? ['says so when there is nothing new'] : []),
    ...(newsAlso === 'channel' ? ['later news in the channel too'] : []),
  ];
}

/** What is under way of a subscription's digest. */
export function progressLine({ digest, sent, left, paused, unproven }: DigestProgress): string {
  if (unproven !== undefined)
    return `Nobody can say whether its last message was posted: /digest resume ${digest.subscription}`;
  const there = `${sent} of ${sent + left} messages are there`;
  return paused === true
    ? `Its last digest broke off: ${there}. For the rest: /digest resume ${digest.subscription}`
    : `Being posted: ${there}.`;
}

/** `27 November 2026 at 09:00` in the zone. */
export function formatMoment(moment: string, zone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(Date.parse(moment));
  return `${formatDay(dayIn(moment, zone))} at ${time}`;
}

/** Changes a subscription's query to what it was probably meant to be. */
export function otherwiseButtons(id: number, query: string | undefined): Button[] {
  if (query === undefined) return [];
  return [{ label: clip(`Look for ${query}`, 70), command: 'digest edit', values: { number: id, query } }];
}

import { createFaults, type Fault } from './faults.ts';
import { check, replace } from './methods.ts';
import type { Json, Shown, World } from './world.ts';

const MOST_USES = 5;
const LIFE_MS = 30 * 60_000;

export type Responses = ReturnType<typeof createResponses>;

type Place = {
  team: string;
  channel: string;
  user: string;
  original: Shown | undefined;
  uses: number;
  until: number;
};

/**
 * The addresses at which an interaction can be answered: five times, for thirty minutes, seen by whoever they belong to. That
 * of a pressed button belongs to its message, seen by all or by one: it is what is replaced or deleted there.
 */
export function createResponses(world: World) {
  const places = new Map<string, Place>();
  const faults = createFaults();
  return {
    /** The next use of any address goes wrong like this. */
    failNext(fault: Extract<Fault, { kind: 'rate-limited' | 'http' | 'lost-answer' | 'dropped' }>): void {
      faults.next('response_url', fault);
    },
    /** A new address; `original` is the message whose button was pressed. */
    create(place: { team: string; channel: string; user: string; original?: Shown }): string {
      const id = crypto.randomUUID();
      places.set(id, { original: undefined, ...place, uses: 0, until: Date.now() + LIFE_MS });
      return id;
    },
    /** Every address that was given out stops working, as after thirty minutes. */
    expire(): void {
      for (const place of places.values()) place.until = 0;
    },
    /** The status of the answer. A connection that is cut is thrown. */
    use(id: string, body: Json): number {
      const place = places.get(id);
      if (place === undefined || place.uses >= MOST_USES || Date.now() > place.until) return 404;
      const fault = faults.take('response_url');
      if (fault?.kind === 'dropped') throw new Error('cut before anything was done');
      if (fault?.kind === 'rate-limited') return 429;
      if (fault?.kind === 'http') return fault.status;
      place.uses += 1;
      world.calls.push({ method: 'response_url', token: '', args: body, at: Date.now() });
      const status = take(place, body);
      if (fault?.kind === 'lost-answer') throw new Error('cut after everything was done');
      return status;
    },
  };

  function take(place: Place, body: Json): number {
    if (check(world, 'response_url', body) > 0) return 400;
    if (body['delete_original'] === true) {
      if (place.original === undefined) return 404;
      world.remove(place.original);
      place.original = undefined;
      return 200;
    }
    if (body['replace_original'] === true && place.original !== undefined) {
      if (place.original.to === undefined && body['response_type'] !== 'in_channel')
        world.faults.push('response_url: words for one person take the place of what everybody sees');
      replace(world, place.original, body);
      return 200;
    }
    const thread = body['thread_ts'];
    const { team, channel, user } = place;
    const shown = world.show({
      team,
      channel,
      ...(body['response_type'] === 'in_channel' ? {} : { to: user }),
      ...(typeof thread === 'string' ? { thread } : {}),
      via: 'response_url',
      text: String(body['text']),
      blocks: Array.isArray(body['blocks']) ? body['blocks'] : [],
    });
    if (shown.to !== undefined) place.original ??= shown;
    return 200;
  }
}

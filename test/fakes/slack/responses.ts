import { check, replace } from './methods.ts';
import type { Json, Shown, World } from './world.ts';

const MOST_USES = 5;
const LIFE_MS = 30 * 60_000;

export type Responses = ReturnType<typeof createResponses>;

/** The addresses at which an interaction can be answered: five times, for thirty minutes, seen by whoever they belong to. */
export function createResponses(world: World) {
  type Place = {
    team: string;
    channel: string;
    user: string;
    original: Shown | undefined;
    uses: number;
    until: number;
  };
  const places = new Map<string, Place>();
  return {
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
    use(id: string, body: Json): number {
      const place = places.get(id);
      if (place === undefined || place.uses >= MOST_USES || Date.now() > place.until) return 404;
      place.uses += 1;
      world.calls.push({ method: 'response_url', token: '', args: body, at: Date.now() });
      if (check(world, 'response_url', body) > 0) return 400;
      if (body['delete_original'] === true) {
        if (place.original !== undefined) world.shown.splice(world.shown.indexOf(place.original), 1);
        return 200;
      }
      if (body['replace_original'] === true && place.original !== undefined) {
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
    },
  };
}

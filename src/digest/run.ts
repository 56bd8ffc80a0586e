import type { TellOutcome } from '../core/chat.ts';
import type { Planner } from '../core/digest/ports.ts';
import type { Place } from '../core/digest/subscription.ts';
import type { Reply } from '../core/reply.ts';
import { type Chat, type DeliveryParts, deliverNext } from './deliver.ts';
import { MOST_AT_ONCE, MOST_TRIES, restAfter, SPACING_MS, TICK_MS, WORD_LEASE_MS } from './pace.ts';

/** A chat platform that is connected, under its name in calls. */
export type NamedChat = Chat & {
  readonly platform: string;
  tell(user: string, reply: Reply): Promise<TellOutcome>;
};

export type LoopParts = DeliveryParts & {
  readonly planner: Planner;
  /** The platforms that are connected by now. */
  readonly chats: () => readonly NamedChat[];
  /** How often to look; the program's own time where absent. */
  readonly tickMs?: number;
};

export type DigestLoop = {
  /** Plans what is due and posts what was planned, until the signal fires; no fault ends it. */
  run(signal: AbortSignal): Promise<void>;
  /** Resolves when nothing is on its way any more: what was begun before the signal fired is still written down. */
  settled(): Promise<void>;
};

/** So many channels are looked at in one tick; the others come in the next one. */
const CHANNELS_AT_ONCE = 100;

/**
 * The loop behind digests. Any number of processes may run it on one library: a plan is made once, and a message is taken by one of
 * them. One that stops begins nothing new.
 */
export function createDigestLoop(parts: LoopParts): DigestLoop {
  const { ledger, clock, log, planner } = parts;
  const active = new Map<string, Promise<void>>();
  const failing = new Set<string>();

  /** The same fault is told once until it is over: a full disk would fail every second. */
  const guarded = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
      if (failing.delete(what)) log.warn({}, `${what}: works again`);
    } catch (err) {
      log[failing.has(what) ? 'debug' : 'error']({ err }, `${what}: failed`);
      failing.add(what);
    }
  };

  const begin = (place: Place, chat: Chat): void => {
    const key = keyOf(place);
    const work = guarded('posting', () => deliverNext(place, chat, parts)).finally(() => active.delete(key));
    active.set(key, work);
  };

  const deliver = async (signal: AbortSignal): Promise<void> => {
    const chats = new Map(parts.chats().map((chat) => [chat.platform, chat]));
    if (chats.size === 0) return;
    const now = new Date(clock.now()).toISOString();
    for (const place of await ledger.waiting(now, [...chats.keys()], CHANNELS_AT_ONCE)) {
      const chat = chats.get(place.platform);
      if (chat === undefined || active.has(keyOf(place))) continue;
      if (active.size >= MOST_AT_ONCE || signal.aborted) return;
      begin(place, chat);
      await clock.sleep(SPACING_MS, signal);
    }
  };

  const sayWords = async (signal: AbortSignal): Promise<void> => {
    const chats = parts.chats();
    const platforms = chats.map(({ platform }) => platform);
    const iso = (ms: number): string => new Date(ms).toISOString();
    while (platforms.length > 0 && !signal.aborted) {
      const now = clock.now();
      const word = await ledger.takeWord(platforms, { now: iso(now), until: iso(now + WORD_LEASE_MS) });
      const chat = chats.find(({ platform }) => platform === word?.platform);
      if (word === undefined || chat === undefined) return;
      const { id, tries, platform, user, reply } = word;
      const outcome = await chat.tell(user, reply);
      if (outcome === 'later' && tries < MOST_TRIES) {
        await ledger.wordLater(id, iso(clock.now() + restAfter(tries)));
        continue;
      }
      if (outcome !== 'told') log.warn({ platform, user, word: reply.summary }, 'an owner could not be told');
      await ledger.wordOver(id);
    }
  };

  return {
    async run(signal) {
      const again = async (what: string, work: () => Promise<void>): Promise<void> => {
        while (!signal.aborted) {
          await guarded(what, work);
          await clock.sleep(parts.tickMs ?? TICK_MS, signal);
        }
      };
      // Side by side: thousands of plans, or an owner who cannot be reached, hold up no post.
      await Promise.all([
        again('planning digests', async () => {
          if (parts.chats().length > 0) await planner.planDue(signal);
        }),
        again('looking what is to be posted', () => deliver(signal)),
        again('telling owners', () => sayWords(signal)),
      ]);
    },
    async settled() {
      await Promise.all(active.values());
    },
  };
}

function keyOf({ platform, channel }: Place): string {
  return `${platform} ${channel}`;
}

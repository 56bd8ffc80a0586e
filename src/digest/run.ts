import type { TellOutcome } from '../core/chat.ts';
import type { OwnerWord, Planner } from '../core/digest/ports.ts';
import type { Place } from '../core/digest/subscription.ts';
import type { Reply } from '../core/reply.ts';
import { type Chat, type DeliveryParts, deliverNext } from './deliver.ts';
import {
  BUSY_MS,
  MOST_AT_ONCE,
  MOST_DOUBTS,
  MOST_WORD_TRIES,
  restAfter,
  SPACING_MS,
  TICK_MS,
  UNSURE_MS,
  WORD_AGAIN_MS,
  WORD_LEASE_MS,
  WORD_SPACING_MS,
} from './pace.ts';

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
  /** Platforms that take no words before that time (ms). */
  const quiet = new Map<string, number>();

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
    while (!signal.aborted) {
      const now = clock.now();
      // The clock was ahead.
      for (const [platform, until] of quiet) if (until > now + UNSURE_MS) quiet.delete(platform);
      const chats = parts.chats().filter(({ platform }) => (quiet.get(platform) ?? 0) <= now);
      const platforms = chats.map(({ platform }) => platform);
      if (platforms.length === 0) return;
      const word = await ledger.takeWord(platforms, { now: iso(now), until: iso(now + WORD_LEASE_MS) });
      const chat = chats.find(({ platform }) => platform === word?.platform);
      if (word === undefined || chat === undefined) return;
      await say(word, chat);
      await clock.sleep(WORD_SPACING_MS, signal);
    }
  };

  const say = async (
    { id, tries, doubts, platform, user, reply }: OwnerWord,
    chat: NamedChat,
  ): Promise<void> => {
    const outcome: TellOutcome = doubts > MOST_DOUBTS ? { kind: 'unknown' } : await chat.tell(user, reply);
    const now = clock.now();
    // What keeps one word from being said probably keeps others: not all of them need to find that out.
    // Who asks for longer is one workspace of several, or somebody.
    if (outcome.kind === 'later' && outcome.afterMs <= UNSURE_MS)
      quiet.set(platform, now + Math.max(BUSY_MS, outcome.afterMs));
    if (outcome.kind === 'unknown') quiet.set(platform, now + UNSURE_MS);
    if (outcome.kind === 'later' && tries < MOST_WORD_TRIES)
      return ledger.wordLater(id, iso(now + Math.max(outcome.afterMs, restAfter(tries))), 'unsaid');
    if (outcome.kind === 'unknown' && doubts < MOST_DOUBTS)
      return ledger.wordLater(id, iso(now + WORD_AGAIN_MS), 'unknown');
    if (outcome.kind !== 'told')
      log.warn({ platform, user, word: reply.summary, outcome: outcome.kind }, 'an owner could not be told');
    await ledger.wordOver(id);
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

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function keyOf({ platform, channel }: Place): string {
  return `${platform} ${channel}`;
}

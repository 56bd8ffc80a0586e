/** Whoever holds it may be done, and whoever stands in front may leave, at any moment: so soon is it worth asking again. */
const LOOK_AGAIN_MS = 500;
/** Somebody who has not asked again so long after it made sense has died, and is waited for no longer. */
const LATE_MS = 5_000;
/** So often somebody who waits for a person may go before one who came earlier, then never again: nobody starves. */
const MOST_OVERTAKEN = 4;
const NOBODY = '';

/** Somebody who waits. A wish whose time is over counts for nothing. */
type Wish = {
  readonly holder: string;
  readonly urgent: boolean;
  readonly overtaken: number;
  readonly until: number;
};

/** Who has the turn with a service, and who waits, in the order in which they came. All times in ms by the machine's clock. */
export type TurnState = {
  readonly holder: string;
  readonly heldUntil: number;
  readonly notBefore: number;
  readonly waiting: readonly Wish[];
  /** When this was written; NaN when that is not known. */
  readonly writtenAt: number;
};

/** How things stand afterwards; the very same object when nothing is to be written. */
export type Taken = { readonly waitMs: number; readonly state: TurnState };

/** Asks for the turn: 0 ms to wait when it is given, else the asker has a place in the queue. */
export function takeTurn(
  before: TurnState | undefined,
  turn: { holder: string; leaseMs: number; spacingMs: number; urgent?: boolean },
  at: number,
): Taken {
  const state = before === undefined ? nobodyYet(at) : byClock(before, at);
  const { holder, urgent = false } = turn;
  const asking = state.waiting.filter((wish) => wish.holder === holder || wish.until > at);
  const known = asking.find((wish) => wish.holder === holder);
  const waiting = known === undefined ? [...asking, { holder, urgent, overtaken: 0, until: at }] : asking;
  const held = Math.min(state.heldUntil - at, LOOK_AGAIN_MS);
  const behind = isFirst(waiting, holder) ? 0 : LOOK_AGAIN_MS;
  const waitMs = Math.max(0, held, behind, state.notBefore - at);
  if (waitMs === 0) {
    const { leaseMs, spacingMs } = turn;
    const given = { holder, heldUntil: at + leaseMs, notBefore: at + spacingMs };
    return { waitMs, state: { ...given, waiting: withoutFirst(waiting, holder), writtenAt: at } };
  }
  const until = at + waitMs + LATE_MS;
  // A look that finds nothing new writes nothing: many wait, and each writing is a flush of the disk.
  const fresh = known !== undefined && known.until > until - LATE_MS / 2;
  if (state === before && fresh && asking.length === state.waiting.length) return { waitMs, state };
  return {
    waitMs,
    state: {
      ...state,
      waiting: waiting.map((wish) => (wish.holder === holder ? { ...wish, until } : wish)),
      writtenAt: at,
    },
  };
}

/** Gives the turn back, or the place in the queue of somebody who does not hold it. */
export function endTurn(
  before: TurnState,
  { holder, pauseMs }: { holder: string; pauseMs?: number },
  at: number,
): TurnState {
  const state = byClock(before, at);
  const waiting = state.waiting.filter((wish) => wish.holder !== holder);
  if (state.holder !== holder) return { ...state, waiting, writtenAt: at };
  const notBefore = pauseMs === undefined ? state.notBefore : at + pauseMs;
  return { holder: NOBODY, heldUntil: at, notBefore, waiting, writtenAt: at };
}

function nobodyYet(at: number): TurnState {
  return { holder: NOBODY, heldUntil: at, notBefore: at, waiting: [], writtenAt: at };
}

/**
 * Nothing is written in the future, so a clock behind the last writing was set back: all times go back with it. Otherwise a
 * lease or a pause would last as much longer as the clock has jumped.
 */
function byClock(state: TurnState, at: number): TurnState {
  const back = state.writtenAt - at;
  if (!(back > 0)) return state;
  return {
    ...state,
    heldUntil: state.heldUntil - back,
    notBefore: state.notBefore - back,
    waiting: state.waiting.map((wish) => ({ ...wish, until: wish.until - back })),
    writtenAt: at,
  };
}

function isFirst(waiting: readonly Wish[], holder: string): boolean {
  const first = waiting.find((wish) => wish.urgent || wish.overtaken >= MOST_OVERTAKEN) ?? waiting[0];
  return first?.holder === holder;
}

/** Whoever stands in front of the one that goes first was overtaken once more. */
function withoutFirst(waiting: readonly Wish[], holder: string): Wish[] {
  const place = waiting.findIndex((wish) => wish.holder === holder);
  const before = waiting.slice(0, place).map((wish) => ({ ...wish, overtaken: wish.overtaken + 1 }));
  return [...before, ...waiting.slice(place + 1)];
}

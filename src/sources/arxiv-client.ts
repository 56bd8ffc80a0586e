import type { Clock } from '../core/clock.ts';
import { formatDay } from '../core/day.ts';
import { UpstreamError, UpstreamRefusal } from '../core/errors.ts';
import type { Log, Turns } from '../core/ports.ts';
import { type Answer, type Asked, sendRequest } from './arxiv-request.ts';
import { endTurn, LONGEST_REST_MS, LONGEST_WAIT_MS, type Waited, waitForTurn } from './arxiv-turn.ts';
import { backOff } from './back-off.ts';

export type { Answer } from './arxiv-request.ts';

const TRIES = 6;
const TIMEOUT_MS = 60_000;
const MAX_REDIRECTS = 5;

export type ArxivClientOptions = {
  readonly turns: Turns;
  /** Name, version and contact, as arXiv asks: `Paperthread/0.1.0 (mailto:...)`. */
  readonly userAgent: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly fetch?: typeof globalThis.fetch;
};

export type Request = {
  readonly url: string;
  /** What an earlier answer said of itself; the server may then say that nothing changed. */
  readonly etag?: string;
  readonly lastModified?: string;
  /**
   * Give up when this many milliseconds have passed, waiting for the turn and for the answer included; for people who wait. They
   * go before whoever has no such end.
   */
  readonly patienceMs?: number;
  /** How often it is asked before it is given up; 6 times by default. */
  readonly tries?: number;
  readonly signal?: AbortSignal;
};

/** An answer came, but nobody can make use of it (cut, HTML in place of XML, no papers where some were counted). */
export class UnusableAnswer extends Error {
  override readonly name = 'UnusableAnswer';
}

/** The server asked to be left alone for longer than anybody wanted to wait: no other question is welcome either. */
export class ArxivBusy extends UpstreamError {}

export type ArxivClient = {
  /**
   * Asks until `read` can make use of the answer. What it throws as UnusableAnswer ("sent a damaged page") counts as a fault of
   * arXiv's: the question is asked again after a rest, unless the HTTP status says that it was refused. So `read` sees refusals
   * first, for some say in their body what was wrong.
   */
  read<T>(request: Request, read: (answer: Answer) => Promise<T>): Promise<T>;
};

/**
 * The one way to arXiv: one request at a time and three seconds apart, over all processes of this installation, with
 * patience for a server that is busy. Throws UpstreamError in words when it stays so, or when the signal fires.
 */
export function createArxivClient(options: ArxivClientOptions): ArxivClient {
  const { clock, log } = options;
  return {
    async read(request, read) {
      const deadline =
        request.patienceMs === undefined ? Number.POSITIVE_INFINITY : clock.now() + request.patienceMs;
      const holder = crypto.randomUUID();
      const stop = request.signal === undefined ? {} : { signal: request.signal };
      let [tries, redirects, url] = [0, 0, request.url];
      for (;;) {
        const waited = await waitForTurn(options, { holder, deadline, longestMs: TIMEOUT_MS, ...stop });
        if (waited.kind !== 'taken') throw notAsked(waited, clock.now());
        const timeoutMs = Math.max(1, Math.min(TIMEOUT_MS, deadline - clock.now()));
        const outcome = await attempt(options, { ...request, url }, timeoutMs, tries, read);
        await endTurn(options, holder, outcome.kind === 'fault' ? outcome.restMs : undefined);
        if (outcome.kind === 'read') return outcome.value;
        if (outcome.kind === 'final') throw outcome.error;
        if (outcome.kind === 'redirect') {
          redirects += 1;
          if (redirects > MAX_REDIRECTS) throw told(url, 'sends us round in circles');
          url = outcome.url;
          continue;
        }
        tries += 1;
        const { reason, restMs } = outcome;
        log.info({ url, tries, fault: reason, restMs }, 'arXiv did not answer as it should');
        const until = clock.now() + restMs;
        const tooLong = restMs > LONGEST_WAIT_MS || until > deadline;
        if (!tooLong && tries < (request.tries ?? TRIES)) continue;
        const rest =
          tooLong && outcome.named ? ` and asked to be left alone until ${timeOf(until, clock.now())}` : '';
        throw told(url, `${reason}${rest}`, outcome.busy ? ArxivBusy : UpstreamError);
      }
    },
  };
}

type Fault = {
  readonly kind: 'fault';
  readonly reason: string;
  readonly restMs: number;
  /** The server wants fewer questions, from whomever. */
  readonly busy: boolean;
  /** The rest is the server's own wish. */
  readonly named: boolean;
};

type Outcome<T> =
  | Fault
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'read'; readonly value: T }
  /** Asking again would not help. */
  | { readonly kind: 'final'; readonly error: unknown };

/** One request within one turn. Never throws, so that the turn is given back whatever happens. */
async function attempt<T>(
  { fetch = globalThis.fetch, userAgent, clock }: ArxivClientOptions,
  { url, etag, lastModified, signal }: Request,
  timeoutMs: number,
  tries: number,
  read: (answer: Answer) => Promise<T>,
): Promise<Outcome<T>> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const asked = await sendRequest(url, {
      fetch,
      userAgent,
      etag,
      lastModified,
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      now: () => clock.now(),
    });
    return await judge(url, asked, tries, read);
  } catch (error) {
    if (signal?.aborted === true) return { kind: 'final', error: stopped() };
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    const reason = timedOut
      ? `gave no answer within ${secondsOf(timeoutMs)}`
      : 'cannot be reached, or the connection broke';
    // A person's patience came to its end, which says nothing of the server.
    if (timedOut && timeoutMs < TIMEOUT_MS) return { kind: 'final', error: told(url, reason) };
    return fault(reason, tries);
  }
}

async function judge<T>(
  url: string,
  asked: Asked,
  tries: number,
  read: (answer: Answer) => Promise<T>,
): Promise<Outcome<T>> {
  if (asked.kind === 'redirect') return asked;
  if (asked.kind === 'hopeless') return { kind: 'final', error: told(url, asked.reason, UpstreamRefusal) };
  if (asked.kind === 'busy') {
    const { status, wishedMs } = asked;
    const named = wishedMs !== undefined;
    const restMs = Math.min(wishedMs ?? backOff(tries), LONGEST_REST_MS);
    return {
      kind: 'fault',
      reason: `is busy (HTTP ${status})`,
      restMs,
      busy: named || status === 429,
      named,
    };
  }
  try {
    return { kind: 'read', value: await read(asked) };
  } catch (error) {
    if (!(error instanceof UnusableAnswer)) return { kind: 'final', error };
    if (asked.kind === 'answer' && asked.status >= 300)
      return {
        kind: 'final',
        error: told(url, `refused the question (HTTP ${asked.status})`, UpstreamRefusal),
      };
    return fault(error.message, tries);
  }
}

function fault(reason: string, tries: number): Fault {
  return { kind: 'fault', reason, restMs: backOff(tries), busy: false, named: false };
}

function told(url: string, what: string, Kind: typeof UpstreamError = UpstreamError): UpstreamError {
  return new Kind(`arXiv (${new URL(url).host}) ${what}.`);
}

function stopped(): UpstreamError {
  return new UpstreamError('The question to arXiv was stopped.');
}

/** These sentences also go on behind "arXiv could not be asked:". */
function notAsked(waited: Waited, now: number): UpstreamError {
  if (waited.kind === 'rest') {
    // Nobody but arXiv itself makes us rest that long.
    const why = waited.ms > LONGEST_WAIT_MS ? 'asked to be' : 'is in trouble and';
    return new ArxivBusy(`arXiv ${why} left alone until ${timeOf(waited.until, now)}.`);
  }
  if (waited.kind === 'stopped') return stopped();
  return new UpstreamError(
    'arXiv is still busy with earlier questions of this installation. Ask again in a minute.',
  );
}

function secondsOf(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return seconds < 2 ? 'a second' : `${seconds} seconds`;
}

/** `15:40 GMT`, and the day when it is another one. Full minutes, rounded up. */
function timeOf(at: number, now: number): string {
  const [day = '', time = ''] = new Date(Math.ceil(at / 60_000) * 60_000).toISOString().split('T');
  const today = new Date(now).toISOString().startsWith(day);
  return `${time.slice(0, 5)} GMT${today ? '' : ` on ${formatDay(day)}`}`;
}

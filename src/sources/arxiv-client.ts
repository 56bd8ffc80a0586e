import { setTimeout } from 'node:timers/promises';
import { UpstreamError } from '../core/errors.ts';
import type { Log, Turns } from '../core/ports.ts';
import { backOff, isBusy, retryAfter } from './back-off.ts';
import { readBody } from './body.ts';

/** arXiv's terms of use: no more than one request every three seconds, one connection at a time, over API, OAI-PMH and feeds. */
const SPACING_MS = 3_000;
const TRIES = 6;
const TIMEOUT_MS = 60_000;
/** An OAI-PMH page of the 2025 server can hold several thousand records. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_REDIRECTS = 5;
/** A server that asks for a longer rest than this is left alone until the next round. */
const LONGEST_REST_MS = 600_000;

/** Time as the client needs it; tests bring their own. */
export type Clock = { now(): number; sleep(ms: number, signal?: AbortSignal): Promise<void> };

/** The machine's clock. A sleep ends early, without a fault, when the signal fires. */
export const systemClock: Clock = {
  now: Date.now,
  sleep: (ms, signal) =>
    setTimeout(ms, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
      if (signal?.aborted !== true) throw error;
    }),
};

export type ArxivClientOptions = {
  readonly turns: Turns;
  /** Name, version and contact, as arXiv asks: `Paperthread/0.1.0 (+mailto:...)`. */
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
  /** Give up when this many milliseconds have passed, waiting for the turn included; for people who wait for an answer. */
  readonly patienceMs?: number;
  /** How often it is asked before it is given up; 6 times by default. */
  readonly tries?: number;
  readonly signal?: AbortSignal;
};

export type Answer =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'answer';
      /** 200, or a 4xx whose body says what was wrong. */
      readonly status: number;
      readonly body: Uint8Array;
      readonly etag?: string;
      readonly lastModified?: string;
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
   * arXiv's: the question is asked again after a rest.
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
      let [tries, redirects, url] = [0, 0, request.url];
      for (;;) {
        await waitForTurn(options, holder, deadline, request.signal);
        const outcome = await attempt(options, { ...request, url }, holder, tries, read);
        if (outcome.kind === 'read') return outcome.value;
        if (outcome.kind === 'refused') throw outcome.error;
        if (outcome.kind === 'redirect') {
          redirects += 1;
          if (redirects > MAX_REDIRECTS)
            throw new UpstreamError(`arXiv (${hostOf(url)}) sends us round in circles.`);
          url = outcome.url;
          continue;
        }
        tries += 1;
        log.info(
          { url, tries, fault: outcome.reason, restMs: outcome.restMs },
          'arXiv did not answer as it should',
        );
        if (
          tries >= (request.tries ?? TRIES) ||
          outcome.restMs > LONGEST_REST_MS ||
          clock.now() + outcome.restMs > deadline
        ) {
          const message = `arXiv (${hostOf(url)}) ${outcome.reason}.`;
          throw outcome.busy === true ? new ArxivBusy(message) : new UpstreamError(message);
        }
      }
    },
  };
}

async function waitForTurn(
  { turns, clock }: ArxivClientOptions,
  holder: string,
  deadline: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (;;) {
    stopped(signal);
    const wait = await turns.take({
      name: 'arxiv',
      holder,
      leaseMs: TIMEOUT_MS + SPACING_MS,
      spacingMs: SPACING_MS,
    });
    if (wait === 0) return;
    if (clock.now() + wait > deadline) throw new UpstreamError('arXiv could not be asked in time.');
    await clock.sleep(wait, signal);
  }
}

type Asked =
  | Answer
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'fault'; readonly reason: string; readonly restMs: number; readonly busy?: true };

type Outcome<T> =
  | Exclude<Asked, Answer>
  | { readonly kind: 'read'; readonly value: T }
  /** Understood, but no use: asking again would not help. */
  | { readonly kind: 'refused'; readonly error: unknown };

/** One request within one turn. Whatever happens, the turn is given back; after a fault with the rest that the server needs. */
async function attempt<T>(
  options: ArxivClientOptions,
  request: Request,
  holder: string,
  tries: number,
  read: (answer: Answer) => Promise<T>,
): Promise<Outcome<T>> {
  let outcome: Outcome<T>;
  try {
    outcome = await askAndRead(options, request, tries, read);
  } catch (error) {
    outcome = {
      kind: 'fault',
      reason: explain(error),
      restMs: isStopped(request.signal) ? 0 : backOff(tries),
    };
  }
  const pause =
    outcome.kind === 'fault'
      ? { pauseMs: Math.max(SPACING_MS, Math.min(outcome.restMs, LONGEST_REST_MS)) }
      : {};
  await options.turns.end({ name: 'arxiv', holder, ...pause });
  stopped(request.signal);
  return outcome;
}

async function askAndRead<T>(
  options: ArxivClientOptions,
  request: Request,
  tries: number,
  read: (answer: Answer) => Promise<T>,
): Promise<Outcome<T>> {
  const asked = await ask(options, request, tries);
  if (asked.kind !== 'answer' && asked.kind !== 'unchanged') return asked;
  try {
    return { kind: 'read', value: await read(asked) };
  } catch (error) {
    if (error instanceof UnusableAnswer) throw error;
    return { kind: 'refused', error };
  }
}

async function ask(
  { fetch = globalThis.fetch, userAgent, clock }: ArxivClientOptions,
  request: Request,
  tries: number,
): Promise<Asked> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(request.url, {
    headers: {
      'user-agent': userAgent,
      'accept-encoding': 'gzip',
      ...(request.etag === undefined ? {} : { 'if-none-match': request.etag }),
      ...(request.lastModified === undefined ? {} : { 'if-modified-since': request.lastModified }),
    },
    // A redirect is a request of its own, with a turn of its own.
    redirect: 'manual',
    signal: request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]),
  });
  const { status, headers } = response;
  if (status === 304) return { kind: 'unchanged' };
  const location = headers.get('location');
  if (status >= 300 && status < 400 && location !== null) {
    await response.body?.cancel();
    return { kind: 'redirect', url: safeRedirect(request.url, location) };
  }
  if (isBusy(status)) {
    await response.body?.cancel();
    const wished = retryAfter(headers.get('retry-after'), clock.now());
    return {
      kind: 'fault',
      reason: `is busy (HTTP ${status})`,
      restMs: wished ?? backOff(tries),
      ...(wished !== undefined || status === 429 ? { busy: true } : {}),
    };
  }
  const body = await readBody(response, MAX_BYTES);
  const [etag, lastModified] = [headers.get('etag'), headers.get('last-modified')];
  return {
    kind: 'answer',
    status,
    body,
    ...(etag === null ? {} : { etag }),
    ...(lastModified === null ? {} : { lastModified }),
  };
}

/** Follows to another place of the web, but never from https to plain http. */
function safeRedirect(from: string, location: string): string {
  const [here, there] = [new URL(from), new URL(location, from)];
  const safe = there.protocol === 'https:' || there.protocol === here.protocol;
  if (!safe || !/^https?:$/.test(there.protocol))
    throw new UpstreamError('it redirects to an address that is not safe');
  return there.href;
}

function isStopped(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

function stopped(signal: AbortSignal | undefined): void {
  if (isStopped(signal)) throw new UpstreamError('The question to arXiv was stopped.');
}

function explain(error: unknown): string {
  if (error instanceof UpstreamError || error instanceof UnusableAnswer) return error.message;
  if (error instanceof Error && error.name === 'TimeoutError')
    return `gave no answer within ${TIMEOUT_MS / 1000} seconds`;
  return 'cannot be reached, or the connection broke';
}

function hostOf(url: string): string {
  return new URL(url).host;
}

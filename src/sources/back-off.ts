import { readMailDate } from './mail-date.ts';

const FIRST_REST_MS = 5_000;
const CEILING_MS = 300_000;

/** Whether an HTTP status asks to come back later. */
export function isBusy(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** How long (ms) to rest after so many failed tries: doubling from five seconds to five minutes, each between half and whole. */
export function backOff(tries: number, random: () => number = Math.random): number {
  const full = Math.min(CEILING_MS, FIRST_REST_MS * 2 ** tries);
  // All installations that failed together must not come back together.
  return Math.round(full / 2 + (full / 2) * random());
}

/** The rest (ms) that a Retry-After header asks for, in seconds or as a date (RFC 9110); undefined when it says nothing. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  // Not Date.parse, to which "-5" and "120.5" are dates too.
  const date = readMailDate(text);
  return date === undefined ? undefined : Math.max(0, Date.parse(date.at) - now);
}

import { isBusy, retryAfter } from './back-off.ts';
import { readBody } from './body.ts';

/** An OAI-PMH page of the 2025 server can hold several thousand records. */
const MAX_BYTES = 64 * 1024 * 1024;

export type Answer =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'answer';
      /** 200, or another one whose body says what was wrong, if anybody understands it. */
      readonly status: number;
      readonly body: Uint8Array;
      readonly etag?: string;
      readonly lastModified?: string;
    };

/** What came of one request. Reasons go on behind "arXiv (its host)". */
export type Asked =
  | Answer
  | { readonly kind: 'redirect'; readonly url: string }
  /** Come back later: after so long (ms), if the server named a rest. */
  | { readonly kind: 'busy'; readonly status: number; readonly wishedMs: number | undefined }
  /** It would be the same the next time. */
  | { readonly kind: 'hopeless'; readonly reason: string };

/** Sends one request and takes its answer in; throws what fetch throws when the connection breaks or a signal fires. */
export async function sendRequest(
  url: string,
  options: {
    readonly fetch: typeof globalThis.fetch;
    readonly userAgent: string;
    readonly etag?: string | undefined;
    readonly lastModified?: string | undefined;
    readonly signal: AbortSignal;
    readonly now: () => number;
  },
): Promise<Asked> {
  const response = await options.fetch(url, {
    headers: {
      'user-agent': options.userAgent,
      'accept-encoding': 'gzip',
      ...(options.etag === undefined ? {} : { 'if-none-match': options.etag }),
      ...(options.lastModified === undefined ? {} : { 'if-modified-since': options.lastModified }),
    },
    // A redirect is a request of its own, with a turn of its own.
    redirect: 'manual',
    signal: options.signal,
  });
  const { status, headers } = response;
  if (status === 304) return { kind: 'unchanged' };
  const location = headers.get('location');
  if (status >= 300 && status < 400 && location !== null) {
    await response.body?.cancel();
    return redirect(url, location);
  }
  if (isBusy(status)) {
    await response.body?.cancel();
    return { kind: 'busy', status, wishedMs: retryAfter(headers.get('retry-after'), options.now()) };
  }
  const body = await readBody(response, MAX_BYTES);
  if (body === undefined)
    return { kind: 'hopeless', reason: `sends more than ${MAX_BYTES / 1_048_576} MB in one answer` };
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
function redirect(from: string, location: string): Asked {
  const here = new URL(from);
  const there = URL.canParse(location, from) ? new URL(location, from) : undefined;
  const safe = there?.protocol === 'https:' || there?.protocol === here.protocol;
  if (there === undefined || !safe || !/^https?:$/.test(there.protocol))
    return { kind: 'hopeless', reason: 'redirects to an address that is not safe' };
  return { kind: 'redirect', url: there.href };
}

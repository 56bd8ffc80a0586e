import { shiftDay } from '../core/day.ts';
import { UpstreamRefusal } from '../core/errors.ts';
import type { SourceState } from '../core/ports.ts';
import { fetchOaiPage, type OaiPage, oaiSetOf } from '../sources/oai-page.ts';
import { addPage, each, emptyReport, newestOf, type SyncReport } from './report.ts';
import { idOf, readFrom, type SyncParts, sinceOf, stopOf } from './state.ts';

/** A category that was never read begins with the changes of so many days; older papers are what a back-fill is for. */
const FIRST_DAYS = 7;
/** Tokens expire every day; a little less, for the way there. */
const TOKEN_LIFE_MS = 20 * 3_600_000;

/** The name under which a category's state is kept. */
export function categoryState(category: string): string {
  return `OAI-PMH ${category}`;
}

/**
 * Reads what changed in a category since it was last read: OAI-PMH by its own days, with one day of overlap, page by page. Where
 * it stands is kept after every page, so that a reading that breaks off, by whatever, goes on there. Throws UpstreamError in
 * words when arXiv does not play along; that is remembered too, and what came before is kept.
 */
export async function syncCategory(category: string, parts: SyncParts): Promise<SyncReport> {
  return readFrom(categoryState(category), parts, (state) => readPages(category, state, parts));
}

async function readPages(category: string, state: SourceState, parts: SyncParts): Promise<SyncReport> {
  const total = emptyReport();
  const started = parts.now();
  const from = state.cursor?.from ?? shiftDay(isoDay(started), -FIRST_DAYS);
  const since = sinceOf(state.cursor === undefined ? from : state.since);
  let { token, begun } = freshToken(state, started);
  let { newestId } = state;
  const tokens = new Set<string>();
  let restarted = false;
  for (;;) {
    const page = await ask(category, from, token, parts);
    if (page.expired) {
      // The list is begun again; what is known already changes nothing.
      if (restarted) throw new UpstreamRefusal('arXiv (OAI-PMH) does not take its own token.');
      restarted = true;
      [token, begun] = [undefined, undefined];
      tokens.clear();
      continue;
    }
    addPage(total, await parts.library.add(each(page.items), stopOf(parts)));
    newestId = newestOf(newestId, page.items);
    begun ??= notAfter(page.responseDate, started);
    parts.onPage?.(total.papers);
    if (page.token === undefined) break;
    if (tokens.has(page.token))
      throw new UpstreamRefusal('arXiv (OAI-PMH) sends the same page again and again.');
    tokens.add(page.token);
    token = page.token;
    await parts.store.saveSourceState({
      ...state,
      cursor: { from, token, tokenAt: parts.now().toISOString(), begun },
      ...since,
      ...idOf(newestId),
    });
  }
  // A success takes the last error away. The next reading begins a day before this one did: its changes may still have been
  // coming in; and for the schedule it counts from when it began.
  await parts.store.saveSourceState({
    name: state.name,
    cursor: { from: shiftDay(begun.slice(0, 10), -1) },
    ...since,
    lastSuccess: started.toISOString(),
    ...idOf(newestId),
  });
  return total;
}

/** Where a reading that broke off goes on, unless that was long ago: arXiv's tokens live a day. */
function freshToken({ cursor }: SourceState, now: Date): { token?: string; begun?: string } {
  const { token, tokenAt, begun } = cursor ?? {};
  if (token === undefined || tokenAt === undefined || begun === undefined) return {};
  const age = now.getTime() - Date.parse(tokenAt);
  return age >= 0 && age < TOKEN_LIFE_MS ? { token, begun } : {};
}

/** The server's time of the answer, unless its clock is ahead of ours: days that have not come would never be read again. */
function notAfter(time: string | undefined, now: Date): string {
  const ours = now.toISOString();
  return time === undefined || Date.parse(time) > now.getTime() ? ours : new Date(time).toISOString();
}

function isoDay(time: Date): string {
  return time.toISOString().slice(0, 10);
}

async function ask(
  category: string,
  from: string,
  token: string | undefined,
  parts: SyncParts,
): Promise<OaiPage> {
  const question = token === undefined ? { set: oaiSetOf(category), from } : { token };
  const seenAt = parts.now().toISOString();
  return fetchOaiPage(parts.client, parts.urls.oai, question, { seenAt, ...stopOf(parts) });
}

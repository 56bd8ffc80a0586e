import { defineCommand } from '../src/core/command.ts';
import { formatDay } from '../src/core/day.ts';
import type { SourceName } from '../src/core/paper.ts';
import { readableTitle } from '../src/core/paper-card.ts';
import type { SourceState } from '../src/core/ports.ts';
import { count } from '../src/core/text.ts';
import { firstVersion } from '../src/core/versions.ts';

/** The sources in words. */
const SOURCES: Readonly<Record<string, string>> = {
  listing: 'copied arXiv search pages',
  api: "arXiv's API",
  oai: "arXiv's OAI-PMH",
  feed: "arXiv's feeds",
  mail: "arXiv's e-mail listings",
  kaggle: 'the Kaggle snapshot',
} satisfies Record<SourceName, string>;

export const about = defineCommand({
  name: 'about',
  description: 'Tell what this library holds, where it comes from and how old it is.',
  options: [],
  examples: ['/about'],
  visibility: 'asker',
  async run(_values, { library, software, now, caller }) {
    const facts = await library.facts();
    const newest = facts.newest;
    const day = firstVersion(newest?.versions)?.submitted;
    const lines = [
      ...(newest === undefined
        ? []
        : [
            `Newest: ${readableTitle(newest)} (arXiv:${newest.id}${day === undefined ? '' : `, submitted ${formatDay(day)}`})`,
          ]),
      ...facts.sources.map(
        (source) =>
          `From ${SOURCES[source.name] ?? source.name}: ${count(source.papers, 'paper')}, as of ${formatDay(source.lastSeenAt.slice(0, 10))} (${age(source.lastSeenAt, now)})`,
      ),
      ...healthLines(await library.sourceStates(), now, caller === undefined),
      `Abstracts cut by their source: ${facts.cutAbstracts}; author lists cut: ${facts.cutAuthorLists}; withdrawn: ${facts.withdrawn}`,
    ];
    return {
      summary: `${count(facts.papers, 'paper')} in this library. Paperthread ${software.version}.`,
      cards: [{ kind: 'section', lines }],
    };
  },
});

/** In a chat only whoever made a search is to know of it: of searches only their number is told there. */
function healthLines(states: readonly SourceState[], now: string, isAlone: boolean): string[] {
  const searches = isAlone ? [] : states.filter(({ name }) => name.startsWith('Search '));
  const failing = searches.filter(({ lastError }) => lastError !== undefined).length;
  const unread = searches.filter(({ lastSuccess }) => lastSuccess === undefined).length;
  const faults = [
    ...(failing === 0 ? [] : [`${failing} failing`]),
    ...(unread === 0 ? [] : [`${unread} never read to the end yet`]),
  ];
  return [
    ...states.filter((state) => !searches.includes(state)).map((state) => healthLine(state, now)),
    ...(searches.length === 0
      ? []
      : [
          `${count(searches.length, 'search', 'searches')} that people and channels follow${faults.length === 0 ? '' : `: ${faults.join(', ')}`}`,
        ]),
  ];
}

/** A source that is followed: how fresh it is, and why it is not fresher. */
function healthLine({ name, lastSuccess, newestId, warning, lastError }: SourceState, now: string): string {
  const read =
    lastSuccess === undefined
      ? 'never read to its end yet'
      : `last read ${formatDay(lastSuccess.slice(0, 10))} (${age(lastSuccess, now)})`;
  const newest = newestId === undefined ? '' : `, newest arXiv:${newestId}`;
  const failing =
    lastError === undefined
      ? ''
      : `. Failing since ${formatDay(lastError.since.slice(0, 10))}: ${lastError.message}`;
  const left = warning === undefined ? '' : `. ${warning}`;
  return `${name}: ${read}${newest}${left}${failing}`;
}

function age(seenAt: string, now: string): string {
  const days = Math.floor((Date.parse(now) - Date.parse(seenAt)) / 86_400_000);
  return days <= 0 ? 'today' : `${count(days, 'day')} ago`;
}

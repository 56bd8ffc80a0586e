import type { Change, StoredChange } from '../src/core/change.ts';
import { defineCommand } from '../src/core/command.ts';
import { formatDay } from '../src/core/day.ts';
import { describeDiff, markedChanges } from '../src/core/describe-diff.ts';
import { findPaper, matchNote } from '../src/core/find-paper.ts';
import type { Paper, PaperVersion } from '../src/core/paper.ts';
import { readableTitle, versionName } from '../src/core/paper-card.ts';
import { paperLinks } from '../src/core/paper-id.ts';
import type { SectionCard } from '../src/core/reply.ts';
import { clip, count } from '../src/core/text.ts';
import { latestVersion } from '../src/core/versions.ts';

const MOST_PASSAGES = 8;
const LONGEST_PASSAGE = 400;

export const versions = defineCommand({
  name: 'versions',
  description: 'Show the versions of a paper: what is known, and what is only inferred.',
  options: [
    {
      name: 'paper',
      description: 'An id in any form, a link to arxiv.org, or words of the title.',
      type: 'string',
      required: true,
      rest: true,
      completion: 'paper',
    },
  ],
  examples: ['/versions 2505.15811', '/versions the quantization model of neural scaling'],
  visibility: 'asker',
  async run(values, { library }) {
    const found = await findPaper(library, values.paper);
    const { paper } = found;
    const note = matchNote(found);
    const history = await library.changesOf(paper.id);
    const news = history.flatMap(newsLine);
    return {
      summary: `${readableTitle(paper)} (arXiv:${paper.id}): ${inShort(paper)}`,
      cards: [
        {
          kind: 'section',
          heading: 'Versions',
          lines: timeline(paper.versions ?? []).map(timelineLine),
        },
        ...(news.length === 0
          ? []
          : [{ kind: 'section' as const, heading: 'What this library saw happen', lines: news }]),
        ...history.flatMap(({ change }) => abstractCard(change)),
        { kind: 'section', lines: [`All versions on arXiv: ${paperLinks(paper).abs}`] },
      ],
      buttons: [{ label: 'Paper', command: 'paper', values: { paper: paper.id } }],
      ...(note === undefined ? {} : { footer: note }),
    };
  },
});

/** The passages of an abstract that a new version changed, marked; long ones are cut, the links lead to the whole. */
function abstractCard(change: Change): SectionCard[] {
  if (change.kind !== 'new-version' || change.diff.abstract === undefined) return [];
  const { from = '', to = '' } = change.diff.abstract;
  const passages = markedChanges(from, to);
  if (passages.length === 0) return [];
  const more = passages.length - MOST_PASSAGES;
  return [
    {
      kind: 'section',
      heading: `Abstract, ${versionName(change.from)} to ${versionName(change.to)} ([-removed-] {+added+})`,
      lines: [
        ...passages.slice(0, MOST_PASSAGES).map((passage) => clip(passage, LONGEST_PASSAGE)),
        ...(more > 0 ? [`and ${count(more, 'more passage')}`] : []),
      ],
    },
  ];
}

function inShort(paper: Paper): string {
  const latest = latestVersion(paper.versions);
  if (latest === undefined) return 'no version is known yet';
  if (!latest.exact) return `at least ${count(latest.number, 'version')}`;
  return latest.number === 1 ? 'one version is known' : count(latest.number, 'version');
}

/** A version known only to exist is not worth a line when a dated one can be it. */
function timeline(known: readonly PaperVersion[]): PaperVersion[] {
  const guessed = known.filter((version) => !version.exact).map(({ number }) => number);
  return known.filter((version) => version.submitted !== undefined || !guessed.includes(version.number));
}

function timelineLine(version: PaperVersion): string {
  const day =
    version.submitted === undefined
      ? 'day not known'
      : `${formatDay(version.submitted)}${calendarNote(version)}`;
  const inferred = version.exact
    ? ''
    : '. Inferred: the page shows that a later version exists, not its number';
  return `${versionName(version)}: ${day}${inferred}`;
}

function calendarNote(version: PaperVersion): string {
  return version.calendar === 'eastern' ? ' (US Eastern day)' : ' (GMT day)';
}

function newsLine({ at, change }: StoredChange): string[] {
  const day = formatDay(at.slice(0, 10));
  const text = newsText(change);
  return text === undefined ? [] : [`${day}: ${text}`];
}

function newsText(change: Change): string | undefined {
  switch (change.kind) {
    case 'new-paper':
      return 'added to this library';
    case 'new-version': {
      const changed = describeDiff(change.diff).join('; ');
      return `${versionName(change.from)} became ${versionName(change.to)}${changed === '' ? '' : `: ${changed}`}`;
    }
    case 'published':
      return `published${change.journalRef === undefined ? '' : ` in ${change.journalRef}`}${change.dois === undefined ? '' : ` (DOI ${change.dois.join(', ')})`}`;
    case 'withdrawn':
      return 'withdrawn';
    case 'restored':
      return 'restored after a withdrawal';
  }
}

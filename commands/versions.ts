import type { Change, StoredChange } from '../src/core/change.ts';
import { defineCommand } from '../src/core/command.ts';
import { formatDay } from '../src/core/day.ts';
import { findPaper, matchNote } from '../src/core/find-paper.ts';
import type { Paper, PaperVersion } from '../src/core/paper.ts';
import { readableTitle, versionName } from '../src/core/paper-card.ts';
import { paperLinks } from '../src/core/paper-id.ts';
import { count } from '../src/core/text.ts';
import { latestVersion } from '../src/core/versions.ts';

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
        { kind: 'section', lines: [`All versions on arXiv: ${paperLinks(paper).abs}`] },
      ],
      buttons: [{ label: 'Paper', command: 'paper', values: { paper: paper.id } }],
      ...(note === undefined ? {} : { footer: note }),
    };
  },
});

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
      const fields = Object.keys(change.diff).map((field) =>
        field === 'journalRef' ? 'journal ref' : field,
      );
      const changed = fields.length === 0 ? '' : `; changed: ${fields.join(', ')}`;
      return `${versionName(change.from)} became ${versionName(change.to)}${changed}`;
    }
    case 'published':
      return `published${change.journalRef === undefined ? '' : ` in ${change.journalRef}`}${change.dois === undefined ? '' : ` (DOI ${change.dois.join(', ')})`}`;
    case 'withdrawn':
      return 'withdrawn';
    case 'restored':
      return 'restored after a withdrawal';
  }
}

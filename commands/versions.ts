import type { Change, PaperDiff, StoredChange } from '../src/core/change.ts';
import { changedPassages } from '../src/core/changed-passages.ts';
import { type CommandContext, defineCommand } from '../src/core/command.ts';
import { diffBetween } from '../src/core/compose-diff.ts';
import { formatDay } from '../src/core/day.ts';
import { describeDiff } from '../src/core/describe-diff.ts';
import { diffPapers } from '../src/core/diff.ts';
import { UserError } from '../src/core/errors.ts';
import { findPaper, matchNote, PAPER_OPTION } from '../src/core/find-paper.ts';
import type { Paper, PaperVersion } from '../src/core/paper.ts';
import { readableTitle, versionName } from '../src/core/paper-card.ts';
import { paperLinks } from '../src/core/paper-id.ts';
import type { Button, Reply } from '../src/core/reply.ts';
import { count } from '../src/core/text.ts';
import { latestVersion } from '../src/core/versions.ts';

export const versions = defineCommand({
  name: 'versions',
  description: 'Show the versions of a paper: what is known, and what is only inferred.',
  options: [
    PAPER_OPTION,
    { name: 'from', description: 'Compare this version ...', type: 'integer', min: 1, max: 999 },
    {
      name: 'to',
      description: '... with this one; the newest by default.',
      type: 'integer',
      min: 1,
      max: 999,
    },
  ],
  examples: ['/versions 2505.15811', '/versions the quantization model of neural scaling'],
  visibility: 'asker',
  async run(values, context) {
    const { library } = context;
    const found = await findPaper(context, values.paper);
    const { paper } = found;
    const note = matchNote(found);
    if (values.from !== undefined || values.to !== undefined)
      return compareVersions(context, paper, pairOf(paper, values.from, values.to));
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
        ...history.flatMap(({ change }) =>
          change.kind === 'new-version'
            ? changedPassages(change.diff, versionName(change.from), versionName(change.to))
            : [],
        ),
        { kind: 'section', lines: [`All versions on arXiv: ${paperLinks(paper).abs}`] },
      ],
      buttons: [...compareButton(paper), { label: 'Paper', command: 'paper', values: { paper: paper.id } }],
      ...(note === undefined ? {} : { footer: note }),
    };
  },
});

function compareButton(paper: Paper): Button[] {
  const newest = latestVersion(paper.versions);
  if (newest === undefined || !newest.exact || newest.number === 1) return [];
  const values = { paper: paper.id, from: 1, to: newest.number };
  return [{ label: `Compare v1 with v${newest.number}`, command: 'versions', values }];
}

/** The versions a person means: by default up to the newest one, or from the one before. The earlier comes first. */
function pairOf(paper: Paper, from: number | undefined, to: number | undefined): [number, number] {
  const newest = latestVersion(paper.versions)?.number ?? 1;
  const last = to ?? Math.max(newest, from ?? 1);
  const first = from ?? Math.max(1, last - 1);
  if (first === last) {
    throw new UserError(
      last === 1
        ? `Nothing comes before v1. Name two versions, for example: /versions ${paper.id} from:1 to:2`
        : `v${first} and v${last} are the same version. Name two, for example: /versions ${paper.id} from:${last - 1} to:${last}`,
    );
  }
  return first < last ? [first, last] : [last, first];
}

/** From what the library saw happen; where it did not see all of it, from both versions as arXiv still has them. */
async function compareVersions(
  context: CommandContext,
  paper: Paper,
  [from, to]: readonly [number, number],
): Promise<Reply> {
  const changes = (await context.library.changesOf(paper.id)).map(({ change }) => change);
  const seen = diffBetween(changes, from, to);
  const diff = seen ?? (await askBoth(context, paper, from, to));
  const lines = describeDiff(diff);
  const title = `${readableTitle(paper)} (arXiv:${paper.id}), v${from} to v${to}`;
  return {
    summary: `${title}: ${lines.length === 0 ? 'nothing that arXiv lists of it changed' : count(lines.length, 'change')}`,
    cards: [
      ...(lines.length === 0 ? [] : [{ kind: 'section' as const, heading: `v${from} to v${to}`, lines }]),
      ...changedPassages(diff, `v${from}`, `v${to}`),
      {
        kind: 'section',
        lines: [from, to].map((version) => `v${version}: ${paperLinks({ id: paper.id, version }).abs}`),
      },
    ],
    buttons: [{ label: 'Versions', command: 'versions', values: { paper: paper.id } }],
    footer: seen === undefined ? 'Compared as arXiv has them now.' : 'As this library saw it happen.',
  };
}

async function askBoth(
  { arxiv, show }: CommandContext,
  paper: Paper,
  from: number,
  to: number,
): Promise<PaperDiff> {
  await show({
    summary: `This library did not see ${paper.id} go from v${from} to v${to}. Asking arXiv; the answer will stand here.`,
    cards: [],
  });
  const states: Paper[] = [];
  for (const number of [from, to]) {
    const state = await arxiv.version(paper.id, number);
    if (state === undefined)
      throw new UserError(
        `arXiv has no v${number} of ${paper.id}. /versions ${paper.id} tells which are known.`,
      );
    states.push(state);
  }
  const [before = paper, after = paper] = states;
  return diffPapers(before, after);
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

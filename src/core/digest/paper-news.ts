import type { Change, PaperDiff } from '../change.ts';
import { changedPassages } from '../changed-passages.ts';
import { diffBetween } from '../compose-diff.ts';
import { toReadable } from '../latex.ts';
import type { Paper, PaperVersion } from '../paper.ts';
import { authorLine, shortCard, versionName } from '../paper-card.ts';
import { paperLinks } from '../paper-id.ts';
import { remembered } from '../remembered.ts';
import type { Button, Fact, PaperCard, Reply } from '../reply.ts';
import { clip } from '../text.ts';
import type { NewsItem } from './news.ts';
import type { Entry } from './select.ts';
import { versionLine } from './version-line.ts';

/** A paper as a digest tells of it: as it stands, and all that is known to have happened to it. */
export type ToldPaper = { readonly entry: Entry; readonly paper: Paper; readonly history: readonly Change[] };

const LONGEST_NOTE = 200;
/** The same paper stands in the digests of many channels. */
const listCard = remembered((paper: Paper) => shortCard(paper));

/** The entry in the digest's own message: title, authors, what happened, why it is here, links. */
export function entryCard(told: ToldPaper, reason: string, thread: string | undefined): PaperCard {
  const card = cardOf(told);
  return {
    ...card,
    ...(reason === '' ? {} : { reason }),
    ...(thread === undefined ? {} : { links: [...card.links, { label: 'thread', url: thread }] }),
  };
}

const cardOf = ofNews(({ entry, paper, history }): PaperCard => {
  const card = listCard(paper);
  // What changed names the comments already where they are new.
  const facts =
    entry.section === 'new' ? card.facts : card.facts.filter(({ label }) => label === 'Categories');
  return { ...card, facts: [...facts, ...newsFacts(entry, paper, history)] };
});

/** The news of one paper on its own: what goes under the post where the channel saw it first. */
export const newsReply = ofNews(({ entry, paper, history }: ToldPaper): Reply => {
  const step = versionStep(entry.items);
  const diff = step === undefined ? undefined : diffOf(step, history);
  const facts = newsFacts(entry, paper, history).map(({ label, value }) => `${label}: ${value}`);
  const passages =
    step === undefined || diff === undefined
      ? []
      : changedPassages(diff, versionName(step.from), versionName(step.to));
  return {
    summary: `${kindOf(entry)}: ${listCard(paper).title} (arXiv:${paper.id})`,
    cards: [
      {
        kind: 'section',
        lines: [authorLine(paper, 3), ...facts, `On arXiv: ${paperLinks(paper).abs}`].filter(
          (line) => line !== '',
        ),
      },
      ...passages,
    ],
    buttons: newsButtons(paper, step),
  };
});

/** What is told of the same news of a paper is made once, for as long as they are kept. */
function ofNews<R>(work: (told: ToldPaper) => R): (told: ToldPaper) => R {
  const known = new WeakMap<ToldPaper['entry']['items'], { readonly told: ToldPaper; readonly result: R }>();
  return (told) => {
    const { entry, paper, history } = told;
    const before = known.get(entry.items);
    if (
      before?.told.entry.section === entry.section &&
      before.told.paper === paper &&
      before.told.history === history
    )
      return before.result;
    const result = work(told);
    known.set(entry.items, { told, result });
    return result;
  };
}

/** All steps between versions as one. */
type Step = { readonly from: PaperVersion; readonly to: PaperVersion };

function versionStep(items: readonly NewsItem[]): Step | undefined {
  const steps = items.filter((item) => item.kind === 'new-version');
  const [first, last] = [steps[0], steps.at(-1)];
  return first === undefined || last === undefined ? undefined : { from: first.from, to: last.to };
}

/** What changed from the one to the other, as far as the library saw it. */
function diffOf({ from, to }: Step, history: readonly Change[]): PaperDiff | undefined {
  const whole = diffBetween(history, from.number, to.number);
  if (whole !== undefined) return whole;
  // Where a number was only inferred, the one step that leads there still tells what changed.
  const [step, ...others] = history.filter(
    (change) =>
      change.kind === 'new-version' && change.from.number >= from.number && change.to.number <= to.number,
  );
  return step?.kind === 'new-version' && others.length === 0 ? step.diff : undefined;
}

function newsFacts({ section, items }: Entry, paper: Paper, history: readonly Change[]): Fact[] {
  const step = versionStep(items);
  const isNew = section === 'new';
  const has = (kind: NewsItem['kind']): boolean => items.some((item) => item.kind === kind);
  return [
    ...(step === undefined || isNew
      ? []
      : [{ label: 'New version', value: versionLine(step.from, step.to, diffOf(step, history)) }]),
    ...(has('published') ? [{ label: 'Now published', value: publicationOf(paper, history) }] : []),
    ...(has('withdrawn') ? [{ label: 'Withdrawn', value: withdrawalOf(paper) }] : []),
    ...(has('restored') ? [{ label: 'Restored', value: 'it is not withdrawn any more' }] : []),
  ];
}

function publicationOf(paper: Paper, history: readonly Change[]): string {
  const change = history.findLast(({ kind }) => kind === 'published');
  const seen = change?.kind === 'published' ? change : undefined;
  const journal = paper.journalRef ?? seen?.journalRef;
  const doi = seen?.dois?.[0] ?? paper.dois?.find((known) => !known.startsWith('10.48550/'));
  const parts = [
    ...(journal === undefined ? [] : [clip(toReadable(journal), LONGEST_NOTE)]),
    ...(doi === undefined ? [] : [`https://doi.org/${doi}`]),
  ];
  return parts.length === 0 ? 'arXiv names a journal now' : parts.join(', ');
}

function withdrawalOf({ comments }: Paper): string {
  return comments === undefined
    ? 'arXiv marks it as withdrawn'
    : `arXiv marks it as withdrawn: ${clip(toReadable(comments), LONGEST_NOTE)}`;
}

function kindOf({ section, items }: Entry): string {
  if (items.some(({ kind }) => kind === 'withdrawn')) return 'Withdrawn';
  if (items.some(({ kind }) => kind === 'new-version')) return 'New version';
  if (items.some(({ kind }) => kind === 'published')) return 'Now published';
  return section === 'withdrawn' ? 'Restored' : 'New paper';
}

function newsButtons(paper: Paper, step: Step | undefined): Button[] {
  const numbered = step?.from.exact === true && step.to.exact;
  return [
    numbered
      ? {
          label: 'Whole diff',
          command: 'versions',
          values: { paper: paper.id, from: step.from.number, to: step.to.number },
        }
      : { label: 'Versions', command: 'versions', values: { paper: paper.id } },
    { label: 'Paper', command: 'paper', values: { paper: paper.id } },
  ];
}

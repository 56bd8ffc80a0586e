import type { Paper } from '../../src/core/paper.ts';
import { version } from '../core/digest/papers.ts';
import type { Site, SitePaper } from '../fakes/site.ts';

/** What happens in the world of papers, by the moment at which arXiv tells it. */
export type WorldEvent = {
  readonly at: number;
  readonly kind: 'new' | 'versions' | 'published' | 'withdrawn';
  readonly id: string;
  readonly topic: string;
  /** The paper as it stands from then on. */
  readonly paper: Paper;
};

export const TOPICS = ['grokking', 'superposition', 'lattices', 'plasmas', 'proteins', 'galaxies'] as const;
const DAY = 86_400_000;
/** The abstracts of a month take several messages. */
const LONG = 'What is known of it is little, and what was measured is less. '.repeat(16).trim();
/** Nothing happens to proteins in these weeks. */
const QUIET = [Date.parse('2026-03-13T00:00:00Z'), Date.parse('2026-04-04T00:00:00Z')] as const;

/** The evenings, 22:45 in New York, on which arXiv announces: five or four hours behind, as its summer time begins on 8 March. */
export function announcements(from: string, until: string): number[] {
  const summer = Date.parse('2026-03-08T07:00:00Z');
  const evenings: number[] = [];
  for (let day = Date.parse(`${from}T00:00:00Z`); day < Date.parse(`${until}T00:00:00Z`); day += DAY) {
    const weekday = new Date(day).getUTCDay();
    if (weekday === 5 || weekday === 6) continue;
    evenings.push(day + (day + 22 * 3_600_000 < summer ? 27.75 : 26.75) * 3_600_000);
  }
  return evenings;
}

/** A quarter of events: on each evening some new papers, and now and then something that happens to an earlier one. */
export function quarterOfEvents(evenings: readonly number[]): WorldEvent[] {
  const random = numbers(20_260_216);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const papers = new Map<string, { topic: string; paper: Paper }>();
  const events: WorldEvent[] = [];
  const happen = (at: number, kind: WorldEvent['kind'], topic: string, paper: Paper): void => {
    papers.set(paper.id, { topic, paper });
    events.push({ at, kind, id: paper.id, topic, paper });
  };
  for (const [evening, at] of evenings.entries()) {
    const day = new Date(at - 12 * 3_600_000).toISOString().slice(0, 10);
    const touched = new Set<string>();
    const earlier = [...papers.values()].filter(({ paper }) => paper.withdrawn !== true);
    for (let index = 0; index < 4; index += 1) {
      const topic = pick(TOPICS);
      if (topic === 'proteins' && at >= QUIET[0] && at < QUIET[1]) continue;
      const id = `26${day.slice(5, 7)}.${String(1_000 + evening * 10 + index).padStart(5, '0')}`;
      happen(at, 'new', topic, newPaper(id, topic, day));
    }
    for (const kind of ['versions', 'versions', 'published', 'withdrawn'] as const) {
      const known = earlier.length === 0 ? undefined : pick(earlier);
      if (known === undefined || touched.has(known.paper.id)) continue;
      if (known.topic === 'proteins' && at >= QUIET[0] && at < QUIET[1]) continue;
      if (kind === 'published' && (known.paper.journalRef !== undefined || random() < 0.6)) continue;
      if (kind === 'withdrawn' && random() < 0.85) continue;
      touched.add(known.paper.id);
      happen(at, kind, known.topic, after(kind, known.paper, day));
    }
  }
  return events;
}

function newPaper(id: string, topic: string, day: string): Paper {
  return {
    id,
    title: `On ${topic}, part ${id}`,
    authors: ['Ada One', 'Ben Two', 'Cy Three', 'Di Four'],
    abstract: `We look at ${topic} for the first time. ${LONG}`,
    abstractCut: 'no',
    categories: ['cs.LG'],
    versions: [version(1, day)],
  };
}

function after(kind: 'versions' | 'published' | 'withdrawn', paper: Paper, day: string): Paper {
  const number = (paper.versions?.length ?? 0) + 1;
  switch (kind) {
    case 'versions':
      return {
        ...paper,
        abstract: `${paper.abstract} Version ${number} says more.`,
        comments: `Version ${number}`,
        versions: [...(paper.versions ?? []), version(number, day)],
      };
    case 'published':
      return { ...paper, journalRef: `Journal of Tests ${paper.id}` };
    case 'withdrawn':
      return { ...paper, withdrawn: true };
  }
}

/** arXiv has it from then on. */
export function happensAt(site: Site, { at, paper }: WorldEvent): void {
  const { id, title, authors = [], abstract, comments, journalRef, versions = [], withdrawn } = paper;
  const changed: SitePaper = {
    id,
    authors,
    versions: versions.map(({ submitted }) => `${submitted}T12:00:00Z`),
    changed: new Date(at).toISOString().slice(0, 10),
    ...(title === undefined ? {} : { title }),
    ...(abstract === undefined ? {} : { abstract }),
    ...(comments === undefined ? {} : { comments }),
    ...(journalRef === undefined ? {} : { journalRef }),
    ...(withdrawn === undefined ? {} : { withdrawn }),
  };
  site.papers = [...site.papers.filter((one) => one.id !== id), changed];
}

/** The same numbers from 0 to 1 each time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

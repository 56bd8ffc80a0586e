import { citeAll } from '../citation/cite.ts';
import { type Style, styleName } from '../citation/styles.ts';
import type { CommandContext } from '../command.ts';
import { UserError } from '../errors.ts';
import type { Paper } from '../paper.ts';
import type { PaperRef } from '../paper-id.ts';
import { surelyAsked } from '../query.ts';
import { parseQuery } from '../query-parser.ts';
import type { Reply } from '../reply.ts';
import { clip, count, isOrAre } from '../text.ts';
import { latestVersion } from '../versions.ts';
import { askArxiv, MOST_ASKED } from './ask-arxiv.ts';
import { chooseStyle } from './chosen-style.ts';
import { lacksAuthors, stateOf } from './cite-one.ts';
import type { Wish } from './request.ts';

/** Papers of one file. A list that nobody can look through any more is a database. */
export const MOST_CITED = 1_000;
/** Pinned versions that arXiv is asked for: each is a question of its own. Of others the newest title is cited, with a warning. */
const MOST_STATES = 3;
/** Lines of warnings in the message; all of them stand in the file, where its format has comments. */
const MOST_LINES = 12;

/** Papers named by their ids as one file; those that are not here are fetched from arXiv. */
export async function citeRefs(
  context: CommandContext,
  refs: readonly PaperRef[],
  wish: Wish,
): Promise<Reply> {
  if (wish.version !== undefined)
    throw new UserError(
      'A version goes with one paper; name one id, or put the version behind each as in 2410.19750v2.',
    );
  const ids = [...new Set(refs.map(({ id }) => id))];
  const chosen = await chooseStyle(context, wish.style);
  const { papers, notes } = await gather(context, ids, chosen.style);
  const [first = ''] = ids;
  if (papers.length === 0)
    throw new UserError(`None of these ${ids.length} papers can be cited. ${notes[0] ?? ''} ${first}`.trim());
  const versions = new Map(
    refs.toReversed().flatMap(({ id, version }) => (version === undefined ? [] : [[id, version] as const])),
  );
  const pinned = await statesOf(context, papers, versions);
  return asFile(context, papers, {
    style: chosen.style,
    wish,
    heading: count(papers.length, 'paper'),
    notes: [...notes, ...pinned.notes],
    versions,
    states: pinned.states,
    footer: chosen.note,
  });
}

/** All papers of the library with every word of a search, or what it finds where there is none, as one file. */
export async function citeSearch(context: CommandContext, text: string, wish: Wish): Promise<Reply> {
  const { library } = context;
  const query = surelyAsked(parseQuery(text));
  const options = { sort: 'relevance', limit: MOST_CITED, offset: 0 } as const;
  const whole = await library.search(query, { ...options, every: true });
  const { hits, total } = whole.total > 0 ? whole : await library.search(query, options);
  if (total === 0)
    throw new UserError(
      `No paper here for: ${clip(text, 80)}. Try /papers ${clip(text, 80)} remote:always to look on arXiv first.`,
    );
  const chosen = await chooseStyle(context, wish.style);
  const known = await library.get(hits.map(({ id }) => id));
  const papers = hits.flatMap(({ id }) => known.get(id)?.paper ?? []);
  const all =
    total > papers.length
      ? `the best ${count(papers.length, 'paper')} of ${count(total, 'match', 'matches')}`
      : count(total, 'paper');
  return asFile(context, papers, {
    style: chosen.style,
    wish,
    heading: `${all} for: ${clip(query.text, 80)}`,
    notes: [],
    versions: new Map(),
    states: new Map(),
    footer: chosen.note,
  });
}

async function asFile(
  { citations }: CommandContext,
  papers: readonly Paper[],
  {
    style,
    wish,
    heading,
    notes,
    versions,
    states,
    footer,
  }: {
    readonly style: Style;
    readonly wish: Wish;
    readonly heading: string;
    readonly notes: readonly string[];
    /** Of the papers of which one is pinned. */
    readonly versions: ReadonlyMap<string, number>;
    /** What they said then, as far as it could be had. */
    readonly states: ReadonlyMap<string, Paper>;
    readonly footer: string | undefined;
  },
): Promise<Reply> {
  const keys = await citations.keysOf(papers);
  const entries = papers.map((paper) => {
    const version = versions.get(paper.id);
    const state = states.get(paper.id) ?? paper;
    return {
      paper: state,
      key: keys.get(paper.id) ?? paper.id,
      ...(version === undefined ? {} : { version }),
    };
  });
  const file = citeAll(entries, style, wish.form);
  if (file.refused === papers.length)
    throw new UserError(
      `None of them can be cited in ${styleName(style)}. ${[...notes, ...file.warnings].join(' ')}`,
    );
  const out = file.refused === 0 ? '' : `, without ${file.refused} that cannot be cited so`;
  const lines = [...notes, ...file.warnings];
  const more = lines.length - MOST_LINES;
  const shown = more > 1 ? [...lines.slice(0, MOST_LINES), `and ${count(more, 'more note')}`] : lines;
  return {
    summary: `${heading}${out}; ${styleName(style)}`,
    cards: [
      { kind: 'code', text: file.text.replace(/\n$/, ''), fileName: file.fileName },
      ...(shown.length === 0 ? [] : [{ kind: 'section' as const, lines: shown }]),
    ],
    ...(footer === undefined ? {} : { footer }),
  };
}

/** The first few papers of which an older version is pinned, as that version said it. */
async function statesOf(
  context: CommandContext,
  papers: readonly Paper[],
  versions: ReadonlyMap<string, number>,
): Promise<{ states: ReadonlyMap<string, Paper>; notes: string[] }> {
  const states = new Map<string, Paper>();
  const notes: string[] = [];
  const older = papers.filter(({ id, versions: known }) => {
    const latest = latestVersion(known);
    return versions.has(id) && !(latest?.exact === true && latest.number === versions.get(id));
  });
  for (const paper of older.slice(0, MOST_STATES)) {
    const state = await stateOf(context, paper, versions.get(paper.id));
    states.set(paper.id, state.paper);
    notes.push(...state.notes);
  }
  return { states, notes };
}

/** The papers in the order of their ids, completed from arXiv where that is needed, and what could not be had. */
async function gather(
  context: CommandContext,
  ids: readonly string[],
  style: Style,
): Promise<{ papers: Paper[]; notes: string[] }> {
  const { library } = context;
  const known = await library.get(ids);
  const missing = ids.filter((id) => !known.has(id));
  const cut = ids.filter((id) => lacksAuthors(known.get(id)?.paper ?? { id }, style));
  const wanted = [...missing, ...cut];
  if (wanted.length === 0) return { papers: ids.flatMap((id) => known.get(id)?.paper ?? []), notes: [] };
  const why =
    missing.length === 0
      ? `${count(cut.length, 'author list')} here ${isOrAre(cut.length)} cut.`
      : `${missing.length} of these ${count(ids.length, 'paper')} ${isOrAre(missing.length)} not here yet.`;
  const failure = await askArxiv(context, wanted, why);
  const now = await library.get(ids);
  const absent = ids.filter((id) => !now.has(id));
  const left =
    failure ??
    (missing.length > MOST_ASKED
      ? `arXiv is asked for ${MOST_ASKED} papers at a time.`
      : 'arXiv does not know them.');
  return {
    papers: ids.flatMap((id) => now.get(id)?.paper ?? []),
    notes: [
      ...(absent.length === 0 ? [] : [`Not cited: ${clip(absent.join(', '), 300)}. ${left}`]),
      ...(absent.length === 0 && failure !== undefined ? [failure] : []),
    ],
  };
}

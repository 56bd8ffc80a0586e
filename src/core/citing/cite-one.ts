import type { Citation } from '../citation/citation.ts';
import { cite } from '../citation/cite.ts';
import { fileExtension, type Style, styleName } from '../citation/styles.ts';
import type { CommandContext } from '../command.ts';
import { UpstreamError, UserError } from '../errors.ts';
import { type FoundPaper, matchNote } from '../find-paper.ts';
import type { Paper } from '../paper.ts';
import { readableTitle } from '../paper-card.ts';
import { formatRef } from '../paper-id.ts';
import type { Button, OptionValue, Reply } from '../reply.ts';
import { clip, count, isOrAre } from '../text.ts';
import { latestVersion } from '../versions.ts';
import { askArxiv } from './ask-arxiv.ts';
import { chooseStyle } from './chosen-style.ts';
import type { Wish } from './request.ts';

/** Styles that print the last author, or every one: from a list that was cut they would say what is not so. */
const WHOLE_LIST: ReadonlySet<Style> = new Set(['apa', 'acm', 'ris', 'csl-json', 'endnote', 'hayagriva']);

/** Whether the style cannot do without authors that are not known. */
export function lacksAuthors(paper: Paper, style: Style): boolean {
  return (paper.hiddenAuthors ?? 0) > 0 && WHOLE_LIST.has(style);
}

/** One citation: what it is, the text to copy, and what must be known of it. */
export async function citeOne(
  context: CommandContext,
  found: FoundPaper,
  wish: Wish & { readonly fetch?: boolean },
): Promise<Reply> {
  const { style, note } = await chooseStyle(context, wish.style);
  const version = wish.version ?? found.ref.version;
  const pinned = await stateOf(context, found.paper, version);
  const whole = await withAllAuthors(context, pinned.paper, wish.fetch ?? lacksAuthors(pinned.paper, style));
  const { paper } = whole;
  const key = (await context.citations.keysOf([found.paper])).get(paper.id) ?? paper.id;
  const citation = cite(paper, key, { style, ...options(version, wish) });
  const ref = { id: paper.id, ...(version === undefined ? {} : { version }) };
  const name = `${readableTitle(paper)} (arXiv:${formatRef(ref)})`;
  // A style that nobody asked for would become the last one of whoever presses the button.
  const call = {
    paper: formatRef(ref),
    ...(wish.style === undefined ? {} : { style }),
    ...(wish.form === undefined ? {} : { form: wish.form }),
  };
  const notes = [...pinned.notes, ...whole.notes];
  const footer = [matchNote(found), note].filter((line) => line !== undefined).join(' ');
  const shared = {
    buttons: [
      ...formButton(paper, key, citation, { style, version, call }),
      ...authorsButton(paper, wish, call),
      ...found.others.map((other) => insteadButton(other, wish)),
    ],
    ...(footer === '' ? {} : { footer }),
  };
  if (citation.kind === 'refused') {
    return {
      summary: `There is no ${styleName(style)} citation of ${name}`,
      cards: [{ kind: 'section', lines: [citation.reason, ...notes] }],
      ...shared,
      buttons: [
        ...shared.buttons,
        ...(wish.form === 'published'
          ? [button('As a preprint', { ...call, form: 'preprint' })]
          : (['bibtex', 'mla'] as const)
              .filter((other) => other !== style)
              .map((other) => button(styleName(other), { ...call, style: other }))),
      ],
    };
  }
  const lines = [...citation.warnings, ...notes];
  const published = citation.form === 'published' ? `, published in ${citation.venue ?? 'a journal'}` : '';
  return {
    summary: `${paper.withdrawn === true ? 'Withdrawn: ' : ''}${name}${published}; ${styleName(style)}`,
    cards: [
      { kind: 'code', text: citation.text.replace(/\n$/, ''), fileName: `${key}.${fileExtension(style)}` },
      ...(lines.length === 0 ? [] : [{ kind: 'section' as const, lines }]),
    ],
    ...shared,
  };
}

function options(version: number | undefined, { form }: Wish) {
  return { ...(version === undefined ? {} : { version }), ...(form === undefined ? {} : { form }) };
}

/** The paper as its pinned version said it. Where only arXiv could tell and does not, as it is known, with a note. */
export async function stateOf(
  { arxiv, show }: CommandContext,
  paper: Paper,
  version: number | undefined,
): Promise<{ paper: Paper; notes: string[] }> {
  const latest = latestVersion(paper.versions);
  if (version === undefined || (latest?.exact === true && latest.number === version))
    return { paper, notes: [] };
  await show({
    summary: `This library does not keep v${version} of ${paper.id}. Asking arXiv; the citation will stand here.`,
    cards: [],
  });
  try {
    const state = await arxiv.version(paper.id, version);
    if (state === undefined)
      throw new UserError(
        `arXiv has no v${version} of ${paper.id}. /versions ${paper.id} tells which there are.`,
      );
    return { paper: state, notes: [] };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return {
      paper,
      notes: [`What v${version} said could not be looked up: ${error.message}`],
    };
  }
}

async function withAllAuthors(
  context: CommandContext,
  paper: Paper,
  wanted: boolean,
): Promise<{ paper: Paper; notes: string[] }> {
  const hidden = paper.hiddenAuthors ?? 0;
  if (hidden === 0 || !wanted) return { paper, notes: [] };
  const failure = await askArxiv(
    context,
    [paper.id],
    `${count(hidden, 'author')} of ${paper.id} ${isOrAre(hidden)} not known here.`,
  );
  const now = (await context.library.get([paper.id])).get(paper.id)?.paper ?? paper;
  return { paper: now, notes: failure === undefined ? [] : [failure] };
}

function formButton(
  paper: Paper,
  key: string,
  citation: Citation,
  {
    style,
    version,
    call,
  }: { style: Style; version: number | undefined; call: Readonly<Record<string, OptionValue>> },
): Button[] {
  if (citation.kind === 'refused') return [];
  const form = citation.form === 'published' ? 'preprint' : 'published';
  const other = cite(paper, key, { style, form, ...(version === undefined ? {} : { version }) });
  if (other.kind === 'refused' || other.form !== form) return [];
  return [button(form === 'preprint' ? 'As a preprint' : 'As published', { ...call, form })];
}

function authorsButton(
  paper: Paper,
  wish: { readonly fetch?: boolean },
  call: Readonly<Record<string, OptionValue>>,
): Button[] {
  if ((paper.hiddenAuthors ?? 0) === 0 || wish.fetch === true) return [];
  return [button('Get all authors from arXiv', { ...call, fetch: true })];
}

/** Another paper, cited in the same way. */
export function insteadButton(other: Paper, { style, form }: Wish): Button {
  return button(`Instead: ${clip(readableTitle(other), 60)}`, {
    paper: other.id,
    ...(style === undefined ? {} : { style }),
    ...(form === undefined ? {} : { form }),
  });
}

function button(label: string, values: Readonly<Record<string, OptionValue>>): Button {
  return { label, command: 'cite', values };
}

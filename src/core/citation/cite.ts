import type { Paper } from '../paper.ts';
import { clip } from '../text.ts';
import type { Citation } from './citation.ts';
import { joinCitations, remarks } from './citation-file.ts';
import {
  arxivDoi,
  type Choice,
  type Form,
  formOf,
  type Item,
  itemOf,
  newestYear,
  publisherDoi,
} from './item.ts';
import { arxivKey } from './key.ts';
import { type Place, placeOf } from './place.ts';
import { renderAcm } from './render/acm.ts';
import { renderApa } from './render/apa.ts';
import { renderBiblatex } from './render/biblatex.ts';
import { renderBibtex, renderBibtexPlain } from './render/bibtex.ts';
import { renderBibtexArxiv } from './render/bibtex-arxiv.ts';
import { renderChicago } from './render/chicago.ts';
import { renderCslJson } from './render/csl-json.ts';
import { renderEndnote } from './render/endnote.ts';
import { renderHarvard } from './render/harvard.ts';
import { renderHayagriva } from './render/hayagriva.ts';
import { renderIeee } from './render/ieee.ts';
import { renderMarkdown, renderPlain } from './render/link.ts';
import { renderMla } from './render/mla.ts';
import { renderNature } from './render/nature.ts';
import { renderRis } from './render/ris.ts';
import { renderVancouver } from './render/vancouver.ts';
import type { Renderer } from './rendered.ts';
import { fileExtension, isList, type Style } from './styles.ts';
import { warningsOf } from './warnings.ts';

export type CiteOptions = Choice & { readonly style: Style };

const RENDERERS: Readonly<Record<Style, Renderer>> = {
  bibtex: renderBibtex,
  biblatex: renderBiblatex,
  'bibtex-arxiv': renderBibtexArxiv,
  'bibtex-plain': renderBibtexPlain,
  ris: renderRis,
  'csl-json': renderCslJson,
  endnote: renderEndnote,
  hayagriva: renderHayagriva,
  apa: renderApa,
  mla: renderMla,
  chicago: renderChicago,
  ieee: renderIeee,
  harvard: renderHarvard,
  vancouver: renderVancouver,
  nature: renderNature,
  acm: renderAcm,
  markdown: renderMarkdown,
  plain: renderPlain,
};

/**
 * Cites a paper under its key. The published form is the default where a journal reference names the place; a version that is
 * pinned is always a preprint. Pure: the same paper, key and options give the same text.
 */
export function cite(paper: Paper, key: string, options: CiteOptions): Citation {
  return citeUnder(options.style === 'bibtex-arxiv' ? arxivKeyOf(paper) : key, paper, options);
}

function citeUnder(key: string, paper: Paper, options: CiteOptions): Citation {
  const choice = choiceFor(options);
  const place = placeOf(paper);
  const reason = reasonAgainst(paper, choice, place, options);
  if (reason !== undefined) return { kind: 'refused', reason };
  const item = itemFor(paper, key, options.style, choice, place);
  const rendered = RENDERERS[options.style](item);
  if ('refusal' in rendered) return { kind: 'refused', reason: rendered.refusal };
  const warnings = warningsOf(paper, item, choice, place, {
    isIncomplete: rendered.incomplete ?? rendered.needs !== undefined,
    hasNotes: isList(options.style) && options.style !== 'bibtex-arxiv',
    needs: rendered.needs ?? new Set(),
  });
  const venue = item.venue?.name;
  return {
    kind: 'citation',
    text: rendered.text,
    form: item.form,
    ...(venue === undefined ? {} : { venue }),
    warnings,
  };
}

/** arXiv's own form knows no publication, so there a preprint is meant. */
function choiceFor({ style, version, form }: CiteOptions): Choice {
  const meant = style === 'bibtex-arxiv' && version === undefined && form === undefined ? 'preprint' : form;
  return { ...(version === undefined ? {} : { version }), ...(meant === undefined ? {} : { form: meant }) };
}

function reasonAgainst(paper: Paper, choice: Choice, place: Place, options: CiteOptions): string | undefined {
  if (formOf(choice, place) === 'preprint') return undefined;
  if (options.style === 'bibtex-arxiv')
    return "arXiv's own form knows only preprints; take the style bibtex for the published form.";
  if (choice.version !== undefined)
    return `The published form has no v${choice.version}; leave the version or "published" out.`;
  if (place.unread !== undefined)
    return `The journal reference of arXiv:${paper.id} could not be read: "${clip(place.unread, 200)}". Leave "published" out for the preprint.`;
  return place.venue === undefined
    ? `No place of publication of arXiv:${paper.id} is known here that could be cited; leave "published" out for the preprint.`
    : undefined;
}

function itemFor(paper: Paper, key: string, style: Style, choice: Choice, place: Place): Item {
  const item = itemOf(paper, key, choice, place);
  // "Preprint at" and a publisher's DOI do not go together, and a sentence has no second field for it.
  if (!isList(style) && item.form === 'preprint' && item.doi !== undefined)
    return { ...item, doi: arxivDoi(paper) };
  if (style !== 'bibtex-arxiv') return item;
  const { doi: _, ...bare } = item;
  const doi = publisherDoi(paper);
  const year = choice.version === undefined ? newestYear(paper) : item.year;
  return { ...bare, year, ...(doi === undefined ? {} : { doi }) };
}

/** A file of several citations; its warnings begin with the key of the entry they are about. */
export type CitationFile = {
  readonly text: string;
  readonly fileName: string;
  readonly warnings: readonly string[];
  /** How many papers were left out. */
  readonly refused: number;
};

/**
 * Several papers as one file, sorted by key, each paper once. A key that two papers have is made two. `published` means where
 * there is such a form. Papers that cannot be cited in this style are left out and named in the warnings. Where the format has
 * comments, the warnings stand in the file too.
 */
export function citeAll(
  entries: readonly { readonly paper: Paper; readonly key: string; readonly version?: number }[],
  style: Style,
  form?: Form,
): CitationFile {
  const taken = new Set<string>();
  const papers = new Map(entries.map((entry) => [entry.paper.id, entry]));
  const cited = [...papers.values()]
    .map((entry) => (style === 'bibtex-arxiv' ? { ...entry, key: arxivKeyOf(entry.paper) } : entry))
    .toSorted((a, b) => compare(a.key, b.key) || compare(a.paper.id, b.paper.id))
    .map(({ paper, key, version }) => {
      const own = freeKey(key, taken);
      const citation = citeUnder(own, paper, {
        style,
        ...(version === undefined ? {} : { version }),
        ...(form === 'preprint' ? { form } : {}),
      });
      return { key: own, citation };
    });
  return {
    text: joinCitations(style, cited),
    fileName: `references.${fileExtension(style)}`,
    refused: cited.filter(({ citation }) => citation.kind === 'refused').length,
    warnings: cited.flatMap(({ key, citation }) => remarks(citation).map((remark) => `${key}: ${remark}`)),
  };
}

function arxivKeyOf(paper: Paper): string {
  return arxivKey(itemFor(paper, '', 'bibtex-arxiv', { form: 'preprint' }, {}));
}

/** Programs on some machines do not tell capitals in keys apart. */
function freeKey(key: string, taken: Set<string>): string {
  let free = key;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${key}x${number}`;
  taken.add(free.toLowerCase());
  return free;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

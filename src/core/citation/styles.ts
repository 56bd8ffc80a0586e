import { UserError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { clip, listOr } from '../text.ts';

/** Every form a citation can be asked for in, the default first. */
export const STYLES = [
  'bibtex',
  'biblatex',
  'bibtex-arxiv',
  'bibtex-plain',
  'ris',
  'csl-json',
  'endnote',
  'hayagriva',
  'apa',
  'mla',
  'chicago',
  'ieee',
  'harvard',
  'vancouver',
  'nature',
  'acm',
  'markdown',
  'plain',
] as const;

export type Style = (typeof STYLES)[number];

type About = { readonly name: string; readonly extension?: string; readonly also?: readonly string[] };

/** For people, the ending of a file of several where programs read one, and what else people call it. */
const ABOUT: Readonly<Record<Style, About>> = {
  bibtex: { name: 'BibTeX', extension: 'bib', also: ['bib', 'tex', 'latex'] },
  biblatex: { name: 'BibLaTeX', extension: 'bib', also: ['biber'] },
  'bibtex-arxiv': { name: "BibTeX in arXiv's own form", extension: 'bib', also: ['arxiv'] },
  'bibtex-plain': { name: 'BibTeX for plain styles', extension: 'bib' },
  ris: { name: 'RIS', extension: 'ris', also: ['zotero', 'mendeley', 'refman'] },
  'csl-json': { name: 'CSL-JSON', extension: 'json', also: ['csl', 'json', 'pandoc'] },
  endnote: { name: 'EndNote', extension: 'enw', also: ['enw', 'refer'] },
  hayagriva: { name: 'Hayagriva (Typst)', extension: 'yml', also: ['typst', 'yaml', 'yml'] },
  apa: { name: 'APA 7' },
  mla: { name: 'MLA 9' },
  chicago: { name: 'Chicago 18', also: ['chicagoauthordate', 'cmos'] },
  ieee: { name: 'IEEE' },
  harvard: { name: 'Harvard', also: ['citethemright'] },
  vancouver: { name: 'Vancouver', also: ['nlm', 'ama'] },
  nature: { name: 'Nature' },
  acm: { name: 'ACM' },
  markdown: { name: 'Markdown link', also: ['md', 'link'] },
  plain: { name: 'plain text', also: ['text', 'txt', 'url'] },
};

/** The style as people call it: `BibTeX`, `APA 7`. */
export function styleName(style: Style): string {
  return ABOUT[style].name;
}

/** Whether programs read several citations of this style from one file. */
export function isList(style: Style): boolean {
  return ABOUT[style].extension !== undefined;
}

/** The ending, without its dot, of a file of this style. */
export function fileExtension(style: Style): string {
  return ABOUT[style].extension ?? (style === 'markdown' ? 'md' : 'txt');
}

/** Case, blanks, hyphens and the number of an edition do not matter: `APA 7`, `csl json`, `Bib`. Throws UserError with the nearest names. */
export function readStyle(text: string): Style {
  // "as apa", "style=apa", "in ieee style"
  const bare = text.replace(/^\s*(?:as|in|style)(?:\s+|\s?[:=]\s?)/i, '').replace(/\s(?:style|format)$/i, '');
  const wanted = plainName(bare);
  const known = NAMES.get(wanted) ?? NAMES.get(wanted.replace(/\d+(?:th)?(?:ed|edition)?$/, ''));
  if (known !== undefined) return known;
  const near = nearest(wanted, [...NAMES.keys()]);
  const guess = near === undefined ? undefined : NAMES.get(near);
  const hint = guess === undefined ? '' : ` Did you mean ${guess}?`;
  throw new UserError(
    `There is no citation style "${clip(text.trim(), 40)}".${hint} There are ${listOr(STYLES)}.`,
  );
}

function plainName(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '');
}

const NAMES: ReadonlyMap<string, Style> = new Map(
  STYLES.flatMap((style) =>
    [style, ABOUT[style].name, ...(ABOUT[style].also ?? [])].map((name) => [plainName(name), style] as const),
  ),
);

/**
 * arXiv identifiers. Three shapes exist (https://info.arxiv.org/help/arxiv_identifier.html): `YYMM.NNNNN` since
 * January 2015, `YYMM.NNNN` from April 2007, and `archive/YYMMNNN` before. A paper is keyed by its id without version.
 */

/** An id as it was written: the paper's key, and the version if one was named. */
export type PaperRef = { readonly id: string; readonly version?: number };

const ARCHIVES =
  'acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con';
const MONTH = '(?:0[1-9]|1[0-2])';
/** `YYMM.NNNN[N]` or `archive[.SUBJECT]/YYMMNNN`, with an optional version. Source text of a pattern, for building others. */
export const PAPER_ID_PATTERN = `(?:\\d{2}${MONTH}\\.\\d{4,5}|(?:${ARCHIVES})(?:\\.[A-Za-z-]{2,})?/\\d{2}${MONTH}\\d{3})(?:v[1-9]\\d{0,2})?`;

/** `hep-th 9901001`, as reference lists print it. */
const PARTED_ID = new RegExp(
  `(?<![\\w./-])(${ARCHIVES})((?:\\.[A-Za-z-]{2,})?)\\s+(\\d{2}${MONTH}\\d{3}(?:v[1-9]\\d{0,2})?)(?![\\w-])`,
  'gi',
);

const WHOLE_ID = new RegExp(`^${PAPER_ID_PATTERN}$`, 'i');
/** Sites that show arXiv's papers under arXiv's ids. */
const MIRRORS =
  '(?:www\\.)?alphaxiv\\.org/(?:abs|pdf|overview)/|huggingface\\.co/papers/|ar5iv(?:\\.labs\\.arxiv)?\\.org/(?:abs|html)/|scirate\\.com/arxiv/';
const WRAPPED_ID = new RegExp(
  `^<?(?:https?://)?(?:(?:(?:[a-z-]+\\.)?arxiv\\.org/)?(?:abs|pdf|html|ps|format|e-print|src)/|${MIRRORS}|(?:dx\\.)?doi\\.org/10\\.48550/arxiv\\.|10\\.48550/arxiv\\.|doi:\\s*10\\.48550/arxiv\\.|oai:arxiv\\.org:|arxiv:\\s*)?(${PAPER_ID_PATTERN})(?:\\.pdf|/)?(?:[?#]\\S*)?>?(?:\\s*\\[[a-z-]+(?:\\.[a-z-]+)?\\])?$`,
  'i',
);

/**
 * Reads one id in any form people use: bare, with `arXiv:`, as a link to abs, pdf or html or its end (`abs/2505.15811`), as an arXiv
 * DOI or an OAI id, an old one with a blank for its slash; the category that papers print after their id may follow ("arXiv:2505.15811v2 [cs.LG]").
 * Returns undefined when the text is anything else.
 */
export function parsePaperRef(text: string): PaperRef | undefined {
  // Most words that are asked about have no digit, and the pattern is a long one.
  if (!/\d/.test(text)) return undefined;
  const match = WRAPPED_ID.exec(withSlashes(text.trim()));
  return match?.[1] === undefined ? undefined : splitVersion(match[1]);
}

/** A text in which ids of the old shape have their slash: `hep-th 9901001` becomes `hep-th/9901001`. */
export function withSlashes(text: string): string {
  return text.replace(PARTED_ID, '$1$2/$3');
}

/** True when the text is a bare id of any shape, with or without version. */
export function isPaperId(text: string): boolean {
  return WHOLE_ID.test(text);
}

/** Splits an id that is known to be well formed and brings it to the form arXiv prints (`math.CA/0611800` is `math/0611800`). */
export function splitVersion(text: string): PaperRef {
  const match = /^(.*?)(?:v(\d+))?$/i.exec(text);
  const id = (match?.[1] ?? text).replace(
    /^([a-z-]+)(?:\.[a-z-]+)?\//i,
    (_, archive: string) => `${archive.toLowerCase()}/`,
  );
  return match?.[2] === undefined ? { id } : { id, version: Number(match[2]) };
}

/** `2505.15811v2`, or without version when none is named. */
export function formatRef(ref: PaperRef): string {
  return ref.version === undefined ? ref.id : `${ref.id}v${ref.version}`;
}

/** Canonical links of a paper, or of one version of it. Old ids keep their slash in the path. */
export function paperLinks(ref: PaperRef): { abs: string; pdf: string; html: string } {
  const id = formatRef(ref);
  return {
    abs: `https://arxiv.org/abs/${id}`,
    pdf: `https://arxiv.org/pdf/${id}`,
    html: `https://arxiv.org/html/${id}`,
  };
}

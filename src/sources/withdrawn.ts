import type { Paper } from '../core/paper.ts';
import { latestVersion } from '../core/versions.ts';

const NOT_FROM_ELSEWHERE = String.raw`(?!\s+from\s+(?!(?:the\s+)?arxiv))`;
const KIND = '(?:paper|article|manuscript|submission|preprint|e-?print|work|note|letter|report)';
/** `This paper has been withdrawn`, but not from a conference or a journal. */
const SENTENCE = String.raw`(?:th(?:is|e)\s+)?(?:(?:present|current)\s+)?${KIND}\s+(?:has\s+been|is|was)\s+(?:now\s+|temporarily\s+|administratively\s+)?withdrawn${NOT_FROM_ELSEWHERE}`;
/** `Withdrawn by the authors`, `Paper withdrawn due to an error`. */
const SHORT = String.raw`(?:${KIND}\s+)?(?:administratively\s+)?withdrawn(?:\s+(?:by\s+(?:the\s+)?(?:authors?|submitter|arXiv)|due|because|since|as)\b|\s*(?:[.;,:(-]|$))`;
const BEGINS_SO = new RegExp(`^(?:${SENTENCE}|${SHORT})`, 'i');
const HOLDS_SENTENCE = new RegExp(String.raw`(?:[.;,:)]|\b(?:pages?|figures?))\s*${SENTENCE}`, 'i');

/**
 * The paper with whether it says of itself that it has been withdrawn, for sources that have no sign for it but its text. The
 * word alone is no proof, as it stands in ordinary texts too; so only a statement about the paper counts, and a source that
 * does have a sign overrules it. Nothing is said of first versions: a withdrawal is always a later one.
 */
export function withStatement(paper: Paper): Paper {
  if ((latestVersion(paper.versions)?.number ?? 1) < 2) return paper;
  const { comments = '', abstract = '' } = paper;
  const withdrawn = BEGINS_SO.test(comments) || HOLDS_SENTENCE.test(comments) || BEGINS_SO.test(abstract);
  return { ...paper, withdrawn };
}

import { PAPER_ID_PATTERN, splitVersion } from './paper-id.ts';

const ID = new RegExp(
  `(?:(?<![\\w.-])(?:arxiv:)?|(?<=/arxiv\\.))(${PAPER_ID_PATTERN})(?![\\w-]|\\.\\d)`,
  'giu',
);
const MOST = 25;

/** The papers that a text names by id or link, in the order of their first mention, each once, at most 25. */
export function idsInText(text: string): string[] {
  const ids = [...text.matchAll(ID)].map((match) => splitVersion(match[1] ?? '').id);
  return [...new Set(ids)].slice(0, MOST);
}

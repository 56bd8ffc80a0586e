import type { CommandContext } from '../command.ts';
import { UpstreamError } from '../errors.ts';

/** As many as arXiv answers in one question. */
export const MOST_ASKED = 100;

/**
 * Asks arXiv, once, for papers that the library lacks or holds in part, at most MOST_ASKED of them; what it sends is in the
 * library then. The reason, in words, when arXiv could not be asked.
 */
export async function askArxiv(
  { arxiv, show }: Pick<CommandContext, 'arxiv' | 'show'>,
  ids: readonly string[],
  why: string,
): Promise<string | undefined> {
  const asked = ids.slice(0, MOST_ASKED);
  await show({ summary: `${why} Asking arXiv; the answer will stand here.`, cards: [] });
  try {
    const refs = asked.map((id) => ({ id }));
    await arxiv.find({ text: asked.join(' '), refs, terms: [], period: {} }, asked.length);
    return undefined;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return `arXiv could not be asked: ${error.message}`;
  }
}

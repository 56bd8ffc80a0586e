import type { ThreadRoot } from '../core/digest/delivery.ts';

/** A platform that does not answer costs a digest its links, and nobody a wait. */
const PATIENCE_MS = 2_000;

/**
 * The papers that have a place in the channel, with a link to it where the platform tells one in time. It is asked once for each
 * message, for all of them at once.
 */
export async function linksTo(
  papers: readonly string[],
  roots: ReadonlyMap<string, ThreadRoot>,
  linkTo: (message: string) => Promise<string | undefined>,
): Promise<Map<string, string | undefined>> {
  const rooted = papers.flatMap((paper) => roots.get(paper) ?? []);
  const messages = [...new Set(rooted.map(({ message }) => message))];
  if (messages.length === 0) return new Map();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  const asked = messages.map(
    async (message) => [message, await Promise.race([linkTo(message), late])] as const,
  );
  const links = new Map(await Promise.all(asked).finally(() => clearTimeout(timer)));
  return new Map(rooted.map(({ paper, message }) => [paper, links.get(message)]));
}

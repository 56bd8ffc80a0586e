import { readableTitle } from '../core/paper-card.ts';
import { formatRef } from '../core/paper-id.ts';
import { count } from '../core/text.ts';
import { createSkippedList } from '../library.ts';
import { nameOf, withSource } from './open-source.ts';
import { say, write } from './say.ts';

/**
 * Reads a source and writes what was understood to standard output, touching nothing. As JSON one object of the shape
 * `{ "papers": [Paper...], "skipped": [{ "line", "reason" }], "format" }` (and `moreSkipped`, when there are too many to list),
 * written as it is read, so that memory stays bounded; when the reading fails it is closed all the same. True when all of it
 * could be read; places that were not understood are part of the answer.
 */
export async function dryRun(file: string, json: boolean, signal: AbortSignal): Promise<boolean> {
  const output = process.stdout;
  await withSource(file, signal, async ({ format, items }) => {
    const skipped = createSkippedList();
    let papers = 0;
    if (json) await write(output, '{"papers":[');
    try {
      for await (const item of items) {
        if (item.kind === 'skipped') {
          skipped.add(item.line, item.reason);
          continue;
        }
        const { paper } = item.record;
        if (json) await write(output, `${papers === 0 ? '' : ','}\n${JSON.stringify(paper)}`);
        else await say(output, `${formatRef(paper)}  ${readableTitle(paper)}`);
        papers += 1;
      }
    } finally {
      const more = skipped.more === 0 ? '' : `,"moreSkipped":${skipped.more}`;
      if (json) {
        await write(
          output,
          `],\n"skipped":${JSON.stringify(skipped.listed)}${more},"format":${JSON.stringify(format)}}\n`,
        );
      } else {
        const places = count(skipped.listed.length + skipped.more, 'place');
        await say(
          output,
          `${nameOf(file)}: ${format}, ${count(papers, 'paper')}, ${places} not understood. Nothing was stored.`,
        );
      }
    }
  });
  return true;
}

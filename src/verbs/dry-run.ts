import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { readableTitle } from '../core/paper-card.ts';
import { formatRef } from '../core/paper-id.ts';
import { count } from '../core/text.ts';
import { readSource } from '../sources/read-source.ts';

/**
 * Reads a source and writes what was understood to standard output, touching nothing. As JSON one object of the shape
 * `{ "papers": [Paper...], "skipped": [{ "line", "reason" }], "format" }`, written as it is read, so that memory stays bounded.
 */
export async function dryRun(
  file: string,
  source: Promise<{ chunks: Readable; seenAt: string }>,
  json: boolean,
): Promise<boolean> {
  const { chunks, seenAt } = await source;
  const { format, items } = await readSource(chunks, seenAt);
  const skipped: { line: number; reason: string }[] = [];
  let papers = 0;
  if (json) await write('{"papers":[');
  for await (const item of items) {
    if (item.kind === 'skipped') {
      skipped.push({ line: item.line, reason: item.reason });
      continue;
    }
    const { paper } = item.record;
    await write(
      json
        ? `${papers === 0 ? '' : ','}\n${JSON.stringify(paper)}`
        : `${formatRef(paper)}  ${readableTitle(paper)}\n`,
    );
    papers += 1;
  }
  if (json) await write(`],\n"skipped":${JSON.stringify(skipped)},"format":${JSON.stringify(format)}}\n`);
  else
    await write(
      `${file}: ${format}, ${count(papers, 'paper')}, ${count(skipped.length, 'place')} not understood. Nothing was stored.\n`,
    );
  return true;
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

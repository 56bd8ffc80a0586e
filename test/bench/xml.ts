import { readFileSync } from 'node:fs';
import { SaxesParser } from 'saxes';
import { readSource } from '../../src/sources/read-source.ts';
import { median, row } from './measure.ts';

const SEEN = '2026-01-01T00:00:00.000Z';

/** Reading what arXiv sends: OAI-PMH and the Atom API, 30 MB each, beside the XML parser alone on the same bytes. */
export async function benchXml(): Promise<void> {
  await benchFormat('OAI-PMH (arXivRaw)', '../fixtures/oai/raw-list.xml', /<record>[\s\S]*<\/record>/);
  await benchFormat('the Atom API', '../fixtures/atom-api/page.xml', /<entry>[\s\S]*<\/entry>/);
}

async function benchFormat(name: string, file: string, records: RegExp): Promise<void> {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  const some = records.exec(text)?.[0] ?? '';
  const bytes = Buffer.from(text.replace(some, () => some.repeat(Math.ceil(30e6 / some.length))));
  let papers = 0;
  const ms = await median(5, async () => {
    papers = 0;
    const started = performance.now();
    const { items } = await readSource(chunks(bytes), SEEN);
    for await (const item of items) if (item.kind === 'record') papers += 1;
    return performance.now() - started;
  });
  const bare = await median(5, async () => {
    const started = performance.now();
    const parser = new SaxesParser({ xmlns: true });
    for await (const chunk of chunks(bytes)) parser.write(chunk.toString('utf8'));
    parser.close();
    return performance.now() - started;
  });
  row(
    `reading ${name}, ${papers.toLocaleString('en-US')} papers`,
    `${(bytes.length / 1e3 / ms).toFixed(0)} MB/s`,
    `${(ms / bare).toFixed(1)} x the XML parser alone`,
    'target: at least 20 MB/s',
  );
}

async function* chunks(bytes: Buffer): AsyncIterable<Buffer> {
  for (let start = 0; start < bytes.length; start += 1 << 18) yield bytes.subarray(start, start + (1 << 18));
}

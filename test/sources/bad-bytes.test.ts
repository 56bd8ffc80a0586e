import { describe, expect, it } from 'vitest';
import { readSource } from '../../src/sources/read-source.ts';

/** Three papers in each format, with a place for text in the second one and in which line that paper begins. */
type Sample = { readonly around: (bad: string) => string; readonly line: number };

const IDS = ['2501.00001', '2501.00002', '2501.00003'];
const each = (make: (id: string, more: string) => string, bad: string): string =>
  IDS.map((id, index) => make(id, index === 1 ? bad : 'è')).join('');

const SAMPLES: Readonly<Record<string, Sample>> = {
  'OAI-PMH': {
    line: 3,
    around: (bad) =>
      `<?xml version="1.0"?>\n<OAI-PMH><ListRecords>${each(
        (id, more) =>
          `<record><header/><metadata><arXivRaw><id>${id}</id><version version="v1"><date>Wed, 1 Jan 2025 10:00:00 GMT</date></version><title>T ${more}</title><authors>A Bee</authors></arXivRaw></metadata></record>\n`,
        bad,
      )}</ListRecords></OAI-PMH>`,
  },
  'Atom API': {
    line: 3,
    around: (bad) =>
      `<?xml version="1.0"?>\n<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">${each(
        (id, more) =>
          `<entry><id>http://arxiv.org/abs/${id}v1</id><title>T ${more}</title><published>2025-01-01T10:00:00Z</published><updated>2025-01-01T10:00:00Z</updated></entry>\n`,
        bad,
      )}</feed>`,
  },
  feed: {
    line: 3,
    around: (bad) =>
      `<?xml version="1.0"?>\n<rss><channel>${each(
        (id, more) => `<item><title>T ${more}</title><link>https://arxiv.org/abs/${id}</link></item>\n`,
        bad,
      )}</channel></rss>`,
  },
  'Kaggle JSON lines': {
    line: 2,
    around: (bad) =>
      each((id, more) => `{"id":"${id}","submitter":"A","title":"T ${more}","authors":"A Bee"}\n`, bad),
  },
  'e-mail listing': {
    line: 10,
    around: (bad) =>
      `${each(
        (id, more) =>
          `\\\\\narXiv:${id}\nDate: Wed, 1 Jan 2025 10:00:00 GMT   (14kb)\n\nTitle: T ${more}\nAuthors: A Bee\n\\\\\n  X\n`,
        bad,
      )}\\\\\n`,
  },
  'search page (HTML)': {
    line: 3,
    around: (bad) =>
      `<!DOCTYPE html>\n<ol>${each(
        (id, more) =>
          `<li class="arxiv-result"><p class="list-title"><a>arXiv:${id}</a><span>[<a>pdf</a>]</span></p><p class="title">T ${more}</p><p class="authors">Authors: <a>A Bee</a></p><p class="is-size-7">Submitted 1 January, 2025; originally announced January 2025.</p></li>\n`,
        bad,
      )}</ol>`,
  },
};

async function read(bytes: Uint8Array): Promise<{ format: string; found: string[] }> {
  async function* once(): AsyncIterable<Uint8Array> {
    yield bytes;
  }
  const { format, items } = await readSource(once(), '2025-02-01T00:00:00.000Z');
  const found: string[] = [];
  for await (const item of items)
    found.push(item.kind === 'record' ? item.record.paper.id : `${item.line}: ${item.reason}`);
  return { format, found };
}

/** UTF-8, but for what stands between the marks, which is Latin-1. */
function withLatin1(text: string): Uint8Array {
  return Buffer.concat(
    text.split('|').map((part, index) => Buffer.from(part, index === 1 ? 'latin1' : 'utf8')),
  );
}

describe('a paper whose bytes are no UTF-8', () => {
  it.each(Object.entries(SAMPLES))(
    'is told of by its line, and costs no other: %s',
    async (format, sample) => {
      const { format: taken, found } = await read(withLatin1(sample.around('|caf\u00e9|')));
      expect(taken).toBe(format);
      expect(found.filter((one) => !one.includes(':'))).toEqual([IDS[0], IDS[2]]);
      const told = found.filter((one) => one.includes(':'));
      expect(told).toHaveLength(1);
      expect(told[0]).toMatch(new RegExp(`^${sample.line}: .*letters that are not UTF-8`));
    },
  );

  it.each(Object.entries(SAMPLES))('is not one in which U+FFFD is written: %s', async (_, sample) => {
    expect((await read(Buffer.from(sample.around('caf\ufffd')))).found).toEqual(IDS);
  });
});

describe('a NUL in one paper', () => {
  it.each(Object.entries(SAMPLES))('does not make the file a binary one: %s', async (format, sample) => {
    const { format: taken, found } = await read(Buffer.from(sample.around('a\u0000b')));
    expect(taken).toBe(format);
    expect(found).toEqual(expect.arrayContaining([IDS[0], IDS[2]]));
  });
});

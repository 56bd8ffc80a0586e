import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Paper } from '../../src/core/paper.ts';
import type { SourceItem } from '../../src/core/ports.ts';
import { type AtomEnvelope, readAtomApi } from '../../src/sources/atom-api.ts';

const SHARED = new URL('../../../shared/fixtures/arxiv/atom_api/', import.meta.url);
const there = existsSync(fileURLToPath(SHARED));
if (!there) process.stderr.write('skipped, recorded answers not there: atom_api\n');
const FILES = there ? readdirSync(SHARED).filter((file) => file.endsWith('.xml')) : [];

const text = (file: string): string => readFileSync(new URL(file, SHARED), 'utf8');

async function read(file: string): Promise<(SourceItem | AtomEnvelope)[]> {
  async function* pieces(): AsyncGenerator<string> {
    const whole = text(file);
    for (let at = 0; at < whole.length; at += 999) yield whole.slice(at, at + 999);
  }
  return await Array.fromAsync(readAtomApi(pieces(), '2026-05-01T00:00:00.000Z'));
}

function fileOf(part: string): string {
  return FILES.find((file) => file.includes(part)) ?? part;
}

function plain(xml: string | undefined): string | undefined {
  return (
    xml
      ?.replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
      // The recording of one answer took UTF-8 for Latin-1 (π is "Ï" and a control character); readers drop control characters.
      .replace(/[\u0080-\u009f]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

/** The entry read a second time by other means. */
function fieldsOf(xml: string): Record<string, unknown> {
  const all = (name: string): (string | undefined)[] =>
    [...xml.matchAll(new RegExp(`<${name}(?: xmlns[^>]*)?>(.*?)</${name}>`, 'gs'))].map((match) =>
      plain(match[1]),
    );
  const terms = (name: string): string[] =>
    [...xml.matchAll(new RegExp(`<${name} [^>]*?term="(.*?)"`, 'g'))].map((match) => match[1] ?? '');
  const [, id, number] = /\/abs\/(.*?)(?:v(\d+))?$/.exec(all('id')[0] ?? '') ?? [];
  const moment = (name: string): string => new Date(all(name)[0] ?? '').toISOString();
  return {
    id,
    title: all('title')[0],
    abstract: all('summary')[0],
    authors: all('name'),
    categories: [...new Set([...terms('arxiv:primary_category'), ...terms('category')])],
    comments: all('arxiv:comment')[0],
    journalRef: all('arxiv:journal_ref')[0],
    doi: all('arxiv:doi').join(' '),
    versions: [
      { number: 1, at: moment('published') },
      ...(Number(number ?? 1) > 1 ? [{ number: Number(number), at: moment('updated') }] : []),
    ],
  };
}

function fieldsRead(paper: Paper): Record<string, unknown> {
  return {
    id: paper.id,
    title: paper.title,
    abstract: paper.abstract,
    authors: paper.authors,
    categories: paper.categories,
    comments: paper.comments,
    journalRef: paper.journalRef,
    doi: paper.dois?.join(' ') ?? '',
    versions: paper.versions?.map(({ number, submittedAt }) => ({ number, at: submittedAt })),
  };
}

describe.skipIf(!there)('recorded answers of the Atom API', () => {
  it.each(FILES.filter((file) => !file.includes('http400')))('%s reads with no wrong field', async (file) => {
    const sources = text(file).match(/<entry\b.*?<\/entry>/gs) ?? [];
    const items = await read(file);
    const papers = items.flatMap((item) => (item.kind === 'record' ? [item.record.paper] : []));
    expect(papers.map(fieldsRead)).toEqual(sources.map(fieldsOf));
    expect(items).toHaveLength(sources.length + 1);
    for (const paper of papers) {
      expect(paper.withdrawn ?? false).toBe(false);
      expect(paper.versions?.every((version) => version.exact)).toBe(true);
    }
  });

  it('tells how many papers match', async () => {
    const counts = { kind: 'envelope', totalResults: 214_881, startIndex: 10, itemsPerPage: 10, faults: 0 };
    expect((await read(fileOf('q_testing_s10'))).at(-1)).toEqual(counts);
    expect(await read(fileOf('id_0000.0000'))).toEqual([
      { kind: 'envelope', totalResults: 0, startIndex: 0, itemsPerPage: 100, faults: 0 },
    ]);
  });

  it('takes the answer to a malformed id for no paper', async () => {
    const items = await read(fileOf('http400'));
    expect(items.map((item) => item.kind)).toEqual(['skipped', 'envelope']);
    expect(items[1]).toHaveProperty('error');
  });
});

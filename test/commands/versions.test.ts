import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Paper } from '../../src/core/paper.ts';
import type { Reply } from '../../src/core/reply.ts';
import { arxivWith } from '../fakes/lookup.ts';
import { type Asked, openAsked } from './ask.ts';

const seed = readFileSync(new URL('../../data/listing-michaud.txt', import.meta.url), 'utf8');

let asked: Asked;
beforeAll(async () => {
  asked = await openAsked();
});

describe('/versions', () => {
  it('keeps apart what is known and what is inferred', async () => {
    const text = await asked.text('/versions 2505.15811');
    expect(text).toContain('at least 2 versions');
    expect(text).toContain('v1: 21 May 2025 (US Eastern day)');
    expect(text).toContain(
      'v2 or later: 29 October 2025 (US Eastern day). Inferred: the page shows that a later version exists, not its number',
    );
    expect(text).toContain('added to this library');
  });

  it('of a paper with one version says so', async () => {
    expect((await asked.reply('/versions 2402.05110')).summary).toContain('one version is known');
  });

  it('tells a new version that a later page brought, and what changed', async () => {
    const later = seed
      .replace(
        'Submitted 29 October, 2025; v1 submitted 21 May, 2025',
        'Submitted 3 December, 2025; v1 submitted 21 May, 2025',
      )
      .replace('NeurIPS 2025; 20 pages, 13 figures', 'NeurIPS 2025 spotlight; 22 pages');
    const text = await (await openAsked([seed, later])).text('/versions 2505.15811');
    expect(text).toContain('at least 3 versions');
    expect(text).toContain('v3 or later: 3 December 2025');
    expect(text).toContain('v2 or later became v3 or later: comments now: NeurIPS 2025 spotlight; 22 pages');
  });

  it('finds a paper by words', async () => {
    expect((await asked.reply('/versions quantization model of neural scaling')).summary).toContain(
      '2303.13506',
    );
  });

  it('says that words were matched, and does not guess by a word from the comments', async () => {
    expect((await asked.reply('/versions quantization model of neural scaling')).footer).toContain(
      'best match',
    );
    await expect(asked.reply('/versions xyz')).rejects.toThrow('No paper here matches "xyz"');
    await expect(asked.reply('/paper nothing like this at all')).rejects.toThrow('No paper here matches');
  });

  it('shows no version twice', async () => {
    const page = (id: string, dates: string): string =>
      `arXiv:${id}  [pdf]  cs.LG\nA title\n\nAuthors: Ada One\n\nAbstract: Text.\n\n${dates}\n\n`;
    const older = page(
      '2401.00001v2',
      'Submitted 5 February, 2024; v1 submitted 2 January, 2024; originally announced January 2024. Latest version: 2401.00001v3.',
    );
    const newer = page(
      '2401.00001',
      'Submitted 9 March, 2024; v1 submitted 2 January, 2024; originally announced January 2024.',
    );
    const reply = await (await openAsked([older, newer])).reply('/versions 2401.00001');
    const [timeline] = reply.cards;
    expect(timeline?.kind === 'section' ? timeline.lines.map((line) => line.slice(0, 12)) : []).toEqual([
      'v1: 2 Januar',
      'v2: 5 Februa',
      'v3 or later:',
    ]);
  });

  it('marks what a new version changed in the abstract, as far as the page shows it', async () => {
    const later = seed
      .replace(
        'Submitted 29 October, 2025; v1 submitted 21 May',
        'Submitted 3 December, 2025; v1 submitted 21 May',
      )
      .replace(
        'We study the problem of creating strong, yet narrow, AI systems.',
        'We study how to create strong, yet narrow, AI models.',
      );
    const text = await (await openAsked([seed, later])).text('/versions 2505.15811');
    expect(text).toContain('abstract: 4 words added, 5 removed');
    expect(text).toContain('Abstract, v2 or later to v3 or later ([-removed-] {+added+})');
    expect(text).toMatch(/We study .*\{\+how to create\+\}.* strong, yet narrow, AI .*\{\+models/);
  });
});

describe('/versions of two versions', () => {
  const first: Paper = {
    id: '2611.00001',
    title: 'A paper',
    authors: ['Ada One'],
    abstract: 'We show that cats sleep.',
    versions: [{ number: 1, exact: true, submitted: '2026-11-01' }],
  };
  const second: Paper = {
    ...first,
    authors: ['Ada One', 'Ben Two'],
    abstract: 'We prove that cats sleep.',
    versions: [...(first.versions ?? []), { number: 2, exact: true, submitted: '2026-11-09' }],
  };
  const third: Paper = {
    ...second,
    comments: '9 pages',
    versions: [...(second.versions ?? []), { number: 3, exact: true, submitted: '2026-11-20' }],
  };

  /** A library that saw the paper in these states, one after the other, and arXiv that has all of them. */
  async function seen(...states: readonly Paper[]): Promise<Asked> {
    const opened = await openAsked([], () => arxivWith([first, second, third]));
    for (const [index, paper] of states.entries()) {
      const record = { paper, source: 'oai', seenAt: `2026-11-2${index}T00:00:00Z` } as const;
      await opened.library.add(
        (async function* () {
          yield { kind: 'record' as const, record };
        })(),
      );
    }
    return opened;
  }

  it('is told from what the library saw happen', async () => {
    const { reply, text } = await seen(first, second, third);
    const shown: Reply[] = [];
    const answer = await reply('/versions 2611.00001 from:1 to:3', shown);
    expect(shown).toEqual([]);
    expect(answer.summary).toBe('A paper (arXiv:2611.00001), v1 to v3: 3 changes');
    expect(answer.footer).toBe('As this library saw it happen.');
    const words = await text('/versions 2611.00001 from:3 to:1');
    expect(words).toContain('authors added: Ben Two');
    expect(words).toContain('abstract: 1 word added, 1 removed');
    expect(words).toContain('[-show-] {+prove+}');
    expect(words).toContain('comments now: 9 pages');
  });

  it('is asked of arXiv where the library did not see it', async () => {
    const { reply } = await seen(third);
    const shown: Reply[] = [];
    const answer = await reply('/versions 2611.00001 from:1', shown);
    expect(shown[0]?.summary).toBe(
      'This library did not see 2611.00001 go from v1 to v3. Asking arXiv; the answer will stand here.',
    );
    expect(answer.summary).toContain('v1 to v3: 3 changes');
    expect(answer.footer).toBe('Compared as arXiv has them now.');
    await expect(reply('/versions 2611.00001 from:1 to:9')).rejects.toThrow('arXiv has no v9 of 2611.00001.');
  });

  it('is offered where there are two', async () => {
    const { reply } = await seen(third);
    expect((await reply('/versions 2611.00001')).buttons?.[0]).toEqual({
      label: 'Compare v1 with v3',
      command: 'versions',
      values: { paper: '2611.00001', from: 1, to: 3 },
    });
  });

  it('needs two different ones', async () => {
    const { reply } = await seen(third);
    await expect(reply('/versions 2611.00001 from:2 to:2')).rejects.toThrow('the same version');
    await expect(reply('/versions 2611.00001 to:1')).rejects.toThrow('Nothing comes before v1.');
  });
});

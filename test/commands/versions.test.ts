import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
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

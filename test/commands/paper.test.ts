import { beforeAll, describe, expect, it } from 'vitest';
import type { Reply } from '../../src/core/reply.ts';
import { arxivWith } from '../fakes/lookup.ts';
import { type Asked, idsOf, openAsked } from './ask.ts';

let asked: Asked;
beforeAll(async () => {
  asked = await openAsked();
});

describe('/paper', () => {
  it('tells everything the page shows, and marks what is cut', async () => {
    const text = await asked.text('/paper 2505.15811');
    for (const line of [
      'On the creation of narrow AI: hierarchy and nonlocality of neural network skills',
      'Eric J. Michaud, Asher Parker-Sartori, Max Tegmark',
      'Categories: cs.LG',
      'First submitted: 21 May 2025 (v1)',
      'Latest version: 29 October 2025 (v2 or later)',
      'Announced: May 2025',
      'Comments: NeurIPS 2025; 20 pages, 13 figures',
      'abs: https://arxiv.org/abs/2505.15811',
      'pdf: https://arxiv.org/pdf/2505.15811',
      'html: https://arxiv.org/html/2505.15811',
      'The abstract is cut here: the page it was read from shows only a part. Whole abstract: https://arxiv.org/abs/2505.15811',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    expect(text).toMatch(/^Abstract: We study the problem of creating strong.*…$/m);
  });

  it('says how many authors the page hides', async () => {
    const text = await asked.text('/paper 2501.16496');
    expect(text).toContain('Atticus Geiger and 4 more');
    expect(text).toContain('Author list: 4 more authors not shown on the page this was read from');
  });

  it.each([
    '2410.19750',
    'arXiv:2410.19750v2',
    'https://arxiv.org/abs/2410.19750',
    'http://www.arxiv.org/pdf/2410.19750v1.pdf',
    '10.48550/arXiv.2410.19750',
  ])('takes an id in the form %s', async (form) => {
    expect(idsOf(await asked.reply(`/paper ${form}`))).toEqual(['2410.19750']);
  });

  it('says when a version was asked for that it does not hold by itself', async () => {
    expect((await asked.reply('/paper 2505.15811v1')).footer).toBe(
      'You asked for v1; shown is what is known of the newest version (v2 or later).',
    );
  });

  it('takes words of the title, names the match, and offers the next ones', async () => {
    const reply = await asked.reply('/paper omnigrok');
    expect(idsOf(reply)).toEqual(['2210.01117']);
    expect(reply.footer).toContain('best match');
  });

  it.each([
    ['/paper 2505.99999', 'arXiv:2505.99999 is not among the 17 papers here, and arXiv could not be asked:'],
    [
      '/paper hep-th/9901001',
      'arXiv:hep-th/9901001 is not among the 17 papers here, and arXiv could not be asked:',
    ],
    ['/paper 2505.158', '"2505.158" is no arXiv id.'],
    ['/paper math/12', '"math/12" is no arXiv id.'],
    ['/paper https://arxiv.org/list/cs.LG/new', 'is no arXiv id.'],
    ['/paper zebrafish', 'No paper here matches "zebrafish".'],
    ['/paper', '/paper needs a paper.'],
  ])('refuses %s in words', async (line, message) => {
    await expect(asked.reply(line)).rejects.toThrow(message);
  });

  it('fetches a paper that is not here, says so at once and again under the answer', async () => {
    const there = { id: '2611.00001', title: 'A paper from afar', authors: ['Ada One'] };
    const { reply } = await openAsked([], () => arxivWith([there]));
    const shown: Reply[] = [];
    expect(await reply('/paper arXiv:2611.00001', shown)).toMatchObject({
      summary: 'A paper from afar (arXiv:2611.00001)',
      footer: 'Fetched from arXiv just now; it is in the library from here on.',
    });
    expect(shown.map(({ summary }) => summary)).toEqual([
      'arXiv:2611.00001 is not in this library yet. Asking arXiv; the answer will stand here.',
    ]);
    await expect(reply('/paper 2611.99999')).rejects.toThrow(
      'arXiv knows no paper 2611.99999. Check the id.',
    );
  });
});

import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Asked, idsOf, openAsked } from './ask.ts';

let asked: Asked;
beforeAll(async () => {
  asked = await openAsked();
});

describe('/author', () => {
  it.each([
    'Michaud, E J',
    '"Michaud, E J"',
    'Eric J. Michaud',
    'michaud',
    'MICHAUD ERIC',
    'Michaud, E.J.',
    'Michaud, Eric',
  ])('finds all 17 papers of %s', async (name) => {
    expect((await asked.reply(`/author ${name}`)).summary).toBe('Eric J. Michaud: 17 papers (2020 to 2025)');
  });

  it('tells years and co-authors, and that lists are cut', async () => {
    const text = await asked.text('/author Michaud, E J');
    expect(text).toContain('Papers by year: 2025: 4, 2024: 6, 2023: 2, 2022: 3, 2020: 2');
    expect(text).toContain('Co-authors: Max Tegmark (12), Ziming Liu (7)');
    expect(text).toContain('2 author lists among these are cut, so co-authors may be missing.');
  });

  it('lists newest first and goes on by its own next-page line', async () => {
    expect(idsOf(await asked.reply('/author michaud'))).toEqual([
      '2509.02565',
      '2505.15811',
      '2501.16496',
      '2501.12391',
      '2410.19750',
    ]);
    const next = /^Next page: (.*)$/m.exec(await asked.text('/author Michaud, E J'))?.[1];
    expect(next).toBe('/author Michaud, E J page:2');
    const second = await asked.reply(next ?? '');
    expect(idsOf(second)).toHaveLength(5);
    expect(second.from).toBe(6);
    expect(second.buttons?.map(({ label }) => label)).toEqual([
      ...[6, 7, 8, 9, 10].map((number) => expect.stringMatching(new RegExp(`^${number}\\. `))),
      'Previous page',
      'Next page',
    ]);
  });

  it('finds names without their accents, and with several words', async () => {
    expect((await asked.reply('/author vukelic')).summary).toBe('Mateja Vukelić: 1 paper (2024)');
    expect((await asked.reply('/author Schroeder de Witt')).summary).toBe(
      'Christian Schroeder de Witt: 1 paper (2024)',
    );
    expect((await asked.reply('/author schroeder deWitt')).summary).toBe(
      'Christian Schroeder de Witt: 1 paper (2024)',
    );
  });

  it('does not take a name for a longer one', async () => {
    expect((await asked.reply('/author Li')).summary).toBe('Yuxiao Li: 1 paper (2024)');
  });

  it('says when a surname is several people', async () => {
    expect((await asked.reply('/author liu')).summary).toMatch(/^Ziming Liu \/ Yizhou Liu: 7 papers/);
  });

  it('that nobody has is told with a way on', async () => {
    expect((await asked.reply('/author Zzyzx')).summary).toBe('No paper here has an author "Zzyzx".');
    await expect(asked.reply('/author ...')).rejects.toThrow('That holds no name');
  });

  it('offers the nearest name that somebody has', async () => {
    const reply = await asked.reply('/author Tegmrak, M');
    expect(JSON.stringify(reply.cards)).toContain('called \\"Tegmark, M\\": 12 papers');
    expect(reply.buttons).toEqual([
      { label: 'Tegmark, M', command: 'author', values: { name: 'Tegmark, M' } },
    ]);
    expect(JSON.stringify((await asked.reply('/author vukelc mateja')).cards)).toContain(
      'called \\"Vukelić mateja\\": 1 paper.',
    );
    expect((await asked.reply('/author dewitt')).buttons?.map(({ label }) => label)).toEqual(['de Witt']);
    expect(JSON.stringify(await asked.reply('/author Ada Zzyzx'))).toContain('Try the surname alone');
  });

  it('offers names with an apostrophe or a hyphen as they are written', async () => {
    const listing = await readFile(new URL('../../data/listing-michaud.txt', import.meta.url), 'utf8');
    const { reply } = await openAsked([listing.replaceAll('Liv Gorton', "Conor O'Brien")]);
    const offered = async (name: string) =>
      (await reply(`/author ${name}`)).buttons?.map(({ label }) => label);
    expect(await offered('obrein')).toEqual(["O'Brien"]);
    expect(await offered('conor obrein')).toEqual(["conor O'Brien"]);
    expect(await offered('parkersatori')).toEqual(['Parker-Sartori']);
  });

  it('beyond the last page says how many there are', async () => {
    expect((await asked.reply('/author michaud page:99')).summary).toBe(
      'There are only 4 pages for: michaud',
    );
  });
});

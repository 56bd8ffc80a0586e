import { beforeAll, describe, expect, it } from 'vitest';
import type { Reply } from '../../src/core/reply.ts';
import { arxivWith } from '../fakes/lookup.ts';
import { type Asked, idsOf, openAsked } from './ask.ts';

let asked: Asked;
beforeAll(async () => {
  asked = await openAsked();
});

const SAE = ['2509.02565', '2410.08201', '2410.19750'];

describe('/papers', () => {
  it('says how many hold every word where not all do, and offers to cite those', async () => {
    const reply = await asked.reply('/papers sparse autoencoders');
    expect(reply.summary).toBe('4 papers for: sparse autoencoders, 3 of them with every word');
    const cite = reply.buttons?.find(({ label }) => label === 'Cite all 3');
    expect(cite?.command).toBe('cite');
    const file = await asked.reply(`/cite ${String(cite?.values['paper'])}`);
    expect(file.summary).toContain('3 papers for: sparse autoencoders');
    expect((await asked.reply('/papers sparse zebrafish')).summary).not.toContain('every word');
  });

  it('finds the papers on sparse autoencoders first', async () => {
    const ids = idsOf(await asked.reply('/papers sparse autoencoders'));
    expect(ids.slice(0, 3).toSorted()).toEqual([...SAE].toSorted());
  });

  it('finds them through typos, and says how it read the words', async () => {
    const reply = await asked.reply('/papers spars autoencodrs');
    expect(idsOf(reply).slice(0, 3).toSorted()).toEqual([...SAE].toSorted());
    expect(reply.summary).toMatch(/"autoencodrs" as "autoencoders?"/);
  });

  it.each([
    ['/papers grokking NOT omnigrok', '1 paper for: grokking NOT omnigrok; without omnigrok'],
    ['/papers grokking NOT (omnigrok OR quanta)', 'quanta); without omnigrok quanta'],
    ['/papers omnigrok NOT grokking', 'No paper for: omnigrok NOT grokking; without grokking'],
  ])('says what NOT keeps away: %s', async (line, summary) => {
    expect((await asked.reply(line)).summary).toContain(summary);
  });

  it.each([
    '/papers grokking ANDNOT omnigrok',
    '/papers grokking -omnigrok',
    '/papers grokking "NOT" -quanta',
  ])('says nothing of what was plainly left out: %s', async (line) => {
    expect((await asked.reply(line)).summary).not.toContain('; without');
  });

  it('counts and cites what an id names, whatever words stand beside it', async () => {
    const reply = await asked.reply('/papers https://arxiv.org/abs/2505.15811 grokking');
    expect(reply.summary).toMatch(/grokking, 1 of them named/);
    expect(idsOf(reply)[0]).toBe('2505.15811');
    const cite = reply.buttons?.find(({ label }) => label === 'Cite the one named');
    const file = await asked.reply(`/cite ${String(cite?.values['paper'])}`);
    expect(file.summary).toContain('1 paper for: ');
    expect(JSON.stringify(file.cards)).toContain('2505.15811');
  });

  it('says which named papers are not here, and offers to fetch them', async () => {
    const reply = await asked.reply('/papers 2312.00690 grokking');
    expect(reply.summary).toContain('arXiv:2312.00690 is not in this library');
    expect(reply.summary).not.toContain(' of them');
    const labels = reply.buttons?.map(({ label }) => label) ?? [];
    expect(labels).toContain('Fetch 2312.00690');
    expect(labels.filter((label) => label.startsWith('Cite'))).toEqual([]);
  });

  it.each([
    ['/papers author:tegmark grokking', ['2205.10343', '2210.01117']],
    ['/papers cat:q-bio.NC', ['2410.19750']],
    ['/papers year:2022', ['2205.10343', '2210.01117', '2210.13447']],
    ['/papers "program synthesis" -latex', ['2402.05110']],
    ['/papers 2505.15811', ['2505.15811']],
    ['/papers https://arxiv.org/pdf/2410.19750v2', ['2410.19750']],
    ['/papers journal:entropy', ['2410.19750']],
    ['/papers since:2025-09', ['2509.02565']],
    ['/papers before:2021', ['2010.13871', '2012.05862']],
    ['/papers author:"Michaud, E J" comments:ICLR', ['2405.14860']],
  ])('answers %s with exactly the right papers', async (line, ids) => {
    const reply = await asked.reply(line);
    expect(idsOf(reply).toSorted()).toEqual(ids);
  });

  it('says for each paper why it is there', async () => {
    const text = await asked.text('/papers "program synthesis"');
    expect(text).toContain('Matched: ');
    expect(text).toContain('title');
  });

  it('goes through all pages by its own next-page line, each paper once', async () => {
    const seen: string[] = [];
    let line: string | undefined = '/papers author:michaud limit:4';
    for (let page = 0; line !== undefined && page < 10; page += 1) {
      seen.push(...idsOf(await asked.reply(line)));
      line = /^Next page: (.*)$/m.exec(await asked.text(line))?.[1];
    }
    expect(seen).toHaveLength(17);
    expect(new Set(seen).size).toBe(17);
  });

  it('numbers its papers over all pages, and has a button to each and to both neighbours of the page', async () => {
    const reply = await asked.reply('/papers author:michaud limit:2 page:2');
    expect(reply.from).toBe(3);
    const buttons = reply.buttons ?? [];
    expect(buttons.slice(0, 2).map(({ label }) => label)).toEqual([
      expect.stringMatching(/^3\. /),
      expect.stringMatching(/^4\. /),
    ]);
    expect(buttons.slice(0, 2).map(({ command, values }) => [command, values['paper']])).toEqual(
      idsOf(reply).map((id) => ['paper', id]),
    );
    expect(buttons.slice(2, 4).map(({ label, values }) => [label, values['page']])).toEqual([
      ['Previous page', 1],
      ['Next page', 3],
    ]);
    const text = await asked.text('/papers author:michaud limit:2 page:2');
    expect(text).toMatch(/^3\. .*^4\. /ms);
    expect(text).toMatch(/^Previous page: \/papers author:michaud limit:2 page:1$/m);
  });

  it.each([
    ['latest papers on neural networks', '; newest first'],
    ['could you show me the newest papers on neural networks, please?', '; newest first'],
    ['latest neural networks papers', '; newest first'],
    ['latest papers on neural networks sort:relevance', ''],
    ['some papers on neural networks', ''],
  ])('sorts by the first version where the latest are asked for, and says so: %s', async (line, note) => {
    const reply = await asked.reply(`/papers ${line}`);
    const sorted = await asked.reply(`/papers neural networks sort:${note === '' ? 'relevance' : 'newest'}`);
    expect(idsOf(reply)).toEqual(idsOf(sorted));
    expect(reply.summary.endsWith('; newest first')).toBe(note !== '');
  });

  it('beyond the last page says how many there are', async () => {
    expect((await asked.reply('/papers author:michaud page:99')).summary).toBe(
      'There are only 4 pages for: author:michaud',
    );
  });

  it('sorts by the first and by the latest version', async () => {
    const newest = idsOf(await asked.reply('/papers author:michaud sort:newest limit:3'));
    expect(newest).toEqual(['2509.02565', '2505.15811', '2501.16496']);
    const updated = idsOf(await asked.reply('/papers author:michaud sort:updated limit:3'));
    expect(updated).toEqual(['2505.15811', '2509.02565', '2410.08201']);
  });

  it('that finds nothing says so and how to go on', async () => {
    const text = await asked.text('/papers zebrafish');
    expect(text).toMatch(/^No paper for: zebrafish$/m);
    expect(text).toContain('Try fewer or more general words');
  });

  it.each([
    ['/papers grokking year:2025', 'year:2025', 'grokking', 2],
    ['/papers author:hoel cat:q-bio "sparse"', 'author:hoel', 'category:q-bio "sparse"', 1],
    ['/papers omnigrok AND quanta', 'omnigrok', 'quanta', 1],
    [
      '/papers omnigrok AND (quanta OR (quanta AND hoel))',
      'AND, OR and ANDNOT',
      'omnigrok quanta quanta hoel',
      3,
    ],
    ['/papers "synthesis program"', 'the quotes', 'synthesis program', 1],
    ['/papers omnigrok AND quanta AND year:2022', 'quanta', 'omnigrok year:2022', 1],
  ])('that finds nothing for %s offers it without %s', async (line, without, query, total) => {
    const reply = await asked.reply(line);
    const section = JSON.stringify(reply.cards);
    expect(section).toContain(
      JSON.stringify(`Without ${without}: ${total} paper${total === 1 ? '' : 's'}.`).slice(1, -1),
    );
    const [button] = reply.buttons ?? [];
    expect(button).toEqual({ label: `Without ${without}`, command: 'papers', values: { query } });
    expect((await asked.reply(`/papers ${query}`)).summary).toMatch(new RegExp(`^${total} papers? for`));
  });

  it('that finds no paper of an id offers to fetch it', async () => {
    const reply = await asked.reply('/papers 2401.99999');
    expect(JSON.stringify(reply.cards)).toContain('arXiv:2401.99999 is not in this library');
    expect(reply.buttons).toContainEqual({
      label: 'Fetch 2401.99999',
      command: 'paper',
      values: { paper: '2401.99999' },
    });
  });

  it.each([
    ['cs.ML', 'stat.ML'],
    ['q-bio.NX', 'q-bio.NC'],
    ['ML', 'stat.ML'],
    ['machine-learning', 'cs.LG'],
  ])('says that arXiv has no category %s, and that there is %s', async (typed, meant) => {
    const text = await asked.text(`/papers cat:${typed}`);
    expect(text).toContain(`arXiv has no category "${typed}"; there is ${meant} (`);
  });

  it.each(['cs.AI,cs.LG', 'cs.ai|CS.lg', '"cs.AI cs.LG"'])('says how to ask for any of %s', async (typed) => {
    expect(await asked.text(`/papers cat:${typed}`)).toContain('type cat:(cs.AI OR cs.LG) for papers in any');
  });

  it('offers a phrase in a field without its quotes', async () => {
    const text = await asked.text('/papers ti:"grokking understanding"');
    expect(text).toMatch(/Without the quotes: 1 paper\./);
    expect(text).toContain('/papers title:grokking title:understanding');
  });

  it('finds papers like one, says what they share, and goes on by pages', async () => {
    const reply = await asked.reply('/papers similar:2205.10343 limit:2');
    expect(idsOf(reply)[0]).toBe('2210.01117');
    expect(idsOf(reply)).not.toContain('2205.10343');
    expect(reply.summary).toContain('like this one');
    expect(JSON.stringify(reply.cards[0])).toMatch(/Max Tegmark in author; .*Grokking in title/);
    const next = await asked.reply('/papers similar:2205.10343 limit:2 page:2');
    expect(idsOf(next).some((id) => idsOf(reply).includes(id))).toBe(false);
    expect(JSON.stringify(reply.buttons ?? [])).not.toContain('arXiv');
    await expect(asked.reply('/papers similar:2401.99999')).rejects.toThrow('is not in this library');
  });

  it.each([
    ['/papers', /needs a query/],
    ['/papers -latex', /./],
    ['/papers colour:red', /colour/],
    ['/papers author:', /author/],
    ['/papers year:20x', /year/],
    ['/papers 10.1103/PhysRevE.57.276', /publisher's DOI/],
    ['/papers doi:10.1103/PhysRevE.57.276', /publisher's DOI/],
    ['/papers grokking https://doi.org/10.1103/PhysRevE.57.276', /publisher's DOI/],
    [`/papers ${'a'.repeat(10_000)}`, /10,000 characters|10,007 characters/],
  ])('refuses %s in words', async (line, message) => {
    await expect(asked.reply(line)).rejects.toThrow(message);
  });
});

describe('/papers with arXiv', () => {
  const afar = { id: '2611.00001', title: 'A paper from afar', authors: ['Ada One'] };

  it('offers to ask arXiv where the library does not fill the page', async () => {
    expect((await asked.reply('/papers grokking')).buttons).toContainEqual({
      label: 'Ask arXiv too',
      command: 'papers',
      values: { query: 'grokking', remote: 'always' },
    });
    expect((await asked.reply('/papers zebrafish')).buttons).toEqual([
      { label: 'Ask arXiv too', command: 'papers', values: { query: 'zebrafish', remote: 'always' } },
    ]);
  });

  it('shows what is here at once, and what arXiv has behind it, marked', async () => {
    const { reply } = await openAsked(undefined, () => arxivWith([afar]));
    const shown: Reply[] = [];
    const answer = await reply('/papers zebrafish remote:auto', shown);
    expect(shown[0]?.summary).toBe('0 papers here for: zebrafish. Asking arXiv; its papers will stand here.');
    expect(answer).toMatchObject({
      summary: '0 papers here for: zebrafish; 1 more from arXiv',
      cards: [{ id: '2611.00001', facts: [{ label: 'Source', value: 'arXiv, just now' }] }],
      footer: 'arXiv counts 1 paper for this. What it sent is in the library from here on.',
    });
  });

  it('asks on auto only where the library does not fill the page, on always in any case', async () => {
    const { reply } = await openAsked(undefined, () => arxivWith([afar]));
    const full = await reply('/papers grokking limit:1 remote:auto');
    expect(idsOf(full)).toHaveLength(1);
    expect(full.footer).toBe('arXiv was not asked: the library fills this page.');
    expect(idsOf(await reply('/papers grokking limit:1 remote:always'))).toContain('2611.00001');
  });

  it('says of how many it saw that none is another', async () => {
    const { reply } = await openAsked(undefined, () => arxivWith([{ id: '2509.02565', title: 'Known' }]));
    const answer = await reply('/papers "sparse autoencoder scaling" remote:always');
    expect(answer.summary).toContain('; no others among the 1 that arXiv sent');
  });

  it('says so when arXiv has none', async () => {
    const { reply } = await openAsked(undefined, () => arxivWith());
    expect(await reply('/papers zebrafish remote:always')).toEqual({
      summary: '0 papers here for: zebrafish; none from arXiv',
      cards: [],
      buttons: [],
    });
  });

  it('asks arXiv for the first page only', async () => {
    const { reply } = await openAsked(undefined, () => arxivWith([afar]));
    expect(idsOf(await reply('/papers year:2025 limit:2 page:2 remote:always'))).not.toContain('2611.00001');
  });

  it('answers from what is here when arXiv does not', async () => {
    const answer = await asked.reply('/papers "sparse autoencoder scaling" remote:always');
    expect(idsOf(answer)).toEqual(['2509.02565']);
    expect(answer.footer).toBe('arXiv could not be asked: arXiv (nowhere) cannot be reached.');
  });
});

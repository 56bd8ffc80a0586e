import { describe, expect, it, vi } from 'vitest';
import type { Completion } from '../../../src/core/command.ts';
import type { Paper } from '../../../src/core/paper.ts';
import type { Store, StoredPaper } from '../../../src/core/ports.ts';
import type { Typing } from '../../../src/core/suggest.ts';
import { createSuggest } from '../../../src/search/suggest/suggest.ts';

const paper = (
  id: string,
  title: string,
  authors: string[],
  day: string,
  categories = ['cs.LG', 'q-bio.NC'],
): Paper => ({
  id,
  title,
  authors,
  categories,
  versions: [{ number: 1, exact: true, submitted: day, calendar: 'gmt' }],
});

function suggester(papers: readonly Paper[], recent: readonly string[] = []) {
  const stored = papers.map(
    (one, index) => ({ seq: index + 1, known: { paper: one } }) as unknown as StoredPaper,
  );
  const store: Pick<Store, 'papersAfter'> = {
    async *papersAfter(seq) {
      yield stored.filter((one) => one.seq > seq);
    },
  };
  const made = createSuggest({
    recent: async () => recent,
    store,
    commands: ['papers', 'paper', 'about'],
    others: {
      subscription: async ({ caller }) =>
        caller?.channel === 'C1' ? [{ label: '5: Sparse autoencoders', value: '5' }] : [],
    },
  });
  return (completion: Completion, typed: string, typing: Typing = { platform: 'test' }) =>
    made(completion, typed, typing);
}

const suggest = suggester([
  paper('2401.00001', 'Sparse autoencoders in practice', ['Ada One', 'Ben Two'], '2024-01-01'),
  paper('2501.00002', 'Scaling sparse autoencoders', ['Ada One'], '2025-01-01'),
  paper('hep-th/9901001', 'Strings of $\\alpha$ and Schr\\"odinger', ['Cy Vukelić'], '1999-01-01'),
]);
const values = async (...asked: Parameters<typeof suggest>): Promise<string[]> =>
  (await suggest(...asked)).map(({ value }) => value);

describe('suggestions', () => {
  it('of papers: what begins with the words comes first, then the newest', async () => {
    expect(await values('paper', 'sparse auto')).toEqual(['2401.00001', '2501.00002']);
    expect(await values('paper', 'auto spar')).toEqual(['2501.00002', '2401.00001']);
    expect(await values('paper', '')).toEqual(['2501.00002', '2401.00001', 'hep-th/9901001']);
  });

  it('of papers show the title as people read it', async () => {
    expect(await suggest('paper', 'schrodinger')).toEqual([
      { label: 'Strings of α and Schrödinger', value: 'hep-th/9901001' },
    ]);
  });

  it.each([
    ['2501', '2501.00002'],
    ['2501.0', '2501.00002'],
    ['arXiv:2501.00002v3', '2501.00002'],
    ['hep-th/99', 'hep-th/9901001'],
  ])('of an id that is begun with %s find its paper', async (typed, id) => {
    expect(await values('paper', typed)).toEqual([id]);
  });

  it('of people are folded, the most frequent first', async () => {
    expect(await values('author', 'vukelic')).toEqual(['Cy Vukelić']);
    expect(await values('author', '')).toEqual(['Ada One', 'Ben Two', 'Cy Vukelić']);
  });

  it('of a query for what is to come leave single papers out, and what only a search takes', async () => {
    const topics = suggester(
      [paper('2401.00001', 'Sparse autoencoders in practice', ['Sparrow, Ada'], '2024-01-01')],
      ['sparse coding', 'similar:2401.00001 sparse'],
    );
    const of = async (completion: Completion, typed: string) =>
      (await topics(completion, typed)).map(({ value }) => value);
    expect(await of('query', 'spar')).toEqual([
      'sparse coding',
      'similar:2401.00001 sparse',
      'author:"Sparrow, Ada"',
      '2401.00001',
    ]);
    expect(await of('topic', 'spar')).toEqual(['sparse coding', 'author:"Sparrow, Ada"']);
    expect(await of('topic', 'title:spar')).toEqual([]);
    expect(await of('topic', 'cat:q-bio.N')).toContain('cat:q-bio.NC');
  });

  it('of what belongs to a channel are those of the channel', async () => {
    const here = { platform: 'test', caller: { user: 'U1', channel: 'C1' } };
    expect(await values('subscription', 'auto', here)).toEqual(['5']);
    expect(await values('subscription', 'grok', here)).toEqual([]);
    expect(await values('subscription', '')).toEqual([]);
  });

  it('of categories and commands', async () => {
    expect((await values('category', 'q-b')).slice(0, 2)).toEqual(['q-bio.NC', 'q-bio.BM']);
    expect(await values('category', 'machine')).toEqual(['cs.LG', 'stat.ML']);
    expect(await values('command', 'pap')).toEqual(['papers', 'paper']);
    expect(await values('command', 'zzz')).toEqual([]);
  });

  it('of queries finish the field that is typed', async () => {
    expect(await suggest('query', 'grokking author:vuk')).toEqual([
      { label: 'grokking author:Cy Vukelić', value: 'grokking author:"Cy Vukelić"' },
    ]);
    expect((await values('query', 'sparse cat:q-b'))[0]).toBe('sparse cat:q-bio.NC');
    expect(await values('query', 'ti:sparse')).toEqual(['2401.00001', '2501.00002']);
  });

  const robots = suggester([
    paper('2401.00001', 'Legged robots in the wild', ['Marco Hutter', 'Ada One'], '2024-01-01', ['cs.RO']),
    paper('2401.00002', 'Humanoid legs', ['Ada One'], '2024-01-02', ['cs.RO', 'cs.LG']),
    paper('2401.00003', 'Legal humour', ['Ben Legrand'], '2024-01-03', ['cs.CL']),
  ]);
  const offered = async (typed: string): Promise<string[]> =>
    (await robots('query', typed)).map(({ value }) => value);

  it.each([
    ['author:hutter leg', ['author:hutter author:"Ben Legrand"', '2401.00001']],
    ['author:"Marco Hutter" leg', ['author:"Marco Hutter" author:"Ben Legrand"', '2401.00001']],
    [
      'author:"Marco Hutter" author:one leg',
      ['author:"Marco Hutter" author:one author:"Ben Legrand"', '2401.00001'],
    ],
    ['cat:cs.RO hum', ['cat:cs.RO cat:cs.HC', '2401.00002']],
    ['cat:cs.* legs hum', ['2401.00002']],
    ['legs cat:cs.RO hum', ['legs cat:cs.RO cat:cs.HC', '2401.00002']],
    ['cat:cs.RO au:ada title:leg', ['2401.00001', '2401.00002']],
    ['cat:cs.RO author:hut', ['cat:cs.RO author:"Marco Hutter"']],
    ['author:marco hut', ['author:"Marco Hutter"']],
    ['author:"marco hut', ['author:"Marco Hutter"']],
    ['author:hutter cat:cs.RO', ['author:hutter cat:cs.RO']],
    ['cat:robotics', ['cat:cs.RO']],
    ['cat:machine lea', ['cat:cs.LG', 'cat:stat.ML']],
    ['author:nobody zzz', []],
  ])('of the query %s go on behind its fields with %j', async (typed, wanted) => {
    expect(await offered(typed)).toEqual(wanted);
  });

  it.each([
    ['2401.00002', ['2401.00002']],
    ['2401.', ['2401.00003', '2401.00002', '2401.00001']],
    ['https://arxiv.org/abs/2401.00002', ['2401.00002']],
    ['https://arxiv.org/abs/2401', ['2401.00003', '2401.00002', '2401.00001']],
    ['arxiv.org/pdf/2401.00003', ['2401.00003']],
    ['arXiv:2401.00001v2', ['2401.00001']],
    ['1999', []],
  ])('of the query %s, an id or a link that is begun, are %j', async (typed, wanted) => {
    expect(await offered(typed)).toEqual(wanted);
    if (wanted.length > 0) expect((await robots('paper', typed)).map(({ value }) => value)).toEqual(wanted);
  });

  it.each([
    ['schuetze', ['Hinrich Schütze']],
    ['hinrich schuetz', ['Hinrich Schütze']],
    ['schutze', ['Hinrich Schütze']],
    ['soegaard', ['Anders Søgaard']],
    ['müll', ['Jo Müller', 'Jo Mueller']],
    ['muell', ['Jo Mueller', 'Jo Müller']],
  ])('for the name %s are %j, however umlauts are written', async (typed, wanted) => {
    const names = ['Hinrich Schütze', 'Anders Søgaard', 'Jo Mueller', 'Jo Müller'];
    const people = suggester([paper('2401.00001', 'Words', names, '2024-01-01')]);
    const found = (await people('author', typed)).map(({ value }) => value);
    expect(found.toSorted()).toEqual(wanted.toSorted());
    expect((await people('query', `author:${typed}`)).length).toBe(wanted.length);
  });

  it('of queries are authors, categories and papers, and first what was searched for lately', async () => {
    expect((await suggest('query', 'ada')).slice(0, 2)).toEqual([
      { label: 'Author: Ada One', value: 'author:"Ada One"' },
      { label: 'Category: nlin.AO Adaptation and Self-Organizing Systems', value: 'cat:nlin.AO' },
    ]);
    const lately = suggester(
      [paper('2401.00001', 'Sparse autoencoders', ['Ada One'], '2024-01-01')],
      ['sparse coding', 'grokking'],
    );
    const found = (typed: string) => lately('query', typed).then((all) => all.map(({ value }) => value));
    expect(await found('spar')).toEqual(['sparse coding', '2401.00001']);
    expect(await found('')).toEqual(['sparse coding', 'grokking']);
  });

  it('are at most 25, and cut at 100 characters between code points', async () => {
    const title = `🙂${'𝔘'.repeat(200)}`;
    const many = suggester(
      Array.from({ length: 60 }, (_, number) =>
        paper(`2401.000${number + 10}`, `Same ${title}`, [], '2024-01-01'),
      ),
    );
    for (const kind of ['paper', 'query'] as const) {
      const all = await many(kind, 'same');
      expect(all).toHaveLength(25);
      for (const { label } of all) {
        expect(Array.from(label)).toHaveLength(100);
        expect(label.isWellFormed()).toBe(true);
      }
    }
  });

  it('wait for the first lists, and are made again where the library could not be read', async () => {
    const one = { seq: 1, known: { paper: paper('2401.00001', 'Sparse coding', ['Ada One'], '2024-01-01') } };
    let fails = true;
    const made = createSuggest({
      commands: [],
      store: {
        async *papersAfter(seq) {
          if (seq === 0) yield [one as unknown as StoredPaper];
          if (fails) throw new Error('the library is busy');
        },
      },
    });
    await expect(made('paper', 'sparse', { platform: 'test' })).rejects.toThrow('busy');
    fails = false;
    const later = performance.now() + 5_000;
    vi.spyOn(performance, 'now').mockReturnValue(later);
    const both = [
      made('paper', 'sparse', { platform: 'test' }),
      made('paper', 'coding', { platform: 'test' }),
    ];
    expect((await Promise.all(both)).map((found) => found.length)).toEqual([1, 1]);
    vi.restoreAllMocks();
  });
});

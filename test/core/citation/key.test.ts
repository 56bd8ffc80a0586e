import { describe, expect, it } from 'vitest';
import { citationKey } from '../../../src/core/citation/key.ts';
import { paperWith, seedPapers } from './papers.ts';

const seed = await seedPapers();
const free = (): boolean => false;

describe('citationKey', () => {
  it('gives the 17 papers that ship 17 short and readable keys', () => {
    expect([...seed.values()].map((paper) => citationKey(paper, free))).toEqual([
      'michaud2025understanding',
      'michaud2025creation',
      'sharkey2025open',
      'liu2025physics',
      'li2024geometry',
      'mudide2024efficient',
      'ding2024survival',
      'engels2024not',
      'marks2024sparse',
      'michaud2024opening',
      'casper2023open',
      'michaud2023quantization',
      'michaud2022precision',
      'liu2022omnigrok',
      'liu2022towards',
      'michaud2020understanding',
      'mattsson2020examining',
    ]);
  });

  it('adds words of the title to that of the paper met second', () => {
    const paper = paperWith({ title: 'On the Origin of Species and Words' });
    const taken = new Set<string>();
    const keys = Array.from({ length: 6 }, () => {
      const key = citationKey(paper, (other) => taken.has(other));
      taken.add(key);
      return key;
    });
    expect(keys).toEqual([
      'lovelace2024origin',
      'lovelace2024originspecies',
      'lovelace2024originspecieswords',
      'lovelace2024originspecieswords240100001',
      'lovelace2024originspecieswords240100001x2',
      'lovelace2024originspecieswords240100001x3',
    ]);
  });

  it.each([
    [{ authors: ['Ana María de la Cruz'] }, 'delacruz2024title'],
    [{ authors: ['Łukasz Żółć', 'Ada Lovelace'] }, 'zolc2024title'],
    [{ authors: ['The ATLAS Collaboration'] }, 'atlascollaboration2024title'],
    [{ authors: ['王小明'] }, 'arxiv240100001'],
    [{ authors: ['Иван Петров'], id: 'hep-th/9901001' }, 'arxiv9901001'],
    [{ authors: ['Ada Lovelace'], title: '$\\alpha$-Stable Q-Learning' }, 'lovelace2024stable'],
    [{ authors: ['Ada Lovelace'], title: 'Q-Learning' }, 'lovelace2024qlearning'],
    [{ authors: ['Ada Lovelace'], title: '量子' }, 'lovelace2024'],
    [{ versions: [], announced: '2023-12' }, 'lovelace2023title'],
    [{ versions: [], id: 'hep-th/9901001' }, 'lovelace1999title'],
  ])('reads %j as %s', (facts, key) => {
    expect(citationKey(paperWith(facts), free)).toBe(key);
  });

  it('does not change with a new version, a journal reference or the name of an older list', () => {
    const paper = paperWith({});
    const later = paperWith({
      journalRef: 'Entropy 2025, 27(4), 344',
      versions: [
        { number: 1, exact: true, submitted: '2024-01-01' },
        { number: 2, exact: true, submitted: '2025-02-01' },
      ],
    });
    expect(citationKey(later, free)).toBe(citationKey(paper, free));
  });
});

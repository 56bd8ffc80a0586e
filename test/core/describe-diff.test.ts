import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDiff, markedChanges } from '../../src/core/describe-diff.ts';
import { diffWords } from '../../src/core/word-diff.ts';

function marked(from: string, to: string, context?: number): string[] {
  return markedChanges(diffWords(from, to), context);
}

describe('describeDiff', () => {
  it('says nothing of no difference', () => {
    expect(describeDiff({})).toEqual([]);
  });

  it('has one line for each field, in the order a paper is read', () => {
    expect(
      describeDiff({
        categories: { added: ['cs.AI'], removed: [] },
        journalRef: { to: 'J. Test 1 (2025)' },
        comments: { from: '5 pages', to: 'NeurIPS 2025; 20 pages, 13 figures' },
        abstract: { from: 'We do this.', to: 'We did this and that.' },
        authors: { added: ['Ada One', 'Ben Two'], removed: ['Cy Three'], reordered: true },
        title: { from: String.raw`On $\beta$-VAE`, to: String.raw`On $\gamma$-VAE` },
      }),
    ).toEqual([
      'title was: On β-VAE, now: On γ-VAE',
      'authors added: Ada One, Ben Two; removed: Cy Three; order changed',
      'abstract: 3 words added, 1 removed',
      'comments now: NeurIPS 2025; 20 pages, 13 figures',
      'journal ref now: J. Test 1 (2025)',
      'categories added: cs.AI',
    ]);
  });

  it.each([
    [{ abstract: { from: 'One.', to: 'One two.' } }, 'abstract: 1 word added'],
    [{ abstract: { from: 'One two three.', to: 'One.' } }, 'abstract: 2 words removed'],
    [{ abstract: { from: 'a=b', to: 'a≠b' } }, 'abstract: only spacing or signs changed'],
    [{ abstract: { to: 'One.' } }, 'abstract now given'],
    [{ abstract: { from: 'One.' } }, 'abstract no longer given'],
    [{ comments: { from: String.raw`5 pages, $\alpha$` } }, 'comments no longer given (was: 5 pages, α)'],
    [{ title: { to: 'T' } }, 'title now: T'],
    [{ title: { from: 'T' } }, 'title no longer given (was: T)'],
    [{ authors: { added: [], removed: [], reordered: true } }, 'authors: order changed'],
    [{ categories: { added: [], removed: ['cs.AI', 'cs.LG'] } }, 'categories removed: cs.AI, cs.LG'],
  ])('reads well when only one thing is to be said: %j', (diff, line) => {
    expect(describeDiff(diff)).toEqual([line]);
  });

  it('says how many more names there are when a collaboration came', () => {
    const added = Array.from({ length: 909 }, (_, index) => `A${index}`);
    expect(describeDiff({ authors: { added, removed: [], reordered: false } })).toEqual([
      `authors added: ${added.slice(0, 10).join(', ')} and 899 more`,
    ]);
  });

  it('says of an abstract with nothing left of it that it was rewritten', () => {
    const words = (name: string): string => Array.from({ length: 3_000 }, (_, n) => `${name}${n}`).join(' ');
    expect(describeDiff({ abstract: { from: words('a'), to: words('b') } })).toEqual(['abstract: rewritten']);
  });
});

describe('markedChanges', () => {
  it('shows each changed passage with a few words round it', () => {
    const before =
      'We study how neural networks learn features from data, and find that small models learn slowly. The rest of this long abstract is what it was before.';
    const after =
      'We study how neural networks learn features from data, and find that small models learn fast. The rest of this long abstract is what it was.';
    expect(marked(before, after, 3)).toEqual([
      '… small models learn [-slowly.-] {+fast.+} The rest of …',
      '… what it was. [-before.-]',
    ]);
  });

  it('keeps changes that stand close together in one passage', () => {
    expect(marked('a b c d e', 'a x c y e')).toEqual(['a [-b-] {+x+} c [-d-] {+y+} e']);
  });

  it('does not chop up a sentence that was replaced for the sake of a word both hold', () => {
    expect(
      marked('Start. One two three of four five six. End.', 'Start. Ten twelve of nine eight seven. End.'),
    ).toEqual(['Start. [-One two three of four five six.-] {+Ten twelve of nine eight seven.+} End.']);
  });

  it('shows text as people read it', () => {
    expect(marked(String.raw`for $\beta$ only`, String.raw`for $\gamma$ only`)).toEqual([
      'for [-β-] {+γ+} only',
    ]);
  });

  it('has nothing to show when nothing changed, or everything did', () => {
    expect(marked('Same  words', 'same words.')).toEqual([]);
    expect(marked('', '')).toEqual([]);
    const words = (name: string): string => Array.from({ length: 3_000 }, (_, n) => `${name}${n}`).join(' ');
    expect(marked(words('a'), words('b'))).toEqual([]);
  });

  it('shows a text that came or went', () => {
    expect(marked('', 'all new')).toEqual(['{+all new+}']);
    expect(marked('all gone', '')).toEqual(['[-all gone-]']);
  });

  const plain = fc
    .array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 60 })
    .map((words) => words.join(' '));

  it('holds nothing but what stands in the two texts, in their order', () => {
    fc.assert(
      fc.property(plain, plain, fc.nat({ max: 6 }), (before, after, context) => {
        const passages = marked(before, after, context);
        expect(passages.length > 0).toBe(before !== after);
        for (const passage of passages) {
          expect(passage).toMatch(/\[-|\{\+/);
          const bare = passage.replaceAll(/^… ?| ?…$/g, '');
          expect(before).toContain(
            bare
              .replaceAll(/\{\+.*?\+\} ?/g, '')
              .replaceAll(/\[-|-\]/g, '')
              .trim(),
          );
          expect(after).toContain(
            bare
              .replaceAll(/\[-.*?-\] ?/g, '')
              .replaceAll(/\{\+|\+\}/g, '')
              .trim(),
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never throws', () => {
    const any = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(any, any, (x, y) => {
        marked(x, y);
        describeDiff({ title: { from: x, to: y }, abstract: { from: x, to: y }, comments: { to: y } });
      }),
    );
  });
});

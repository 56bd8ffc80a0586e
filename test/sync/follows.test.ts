import { afterEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { createFollows } from '../../src/sync/follows.ts';
import { followedOf } from '../../src/sync/round.ts';

let close = async (): Promise<void> => {};
afterEach(() => close());

async function open() {
  const store = await openSqliteStore(':memory:');
  close = () => store.close();
  return { store, ...createFollows(store) };
}

describe('what is followed', () => {
  it('is kept in the words of a query, once each, and can be taken back', async () => {
    const follows = await open();
    expect(await follows.add('author:"Michaud, E J"')).toBe(true);
    expect(await follows.add('sparse autoencoders')).toBe(true);
    expect(await follows.add('sparse  autoencoders')).toBe(false);
    await follows.remove('author:"Michaud, E J"');
    expect((await follows.list()).map(({ text }) => text)).toEqual(['sparse autoencoders']);
  });

  it('leaves no state behind when it is taken back', async () => {
    const { store, ...follows } = await open();
    await follows.add('x');
    await follows.add('y');
    for (const name of ['Search x', 'Search y', 'OAI-PMH cs.LG']) await store.saveSourceState({ name });
    await follows.remove('x');
    expect((await store.sourceStates()).map(({ name }) => name)).toEqual(['OAI-PMH cs.LG', 'Search y']);
  });

  it.each([
    ['', 'Type what you look for'],
    ['-latex', 'only says what to leave out'],
    ['2505.15811 grokking', 'one of them at a time'],
    ['colour:red', 'There is no field "colour:"'],
  ])('cannot be "%s"', async (text, words) => {
    const follows = await open();
    await expect(follows.add(text)).rejects.toThrow(words);
    expect(await follows.list()).toEqual([]);
  });

  it('that is not there cannot be taken back', async () => {
    const follows = await open();
    await expect(follows.remove('x')).rejects.toThrow('"x" is not followed. Nothing is.');
    await follows.add('y');
    await expect(follows.remove('x')).rejects.toThrow('"x" is not followed. Followed: "y".');
  });
});

describe('what an earlier release took for a follow', () => {
  it('costs nothing but itself where it is not understood any more, and can be taken back', async () => {
    const { store, ...follows } = await open();
    await store.notes.set('follow', 'colour:red', {});
    await follows.add('x');
    expect((await follows.list()).map(({ text }) => text)).toEqual(['x']);
    await follows.remove('colour:red');
    expect(await store.notes.list('follow')).toHaveLength(1);
  });
});

describe('a round', () => {
  it('reads of each category what counts and then the hint, then searches, then all single papers in one', async () => {
    const follows = await open();
    for (const text of ['cat:hep-th', 'cat:cs.LG', 'cat:cs.LG grokking', '2505.15811', 'hep-th/9901001v2'])
      await follows.add(text);
    const names = followedOf(['cs.LG'], await follows.list()).map(({ name }) => name);
    expect(names).toEqual([
      'OAI-PMH cs.LG',
      'Feed cs.LG',
      'OAI-PMH hep-th',
      'Feed hep-th',
      'Search cat:cs.LG grokking',
      'Single papers',
    ]);
  });

  it('of nothing is empty', () => {
    expect(followedOf([], [])).toEqual([]);
  });
});

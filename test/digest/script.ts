import type { PlannedPost } from '../../src/core/digest/delivery.ts';

/** Cards enough for several messages on both platforms. */
const LONG = 16;

/** The posts of a subscription's digest of this number; every post, and every card of the long one, has a word of its own. */
export function scriptedPosts(subscription: number, number: number): PlannedPost[] {
  const word = (what: string): string => `S${subscription}D${number}${what}`;
  const post = (what: string, under?: PlannedPost['under'], papers: readonly string[] = []): PlannedPost => ({
    reply: { summary: `${word(what)} comes here`, cards: [] },
    papers,
    ...(under === undefined ? {} : { under }),
  });
  const paper = `2401.0000${subscription}`;
  if (number > 1)
    return [post('main', undefined, [paper]), post('news', { paper }), post('more', { post: 0 })];
  const cards = Array.from({ length: LONG }, (_, index) => ({
    kind: 'section' as const,
    lines: [`${word('card')}${index}z ${'words that fill a message '.repeat(28)}`],
  }));
  return [
    post('main', undefined, [paper]),
    { reply: { summary: `${word('long')} comes here`, cards }, papers: [], under: { post: 0 } },
    post('more', { post: 0 }),
  ];
}

/** The words of a text, as `scriptedPosts` writes them. */
export function wordsIn(text: string): string[] {
  return [...new Set(text.match(/S\d+D\d+(?:main|news|more|long(?= comes)|card\d+z)/g) ?? [])];
}

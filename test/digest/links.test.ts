import { expect, it } from 'vitest';
import { linksTo } from '../../src/digest/links.ts';

const AT = '2026-11-09T12:00:00.000Z';
const rootsOf = (messages: Readonly<Record<string, string>>) =>
  new Map(Object.entries(messages).map(([paper, message]) => [paper, { paper, message, at: AT }]));

it('a message in which several papers appeared is asked for once', async () => {
  const asked: string[] = [];
  const roots = rootsOf({ a: 'm1', b: 'm1', c: 'm2' });
  const links = await linksTo(['a', 'b', 'c', 'new'], roots, async (message) => {
    asked.push(message);
    return `https://chat.example/${message}`;
  });
  expect(asked).toEqual(['m1', 'm2']);
  expect(Object.fromEntries(links)).toEqual({
    a: 'https://chat.example/m1',
    b: 'https://chat.example/m1',
    c: 'https://chat.example/m2',
  });
});

it('all are asked for at once, and one that never comes costs nothing but its own link', async () => {
  const papers = Array.from({ length: 30 }, (_, index) => `p${index}`);
  const roots = rootsOf(Object.fromEntries(papers.map((paper) => [paper, `of ${paper}`])));
  const links = await linksTo(papers, roots, async (message) =>
    message === 'of p7' ? message : new Promise<undefined>(() => undefined),
  );
  expect([...links.keys()]).toEqual(papers);
  expect([...links.values()].filter((link) => link !== undefined)).toEqual(['of p7']);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixture, fixtureText, itemsOf, readFeedText, rss } from './feed-read.ts';

describe('a feed that is no day of papers', () => {
  it('is told with the message of arXiv when arXiv made an error of it', async () => {
    const message = "Bad subject class 'XX'. Valid subject classes for the archive 'cs' are: AI, AR.";
    expect(await readFeedText(fixture('error.rss.xml'))).toMatchObject({
      papers: [],
      skipped: [{ line: 4, reason: `arXiv sent an error in place of papers: ${message}` }],
      channel: { error: message, complete: false },
    });
  });

  it('never makes a paper of an error in the place of an item', async () => {
    const asRss = rss(
      '<title>Feed error for query: arXiv:2501.99001</title><description>No such thing.</description><guid>oai:arXiv.org:2501.99001v1</guid>',
    );
    const asAtom =
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><id>https://arxiv.org/api/errors#2501.99001</id><title>Error</title><summary>No such thing.</summary></entry></feed>';
    for (const text of [asRss, asAtom]) {
      const { papers, skipped, channel } = await readFeedText(text);
      expect(papers).toEqual([]);
      expect(skipped.map(({ reason }) => reason)).toEqual([
        'arXiv sent an error in place of papers: No such thing.',
      ]);
      expect(channel).toMatchObject({ error: 'No such thing.', complete: false });
    }
  });

  it.each([
    ['nothing', ''],
    ['blanks', ' \n\n '],
    ['a web page', '<html><body><p>503</p></body></html>'],
    ['another XML', '<OAI-PMH><item><guid>oai:arXiv.org:2501.99001v1</guid></item></OAI-PMH>'],
    ['words', 'Rate exceeded.'],
    [
      'a document type',
      '<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel></rss>',
    ],
  ])('is told when there is %s', async (_, text) => {
    const { papers, skipped, channel } = await readFeedText(text);
    expect(papers).toEqual([]);
    expect(skipped.length).toBeGreaterThan(0);
    expect(channel?.complete).toBe(false);
  });
});

describe('a damaged feed', () => {
  const FEEDS = ['daily.rss.xml', 'daily.atom.xml', 'daily.rdf.xml'];

  it.each(FEEDS)(
    'keeps the complete items of %s, wherever it was cut, and says that it is not whole',
    async (name) => {
      const bytes = fixture(name);
      const text = fixtureText(name);
      const whole = (await readFeedText(bytes)).papers;
      const ends = [...text.matchAll(/<\/(?:item|entry)>/g)].map(
        (match) => new TextEncoder().encode(text.slice(0, match.index + match[0].length)).length,
      );
      const end = new TextEncoder().encode(text.trimEnd()).length;
      for (let cut = 0; cut < end; cut += 7) {
        const { papers, skipped, channel } = await readFeedText(bytes.subarray(0, cut));
        expect(papers, `cut at ${cut}`).toEqual(whole.slice(0, ends.filter((each) => each <= cut).length));
        expect(channel?.complete, `cut at ${cut}`).toBe(false);
        expect(skipped.length, `cut at ${cut}`).toBeGreaterThan(0);
      }
    },
  );

  it('keeps what stands before and after an item that is not well-formed', async () => {
    const text = fixtureText('daily.rss.xml').replace('Better now.', 'Better <b>now.');
    const { papers, skipped, channel } = await readFeedText(text);
    expect(papers.map(({ id }) => id)).toEqual(['2501.99001', 'hep-th/9901999', '2411.99003']);
    expect(skipped).toHaveLength(1);
    // The item is on these lines.
    expect(skipped[0]?.line).toBeGreaterThanOrEqual(44);
    expect(skipped[0]?.line).toBeLessThanOrEqual(54);
    expect(channel?.complete).toBe(false);
  });

  it.each(FEEDS)('is read the same from %s in pieces of any size', async (name) => {
    const whole = await itemsOf(fixture(name), 1_000_000);
    for (const size of [1, 2, 3, 7, 64, 4_096]) expect(await itemsOf(fixture(name), size)).toEqual(whole);
  });

  it('never throws, whatever the text', async () => {
    const texts = FEEDS.map(fixtureText);
    const damaged = fc
      .tuple(
        fc.constantFrom(...texts),
        fc.nat(6_000),
        fc.nat(40),
        fc.string({ unit: 'binary', maxLength: 30 }),
      )
      .map(([text, at, gone, put]) => `${text.slice(0, at)}${put}${text.slice(at + gone)}`);
    const any = fc.oneof(damaged, fc.string({ unit: 'binary', maxLength: 300 }));
    await fc.assert(
      fc.asyncProperty(any, async (text) => {
        for (const paper of (await readFeedText(text.toWellFormed())).papers) expect(paper.id).not.toBe('');
      }),
      { numRuns: 300 },
    );
  });

  it('takes little time over one huge item', async () => {
    for (const piece of ['(', '(x) ', 'arXiv:', '(arXiv:', '&amp;lt;a ', ' \n', '&amp;amp;']) {
      const huge = piece.repeat(Math.floor(400_000 / piece.length));
      const body = `<title>${huge}</title><description>${huge}</description>`;
      const text = `<rdf:RDF xmlns:rdf="r" xmlns:dc="d"><item rdf:about="http://arxiv.org/abs/2107.99001">${body}<dc:creator>${huge}</dc:creator></item></rdf:RDF>`;
      // Work that grows with the square would not come back before the test's time is up.
      expect(await readFeedText(text, 65_536)).toBeDefined();
    }
  });
});

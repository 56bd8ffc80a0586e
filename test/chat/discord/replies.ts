import fc from 'fast-check';
import type { Card, PaperCard, Reply } from '../../../src/core/reply.ts';

/** A title that tries everything at once. */
export const HOSTILE =
  '@everyone <@123456789012345678> ](https://evil.example) `code` **bold** # head -# small $\\alpha_{ij}$ 😀 ||x||';

export function paperCard(more: Partial<PaperCard> = {}): PaperCard {
  return {
    kind: 'paper',
    id: '2505.15811',
    title: 'On the creation of narrow AI',
    url: 'https://arxiv.org/abs/2505.15811',
    authors: 'Ada One, Ben Two',
    facts: [{ label: 'Categories', value: 'cs.LG' }],
    links: [{ label: 'abs', url: 'https://arxiv.org/abs/2505.15811' }],
    ...more,
  };
}

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(HOSTILE, HOSTILE.repeat(20), '', ' ', '\n', 'x'.repeat(5_000), '*'.repeat(3_000), '```'),
);
const link = fc.record({
  label: fc.constantFrom('abs', 'pdf', 'html', 'x'.repeat(100)),
  url: fc.constantFrom(
    'https://arxiv.org/abs/1',
    'https://a.example/b',
    'javascript:1',
    `https://a.example/${'x'.repeat(600)}`,
  ),
});
const paper: fc.Arbitrary<Card> = fc.record(
  {
    kind: fc.constant('paper' as const),
    id: words,
    title: words,
    url: link.map(({ url }) => url),
    authors: words,
    facts: fc.array(fc.record({ label: fc.constant('Comments'), value: words }), { maxLength: 4 }),
    links: fc.array(link, { maxLength: 4 }),
    abstract: words,
    abstractNote: words,
    reason: words,
    warning: words,
  },
  { requiredKeys: ['kind', 'id', 'title', 'url', 'authors', 'facts', 'links'] },
);
const section: fc.Arbitrary<Card> = fc.record(
  { kind: fc.constant('section' as const), heading: words, lines: fc.array(words, { maxLength: 6 }) },
  { requiredKeys: ['kind', 'lines'] },
);
const code: fc.Arbitrary<Card> = fc.record(
  { kind: fc.constant('code' as const), heading: words, text: words, fileName: words },
  { requiredKeys: ['kind', 'text', 'fileName'] },
);

/** Any reply that a command could be brought to give. */
export const anyReply: fc.Arbitrary<Reply> = fc.record(
  {
    summary: words,
    cards: fc.array(fc.oneof(paper, section, code), { maxLength: 30 }),
    buttons: fc.array(
      fc.record({
        label: words,
        command: fc.constant('papers'),
        values: fc.record({ query: words, page: fc.integer() }),
      }),
      { maxLength: 12 },
    ),
    footer: words,
  },
  { requiredKeys: ['summary', 'cards'] },
);

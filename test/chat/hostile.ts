import type { PaperCard } from '../../src/core/reply.ts';

/** Titles that try to ping, to link, to format, to overflow, or to be cut in the wrong place. */
export const HOSTILE_TITLES: readonly string[] = [
  'Attention <!channel> <!here> <!everyone> is all you need',
  'A note on <@U1> and <#C1|general> and <!subteam^S1>',
  'Free <https://evil.example|prizes> and [links](https://evil.example)',
  '*bold* _slanted_ ~gone~ `code` ```block``` > quote :smile: &lt;!here&gt; &amp;',
  'Long '.repeat(800),
  'x'.repeat(4_000),
  '<'.repeat(4_000),
  '👩🏽‍🔬'.repeat(600),
  'عنوان من اليمين إلى اليسار \u202e gnirts',
  '\u0000\u001b[31m red \u200b',
  '   ',
];

/** A paper card with this title, as a command would make it. */
export function cardWith(title: string, more: Partial<PaperCard> = {}): PaperCard {
  return {
    kind: 'paper',
    id: '2505.15811',
    title,
    url: 'https://arxiv.org/abs/2505.15811',
    authors: 'Ada One, Ben Two',
    facts: [{ label: 'Comments', value: title }],
    links: [{ label: 'abs', url: 'https://arxiv.org/abs/2505.15811' }],
    ...more,
  };
}

import { defineCommand } from '../src/core/command.ts';
import { findPaper, PAPER_OPTION } from '../src/core/find-paper.ts';
import { readableTitle } from '../src/core/paper-card.ts';
import { askerOf } from './digest-parts.ts';

export const unfollow = defineCommand({
  name: 'unfollow',
  description: 'Stop following a paper in this channel.',
  options: [{ ...PAPER_OPTION, completion: 'followed' }],
  examples: ['/unfollow 2505.15811'],
  visibility: 'asker',
  managersOnly: true,
  async run(values, context) {
    const asker = askerOf(context);
    const { paper } = await findPaper(context, values.paper);
    const title = readableTitle(paper);
    await context.digests.unfollow(asker, { id: paper.id, title });
    return { summary: `Not followed any more: ${title} (arXiv:${paper.id})`, cards: [] };
  },
});

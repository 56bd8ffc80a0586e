import { defineCommand } from '../src/core/command.ts';
import { describeCadence } from '../src/core/digest/cadence.ts';
import { findPaper, matchNote, PAPER_OPTION } from '../src/core/find-paper.ts';
import { readableTitle } from '../src/core/paper-card.ts';
import { askerOf, checkPostable, guessedZone, zoneFor } from './digest-parts.ts';

export const follow = defineCommand({
  name: 'follow',
  description: 'Tell this channel of new versions, publication and withdrawal of one paper.',
  options: [PAPER_OPTION],
  examples: ['/follow 2505.15811'],
  visibility: 'asker',
  managersOnly: true,
  async run(values, context) {
    const asker = askerOf(context);
    await checkPostable(context);
    const found = await findPaper(context, values.paper);
    const { id } = found.paper;
    const title = readableTitle(found.paper);
    const { zone, guessed } = await zoneFor(context, asker, undefined);
    const { subscription } = await context.digests.follow(asker, { id, title }, zone);
    const note = matchNote(found);
    return {
      summary: `Followed: ${title} (arXiv:${id})`,
      cards: [
        {
          kind: 'section',
          lines: [
            `What happens to it is told here ${describeCadence(subscription.cadence)}, with the other papers that this channel follows (subscription ${subscription.id}).`,
            ...(guessed ? [guessedZone(subscription)] : []),
          ],
        },
      ],
      buttons: [
        { label: 'Unfollow', command: 'unfollow', values: { paper: id } },
        { label: 'Subscriptions here', command: 'digest list', values: {} },
      ],
      ...(note === undefined ? {} : { footer: note }),
    };
  },
});

import type { ChatParts, HomeOwner, HomeSection } from './core/chat.ts';
import { styleName } from './core/citation/styles.ts';
import { describeCadence } from './core/digest/cadence.ts';
import type { Subscriptions } from './core/digest/ports.ts';
import { subjectOf } from './core/digest/subscription.ts';
import type { CitationMemory } from './core/ports.ts';
import { count } from './core/text.ts';

export type HomeParts = {
  readonly citations: Pick<CitationMemory, 'styleOf'>;
  readonly subscriptions: Pick<Subscriptions, 'list'>;
};

/**
 * What somebody finds on the bot's page: the style they cite in, the digests that they set up, and how many others there are. What
 * those are about is told in their channels: a page that everybody can open does not say what a private one reads.
 */
export function createHome({ citations, subscriptions }: HomeParts): NonNullable<ChatParts['home']> {
  return async (person) => {
    const all = (await subscriptions.list()).filter(
      ({ platform, channel }) => platform === person.platform && channel.startsWith(person.within),
    );
    const own = all.filter(({ owner }) => owner === person.user);
    return [
      ...(await defaultsOf(person, citations)),
      {
        heading: 'Digests you set up',
        items: own.map((one) => ({
          channel: one.channel,
          text: `${one.id}: ${subjectOf(one, 60)}, ${one.paused === undefined ? describeCadence(one.cadence) : 'paused'}`,
        })),
      },
      { heading: 'Digests that others set up', items: othersOf(all.length - own.length) },
    ];
  };
}

function othersOf(number: number): HomeSection['items'] {
  if (number === 0) return [];
  return [{ text: `${count(number, 'digest')}. Type /digest list in a channel for those that it gets.` }];
}

async function defaultsOf(
  { platform, user }: HomeOwner,
  citations: HomeParts['citations'],
): Promise<HomeSection[]> {
  const style = await citations.styleOf({ platform, name: user });
  if (style === undefined) return [];
  return [{ heading: 'Your defaults', items: [{ text: `Citations: ${styleName(style)}` }] }];
}

import type { ChatParts, HomeOwner, HomeSection } from './core/chat.ts';
import { styleName } from './core/citation/styles.ts';
import { describeCadence } from './core/digest/cadence.ts';
import type { Subscriptions } from './core/digest/ports.ts';
import type { CitationMemory } from './core/ports.ts';
import { clip } from './core/text.ts';

export type HomeParts = {
  readonly citations: Pick<CitationMemory, 'styleOf'>;
  readonly subscriptions: Pick<Subscriptions, 'list'>;
};

/**
 * What somebody finds on the bot's page: the style they cite in, and the digests that they set up. Those of others are told in
 * their channels: a page that everybody can open does not say what a private one reads.
 */
export function createHome({ citations, subscriptions }: HomeParts): NonNullable<ChatParts['home']> {
  return async (person) => [
    ...(await defaultsOf(person, citations)),
    {
      heading: 'Digests you set up',
      items: (await subscriptions.list())
        .filter(
          ({ platform, channel, owner }) =>
            platform === person.platform && owner === person.user && channel.startsWith(person.within),
        )
        .map(({ id, query, channel, cadence, paused }) => ({
          channel,
          text: `${id}: ${clip(query, 60)}, ${paused === undefined ? describeCadence(cadence) : 'paused'}`,
        })),
    },
  ];
}

async function defaultsOf(
  { platform, user }: HomeOwner,
  citations: HomeParts['citations'],
): Promise<HomeSection[]> {
  const style = await citations.styleOf({ platform, name: user });
  if (style === undefined) return [];
  return [{ heading: 'Your defaults', items: [{ text: `Citations: ${styleName(style)}` }] }];
}

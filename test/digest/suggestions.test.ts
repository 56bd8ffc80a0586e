import { describe, expect, it } from 'vitest';
import type { Subscription } from '../../src/core/digest/subscription.ts';
import type { KnownPaper } from '../../src/core/paper.ts';
import type { LibraryReader } from '../../src/core/ports.ts';
import { channelSuggestions } from '../../src/digest/suggestions.ts';

const here = { platform: 'discord', caller: { user: 'U1', channel: 'C1' } };
const subscriptions = [
  { id: 5, kind: 'query', query: 'sparse autoencoders' },
  { id: 7, kind: 'papers', query: '2505.15811 2401.00001' },
] as unknown as Subscription[];
const get: LibraryReader['get'] = async (ids) =>
  new Map(
    ids
      .filter((id) => id === '2505.15811')
      .map((id) => [id, { paper: { id, title: 'Narrow AI' } } as unknown as KnownPaper]),
  );
const suggestions = channelSuggestions({
  digests: {
    list: async ({ platform, channel }) => (platform === 'discord' && channel === 'C1' ? subscriptions : []),
  },
  library: { get },
});

describe('what is suggested of a channel', () => {
  it('are its subscriptions, by number and query', async () => {
    expect(await suggestions.subscription(here)).toEqual([
      { label: '5: sparse autoencoders', value: '5' },
      { label: '7: papers followed one by one', value: '7' },
    ]);
  });

  it('are the papers that it follows, also those that the library does not have', async () => {
    expect(await suggestions.followed(here)).toEqual([
      { label: 'Narrow AI (2505.15811)', value: '2505.15811' },
      { label: '2401.00001', value: '2401.00001' },
    ]);
  });

  it('is nothing where there is no channel', async () => {
    const nowhere = { platform: 'discord', caller: { user: 'U1' } };
    expect(await suggestions.subscription(nowhere)).toEqual([]);
    expect(await suggestions.followed({ platform: 'discord' })).toEqual([]);
  });
});

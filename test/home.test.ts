import { describe, expect, it } from 'vitest';
import type { Subscription } from '../src/core/digest/subscription.ts';
import { createHome } from '../src/home.ts';

const subscription = (id: number, more: Partial<Subscription>): Subscription =>
  ({
    id,
    platform: 'slack',
    channel: 'T1/C1',
    owner: 'T1/U1',
    query: 'sparse autoencoders',
    cadence: { cron: '0 9 * * 5', zone: 'Europe/Berlin' },
    ...more,
  }) as Subscription;

const person = { platform: 'slack', user: 'T1/U1', within: 'T1/' };

function homeWith(all: readonly Subscription[], style?: 'apa') {
  return createHome({
    citations: { styleOf: async ({ name }) => (name === 'T1/U1' ? style : undefined) },
    subscriptions: { list: async () => all },
  });
}

describe("somebody's page", () => {
  it('tells the style they cite in, and the digests they set up', async () => {
    const paused = { at: '2026-01-01T00:00:00.000Z' } as unknown as NonNullable<Subscription['paused']>;
    const all = [
      subscription(5, {}),
      subscription(6, { paused, query: 'x'.repeat(100) }),
      subscription(7, { paused, kind: 'papers', query: '2505.15811 2410.19750' }),
    ];
    expect(await homeWith(all, 'apa')(person)).toEqual([
      { heading: 'Your defaults', items: [{ text: expect.stringMatching(/^Citations: APA/) }] },
      {
        heading: 'Digests you set up',
        items: [
          { channel: 'T1/C1', text: '5: sparse autoencoders, every Friday at 09:00 (Europe/Berlin)' },
          { channel: 'T1/C1', text: expect.stringMatching(/^6: x{59}…, paused$/) },
          { channel: 'T1/C1', text: '7: papers followed one by one, paused' },
        ],
      },
      { heading: 'Digests that others set up', items: [] },
    ]);
  });

  it('counts those of others without a word of theirs, and nothing of other platforms and workspaces', async () => {
    const all = [
      subscription(1, { owner: 'T1/U2', query: 'our secret plan' }),
      subscription(2, { platform: 'discord' }),
      subscription(3, { channel: 'T2/C1' }),
    ];
    expect(await homeWith(all)(person)).toEqual([
      { heading: 'Digests you set up', items: [] },
      {
        heading: 'Digests that others set up',
        items: [{ text: '1 digest. Type /digest list in a channel for those that it gets.' }],
      },
    ]);
  });
});

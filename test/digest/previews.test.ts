import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Digests } from '../../src/core/digest/digests.ts';
import { type Channel, openChannel, paperOf } from './channel.ts';

const NOVEMBER = { from: '2026-11-01', until: '2026-11-30' };

let channel: Channel;
beforeEach(async () => {
  channel = await openChannel('2026-11-30T12:00:00Z');
  await channel.read();
});
afterEach(() => channel.store.close());

async function previewed(wanted: Parameters<Digests['previewPeriod']>[0]): Promise<string> {
  return (await channel.digests.previewPeriod(wanted, NOVEMBER, 'UTC')).headline;
}

describe('a preview of a period', () => {
  it('counts all papers and versions of its days, however many', async () => {
    const ids = Array.from({ length: 2_600 }, (_, index) => `2611.${String(index).padStart(5, '0')}`);
    await channel.see(
      ...ids.map((id) => paperOf(id, 'Lattices', '2026-11-09')),
      ...ids
        .slice(0, 2_300)
        .map((id) => paperOf(id.replace('2611', '2509'), 'Lattices', '2025-09-01', '2026-11-10')),
      paperOf('2610.00001', 'Lattices', '2026-10-31'),
    );
    expect(await previewed('lattices')).toBe(
      '2,600 new papers and 2,300 new versions for: lattices (1 to 30 November 2026)',
    );
  });

  it('is limited to the days that the query wants, too', async () => {
    await channel.see(
      paperOf('2611.00001', 'Lattices', '2026-11-09'),
      paperOf('2611.00002', 'Lattices', '2026-11-20'),
    );
    expect(await previewed('lattices since:2026-11-15')).toMatch(/^1 new paper for/);
    expect(await previewed('lattices since:2026-12')).toMatch(/^Nothing new for/);
  });

  it('of a subscription has its sections and its cap', async () => {
    await channel.see(
      paperOf('2611.00001', 'Lattices', '2026-11-09'),
      paperOf('2509.00001', 'Lattices', '2025-09-01', '2026-11-10'),
      paperOf('2509.00002', 'Lattices', '2025-09-01', '2026-11-10'),
    );
    const { subscription } = await channel.subscribe('lattices', { sections: ['versions'], cap: 1 });
    const { headline, posts } = await channel.digests.previewPeriod(subscription, NOVEMBER, 'UTC');
    expect(headline).toMatch(/^2 new versions for: lattices/);
    expect(posts[0]?.reply.footer).toBe('Over the cap of 1: 1 more.');
  });

  it('of the papers that a channel follows tells what became of them, never that they are new', async () => {
    await channel.see(
      paperOf('2611.00001', 'Lattices', '2026-11-09'),
      paperOf('2611.00002', 'Lattices', '2026-11-09', '2026-11-20'),
    );
    await channel.digests.follow(channel.asker, { id: '2611.00001', title: 'Lattices' }, 'UTC');
    const { subscription } = await channel.digests.follow(
      channel.asker,
      { id: '2611.00002', title: 'Lattices' },
      'UTC',
    );
    expect(await previewed(subscription)).toBe(
      '1 new version of the papers followed here (1 to 30 November 2026)',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { createRecentQueries } from '../../../src/search/suggest/recent-queries.ts';
import { createFakeNotes } from '../../fakes/notes.ts';

describe('recent queries', () => {
  const here = { platform: 'slack', caller: { user: 'U1', channel: 'C1' } };

  it('are those of a person in a channel, the newest first, each once, and not too many', async () => {
    const recent = createRecentQueries(createFakeNotes());
    for (let number = 0; number < 30; number += 1) await recent.add(here, `query ${number}`);
    await recent.add(here, 'query 15');
    const queries = await recent.of(here);
    expect(queries.slice(0, 2)).toEqual(['query 15', 'query 29']);
    expect(queries).toHaveLength(20);
    expect(new Set(queries).size).toBe(20);
  });

  it('are nobody else’s to see, nor shown elsewhere', async () => {
    const recent = createRecentQueries(createFakeNotes());
    await recent.add(here, 'secret');
    expect(await recent.of({ platform: 'slack', caller: { user: 'U2', channel: 'C1' } })).toEqual([]);
    expect(await recent.of({ platform: 'slack', caller: { user: 'U1', channel: 'C2' } })).toEqual([]);
    expect(await recent.of({ platform: 'discord', caller: here.caller })).toEqual([]);
    expect(await recent.of({ platform: 'slack' })).toEqual([]);
  });

  it('are not kept of nobody in particular, or where they are too long to be suggested', async () => {
    const recent = createRecentQueries(createFakeNotes());
    await recent.add({ platform: 'terminal' }, 'x');
    await recent.add(here, 'x'.repeat(101));
    expect(await recent.of({ platform: 'terminal' })).toEqual([]);
    expect(await recent.of(here)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { forgetWorkspace } from '../../../src/chat/slack/forget.ts';
import { createRecentQueries } from '../../../src/search/suggest/recent-queries.ts';
import { createFakeNotes } from '../../fakes/notes.ts';

describe('a workspace that is forgotten', () => {
  it('takes along what its people searched for, and nothing of another', async () => {
    const notes = createFakeNotes();
    const recent = createRecentQueries(notes);
    const of = (team: string) => ({
      platform: 'slack',
      caller: { user: `${team}/U1`, channel: `${team}/C1` },
    });
    const [gone, stays] = [of('T1'), of('T2')] as const;
    for (const typing of [gone, stays]) await recent.add(typing, 'grokking');
    await forgetWorkspace(notes, 'T1');
    expect(await recent.of(gone)).toEqual([]);
    expect(await recent.of(stays)).toEqual(['grokking']);
  });
});

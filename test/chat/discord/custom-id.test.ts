import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buttonsOf,
  discussButton,
  postButton,
  readPress,
  shareButton,
} from '../../../src/chat/discord/custom-id.ts';
import { createFakeNotes } from '../../fakes/notes.ts';

const next = (query: string) => ({ label: 'Next page', command: 'papers', values: { query, page: 2 } });

describe('a button', () => {
  it('carries its command call', async () => {
    const notes = createFakeNotes();
    const [button] = await buttonsOf([next('grokking')], notes);
    expect(button?.custom_id).toBe('call:papers:{"query":"grokking","page":2}');
    expect(await readPress(button?.custom_id ?? '', notes)).toEqual({
      kind: 'call',
      command: 'papers',
      values: { query: 'grokking', page: 2 },
    });
  });

  it('whose call is too long for Discord keeps it in a note, until that runs out', async () => {
    let now = 0;
    const notes = createFakeNotes(() => now);
    const query = 'sparse '.repeat(50);
    const share = await shareButton({ command: 'papers', values: { query } }, notes);
    expect(share.custom_id.length).toBeLessThanOrEqual(100);
    expect(await readPress(share.custom_id, notes)).toEqual({
      kind: 'share',
      command: 'papers',
      values: { query },
    });
    now = 366 * 86_400_000;
    expect(await readPress(share.custom_id, notes)).toEqual({ kind: 'gone' });
  });

  it('that leads to the same call as another is left out', async () => {
    expect(await buttonsOf([next('a'), next('a'), next('b')], createFakeNotes())).toHaveLength(2);
  });

  it('has a label that Discord takes', async () => {
    const [long, empty, reversed] = await buttonsOf(
      [
        { ...next('a'), label: '😀'.repeat(100) },
        { ...next('b'), label: ' \u200b' },
        { ...next('c'), label: '1. \u202etxet\nof two lines' },
      ],
      createFakeNotes(),
    );
    expect(Array.from(long?.label ?? '')).toHaveLength(80);
    expect(empty?.label).toBe('Go');
    expect(reversed?.label).toBe('1. txet of two lines');
  });

  it('of a post or a paper is read back', async () => {
    const notes = createFakeNotes();
    expect(await readPress(postButton('digest-1', 0, 2).custom_id, notes)).toEqual({
      kind: 'post',
      marker: 'digest-1',
    });
    expect(await readPress(discussButton('hep-th/9901001').custom_id, notes)).toEqual({
      kind: 'discuss',
      paper: 'hep-th/9901001',
    });
  });

  it.each([
    '',
    'x',
    'call:',
    'call:papers',
    'call:papers:{',
    'call:papers:[]',
    'call:papers:{"query":{"a":1}}',
    'call:papers:{"query":null}',
    'call:__proto__:{}',
    'post:a b:1:1',
    'v0:something:old',
    'discuss:omnigrok',
    'discuss:@everyone',
    'discuss:2505.15811 ',
  ])('that was forged as %j is foreign', async (id) => {
    expect(await readPress(id, createFakeNotes())).toEqual({ kind: 'foreign' });
  });

  it('of any making is read without a fault', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `call:papers:{${text}}`),
          fc.json().map((text) => `share:x:${text}`),
        ),
        async (id) => {
          expect(await readPress(id, createFakeNotes())).toHaveProperty('kind');
        },
      ),
    );
  });
});

import { expect, it } from 'vitest';
import { keepMore, type PostRecord, readRecord, saveRecord } from '../../../src/chat/slack/post-record.ts';
import { createFakeNotes } from '../../fakes/notes.ts';

const key = { team: 'T1', channel: 'C1', marker: 'abc' };
const first: PostRecord = { id: '1.1', sent: 1, done: false };

it.each<[string, PostRecord]>([
  ['has gone on with', { id: '1.1', sent: 2, done: false }],
  ['has finished', { id: '1.1', sent: 1, done: true }],
])('a process that slept does not forget a post that another one %s', async (_what, known) => {
  const notes = createFakeNotes();
  await saveRecord(notes, key, known);
  await keepMore(notes, key, first);
  expect(await readRecord(notes, key)).toEqual(known);
});

it('what is more than was known is kept', async () => {
  const notes = createFakeNotes();
  await keepMore(notes, key, first);
  expect(await readRecord(notes, key)).toEqual(first);
  await keepMore(notes, key, { ...first, done: true });
  expect(await readRecord(notes, key)).toMatchObject({ done: true });
});

import { expect, it } from 'vitest';
import { keepMore, readRecord, saveRecord } from '../../../src/chat/discord/post-record.ts';
import { createFakeNotes } from '../../fakes/notes.ts';

const key = { channel: '7', marker: 'abc' };
const record = (...sent: string[]) => ({
  begun: '2026-01-01T00:00:00.000Z',
  target: '7',
  name: 'A digest',
  sent,
  parts: 3,
});

it('a process that slept does not forget a post that another one has gone on with', async () => {
  const notes = createFakeNotes();
  await saveRecord(notes, key, record('m1', 'm2'));
  await keepMore(notes, key, record('m1'));
  expect(await readRecord(notes, key)).toEqual(record('m1', 'm2'));
});

it('what is more than was known is kept', async () => {
  const notes = createFakeNotes();
  await keepMore(notes, key, record('m1'));
  await keepMore(notes, key, record('m1', 'm2'));
  expect(await readRecord(notes, key)).toEqual(record('m1', 'm2'));
});

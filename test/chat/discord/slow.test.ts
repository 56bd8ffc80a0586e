import { afterEach, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import type { Notes } from '../../../src/core/ports.ts';
import { answered, buttonsIn, messagesOf, textIn, until } from '../../fakes/discord/people.ts';
import { createFakeNotes } from '../../fakes/notes.ts';
import { type Bot, openBot } from './bot.ts';

/** Notes that keep everybody waiting once `slow` is set, as with a database that another program has locked. */
function createSlowNotes(): Notes & { slow: boolean } {
  const notes = createFakeNotes();
  const wait = (): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, slowNotes.slow ? 1_500 : 0);
    });
  const slowNotes: Notes & { slow: boolean } = {
    ...notes,
    slow: false,
    get: (...key) => wait().then(() => notes.get(...key)),
    set: (...note) => wait().then(() => notes.set(...note)),
  };
  return slowNotes;
}

const LONG = `sparse ${'autoencoders '.repeat(30)}`;
let bot: Bot;

async function started(notes: Notes): Promise<Bot> {
  bot = await openBot({ notes, commands });
  await bot.adapter.start();
  return bot;
}

afterEach(async () => {
  expect(bot.discord.state.violations).toEqual([]);
  await bot.adapter.stop();
  await bot.discord.stop();
});

describe('while the database is slow', () => {
  it('a command whose buttons need a note shows "thinking", and then its answer', async () => {
    const notes = createSlowNotes();
    const { people } = await started(notes);
    notes.slow = true;
    const asked = people.slash('papers', { query: LONG, limit: 1 });
    expect((await answered(asked)).type).toBe(5);
    expect(Object.keys(buttonsIn(await messagesOf(asked, 6_000)))).toContain('Next page');
  });

  it('a press shows "thinking" to those who will see the answer', async () => {
    const notes = createSlowNotes();
    const { people } = await started(notes);
    const buttons = buttonsIn(await messagesOf(people.slash('papers', { query: LONG, limit: 1 })));
    notes.slow = true;
    const next = people.press(buttons['Next page'] ?? '');
    const shared = people.press(buttons['Share'] ?? '');
    expect(await answered(next)).toMatchObject({ type: 5, data: { flags: 64 } });
    expect(await answered(shared)).toMatchObject({ type: 5, data: {} });
    expect(textIn(await messagesOf(next, 8_000))).toContain('showing 2 to 2');
    await until(() => shared.original !== undefined, 8_000, 'no shared answer');
  });

  it('the menu of a message shows "thinking"', async () => {
    const { people, parts } = await started(createFakeNotes());
    const { library } = parts;
    const get = library.get.bind(library);
    Object.assign(library, {
      get: async (ids: readonly string[]) => {
        await new Promise((resolve) => {
          setTimeout(resolve, 1_500);
        });
        return get(ids);
      },
    });
    const asked = people.menu('Papers in this message', '2505.15811 and 2410.19750');
    const first = await answered(asked);
    expect(first).toMatchObject({ type: 5, data: { flags: 64 } });
    expect(first.afterMs).toBeLessThan(1_400);
    expect(textIn(await messagesOf(asked, 6_000))).toContain('On the creation of narrow AI');
  });
});

import { describe, expect, it } from 'vitest';
import { recordOf } from '../../src/digest/record.ts';

const ASKER = { platform: 'slack', channel: 'C1', user: 'U1' };
const AT = '2026-11-26T10:00:00.000Z';

describe('the record of a change', () => {
  it.each([
    ['It was paused: grokking', 'It was paused: grokking (by Ada)'],
    ['This channel now follows Grokking.', 'This channel now follows Grokking (by Ada).'],
  ])('says in the channel who made it: %s', (text, told) => {
    expect(recordOf({ ...ASKER, name: 'Ada' }, AT, text)).toEqual({
      by: 'Ada (U1)',
      at: AT,
      what: text,
      notice: { summary: told, cards: [] },
    });
  });

  it.each([[undefined], [''], [' \u200b\n ']])('says nothing of that where no name is known: %j', (name) => {
    const asker = name === undefined ? ASKER : { ...ASKER, name };
    expect(recordOf(asker, AT, 'It was paused.')).toEqual({
      by: 'U1',
      at: AT,
      what: 'It was paused.',
      notice: { summary: 'It was paused.', cards: [] },
    });
  });

  it('keeps a name to one short line, whatever it is', () => {
    const { by, notice } = recordOf(
      { ...ASKER, name: `Ada\n\u202e${'x'.repeat(500)}$&` },
      AT,
      'It was paused.',
    );
    expect(by).toBe(`Ada ${'x'.repeat(35)}… (U1)`);
    expect(notice?.summary).toBe(`It was paused (by Ada ${'x'.repeat(35)}…).`);
    expect(recordOf({ ...ASKER, name: "$& $' $1" }, AT, 'It was paused.').notice?.summary).toBe(
      "It was paused (by $& $' $1).",
    );
  });
});

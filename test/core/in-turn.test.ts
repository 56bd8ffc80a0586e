import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createInTurn } from '../../src/core/in-turn.ts';

describe('works in turn', () => {
  it('never overlap, and end in the order in which they came', async () => {
    const turn = createInTurn();
    const said: string[] = [];
    const work = (name: string, ms: number) => async () => {
      said.push(`${name} begins`);
      await pause(ms);
      said.push(`${name} ends`);
      return name;
    };
    const answers = [turn.run(work('first', 20)), turn.run(work('second', 0))];
    await turn.settled();
    expect(said).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
    expect(await Promise.all(answers)).toEqual(['first', 'second']);
  });

  it('that fail are told to their callers, and hold up no other', async () => {
    const turn = createInTurn();
    const failed = turn.run(async () => {
      throw new Error('broken');
    });
    const next = turn.run(async () => 'done');
    await expect(failed).rejects.toThrow('broken');
    expect(await next).toBe('done');
    await turn.settled();
  });
});

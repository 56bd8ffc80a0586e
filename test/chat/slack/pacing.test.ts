import { expect, it } from 'vitest';
import { createPacing } from '../../../src/chat/slack/pacing.ts';
import { createDrivenClock } from '../../fakes/clock.ts';

const START = Date.parse('2026-11-09T12:00:00Z');

it('turns of a channel come a second apart, in the order of asking, and those of others do not wait', async () => {
  const clock = createDrivenClock(START);
  const pacing = createPacing(clock);
  const given: string[] = [];
  const turn = async (channel: string, name: string): Promise<void> => {
    expect(await pacing.turn(channel)).toBe(true);
    given.push(`${name} after ${clock.now() - START}`);
  };
  await Promise.all([turn('C1', 'A'), turn('C1', 'B'), turn('C1', 'C'), turn('C2', 'D')]);
  expect(given.toSorted()).toEqual(['A after 0', 'B after 1100', 'C after 2200', 'D after 0']);
  await clock.sleep(5_000);
  await turn('C1', 'E');
  expect(given.at(-1)).toBe('E after 7200');
});

it('a clock that was put back by an hour holds nobody up for an hour', async () => {
  let back = 0;
  const clock = createDrivenClock(START);
  const pacing = createPacing({ ...clock, now: () => clock.now() - back });
  await pacing.turn('C1');
  back = 3_600_000;
  await pacing.turn('C1');
  expect(clock.now() - START).toBeLessThan(2_000);
});

it('at the end whoever would have to wait gets no turn, and whoever need not still does', async () => {
  const clock = createDrivenClock(START);
  clock.until(START);
  const pacing = createPacing(clock);
  expect(await pacing.turn('C1')).toBe(true);
  const waiting = [pacing.turn('C1'), pacing.turn('C1')];
  pacing.close();
  expect(await Promise.all(waiting)).toEqual([false, false]);
  expect(await pacing.turn('C2')).toBe(true);
});

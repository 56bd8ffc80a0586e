import { describe, expect, it } from 'vitest';
import { createInFlight } from '../../src/core/in-flight.ts';

describe('work under way', () => {
  it('passes on what comes of it', async () => {
    const inFlight = createInFlight();
    expect(await inFlight.run(async () => 1)).toBe(1);
    await expect(inFlight.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await inFlight.drain(1_000)).toBe(true);
  });

  it('is waited for, also what begins while it is waited for', async () => {
    const inFlight = createInFlight();
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const done: string[] = [];
    void inFlight.run(() => first.promise).then(() => done.push('first'));
    const drained = inFlight.drain(5_000);
    expect(inFlight.closing).toBe(true);
    void inFlight.run(() => second.promise).then(() => done.push('second'));
    first.resolve();
    setTimeout(() => second.resolve(), 20);
    expect(await drained).toBe(true);
    expect(done).toEqual(['first', 'second']);
  });

  it('is not waited for longer than was said', async () => {
    const inFlight = createInFlight();
    void inFlight.run(() => new Promise(() => {}));
    expect(await inFlight.drain(20)).toBe(false);
  });
});

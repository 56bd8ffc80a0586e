import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { GiveBack } from '../../../src/search/memory/give-back.ts';

describe('giving memory back', () => {
  it('collects what much work left behind, a second after the last of it', async () => {
    const giveBack = new GiveBack();
    const left = new WeakRef(leftover());
    giveBack.worked(5_000);
    await setTimeout(300);
    giveBack.worked(5_000);
    await setTimeout(1_700);
    expect(left.deref() === undefined).toBe(true);
  });

  it('waits while anything at all is done', async () => {
    const giveBack = new GiveBack();
    const left = new WeakRef(leftover());
    giveBack.worked(5_000);
    await setTimeout(800);
    giveBack.worked(0);
    await setTimeout(500);
    expect(left.deref() === undefined).toBe(false);
    await setTimeout(1_000);
    expect(left.deref() === undefined).toBe(true);
  });

  it('collects between two batches of very much work', async () => {
    const giveBack = new GiveBack();
    const left = new WeakRef(leftover());
    giveBack.worked(3_000);
    await setTimeout(0);
    await giveBack.between();
    expect(left.deref() === undefined).toBe(true);
  });
});

/** Made elsewhere, so that nobody here holds it. */
function leftover(): object {
  return { text: 'x'.repeat(100) };
}

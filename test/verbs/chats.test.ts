import { afterEach, describe, expect, it, vi } from 'vitest';
import type { App } from '../../src/app.ts';
import type { ChatAdapter } from '../../src/core/chat.ts';
import { SetupError } from '../../src/core/errors.ts';
import { withChats } from '../../src/verbs/chats.ts';

const { isTTY } = process.stdin;
afterEach(() => {
  vi.restoreAllMocks();
  process.stdin.isTTY = isTTY;
});

/** A platform that is connected when it is told to be. */
function platform(name: string, start: Promise<void>): ChatAdapter {
  const unused = async (): Promise<never> => Promise.reject(new Error('not asked for'));
  return {
    name,
    welcome: `${name}: invite me with https://invite.example/${name}`,
    start: () => start,
    post: unused,
    find: unused,
    linkTo: unused,
    tell: unused,
    stop: async () => undefined,
  };
}

/** What is said at a keyboard before somebody can type, and in all. Waits for the end of the work, however it ends. */
async function said(chats: readonly ChatAdapter[], meanwhile = (): void => undefined) {
  const heard = { first: '', all: '', failure: '' };
  process.stdin.isTTY = true;
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    heard.all += String(text);
    return true;
  });
  const app = { chats: async () => chats } as unknown as App;
  await withChats(app, new AbortController().signal, async () => {
    heard.first = heard.all;
    meanwhile();
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
    return 0;
  }).catch((error: unknown) => {
    heard.failure = String(error);
  });
  return heard;
}

describe('at a keyboard', () => {
  it('the way to invite the bot is told before the prompt, also where the platform is slow to connect', async () => {
    const late = Promise.withResolvers<void>();
    const { first, all } = await said(
      [platform('Swift', Promise.resolve()), platform('Slow', late.promise)],
      late.resolve,
    );
    expect(first).toContain('invite me with https://invite.example/Swift\nPaperthread answers on Swift.');
    expect(first).toContain('invite me with https://invite.example/Slow\nSlow is not connected yet.');
    expect(all).toBe(first);
  });

  it('a platform that refuses its settings is not waited for', async () => {
    const refusal = Promise.reject(new SetupError('Strict refuses.'));
    const { all, failure } = await said([platform('Strict', refusal)]);
    expect(failure).toContain('Strict refuses.');
    expect(all).toBe('');
  });

  it('nothing is said of waiting where all are connected', async () => {
    const { first } = await said([platform('Swift', Promise.resolve())]);
    expect(first).not.toContain('not connected');
  });
});

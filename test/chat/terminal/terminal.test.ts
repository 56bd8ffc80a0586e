import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { complete } from '../../../src/chat/terminal/completion.ts';
import { runTerminal, type TerminalOptions } from '../../../src/chat/terminal/terminal.ts';
import { shelf } from '../shelf.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperthread-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function setUp(options: Partial<TerminalOptions> & { tty?: boolean } = {}) {
  const input = Object.assign(new PassThrough(), { isTTY: options.tty ?? false });
  const output = Object.assign(new PassThrough(), { isTTY: options.tty ?? false, columns: 80 });
  const written: string[] = [];
  output.on('data', (chunk) => written.push(String(chunk)));
  const errors = new PassThrough();
  const faults: string[] = [];
  errors.on('data', (chunk) => faults.push(String(chunk)));
  const stop = new AbortController();
  const done = runTerminal({
    commands,
    answer: async (line) => ({ text: `answer to ${line}\n`, refused: line.startsWith('bad') }),
    welcome: 'welcome',
    input,
    output,
    errors,
    signal: stop.signal,
    ...options,
  });
  return { input, done, stop, text: () => written.join(''), faults: () => faults.join('') };
}

describe('the terminal behind a pipe', () => {
  it('answers line by line, in order, without a prompt', async () => {
    const { input, done, text } = setUp();
    input.end('one\n\ntwo\n');
    await done;
    expect(text()).toBe('answer to one\n\nanswer to two\n\n');
  });

  it('keeps refusals apart from answers, and counts them', async () => {
    const { input, done, text, faults } = setUp();
    input.end('bad one\ngood one\n');
    expect(await done).toBe(1);
    expect(text()).toBe('answer to good one\n\n');
    expect(faults()).toBe('answer to bad one\n\n');
  });

  it('answers a last line without an end', async () => {
    const { input, done, text } = setUp();
    input.end('one');
    await done;
    expect(text()).toBe('answer to one\n\n');
  });

  it('with nothing to read says what is there', async () => {
    const { input, done, text } = setUp();
    input.end('');
    await done;
    expect(text()).toBe('welcome\n');
  });

  it('ends when asked to stop, though the pipe stays open', async () => {
    const { done, stop, text } = setUp();
    stop.abort();
    await done;
    expect(text()).toBe('');
  });

  it('answers what came before the stop', async () => {
    let finish = (): void => {};
    const slow = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { input, done, stop, text } = setUp({
      answer: async () => {
        await slow;
        return { text: 'late answer\n', refused: false };
      },
    });
    input.write('one\n');
    await new Promise((resolve) => setTimeout(resolve, 20));
    stop.abort();
    finish();
    await done;
    expect(text()).toBe('late answer\n\n');
  });
});

describe('the terminal at a keyboard', () => {
  it('greets, prompts, keeps a history and leaves on /exit', async () => {
    const historyFile = join(folder, 'history');
    const { input, done, text } = setUp({ tty: true, historyFile });
    input.write('first\r');
    await new Promise((resolve) => setTimeout(resolve, 50));
    input.write('/exit\r');
    await done;
    expect(text()).toContain('welcome');
    expect(text()).toContain('paperthread> ');
    expect(text()).toContain('answer to first');
    expect(readFileSync(historyFile, 'utf8')).toContain('first\n');
  });

  it('leaves on Ctrl-C and on Ctrl-D', async () => {
    const interrupted = setUp({ tty: true });
    interrupted.input.write('\u0003');
    await interrupted.done;
    const ended = setUp({ tty: true });
    ended.input.write('\u0004');
    await ended.done;
    expect(ended.text()).toContain('welcome');
  });
});

describe('completion', () => {
  it('completes commands, option names and choices', () => {
    expect(complete(commands, '/pap')).toEqual([['/papers ', '/paper '], '/pap']);
    expect(complete(commands, '/papers grokking so')).toEqual([['sort:'], 'so']);
    expect(complete(commands, '/papers grokking sort:n')).toEqual([['sort:newest'], 'sort:n']);
    expect(complete(commands, '/help ver')).toEqual([['versions'], 'ver']);
  });

  it('completes commands of two words one word after the other', () => {
    expect(complete(shelf, '/sh')).toEqual([['/shelf '], '/sh']);
    expect(complete(shelf, '/shelf ')).toEqual([['put ', 'take '], '']);
    expect(complete(shelf, '/shelf p')).toEqual([['put '], 'p']);
    expect(complete(shelf, '/shelf put a book d')).toEqual([['day:'], 'd']);
    expect(complete([...commands, ...shelf], '/help shelf t')).toEqual([['take'], 't']);
  });

  it('has nothing to say about an unknown command', () => {
    expect(complete(commands, '/zzz a')).toEqual([[], 'a']);
  });
});

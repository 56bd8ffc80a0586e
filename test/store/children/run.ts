import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A process of its own that runs one of the scripts beside this file, written as `new URL('./children/x.ts', import.meta.url)` so that
 * the check for unused files sees who runs it. */
export class Child {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  readonly #exit: Promise<unknown>;
  #errors = '';

  constructor(script: URL, ...values: readonly string[]) {
    this.#process = spawn(process.execPath, [fileURLToPath(script), ...values]);
    this.#exit = once(this.#process, 'close');
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
    this.#process.stderr.on('data', (chunk) => {
      this.#errors += String(chunk);
    });
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** The next line the script prints. @throws with what it said on stderr when it ended before */
  async line(): Promise<string> {
    const next = await this.#lines.next();
    if (next.done === true) throw new Error(`The child process ended early. ${this.#errors}`);
    return next.value;
  }

  send(line: string): void {
    this.#process.stdin.write(`${line}\n`);
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#exit;
  }
}

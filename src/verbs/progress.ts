import type { Writable } from 'node:stream';

/** Long work on a terminal: a line that says how far it is. Silent elsewhere. */
export type Progress = {
  /** Passes chunks on and counts their bytes. */
  watch(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  papers(count: number): void;
  end(): void;
};

/** Starts a progress line for a source of `size` bytes (unknown for a pipe), drawn at most ten times a second. */
export function startProgress(
  name: string,
  size: number | undefined,
  output: Writable & { isTTY?: boolean },
): Progress {
  let [bytes, papers, drawn] = [0, 0, 0];
  const draw = (): void => {
    if (output.isTTY !== true || Date.now() - drawn < 100) return;
    drawn = Date.now();
    const share =
      size === undefined || size === 0 ? '' : ` (${Math.min(100, Math.floor((100 * bytes) / size))} %)`;
    output.write(
      `\r${name}: ${(bytes / 1e6).toFixed(1)} MB${share}, ${papers.toLocaleString('en-US')} papers `,
    );
  };
  return {
    async *watch(chunks) {
      for await (const chunk of chunks) {
        bytes += chunk.byteLength;
        draw();
        yield chunk;
      }
    },
    papers(count) {
      papers = count;
      draw();
    },
    end() {
      // Clears the line: the report that follows says it better.
      if (output.isTTY === true && drawn > 0) output.write('\r\u001b[K');
    },
  };
}

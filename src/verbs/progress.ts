import type { Writable } from 'node:stream';

/** One line on a terminal that long work writes over and over; silent elsewhere. */
export type ProgressLine = {
  /** The text is only made when it is drawn, ten times a second at most. */
  show(text: () => string): void;
  /** Clears the line: what follows says it better. */
  end(): void;
};

export function startLine(output: Writable & { isTTY?: boolean } = process.stderr): ProgressLine {
  let drawn = 0;
  return {
    show(text) {
      if (output.isTTY !== true || Date.now() - drawn < 100) return;
      drawn = Date.now();
      // A line may get shorter than the one before it.
      output.write(`\r\u001b[K${text()} `);
    },
    end() {
      if (output.isTTY === true && drawn > 0) output.write('\r\u001b[K');
      drawn = 0;
    },
  };
}

/** Reading a file: how much of it, and how many papers. */
export type Progress = {
  /** Passes chunks on and counts their bytes. */
  watch(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  papers(count: number): void;
  end(): void;
};

/** Starts a progress line for a source of `size` bytes (unknown for a pipe). */
export function startProgress(name: string, size: number | undefined): Progress {
  const line = startLine();
  let [bytes, papers] = [0, 0];
  const draw = (): void =>
    line.show(() => {
      const share =
        size === undefined || size === 0 ? '' : ` (${Math.min(100, Math.floor((100 * bytes) / size))} %)`;
      return `${name}: ${(bytes / 1e6).toFixed(1)} MB${share}, ${papers.toLocaleString('en-US')} papers`;
    });
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
    end: () => line.end(),
  };
}

import type { Log } from '../../src/core/ports.ts';

export type LogLine = {
  readonly level: string;
  readonly message: string;
  readonly fields: Record<string, unknown>;
};

/** A log that keeps its lines. */
export function createFakeLog(): Log & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const keep =
    (level: string) =>
    (fields: object, message: string): void => {
      lines.push({ level, message, fields: { ...fields } });
    };
  return { lines, debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') };
}

import { pino } from 'pino';
import type { Log } from './core/ports.ts';

/**
 * The log: one JSON object a line on standard error, so that answers on standard output stay clean. Secrets are taken out
 * of the finished line, wherever they got into it (a message, a stack, a URL).
 */
export function createLog(level: string, secrets: readonly string[], write?: (line: string) => void): Log {
  const hidden = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  const hide = (line: string): string =>
    hidden.reduce((shown, secret) => shown.replaceAll(secret, '[secret]'), line);
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: { streamWrite: hide },
  };
  return pino(options, write === undefined ? pino.destination({ dest: 2, sync: true }) : { write });
}

import { LogLevel, type WebClientOptions } from '@slack/web-api';
import type { Log } from '../../core/ports.ts';

type Logger = NonNullable<WebClientOptions['logger']>;

/**
 * Slack's libraries write into our log. Only what is wrong: their finer levels print whole payloads, with what people typed
 * and addresses that anybody could answer at.
 */
export function createSlackLogger(log: Log): Logger {
  const say = (level: 'warn' | 'error', parts: readonly unknown[]): void =>
    log[level]({ library: parts.map(describe).join(' ') }, 'Slack library');
  return {
    debug() {},
    info() {},
    warn: (...parts: unknown[]) => say('warn', parts),
    error: (...parts: unknown[]) => say('error', parts),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  };
}

function describe(part: unknown): string {
  const text = part instanceof Error ? part.message : String(part);
  return text.replace(/https?:\/\/\S+/g, '[address]').slice(0, 300);
}

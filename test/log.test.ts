import { describe, expect, it } from 'vitest';
import { createLog } from '../src/log.ts';

function collect(secrets: readonly string[]) {
  const lines: string[] = [];
  return { lines, log: createLog('info', secrets, (line) => lines.push(line)) };
}

describe('the log', () => {
  it('writes one JSON object a line with an ISO time', () => {
    const { lines, log } = collect([]);
    log.info({ command: 'papers' }, 'command');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      command: 'papers',
      msg: 'command',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  it('takes secrets out wherever they got in', () => {
    const { lines, log } = collect(['xoxb-1-very-secret', 'pass"word']);
    log.error(
      { err: new Error('GET with xoxb-1-very-secret failed'), nested: { url: 'a?token=xoxb-1-very-secret' } },
      'xoxb-1-very-secret',
    );
    log.warn({ login: 'pass"word' }, 'quoted');
    expect(lines.join('')).not.toContain('very-secret');
    expect(lines.join('')).not.toContain('word"');
    expect(lines[0]).toContain('[secret]');
  });
});

import { describe, expect, it } from 'vitest';
import { run, useFolder } from './launch.ts';

const folder = useFolder();

describe('npm run manifest', () => {
  it('prints the manifest, or the link that makes the app', async () => {
    const { code, out } = await run(folder.path, ['manifest']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      display_information: { name: 'Paperthread' },
      settings: { socket_mode_enabled: true },
    });
    const link = await run(folder.path, ['manifest', '--link', '--url', 'https://bot.example.org']);
    expect(link.out).toMatch(/^https:\/\/api\.slack\.com\/apps\?new_app=1&manifest_json=%7B\S+\n$/);
    expect(decodeURIComponent(link.out)).toContain('https://bot.example.org/slack/events');
  });

  it('explains what is wrong', async () => {
    const { code, err } = await run(folder.path, ['manifest', '--url', 'http://localhost']);
    expect(code).toBe(1);
    expect(err).toContain('--url takes the public address of this bot');
  });
});

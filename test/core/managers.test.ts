import { describe, expect, it } from 'vitest';
import { mayNotManage } from '../../src/core/managers.ts';

const on = (platform: string, user?: string) => ({
  platform,
  ...(user === undefined ? {} : { caller: { user, channel: 'C1' } }),
});

describe('commands for managers', () => {
  it('are for everybody in Slack where nobody is named', () => {
    expect(mayNotManage([], on('slack', 'U1'))).toBeUndefined();
    expect(mayNotManage([], on('slack', 'T1/U1'))).toBeUndefined();
  });

  it.each<[string, boolean, readonly string[]]>([
    ['U1', true, ['U1']],
    ['U2', false, ['U1']],
    ['U2', true, ['U1', 'U2']],
    ['T1/U1', true, ['U1']],
    ['T2/U1', true, ['U1']],
    ['T1/U2', false, ['U1']],
    ['T1/U1', true, ['T1/U1']],
    ['T2/U1', false, ['T1/U1']],
    ['T1/U1', false, ['T1', 'T1/', '1', 'U', '']],
  ])('are for %s in Slack: %s, where %j are named', (user, may, admins) => {
    const words = mayNotManage(admins, on('slack', user));
    expect(words === undefined).toBe(may);
    if (words !== undefined) expect(words).toContain('DIGEST_ADMINS');
  });

  it('are for nobody in Slack of whom it is not known who they are', () => {
    expect(mayNotManage(['U1'], on('slack'))).toContain('DIGEST_ADMINS');
  });

  it('are left to Discord, and to the terminal', () => {
    expect(mayNotManage(['U1'], on('discord', '7'))).toBeUndefined();
    expect(mayNotManage(['U1'], on('terminal'))).toBeUndefined();
  });
});

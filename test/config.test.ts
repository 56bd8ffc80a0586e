import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig, VARIABLES } from '../src/config.ts';
import { SetupError } from '../src/core/errors.ts';

describe('the settings', () => {
  it('have defaults for everything', () => {
    expect(readConfig({})).toEqual({
      dataDir: 'data',
      searchIndex: 'auto',
      logLevel: undefined,
      arxiv: {
        categories: [],
        urls: {
          api: 'https://export.arxiv.org/api/query',
          oai: 'https://oaipmh.arxiv.org/oai',
          rss: 'https://rss.arxiv.org/rss',
        },
        contact: undefined,
      },
      slack: undefined,
      discord: undefined,
      digestAdmins: [],
      secrets: [],
    });
  });

  it('name who may change digests by user ids, with their workspace or without', () => {
    const { digestAdmins } = readConfig({ DIGEST_ADMINS: 'U024BE7LH, T024BE7LD/W012A3CDE' });
    expect(digestAdmins).toEqual(['U024BE7LH', 'T024BE7LD/W012A3CDE']);
    for (const wrong of ['@ada', 'ada@example.org', 'T024BE7LD', 'U024BE7LH ada'])
      expect(() => readConfig({ DIGEST_ADMINS: wrong })).toThrow(/DIGEST_ADMINS: Slack user ids \(U/);
  });

  it('name categories with commas or blanks between them', () => {
    expect(
      readConfig({ ARXIV_CATEGORIES: 'cs.LG, q-bio.NC hep-th,cond-mat.dis-nn' }).arxiv.categories,
    ).toEqual(['cs.LG', 'q-bio.NC', 'hep-th', 'cond-mat.dis-nn']);
    expect(() => readConfig({ ARXIV_CATEGORIES: 'machine learning!' })).toThrow(
      /ARXIV_CATEGORIES: Categories to follow/,
    );
    expect(() => readConfig({ ARXIV_OAI_URL: 'ftp://x' })).toThrow(/ARXIV_OAI_URL/);
  });

  it('treat an empty value as an unset one', () => {
    expect(readConfig({ DATA_DIR: '', LOG_LEVEL: ' ' })).toEqual(readConfig({}));
  });

  it('ignore variables of others', () => {
    expect(readConfig({ PATH: '/bin', LANG: 'C' })).toEqual(readConfig({}));
  });

  it('that are wrong are told without repeating their values', () => {
    expect(() => readConfig({ LOG_LEVEL: 'xoxb-oops' })).toThrow(SetupError);
    expect(() => readConfig({ LOG_LEVEL: 'xoxb-oops' })).toThrow(
      /LOG_LEVEL: debug, info, warn, error or silent/,
    );
    expect(() => readConfig({ LOG_LEVEL: 'xoxb-oops' })).not.toThrow(/oops/);
  });

  it('with a database server are refused in words', () => {
    expect(() => readConfig({ DATABASE_URL: 'postgres://me:secret@host/db' })).toThrow(
      /embedded database only/,
    );
    expect(() => readConfig({ DATABASE_URL: 'postgres://me:secret@host/db' })).not.toThrow(/secret@/);
  });

  it('for Discord come together, and the token is a secret', () => {
    const both = { DISCORD_TOKEN: 'a.b.c', DISCORD_APPLICATION_ID: '400000000000000001' };
    expect(readConfig(both)).toMatchObject({
      discord: { token: 'a.b.c', applicationId: '400000000000000001', apiUrl: 'https://discord.com/api' },
      secrets: ['a.b.c'],
    });
    expect(() => readConfig({ DISCORD_TOKEN: 'a.b.c' })).toThrow(/but DISCORD_APPLICATION_ID is not/);
    expect(() => readConfig({ DISCORD_APPLICATION_ID: '400000000000000001' })).toThrow(
      /but DISCORD_TOKEN is not/,
    );
    expect(() => readConfig({ ...both, DISCORD_GUILD_ID: 'my server' })).toThrow(/DISCORD_GUILD_ID/);
  });

  it.each(['', '/', '/v10', '/v10/'])('for Discord take an address with "%s" behind it', (behind) => {
    const both = { DISCORD_TOKEN: 'a.b.c', DISCORD_APPLICATION_ID: '400000000000000001' };
    const config = readConfig({ ...both, DISCORD_API_URL: `https://proxy.example/api${behind}` });
    expect(config.discord?.apiUrl).toBe('https://proxy.example/api');
  });

  it('for Discord take a token that was copied with "Bot" in front', () => {
    const both = { DISCORD_TOKEN: ' Bot  a.b_c-d ', DISCORD_APPLICATION_ID: '400000000000000001' };
    expect(readConfig(both)).toMatchObject({ discord: { token: 'a.b_c-d' }, secrets: ['a.b_c-d'] });
  });

  it.each(['\u201ca.b.c\u201d', 'a.b\nc', "'a.b.c'", 'a b', 'Bot '])(
    'for Discord refuse the malformed token %j in words that do not repeat it',
    (token) => {
      const both = { DISCORD_TOKEN: token, DISCORD_APPLICATION_ID: '400000000000000001' };
      expect(() => readConfig(both)).toThrow(/DISCORD_TOKEN: Discord bot token: letters, digits/);
      expect(() => readConfig(both)).not.toThrow(/a\Wb/);
    },
  );
});

describe('the settings for Slack', () => {
  const socket = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
  const oauth = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'c', SLACK_STATE_SECRET: 's'.repeat(16) };

  it('are two tokens for Socket Mode', () => {
    expect(readConfig(socket).slack).toEqual({
      connection: { kind: 'socket', appToken: 'xapp-1' },
      identity: { kind: 'workspace', botToken: 'xoxb-1' },
    });
  });

  it('are a signing secret and a port for HTTP, also beside an app token', () => {
    const http = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'x', PORT: '3000', HOST: '0.0.0.0' };
    const wanted = {
      connection: { kind: 'http', signingSecret: 'x', host: '0.0.0.0', port: 3000 },
      identity: { kind: 'workspace', botToken: 'xoxb-1' },
    };
    expect(readConfig(http).slack).toEqual(wanted);
    expect(readConfig({ ...http, SLACK_APP_TOKEN: 'xapp-1' }).slack).toEqual(wanted);
    expect(readConfig({ ...socket, PORT: '3000' }).slack?.connection.kind).toBe('socket');
  });

  it('are three secrets for many workspaces, with HTTP', () => {
    const { slack } = readConfig({ ...oauth, SLACK_SIGNING_SECRET: 'x', PORT: '3000' });
    expect(slack).toMatchObject({
      connection: { kind: 'http' },
      identity: { kind: 'oauth', clientId: '1.2' },
    });
  });

  it('name what belongs to many workspaces and has no say beside a bot token', () => {
    expect(readConfig({ ...socket, ...oauth }).slack).toMatchObject({
      identity: { kind: 'workspace' },
      unused: ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'],
    });
  });

  it.each<[Record<string, string>, string]>([
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'Set SLACK_APP_TOKEN: Slack app token'],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'Set SLACK_BOT_TOKEN: Slack bot token'],
    [{ SLACK_SIGNING_SECRET: 'x', SLACK_BOT_TOKEN: 'xoxb-1' }, 'Set PORT'],
    [oauth, 'Set SLACK_SIGNING_SECRET'],
    [{ SLACK_CLIENT_ID: '1.2' }, 'SLACK_CLIENT_SECRET'],
  ])('that are only a part name what is missing', (environment, words) => {
    expect(() => readConfig(environment)).toThrow(SetupError);
    expect(() => readConfig(environment)).toThrow(words);
  });

  it('are kept secret', () => {
    const environment = { ...oauth, SLACK_SIGNING_SECRET: 'sign', SLACK_BOT_TOKEN: 'xoxb-1', PORT: '1' };
    expect(readConfig(environment).secrets).toEqual(
      expect.arrayContaining(['sign', 'c', 's'.repeat(16), 'xoxb-1']),
    );
  });
});

describe('.env.example', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');

  it('names every variable with its description, in order, and no other', () => {
    const entries = [...text.matchAll(/^# (.+)\n([A-Z_]+)=/gm)].map(([, description, name]) => ({
      name,
      description,
    }));
    expect(entries).toEqual(VARIABLES);
    expect([...text.matchAll(/^([A-Z_]+)=/gm)]).toHaveLength(VARIABLES.length);
  });

  it('gives the defaults', () => {
    const values = Object.fromEntries(
      [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    );
    expect(readConfig(values)).toEqual(readConfig({}));
  });
});

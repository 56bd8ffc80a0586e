import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig, VARIABLES } from '../src/config.ts';
import { SetupError } from '../src/core/errors.ts';

describe('the settings', () => {
  it('have defaults for everything', () => {
    expect(readConfig({})).toEqual({
      dataDir: 'data',
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
      secrets: [],
      notes: [],
    });
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

  it('with a token say that it has no effect yet, and keep it secret', () => {
    const config = readConfig({ DISCORD_TOKEN: 'a.b.c' });
    expect(config.notes).toEqual([
      'DISCORD_TOKEN is set, but this release answers in the terminal only; it has no effect.',
    ]);
    expect(config.secrets).toEqual(['a.b.c']);
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

import { z } from 'zod';
import { SetupError } from './core/errors.ts';
import type { SlackSettings } from './core/slack-settings.ts';

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

const text = z.string().trim().min(1);

/** Discord's ids; a name in place of one is the usual mistake. */
const snowflake = z.string().regex(/^\d{1,20}$/);
/** Examples show it behind the word `Bot`; whatever else stands around it was copied along, and would never be accepted. */
const discordToken = text
  .transform((token) => token.replace(/^Bot(?:\s+|$)/i, ''))
  .pipe(z.string().regex(/^[\w.-]+$/));
const url = z.url({ protocol: /^https?$/ });
/** `cs.LG, q-bio.NC`: archives and their subjects, parted by commas or blanks. */
const categories = text
  .transform((list) => list.split(/[\s,]+/).filter((name) => name !== ''))
  .pipe(z.array(z.string().regex(/^[a-z]+(?:-[a-z]+)?(?:\.[A-Za-z]{2}|\.[a-z]+(?:-[a-z]+)*)?$/)))
  .optional();

/** Every variable that Paperthread reads. `.env.example` is held equal to this by a test. */
const schema = z.object({
  DATA_DIR: text.default('data').describe('Folder for the database and the search index.'),
  SEARCH_INDEX: z
    .enum(['auto', 'minisearch', 'database'])
    .default('auto')
    .describe(
      'minisearch: the index in memory; database: full text on disk, for large libraries. Default: auto, by the number of papers.',
    ),
  LOG_LEVEL: z.enum(LEVELS).optional().describe('debug, info, warn, error or silent. Default: warn.'),
  ARXIV_CATEGORIES: categories.describe('Categories to follow, such as: cs.LG, q-bio.NC, hep-th.'),
  CONTACT_EMAIL: z
    .email()
    .optional()
    .describe('Your e-mail address, which arXiv asks programs to give with each request.'),
  ARXIV_API_URL: url
    .default('https://export.arxiv.org/api/query')
    .describe("Where arXiv's Atom API answers; another address is for proxies and tests."),
  ARXIV_OAI_URL: url
    .default('https://oaipmh.arxiv.org/oai')
    .describe("Where arXiv's OAI-PMH answers; another address is for proxies and tests."),
  ARXIV_RSS_URL: url
    .default('https://rss.arxiv.org/rss')
    .describe("Where arXiv's daily feeds are; another address is for proxies and tests."),
  DATABASE_URL: text.optional().describe('A PostgreSQL server instead of the embedded database.'),
  SLACK_BOT_TOKEN: text.optional().describe('Slack bot token (xoxb-...).'),
  SLACK_APP_TOKEN: text.optional().describe('Slack app token for Socket Mode (xapp-...).'),
  SLACK_SIGNING_SECRET: text
    .optional()
    .describe('Slack signing secret, for signed HTTP on PORT instead of Socket Mode.'),
  SLACK_CLIENT_ID: text.optional().describe('Slack client id, for installation into many workspaces.'),
  SLACK_CLIENT_SECRET: text.optional().describe('Slack client secret, for the same.'),
  SLACK_STATE_SECRET: text
    .min(16)
    .optional()
    .describe('16 or more random letters, under which the tokens of many workspaces are kept.'),
  SLACK_API_URL: url
    .optional()
    .describe("Where Slack's Web API answers; another address is for proxies and tests."),
  DISCORD_TOKEN: discordToken
    .optional()
    .describe('Discord bot token: letters, digits, dots, hyphens and underscores only, without quotes.'),
  DISCORD_APPLICATION_ID: snowflake.optional().describe('Id of the Discord application: digits only.'),
  DISCORD_GUILD_ID: snowflake
    .optional()
    .describe('Id of a Discord server in which changed commands appear at once, for testing: digits only.'),
  DISCORD_API_URL: url
    .default('https://discord.com/api')
    .describe("Where Discord's API answers; another address is for proxies and tests."),
  DIGEST_ADMINS: text
    .transform((list) => list.split(/[\s,]+/).filter((id) => id !== ''))
    .pipe(z.array(z.string().regex(/^(?:T\w+\/)?[UW]\w+$/)))
    .optional()
    .describe(
      'Slack user ids (U..., or T.../U... in one of several workspaces) of those who may change digests, parted by commas; everybody by default.',
    ),
  HOST: text.default('127.0.0.1').describe('Address to listen on.'),
  PORT: z.coerce.number().int().min(0).max(65_535).optional().describe('Port to listen on.'),
});
type Values = z.infer<typeof schema>;

const SECRETS = [
  'DATABASE_URL',
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_CLIENT_SECRET',
  'SLACK_STATE_SECRET',
  'DISCORD_TOKEN',
] as const;

export type Config = {
  readonly dataDir: string;
  readonly searchIndex: 'auto' | 'minisearch' | 'database';
  readonly logLevel: (typeof LEVELS)[number] | undefined;
  readonly arxiv: {
    readonly categories: readonly string[];
    readonly urls: { readonly api: string; readonly oai: string; readonly rss: string };
    readonly contact: string | undefined;
  };
  /** Absent where the platform is not configured. */
  readonly slack: SlackSettings | undefined;
  readonly discord: DiscordConfig | undefined;
  /** See `mayNotManage`. */
  readonly digestAdmins: readonly string[];
  /** Values that must never reach a log, an error or a page. */
  readonly secrets: readonly string[];
};

/** The bot on Discord; with a server's id its commands are registered there only. */
export type DiscordConfig = {
  readonly token: string;
  readonly applicationId: string;
  readonly guildId: string | undefined;
  readonly apiUrl: string;
};

/** The variables with what each is for, in the order of `.env.example`. */
export const VARIABLES: readonly { readonly name: string; readonly description: string }[] = Object.entries(
  schema.shape,
).map(([name, field]) => ({ name, description: field.description ?? '' }));

/** Reads the environment; an empty value is an unset one. Throws SetupError that tells every fault at once. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = schema.safeParse(set);
  if (!parsed.success) {
    // The names are enough: a message that repeats a value could show a secret.
    const faults = parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${describe(issue.path[0])}`);
    throw new SetupError(`The settings are not right. ${faults.join(' ')}`);
  }
  const values = parsed.data;
  if (values.DATABASE_URL !== undefined) {
    throw new SetupError(
      'DATABASE_URL is set, but this release keeps its library in the embedded database only. Remove DATABASE_URL and start again.',
    );
  }
  return {
    dataDir: values.DATA_DIR,
    searchIndex: values.SEARCH_INDEX,
    logLevel: values.LOG_LEVEL,
    arxiv: {
      categories: values.ARXIV_CATEGORIES ?? [],
      urls: { api: values.ARXIV_API_URL, oai: values.ARXIV_OAI_URL, rss: values.ARXIV_RSS_URL },
      contact: values.CONTACT_EMAIL,
    },
    slack: slackConfig(values),
    discord: discordConfig(values),
    digestAdmins: values.DIGEST_ADMINS ?? [],
    secrets: SECRETS.flatMap((name) => values[name] ?? []),
  };
}

function describe(name: PropertyKey | undefined): string {
  return VARIABLES.find((variable) => variable.name === name)?.description ?? 'not understood.';
}

const OAUTH = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'] as const;

/** Slack's settings belong together; throws SetupError that names the one that is missing. */
function slackConfig(values: Values): SlackSettings | undefined {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_SIGNING_SECRET: signingSecret,
  } = values;
  const oauth = OAUTH.map((name) => values[name]);
  const named = OAUTH.filter((name) => values[name] !== undefined);
  const many = botToken === undefined && named.length > 0;
  if (botToken === undefined && appToken === undefined && signingSecret === undefined && !many)
    return undefined;
  const http = signingSecret !== undefined && (values.PORT !== undefined || appToken === undefined);
  const needed: readonly (keyof Values)[] = [
    ...(many ? OAUTH : []),
    ...(many || http ? (['SLACK_SIGNING_SECRET', 'PORT'] as const) : (['SLACK_APP_TOKEN'] as const)),
    ...(many ? [] : (['SLACK_BOT_TOKEN'] as const)),
  ];
  const missing = needed.filter((name) => values[name] === undefined);
  if (missing.length > 0) {
    throw new SetupError(
      `The settings for Slack are not complete. Set ${missing.map((name) => `${name}: ${describe(name)}`).join(' ')} The README tells where each is found.`,
    );
  }
  return {
    ...(values.SLACK_API_URL === undefined ? {} : { apiUrl: values.SLACK_API_URL }),
    connection:
      many || http
        ? { kind: 'http', signingSecret: signingSecret ?? '', host: values.HOST, port: values.PORT ?? 0 }
        : { kind: 'socket', appToken: appToken ?? '' },
    identity: many
      ? { kind: 'oauth', clientId: oauth[0] ?? '', clientSecret: oauth[1] ?? '', stateSecret: oauth[2] ?? '' }
      : { kind: 'workspace', botToken: botToken ?? '' },
    ...(many || named.length === 0 ? {} : { unused: named }),
  };
}

/** Discord needs both its settings; throws SetupError that names the one that is missing. */
function discordConfig(values: Values): DiscordConfig | undefined {
  const { DISCORD_TOKEN: token, DISCORD_APPLICATION_ID: applicationId } = values;
  if (token === undefined && applicationId === undefined) return undefined;
  if (token === undefined || applicationId === undefined) {
    const [has, lacks] =
      token === undefined
        ? ['DISCORD_APPLICATION_ID', 'DISCORD_TOKEN']
        : ['DISCORD_TOKEN', 'DISCORD_APPLICATION_ID'];
    throw new SetupError(
      `${has} is set, but ${lacks} is not. Discord needs both: copy them from your application on https://discord.com/developers/applications.`,
    );
  }
  // The library puts the version there itself.
  const apiUrl = values.DISCORD_API_URL.replace(/(?:\/v\d+)?\/*$/, '');
  return { token, applicationId, guildId: values.DISCORD_GUILD_ID, apiUrl };
}

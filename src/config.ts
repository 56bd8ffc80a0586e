import { z } from 'zod';
import { SetupError } from './core/errors.ts';

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

const text = z.string().trim().min(1);

/** Discord's ids; a name in place of one is the usual mistake. */
const snowflake = z.string().regex(/^\d{1,20}$/);
const url = z.url({ protocol: /^https?$/ });
/** `cs.LG, q-bio.NC`: archives and their subjects, parted by commas or blanks. */
const categories = text
  .transform((list) => list.split(/[\s,]+/).filter((name) => name !== ''))
  .pipe(z.array(z.string().regex(/^[a-z]+(?:-[a-z]+)?(?:\.[A-Za-z]{2}|\.[a-z]+(?:-[a-z]+)*)?$/)))
  .optional();

/** Every variable that Paperthread reads. `.env.example` is held equal to this by a test. */
const schema = z.object({
  DATA_DIR: text.default('data').describe('Folder for the database and the search index.'),
  LOG_LEVEL: z.enum(LEVELS).optional().describe('debug, info, warn, error or silent. Default: warn.'),
  ARXIV_CATEGORIES: categories.describe('Categories to follow, such as: cs.LG, q-bio.NC, hep-th.'),
  CONTACT_EMAIL: z
    .email()
    .optional()
    .describe('Your e-mail address, which arXiv asks programs to give with each request.'),
  ARXIV_OAI_URL: url
    .default('https://oaipmh.arxiv.org/oai')
    .describe("Where arXiv's OAI-PMH answers; another address is for proxies and tests."),
  DATABASE_URL: text.optional().describe('A PostgreSQL server instead of the embedded database.'),
  SLACK_BOT_TOKEN: text.optional().describe('Slack bot token (xoxb-...).'),
  SLACK_APP_TOKEN: text.optional().describe('Slack app token for Socket Mode (xapp-...).'),
  DISCORD_TOKEN: text.optional().describe('Discord bot token.'),
  DISCORD_APPLICATION_ID: snowflake.optional().describe('Id of the Discord application: digits only.'),
  DISCORD_GUILD_ID: snowflake
    .optional()
    .describe('Id of a Discord server in which changed commands appear at once, for testing: digits only.'),
  DISCORD_API_URL: url
    .default('https://discord.com/api')
    .describe("Where Discord's API answers; another address is for proxies and tests."),
});

const SECRETS = ['DATABASE_URL', 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'DISCORD_TOKEN'] as const;
/** Read so that they can be kept out of the log and answered honestly; what they switch on is not in this release. */
const NOT_YET = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'] as const;

export type Config = {
  readonly dataDir: string;
  readonly logLevel: (typeof LEVELS)[number] | undefined;
  readonly arxiv: {
    readonly categories: readonly string[];
    readonly oaiUrl: string;
    readonly contact: string | undefined;
  };
  /** Absent where Discord is not configured. */
  readonly discord:
    | {
        readonly token: string;
        readonly applicationId: string;
        readonly guildId: string | undefined;
        readonly apiUrl: string;
      }
    | undefined;
  /** Values that must never reach a log, an error or a page. */
  readonly secrets: readonly string[];
  /** Sentences about settings that have no effect in this release. */
  readonly notes: readonly string[];
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
    logLevel: values.LOG_LEVEL,
    arxiv: {
      categories: values.ARXIV_CATEGORIES ?? [],
      oaiUrl: values.ARXIV_OAI_URL,
      contact: values.CONTACT_EMAIL,
    },
    discord: readDiscord(values),
    secrets: SECRETS.flatMap((name) => values[name] ?? []),
    notes: NOT_YET.filter((name) => values[name] !== undefined).map(
      (name) => `${name} is set, but this release answers in the terminal only; it has no effect.`,
    ),
  };
}

function readDiscord(values: z.infer<typeof schema>): Config['discord'] {
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
  const apiUrl = values.DISCORD_API_URL.replace(/\/+$/, '');
  return { token, applicationId, guildId: values.DISCORD_GUILD_ID, apiUrl };
}

function describe(name: PropertyKey | undefined): string {
  return VARIABLES.find((variable) => variable.name === name)?.description ?? 'not understood.';
}

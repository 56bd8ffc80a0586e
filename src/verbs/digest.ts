import { parseArgs } from 'node:util';
import { type App, openApp } from '../app.ts';
import { renderText } from '../chat/terminal/render.ts';
import { formatDay } from '../core/day.ts';
import type { PlannedPost } from '../core/digest/delivery.ts';
import { readPeriod } from '../core/digest/read-period.ts';
import { SECTIONS, type Subscription } from '../core/digest/subscription.ts';
import { UserError } from '../core/errors.ts';
import { listOr } from '../core/text.ts';
import { explained } from './arguments.ts';
import { readyIndex } from './ready-index.ts';
import { say, write } from './say.ts';
import type { Verb } from './verb.ts';

const OPTIONS = {
  'dry-run': { type: 'boolean', default: false },
  query: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  as: { type: 'string' },
} as const;

/** Some of what would be posted, and where it would go. */
type Part = { readonly where: string; readonly what: unknown };

/** How what would be posted can be printed: the parts of each post in turn. A platform's rendering is only loaded where needed. */
const FORMS: Readonly<Record<string, (post: PlannedPost, app: App) => Part[] | Promise<Part[]>>> = {
  json: (post) => [{ where: whereOf(post), what: post.reply }],
  async slack(post, app) {
    const { renderReply } = await import('../chat/slack/render.ts');
    const opensThread = post.under === undefined;
    const { messages, files } = renderReply(post.reply, { commands: app.commands, opensThread });
    const all = [...messages, ...files];
    // In the channel only the first message stands.
    const [here, below] = opensThread ? [all.slice(0, 1), all.slice(1)] : [all, []];
    return [
      { where: whereOf(post), what: here },
      ...(below.length === 0 ? [] : [{ where: 'in its thread', what: below }]),
    ];
  },
  async discord(post, app) {
    const { renderReply } = await import('../chat/discord/render.ts');
    const { buttonsOf, postButton } = await import('../chat/discord/custom-id.ts');
    const buttons = await buttonsOf(post.reply.buttons ?? [], app.notes);
    const seal = (part: number, parts: number) => postButton('dry-run', part, parts);
    const messages = renderReply(post.reply, { buttons, seal, whole: true });
    const what = messages.map(({ body, files }) => (files.length === 0 ? body : { ...body, files }));
    return [{ where: whereOf(post), what }];
  },
};

const HOW_TO = `npm run -s digest -- --dry-run [--query QUERY] [--since DAY] [--until DAY] [--as text|${Object.keys(FORMS).join('|')}]`;

/**
 * Prints exactly what would be posted, and posts nothing: for every subscription its next digest, or for any query what a digest of
 * a period would have told.
 */
export const digest: Verb = async (words, { config, signal }) => {
  const { values } = explained(HOW_TO, () => parseArgs({ args: [...words], options: OPTIONS }));
  if (!values['dry-run'])
    throw new UserError(
      `Digests are posted by npm start; this only shows what they would be. Type: ${HOW_TO}`,
    );
  const { as = 'text' } = values;
  if (as !== 'text' && !Object.hasOwn(FORMS, as))
    throw new UserError(
      `--as takes ${listOr(['text', ...Object.keys(FORMS)])}, not "${as}". Type: ${HOW_TO}`,
    );
  const app = await openApp(config, { logLevel: 'warn', seed: true, signal });
  try {
    await readyIndex(app, signal);
    const today = new Date().toISOString().slice(0, 10);
    const period = readDays(values.since, values.until, today);
    if (values.query !== undefined) {
      const wanted = period ?? readPeriod('last 30 days', today);
      const { posts } = await app.digests.previewPeriod(values.query, wanted, 'UTC');
      await print(app, as, [{ posts, name: values.query }]);
      return 0;
    }
    if (period !== undefined) throw new UserError(`--since and --until need --query. Type: ${HOW_TO}`);
    return await printAll(app, as);
  } finally {
    await app.close();
  }
};

async function printAll(app: App, as: string): Promise<number> {
  const all = await app.digests.all();
  if (all.length === 0) {
    await say(
      process.stderr,
      'No channel has subscribed yet: /digest subscribe in a channel, or --query to try one out.',
    );
    return 0;
  }
  // Not connected: they are only asked where messages are that the digests lead to.
  const chats = await app.chats(() => undefined);
  try {
    for (const [channel, [first]] of Map.groupBy(all, placeOf)) {
      if (first === undefined) continue;
      for await (const { subscription, preview } of app.digests.previewChannel(first)) {
        const { paused, posts } = preview;
        const shown = paused === undefined ? { posts } : { posts: [], pausedSince: paused.at };
        await print(app, as, [{ ...shown, name: nameOf(subscription), channel }]);
      }
    }
  } finally {
    await Promise.all(chats.map((chat) => chat.stop()));
  }
  return 0;
}

type Printed = {
  readonly posts: readonly PlannedPost[];
  readonly name: string;
  readonly channel?: string;
  /** ISO. */
  readonly pausedSince?: string;
};

async function print(app: App, as: string, digests: readonly Printed[]): Promise<void> {
  for (const { posts, name, channel, pausedSince } of digests) {
    const form = FORMS[as];
    if (form === undefined) {
      const head = channel === undefined ? '' : `=== ${channel}: ${name}\n\n`;
      const texts = posts.map(
        (post) => `--- ${whereOf(post)}\n\n${renderText(post.reply, { commands: app.commands })}`,
      );
      await write(
        process.stdout,
        `${head}${texts.length === 0 ? `${nothing(pausedSince)}\n` : texts.join('\n')}\n`,
      );
      continue;
    }
    const shown = [];
    for (const post of posts) shown.push(...(await form(post, app)));
    const whole = {
      ...(channel === undefined ? {} : { channel }),
      query: name,
      ...(pausedSince === undefined ? {} : { pausedSince }),
      posts: shown,
    };
    // A line each: there may be hundreds, and whoever reads them need not wait for the last.
    await write(process.stdout, `${JSON.stringify(whole)}\n`);
  }
}

function nothing(pausedSince: string | undefined): string {
  return pausedSince === undefined
    ? 'Nothing would be posted.'
    : `Nothing would be posted: it is paused since ${formatDay(pausedSince.slice(0, 10))}.`;
}

function whereOf({ under }: PlannedPost): string {
  if (under === undefined) return 'in the channel';
  return 'paper' in under && under.or === undefined
    ? `in the thread of arXiv:${under.paper}`
    : 'in the thread of the digest';
}

function nameOf({ id, query, sections }: Subscription): string {
  return `${query} (subscription ${id}${sections.length === SECTIONS.length ? '' : `, ${sections.join(', ')}`})`;
}

function placeOf({ platform, channel }: Subscription): string {
  return `${platform} ${channel}`;
}

/** `--since` and `--until` as a period; undefined when neither is given. */
function readDays(since: string | undefined, until: string | undefined, today: string) {
  if (since === undefined && until === undefined) return undefined;
  if (since === undefined) throw new UserError(`--until needs --since. Type: ${HOW_TO}`);
  return readPeriod(`${since}..${until ?? today}`, today);
}

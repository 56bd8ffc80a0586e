import { parseArgs } from 'node:util';
import { type App, openApp } from '../app.ts';
import type { Config } from '../config.ts';
import { UpstreamError, UserError } from '../core/errors.ts';
import { ArxivBusy } from '../sources/arxiv-client.ts';
import { checkFollow } from '../sync/follows.ts';
import { hasMore } from '../sync/schedule.ts';
import { stateOf } from '../sync/state.ts';
import { explained } from './arguments.ts';
import { fillBack, readBackFill } from './back-fill.ts';
import { startLine } from './progress.ts';
import { say } from './say.ts';
import { inWords } from './sync-report.ts';
import type { Verb } from './verb.ts';

const HOW_TO =
  'npm run -s sync -- [--follow QUERY] [--unfollow QUERY] [--list] [--back-fill CATEGORY --from DAY [--until DAY]]';
const OPTIONS = {
  follow: { type: 'string', multiple: true, default: [] as string[] },
  unfollow: { type: 'string', multiple: true, default: [] as string[] },
  list: { type: 'boolean', default: false },
  'back-fill': { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
} as const;

/**
 * Fetches once what everything that is followed has new, or fills a category back. Exit code 1 when something could not be read
 * to its end; what came before is kept, and the next run goes on there.
 */
export const sync: Verb = async (words, { config, signal }) => {
  const { values } = explained(HOW_TO, () => parseArgs({ args: [...words], options: OPTIONS }));
  const wanted = readBackFill(values['back-fill'], values, HOW_TO);
  if (wanted !== undefined && (values.list || values.follow.length + values.unfollow.length > 0))
    throw new UserError(`--back-fill stands alone. Type: ${HOW_TO}`);
  const app = await openApp(config, { logLevel: 'error', seed: false, signal });
  try {
    if (wanted !== undefined) return await fillBack(app, wanted, signal);
    // All or none: a slip in one of several must not leave the others half told.
    values.follow.forEach(checkFollow);
    for (const text of values.unfollow) await app.follows.remove(text);
    for (const text of values.follow) await app.follows.add(text);
    if (values.list || (values.unfollow.length > 0 && values.follow.length === 0)) {
      return await list(app, config);
    }
    return await readAll(app, signal);
  } finally {
    await app.close();
  }
};

async function list(app: App, config: Config): Promise<number> {
  const lines = [
    ...config.arxiv.categories.map((category) => `cat:${category} (ARXIV_CATEGORIES)`),
    ...(await app.follows.list()).map((query) => query.text),
  ];
  await say(process.stdout, lines.length === 0 ? 'Nothing is followed.' : lines.join('\n'));
  return 0;
}

async function readAll(app: App, signal: AbortSignal): Promise<number> {
  const followed = await app.followed();
  if (followed.length === 0) {
    throw new UserError(
      'There is nothing to follow yet. Set ARXIV_CATEGORIES, for example: ARXIV_CATEGORIES=cs.LG, or name something: npm run -s sync -- --follow "sparse autoencoders"',
    );
  }
  let code = 0;
  const line = startLine();
  for (const one of followed) {
    const { name } = one;
    // A timer that comes every day must not ask for very many papers every day.
    if (one.kind === 'weekly' && !hasMore(one.kind, await stateOf(name, app.sync), app.sync.now())) {
      await say(process.stdout, `${name}: read this week already.`);
      continue;
    }
    try {
      const report = await one.run({
        ...app.sync,
        signal,
        onPage: (papers) => line.show(() => `${name}: ${papers.toLocaleString('en-US')} papers read`),
      });
      line.end();
      await say(process.stdout, `${name}: ${inWords(report)}`);
    } catch (error) {
      line.end();
      if (signal.aborted)
        throw new UserError(`${name}: stopped. What was read so far is kept; the next run goes on there.`);
      if (!(error instanceof UpstreamError)) throw error;
      await say(
        process.stderr,
        `${name}: ${error.message} What was read so far is kept; the next run goes on there.`,
      );
      code = 1;
      // Whoever asks to be left alone is not asked for the next thing either.
      if (error instanceof ArxivBusy) break;
    }
  }
  return code;
}

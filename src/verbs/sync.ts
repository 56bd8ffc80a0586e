import { parseArgs } from 'node:util';
import { openApp } from '../app.ts';
import { UpstreamError, UserError } from '../core/errors.ts';
import { count } from '../core/text.ts';
import { explained } from './arguments.ts';
import { startLine } from './progress.ts';
import { say } from './say.ts';
import type { Verb } from './verb.ts';

const HOW_TO = 'npm run -s sync';

/**
 * Fetches once what the followed categories have new. Exit code 1 when one of them could not be read to its end; what came
 * before is kept, and the next run goes on there.
 */
export const sync: Verb = async (words, { config, signal }) => {
  explained(HOW_TO, () => parseArgs({ args: [...words], options: {} }));
  const { categories } = config.arxiv;
  if (categories.length === 0) {
    throw new UserError(
      'There is nothing to follow yet. Set ARXIV_CATEGORIES, for example: ARXIV_CATEGORIES=cs.LG',
    );
  }
  const app = await openApp(config, { logLevel: 'error', seed: false });
  let code = 0;
  const line = startLine();
  try {
    for (const category of categories) {
      try {
        const report = await app.sync(category, {
          signal,
          onPage: (_category, papers) =>
            line.show(() => `${category}: ${papers.toLocaleString('en-US')} papers read`),
        });
        line.end();
        await say(
          process.stdout,
          `${category}: ${count(report.papers, 'paper')} read: ${report.new} new, ${report.changed} changed, ${report.unchanged} unchanged, ${report.skipped} skipped.`,
        );
      } catch (error) {
        line.end();
        if (signal.aborted)
          throw new UserError(
            `${category}: stopped. What was read so far is kept; the next run goes on there.`,
          );
        if (!(error instanceof UpstreamError)) throw error;
        await say(
          process.stderr,
          `${category}: ${error.message} What was read so far is kept; the next run goes on there.`,
        );
        code = 1;
      }
    }
  } finally {
    await app.close();
  }
  return code;
};

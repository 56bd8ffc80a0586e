import { afterEach, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { toReadable } from '../../../src/core/latex.ts';
import type { Paper } from '../../../src/core/paper.ts';
import { collapse, stripControls } from '../../../src/core/text.ts';
import { buttonsOf } from '../../fakes/slack/slack.ts';
import { type Bot, type BotOptions, startBot } from './bot.ts';
import { HOSTILE_TITLES } from './hostile.ts';
import { shownText } from './shown-text.ts';

let opened: Bot | undefined;
/** Each test that needs one opens its own. */
async function open(options: BotOptions = {}): Promise<Bot> {
  const bot = await startBot(options);
  opened = bot;
  await bot.start();
  return bot;
}
afterEach(async () => {
  await opened?.stop();
  expect(opened?.slack.overLimits ?? []).toEqual([]);
  opened = undefined;
});

const papers = HOSTILE_TITLES.map((title, index): Paper => {
  const text = { title, abstract: title, comments: title, journalRef: title };
  return {
    id: `2501.${10_001 + index}`,
    ...text,
    authors: ['Mallory Michaud', title],
    categories: ['cs.LG'],
    versions: [
      { number: 1, exact: true, submitted: '2025-01-01', calendar: 'gmt' },
      { number: 2, exact: true, submitted: '2025-02-01', calendar: 'gmt' },
    ],
  };
});

const letters = (text: string): string => collapse(stripControls(text)).replaceAll(' ', '');

/** One line for each command that shows papers. */
const LINES: Readonly<Record<string, (id: string) => string>> = {
  papers: () => '/papers author:michaud limit:25',
  paper: (id) => `/paper ${id}`,
  cite: (id) => `/cite ${id}`,
  versions: (id) => `/versions ${id}`,
  author: () => '/author michaud',
  'digest subscribe': (id) => `/digest subscribe ${id}`,
  'digest list': () => '/digest list',
  'digest edit': () => '/digest edit cap:5',
  'digest pause': () => '/digest pause',
  'digest resume': () => '/digest resume',
  'digest remove': () => '/digest remove',
  'digest preview': (id) => `/digest preview ${id} period:2025`,
  'digest now': () => '/digest now',
  'digest why': (id) => `/digest why ${id}`,
  'digest history': () => '/digest history',
  follow: (id) => `/follow ${id}`,
  unfollow: (id) => `/unfollow ${id}`,
  about: () => '/about',
  help: () => '/help',
};

describe('hostile titles', () => {
  it('have a line here for every command', () => {
    expect(commands.map(({ name }) => name).filter((name) => LINES[name] === undefined)).toEqual([]);
  });

  it.each(papers.map((paper) => [paper.id, paper] as const))(
    'pass through every command, button and share: %s',
    async (id, paper) => {
      const bot = await open({ papers: [paper] });
      for (const line of Object.values(LINES)) {
        const before = bot.slack.shown.length;
        await bot.slack.command(line(id));
        const shown = await bot.slack.until('an answer', () => bot.slack.shown[before]);
        for (const { label } of buttonsOf(shown)) await bot.slack.click(shown, label);
      }
      await bot.slack.happens({
        type: 'app_mention',
        user: 'U1',
        text: `<@UBT1> /paper ${id}`,
        channel: 'C1',
        ts: '1700000000.000100',
      });
      await bot.slack.happens({
        type: 'link_shared',
        channel: 'C1',
        user: 'U1',
        message_ts: '1.1',
        links: [{ url: `https://arxiv.org/abs/${id}v1`, domain: 'arxiv.org' }],
      });
      await bot.slack.happens({ type: 'app_home_opened', user: 'U1', tab: 'home', channel: 'D1' });
      await bot.slack.interact({
        type: 'message_action',
        callback_id: 'papers_in_message',
        message: { ts: '1.1', text: `${id} 2501.99999` },
      });
      await bot.slack.until('the preview', () => bot.slack.unfurls[0]);
      await bot.slack.until('the Home tab', () => bot.slack.views[0]);
      await bot.adapter.stop();
      const title = letters(toReadable(paper.title ?? ''));
      expect(letters(shownText(bot.slack.shown))).toContain(title.slice(0, 2_000));
      expect(bot.slack.inChannel('C1').length).toBeGreaterThan(1);
    },
  );

  it('all together fill several pages, each within the limits', async () => {
    const bot = await open({ papers });
    await bot.slack.command('/papers author:michaud limit:25');
    await bot.slack.until('all parts', () =>
      papers.every(({ id }) => shownText(bot.slack.shown).includes(`arXiv:${id}`)),
    );
    expect(bot.slack.shown.length).toBeGreaterThan(1);
  });
});

describe('a query that is echoed', () => {
  it.each(HOSTILE_TITLES)('pings nobody, also when it is shared: %.40s', async (title) => {
    const bot = await open();
    await bot.slack.command(`/papers ${title.slice(0, 3_000)}`);
    const shown = await bot.slack.until('an answer', () => bot.slack.shown[0] ?? bot.slack.views[0]);
    if ('ts' in shown) for (const { label } of buttonsOf(shown)) await bot.slack.click(shown, label);
    await bot.adapter.stop();
  });
});

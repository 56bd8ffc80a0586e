import { afterEach, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { toReadable } from '../../../src/core/latex.ts';
import { collapse, stripControls } from '../../../src/core/text.ts';
import { buttonsOf } from '../../fakes/slack/slack.ts';
import { type DigestDesk, openDigestDesk } from '../digest-desk.ts';
import { HOSTILE_TITLES } from '../hostile.ts';
import { newsPaper } from '../news.ts';
import { type Bot, type BotOptions, startBot } from './bot.ts';
import { shownText } from './shown-text.ts';

let opened: Bot | undefined;
let desk: DigestDesk | undefined;
/** Each test that needs one opens its own. */
async function open(options: BotOptions = {}): Promise<Bot> {
  const bot = await startBot(options);
  opened = bot;
  await bot.start();
  return bot;
}
afterEach(async () => {
  await opened?.adapter.stop();
  await desk?.stop();
  if (desk === undefined) await opened?.stop();
  else await opened?.slack.stop();
  expect(opened?.slack.overLimits ?? []).toEqual([]);
  [opened, desk] = [undefined, undefined];
});

const papers = HOSTILE_TITLES.map((title, index) => newsPaper(`2501.${10_001 + index}`, title, 2));

const letters = (text: string): string => collapse(stripControls(text)).replaceAll(' ', '');

/** One line for each command, in an order in which each finds something to say. */
const LINES: Readonly<Record<string, (id: string) => string>> = {
  papers: () => '/papers author:michaud limit:25',
  paper: (id) => `/paper ${id}`,
  cite: (id) => `/cite ${id}`,
  versions: (id) => `/versions ${id}`,
  author: () => '/author michaud',
  'digest subscribe': () => '/digest subscribe author:michaud zone:UTC from:2020-01-01',
  'digest list': () => '/digest list',
  'digest edit': () => '/digest edit cap:5',
  'digest pause': () => '/digest pause',
  'digest resume': () => '/digest resume',
  'digest preview': (id) => `/digest preview ${id}`,
  'digest now': () => '/digest now',
  'digest why': (id) => `/digest why ${id}`,
  'digest history': () => '/digest history',
  follow: (id) => `/follow ${id}`,
  unfollow: (id) => `/unfollow ${id}`,
  'digest remove': () => '/digest remove 1',
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
      desk = await openDigestDesk([paper]);
      const { store, library, digests } = desk;
      const bot = await open({ store, library, digests });
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

  it('all together stand in a digest, in the channel and in its thread', { timeout: 30_000 }, async () => {
    desk = await openDigestDesk(papers);
    const { store, library, digests } = desk;
    const bot = await open({ store, library, digests });
    desk.run(bot.adapter);
    await bot.slack.command(LINES['digest subscribe']?.('') ?? '');
    await bot.slack.until('the answer', () => bot.slack.shown[0]);
    await bot.slack.command('/digest now');
    await bot.slack.until('the answer', () => bot.slack.shown[1]);
    await desk.pass(1);
    const posted = bot.slack.inChannel('C1').filter(({ metadata }) => metadata !== undefined);
    expect(posted.map(({ text }) => text).join('\n')).toContain(`${papers.length} new papers`);
    const text = letters(shownText(posted));
    for (const { title = '' } of papers) expect(text).toContain(letters(toReadable(title)).slice(0, 250));
    await bot.slack.command('/digest history 1');
    await bot.slack.until('its papers', () =>
      bot.slack.shown.some(({ to, text: said }) => to !== undefined && said.includes('x'.repeat(50))),
    );
  });

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

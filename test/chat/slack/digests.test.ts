import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeCall } from '../../../src/chat/slack/button-value.ts';
import { buttonsOf } from '../../fakes/slack/slack.ts';
import type { Channel, Shown } from '../../fakes/slack/world.ts';
import { type DigestDesk, openDigestDesk } from '../digest-desk.ts';
import { newsPaper } from '../news.ts';
import { type Bot, startBot } from './bot.ts';

let desk: DigestDesk;
let bot: Bot;
beforeEach(async () => {
  desk = await openDigestDesk([newsPaper('2501.00001', 'Something older')]);
  bot = await startBot({ store: desk.store, library: desk.library, digests: desk.digests });
  await bot.start();
  desk.run(bot.adapter);
});
afterEach(async () => {
  await bot.adapter.stop();
  await desk.stop();
  await bot.slack.stop();
  expect(bot.slack.overLimits).toEqual([]);
});

const NARROW = newsPaper('2501.00002', 'Narrow grokking');
const answerTo = async (line: string, channel = 'C1'): Promise<Shown> => {
  const before = bot.slack.shown.length;
  await bot.slack.command(line, { channel });
  return bot.slack.until(`an answer to ${line}`, () => bot.slack.shown.slice(before).find(({ to }) => to));
};
const inChannel = (text: string, channel = 'C1') =>
  bot.slack.until(`"${text}" in the channel`, () =>
    bot.slack.inChannel(channel).find((one) => JSON.stringify(one).includes(text)),
  );
const subscribed = async (): Promise<void> => {
  await answerTo('/digest subscribe grokking zone:UTC');
  await desk.pass(1);
  await inChannel('now gets a digest');
};

describe('an answer that tells of a change', () => {
  const kept = async () => ({
    subscriptions: await desk.store.subscriptions.list(),
    audit: await desk.store.subscriptions.audit({ platform: 'slack', channel: 'T1/C1' }, 100),
  });

  it.each([
    ['/digest subscribe sparse autoencoders', ['/digest remove 2']],
    ['/digest edit cap:3', ['/digest edit cap:5']],
    ['/digest pause', ['/digest resume']],
    ['/digest resume', []],
    ['/digest remove', ['/digest subscribe grokking']],
    ['/digest now', []],
    ['/follow 2501.00001', ['/unfollow 2501.00001']],
    ['/unfollow 2501.00001', ['/follow 2501.00001']],
  ])(
    'has no button to share it, and one of an earlier edition does not do it again: %s',
    async (line, then) => {
      await subscribed();
      await desk.learn([NARROW]);
      if (line.startsWith('/unfollow')) await answerTo('/follow 2501.00001');
      const list = await answerTo('/digest list');
      expect(buttonsOf(await answerTo(line)).map(({ label }) => label)).not.toContain('Share in channel');
      for (const more of then) await answerTo(more);
      const [before, shown] = [await kept(), bot.slack.shown.length];
      const [, command = '', input = ''] = /^\/(digest \S+|\S+) ?(.*)$/.exec(line) ?? [];
      await bot.slack.click(list, 'Share in channel', {}, encodeCall({ command, input }));
      const words = await bot.slack.until('words', () => bot.slack.shown[shown]);
      expect(words).toMatchObject({ to: 'U1', text: expect.stringContaining('cannot be shared') });
      expect(await kept()).toEqual(before);
    },
  );

  it('on the style of citations keeps the one that was set since', async () => {
    const told = await answerTo('/cite default');
    expect(buttonsOf(told).map(({ label }) => label)).toEqual(['Share in channel']);
    expect(buttonsOf(await answerTo('/cite default apa'))).toEqual([]);
    await answerTo('/cite default ieee');
    const shown = bot.slack.shown.length;
    const earlier = encodeCall({ command: 'cite', input: 'default apa' });
    await bot.slack.click(told, 'Share in channel', {}, earlier);
    const words = await bot.slack.until('words', () => bot.slack.shown[shown]);
    expect(words.text).toContain('cannot be shared');
    expect((await answerTo('/cite default')).text).toContain('IEEE');
  });
});

describe('the time zone of a digest', () => {
  it('is that of whoever subscribes, asked for once', async () => {
    bot.slack.world.timeZones.set('U1', 'Asia/Tokyo');
    const { text } = await answerTo('/digest subscribe scaling laws');
    expect(text).toContain('(Asia/Tokyo)');
    expect(text).not.toContain('I do not know your time zone');
    await answerTo('/digest remove 1');
    expect((await answerTo('/digest subscribe grokking')).text).toContain('(Asia/Tokyo)');
    expect(bot.slack.calls.filter(({ method }) => method === 'users.info')).toHaveLength(1);
  });

  it('is asked for again where Slack did not tell the last time', async () => {
    expect((await answerTo('/digest subscribe scaling laws')).text).toContain('I do not know your time zone');
    await answerTo('/digest remove 1');
    bot.slack.world.timeZones.set('U1', 'Asia/Tokyo');
    expect((await answerTo('/digest subscribe grokking')).text).toContain('(Asia/Tokyo)');
  });

  it('is that of the machine, and said to be, where Slack does not tell', async () => {
    bot.slack.world.timeZones.set('U1', 'Asia/Tokyo');
    bot.slack.revoke('users:read');
    const { text } = await answerTo('/digest subscribe scaling laws');
    expect(text).toContain('I do not know your time zone');
  });
});

describe('the line about a change', () => {
  it.each([
    ['ada', '(by ada)'],
    ['<!channel> <@U2> @here *bold* &', '(by &lt;!channel&gt; &lt;@U2&gt; @here *bold* &amp;)'],
  ])('says who made it, and calls nobody: %s', async (name, said) => {
    await bot.slack.command('/digest subscribe grokking zone:UTC', { channel: 'C1', name });
    await desk.pass(1);
    const line = await inChannel('This channel now gets a digest');
    expect(line.text).toContain(said);
  });
});

describe('a digest in Slack', () => {
  it('stands in the channel with its abstracts under it, and later news of a paper goes there too', async () => {
    await subscribed();
    await desk.learn([NARROW]);
    await answerTo('/digest now');
    await desk.pass(1);
    const digest = await inChannel('1 new paper');
    expect(digest.text).toContain('Narrow grokking');
    const abstract = await inChannel('Abstract: 1 new paper for: grokking');
    expect(abstract.thread).toBe(digest.ts);
    await desk.learn([newsPaper(NARROW.id, 'Narrow grokking', 2)]);
    await answerTo('/digest now');
    await desk.pass(1);
    const news = await inChannel('1 new version');
    expect(news.thread).toBeUndefined();
    await bot.slack.until('the news in the thread', () =>
      bot.slack
        .inChannel('C1')
        .find(({ ts, thread }) => Number(ts) > Number(news.ts) && thread === digest.ts),
    );
  });

  it('is where a link posted later says that the channel had the paper, though nothing more is kept for that', async () => {
    await subscribed();
    await desk.learn([NARROW]);
    await answerTo('/digest now');
    await desk.pass(1);
    const digest = await inChannel('1 new paper');
    expect(await desk.store.notes.list('slack-channel-paper')).toEqual([]);
    const links = [{ url: `https://arxiv.org/abs/${NARROW.id}`, domain: 'arxiv.org' }];
    const shared = { type: 'link_shared', channel: 'C1', user: 'U1', links };
    // The second link finds that of the first, too, which came later than the digest.
    for (const number of [0, 1]) {
      await bot.slack.happens({ ...shared, message_ts: bot.slack.nextTs() });
      const unfurl = await bot.slack.until('the preview', () => bot.slack.unfurls[number]);
      const preview = JSON.stringify(unfurl);
      expect(preview).toContain('In this channel before');
      expect(preview).toContain(`/archives/C1/p${digest.ts.replace('.', '')}`);
      await desk.store.notes.delete('slack-unfolded', `T1/C1/${NARROW.id}`);
    }
  });

  it('comes second in a preview where somebody had posted the link before', async () => {
    await subscribed();
    await desk.learn([NARROW]);
    const share = (ts: string) =>
      bot.slack.happens({
        type: 'link_shared',
        channel: 'C1',
        user: 'U1',
        message_ts: ts,
        links: [{ url: `https://arxiv.org/abs/${NARROW.id}`, domain: 'arxiv.org' }],
      });
    const person = { team: 'T1', channel: 'C1', via: 'person', text: 'look', blocks: [] };
    const first = bot.slack.world.show(person);
    await share(first.ts);
    await bot.slack.until('the preview', () => bot.slack.unfurls[0]);
    await answerTo('/digest now');
    await desk.pass(1);
    await inChannel('1 new paper');
    await desk.store.notes.delete('slack-unfolded', `T1/C1/${NARROW.id}`);
    await share(bot.slack.world.show(person).ts);
    const preview = JSON.stringify(await bot.slack.until('the other preview', () => bot.slack.unfurls[1]));
    expect(preview).toContain(`/archives/C1/p${first.ts.replace('.', '')}`);
  });

  it('is refused at once where the bot is not, with what to type, and is taken then', async () => {
    expect((await answerTo('/digest subscribe grokking', 'C2')).text).toBe(
      'Paperthread is not in that channel. Type /invite @paperthread there. Then type this again.',
    );
    expect(await desk.digests.all()).toEqual([]);
    bot.slack.channels.set('C2', { id: 'C2', team: 'T1', member: true, archived: false });
    expect((await answerTo('/digest subscribe grokking', 'C2')).text).toContain('Subscribed');
  });

  it.each<[string, (channel: Channel) => void, string]>([
    ['archived', (channel) => (channel.archived = true), 'That channel is archived.'],
    ['left by the bot', (channel) => (channel.member = false), 'Type /invite @paperthread there.'],
    ['deleted', ({ id }) => bot.slack.channels.delete(id), 'There is no such channel (any more)'],
  ])(
    'of a channel that is %s is switched off, with a word to its owner, until it is resumed',
    async (_, change, words) => {
      await subscribed();
      await desk.learn([NARROW]);
      await answerTo('/digest now');
      const [channel] = [...bot.slack.channels.values()].filter(({ id }) => id === 'C1');
      if (channel === undefined) throw new Error('no channel');
      change(channel);
      await desk.pass(1);
      const word = await bot.slack.until('the word', () =>
        bot.slack.shown.find(({ channel: id }) => id === 'DU1'),
      );
      expect(word.text).toContain('so that subscription is paused.');
      expect(word.text).toContain(words);
      expect(word.text).toContain('/digest resume');
      const tried = (): number =>
        bot.slack.calls.filter(
          ({ method, args }) => method === 'chat.postMessage' && args['channel'] === 'C1',
        ).length;
      const before = tried();
      await desk.pass(60);
      Object.assign(channel, { archived: false, member: true });
      bot.slack.channels.set('C1', channel);
      expect(JSON.stringify(await answerTo('/digest list'))).toContain(words);
      expect(tried()).toBe(before);
      await answerTo('/digest resume');
      await desk.pass(2);
      await inChannel('1 new paper');
      expect(bot.slack.inChannel('DU1')).toHaveLength(1);
    },
  );
});

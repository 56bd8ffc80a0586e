import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordsOf } from '../../fakes/records.ts';
import { buttonsOf } from '../../fakes/slack/slack.ts';
import type { Json } from '../../fakes/slack/world.ts';
import { type Bot, startBot } from './bot.ts';
import { shownText } from './shown-text.ts';

const seed = readFileSync(new URL('../../../data/listing-michaud.txt', import.meta.url), 'utf8');

let bot: Bot;
beforeEach(async () => {
  bot = await startBot();
  await bot.start();
});
afterEach(async () => {
  await bot.stop();
  expect(bot.slack.overLimits).toEqual([]);
});

/** Everything that was begun is done once this is answered. */
async function settle(): Promise<void> {
  const before = bot.slack.shown.length;
  await bot.slack.command('/about', { user: 'UX' });
  await bot.slack.until('all that came before', () =>
    bot.slack.shown.slice(before).some(({ to }) => to === 'UX'),
  );
}

const mention = (text: string, more: Json = {}): Json => ({
  type: 'app_mention',
  user: 'U1',
  text: `<@UBT1> ${text}`,
  channel: 'C1',
  ts: '1700000000.000100',
  ...more,
});

describe('a mention', () => {
  it('is answered like /papers, in its thread, without a button to share', async () => {
    await bot.slack.happens(mention('sparse autoencoders limit:2'));
    const shown = await bot.slack.until('the answer', () => bot.slack.inChannel('C1')[0]);
    expect(shown.text).toContain('papers for: sparse autoencoders');
    expect(shown.thread).toBe('1700000000.000100');
    expect(buttonsOf(shown).map(({ label }) => label)).toEqual([
      expect.stringMatching(/^1\. Efficient Dictionary/),
      expect.stringMatching(/^2\. Understanding sparse/),
      'Next page',
      'Cite all 3',
    ]);
  });

  it('in a thread stays there; a command works too; a bare one asks for help', async () => {
    await bot.slack.happens(mention('/paper &lt;2505.15811&gt;', { thread_ts: '1600000000.000001' }));
    const shown = await bot.slack.until('the answer', () => bot.slack.inChannel('C1')[0]);
    expect(shown).toMatchObject({ thread: '1600000000.000001', text: expect.stringContaining('narrow AI') });
    for (const [index, asked] of ['', 'help', ' ? '].entries()) {
      await bot.slack.happens(mention(asked, { ts: `1700000000.00020${index}` }));
      await bot.slack.until('help', () => bot.slack.inChannel('C1')[index + 1]?.text.includes('Commands'));
    }
  });

  it.each([
    ['/papers help', '/papers QUERY'],
    ['/help paste', '/paste [PAGE]'],
    ['/paperthread papers grokking', 'papers for: grokking'],
    ['/paperthread /papers grokking', 'papers for: grokking'],
    ['/paperthread papers help', '/papers QUERY'],
    ['/papers <https://arxiv.org/abs/2505.15811|arxiv.org>', 'narrow AI'],
  ])('is read as a command is: %s', async (line, words) => {
    await bot.slack.happens(mention(line));
    const shown = await bot.slack.until('the answer', () => bot.slack.inChannel('C1')[0]);
    expect(shownText([shown])).toContain(words);
  });

  it('to paste adds the page behind it, and says where there is a form', async () => {
    const page = seed.slice(0, 2_900).replaceAll('arXiv:2', 'arXiv:1');
    await bot.slack.happens(mention(`/paste ${page}`));
    const shown = await bot.slack.until('the answer', () => bot.slack.inChannel('C1')[0]);
    expect(shown.text).toMatch(/^Read as .*\d+ papers?: [1-9]\d* new/);
    await bot.slack.happens(mention('/paste', { ts: '1700000000.000200' }));
    const words = await bot.slack.until('words', () => bot.slack.shown.find(({ to }) => to === 'U1'));
    expect(words.text).toMatch(/^A message cannot open a form\. Type \/paste/);
  });

  it('that is wrong is explained to its author alone, where they can see it', async () => {
    await bot.slack.happens(mention('/paper 2505.158'));
    const shown = await bot.slack.until('words', () => bot.slack.shown[0]);
    expect(shown).toMatchObject({ to: 'U1', via: 'chat.postEphemeral' });
    expect(shown.thread).toBeUndefined();
    await bot.slack.happens(
      mention('/paper 2505.158', { ts: '1700000000.000101', thread_ts: '1600000000.1' }),
    );
    const inThread = await bot.slack.until('words', () => bot.slack.shown[1]);
    expect(inThread).toMatchObject({ to: 'U1', thread: '1600000000.1' });
    expect(bot.slack.unseen).toEqual([]);
  });

  it('that turns out to be wrong only when arXiv was asked leaves nothing in the channel', async () => {
    await bot.slack.happens(mention('/paper 2505.99999'));
    const shown = await bot.slack.until('words', () => bot.slack.shown.find(({ to }) => to === 'U1'));
    expect(shown.text).toContain('arXiv could not be asked');
    expect(bot.slack.inChannel('C1')).toEqual([]);
  });

  it('delivered again, with or without a count, has one effect', async () => {
    const again = { id: 'Ev1' };
    await bot.slack.happens(mention('grokking'), again);
    await bot.slack.happens(mention('grokking'), again);
    await bot.slack.happens(mention('grokking'), {
      ...again,
      more: { retry_attempt: 1, retry_reason: 'timeout' },
    });
    await settle();
    expect(bot.slack.inChannel('C1')).toHaveLength(1);
  });

  it('that echoes hostile words pings nobody', async () => {
    await bot.slack.happens(mention('&lt;!channel&gt; <!here> <@U7> *b* `c` @everyone'));
    const shown = await bot.slack.until('the answer', () => bot.slack.shown[0]);
    expect(shown.text).not.toMatch(/<[!@]/);
    expect(shownText([shown])).toContain('<!channel>');
  });
});

describe('a direct message', () => {
  const message = (more: Json): Json => ({
    type: 'message',
    channel_type: 'im',
    channel: 'D1',
    user: 'U1',
    text: 'grokking',
    ts: '1700000000.000300',
    ...more,
  });

  it('is answered in its thread', async () => {
    await bot.slack.happens(message({}));
    const shown = await bot.slack.until('the answer', () => bot.slack.inChannel('D1')[0]);
    expect(shown).toMatchObject({ thread: '1700000000.000300', text: expect.stringContaining('grokking') });
  });

  it('that is wrong is explained there', async () => {
    await bot.slack.happens(message({ text: '/paper' }));
    await bot.slack.until('words', () => bot.slack.inChannel('D1')[0]?.text.includes('/paper needs a paper'));
  });

  it('with a mention in it comes as two events and is answered once', async () => {
    await bot.slack.happens(message({}));
    await bot.slack.happens(mention('grokking', { channel: 'D1', ts: '1700000000.000300' }));
    await settle();
    expect(bot.slack.inChannel('D1')).toHaveLength(1);
  });

  it('with a file is answered by its words; without words it is told what to send', async () => {
    const file = { subtype: 'file_share', files: [{ id: 'F1' }] };
    await bot.slack.happens(message(file));
    await bot.slack.until('the answer', () => bot.slack.inChannel('D1')[0]?.text.includes('grokking'));
    await bot.slack.happens(message({ ...file, text: '', ts: '1700000000.000301' }));
    await bot.slack.until('words', () => bot.slack.inChannel('D1')[1]?.text.includes('does not read files'));
  });

  it.each([
    ['an edit', { subtype: 'message_changed' }],
    ['another bot', { bot_id: 'B7' }],
    ['itself with a file', { user: 'UBT1', subtype: 'file_share' }],
    ['another bot with a file', { bot_id: 'B7', subtype: 'file_share' }],
    ['itself', { user: 'UBT1', bot_id: 'BT1' }],
    ['a channel that it reads for its history', { channel_type: 'channel' }],
  ])('of %s is left alone', async (_, more) => {
    await bot.slack.happens(message(more));
    await settle();
    expect(bot.slack.inChannel('D1')).toEqual([]);
  });
});

describe('a link to arXiv', () => {
  const links = (urls: readonly string[], more: Json = {}): Json => ({
    type: 'link_shared',
    channel: 'C1',
    user: 'U1',
    message_ts: bot.slack.nextTs(),
    links: urls.map((url) => ({ url, domain: 'arxiv.org' })),
    source: 'conversations_history',
    unfurl_id: 'u1',
    ...more,
  });
  const unfolded = (): string[] => bot.slack.unfurls.flatMap(({ unfurls }) => Object.keys(Object(unfurls)));

  it('unfolds to title, authors, dates and first lines', async () => {
    await bot.slack.happens(links(['https://arxiv.org/pdf/2505.15811']));
    const [unfurl] = await bot.slack.until(
      'the preview',
      () => bot.slack.unfurls.length > 0 && bot.slack.unfurls,
    );
    const text = shownText(Object.values(Object(unfurl?.['unfurls'])));
    expect(text).toContain('On the creation of narrow AI');
    expect(text).toContain('Michaud');
    expect(text).toContain('Categories: cs.LG');
    expect(text).toMatch(/Submitted: \d/);
  });

  it.each([
    'https://arxiv.org/abs/2505.15811v1',
    'http://arxiv.org/pdf/2505.15811.pdf',
    'https://www.arxiv.org/html/2505.15811v2#S1',
    'https://export.arxiv.org/abs/2505.15811?context=cs',
  ])('unfolds in every form: %s', async (url) => {
    await bot.slack.happens(links([url]));
    await bot.slack.until('the preview', () => bot.slack.unfurls[0]);
    expect(unfolded()).toEqual([url]);
  });

  it('unfolds with an id of the old kind, and tells screen readers what must not be missed', async () => {
    const paper = { id: 'hep-th/9901001', title: 'On branes', authors: ['Ada One'], withdrawn: true };
    await bot.library.add(recordsOf([paper]));
    const url = 'https://arxiv.org/abs/hep-th/9901001v1';
    await bot.slack.happens(links([url]));
    const preview = await bot.slack.until('the preview', () => bot.slack.unfurls[0]);
    expect(preview['unfurls']).toMatchObject({
      [url]: { fallback: 'This paper has been withdrawn. On branes' },
    });
  });

  it('to an old version says which is current', async () => {
    await bot.slack.happens(links(['https://arxiv.org/abs/2410.08201v1']));
    const [unfurl] = await bot.slack.until(
      'the preview',
      () => bot.slack.unfurls.length > 0 && bot.slack.unfurls,
    );
    expect(JSON.stringify(unfurl)).toContain('The link is to v1; v2 or later is current.');
  });

  it('does not unfold again in the same channel within half an hour, but in another one', async () => {
    bot.slack.addChannel('C3', 'T1');
    await bot.slack.happens(links(['https://arxiv.org/abs/2505.15811']));
    await bot.slack.happens(links(['https://arxiv.org/pdf/2505.15811v1']));
    await bot.slack.happens(links(['https://arxiv.org/abs/2505.15811'], { channel: 'C3' }));
    await settle();
    expect(bot.slack.unfurls.map(({ channel }) => channel)).toEqual(['C1', 'C3']);
  });

  it('of which nobody knows whether it was unfolded is unfolded once more', async () => {
    bot.slack.faults.next('chat.unfurl', { kind: 'dropped' });
    await bot.slack.happens(links(['https://arxiv.org/abs/2505.15811']));
    await bot.slack.until('the preview', () => bot.slack.unfurls[0]);
  });

  it.each([
    [{ kind: 'dropped' }, 2],
    [{ kind: 'error', error: 'internal_error' }, 2],
    [{ kind: 'error', error: 'cannot_unfurl_url' }, 1],
  ] as const)('that could not be unfolded (%o) is when it is posted again', async (fault, times) => {
    bot.slack.faults.next('chat.unfurl', fault, times);
    await bot.slack.happens(links(['https://arxiv.org/abs/2505.15811']));
    await bot.slack.until('the warning', () =>
      bot.log.lines.some(({ message }) => message === 'a link could not be unfolded'),
    );
    await bot.slack.happens(links(['https://arxiv.org/abs/2505.15811']));
    await bot.slack.until('the preview', () => bot.slack.unfurls[0]);
  });

  it('posted again later tells when the channel had it first, with a link there', async () => {
    const first = bot.slack.world.show({
      team: 'T1',
      channel: 'C1',
      via: 'person',
      text: 'look',
      blocks: [],
    });
    await bot.slack.happens(links(['https://arxiv.org/abs/2505.15811'], { message_ts: first.ts }));
    await settle();
    await bot.store.notes.delete('slack-unfolded', 'T1/C1/2505.15811');
    await bot.slack.happens(links(['https://arxiv.org/abs/2505.15811']));
    const text = JSON.stringify(await bot.slack.until('the other preview', () => bot.slack.unfurls[1]));
    expect(text).toContain('In this channel before');
    expect(text).toContain(`/archives/C1/p${first.ts.replace('.', '')}`);
  });

  it('among more than two is left alone, as are links to what is not here and its own posts', async () => {
    const [a, b] = ['https://arxiv.org/abs/2505.15811', 'https://arxiv.org/abs/2410.19750'];
    await bot.slack.happens(links([a, b, 'https://arxiv.org/abs/2410.08201']));
    await bot.slack.happens(links(['https://arxiv.org/abs/2505.99999', 'https://arxiv.org/list/cs.LG/new']));
    await bot.slack.happens(links([a], { user: 'UBT1' }));
    await settle();
    expect(unfolded()).toEqual([]);
    await bot.slack.happens(links([a, b]));
    await settle();
    expect(unfolded()).toEqual([a, b]);
  });

  it('is shown while the message is still being written, and again when it is sent', async () => {
    const link = ['https://arxiv.org/abs/2505.15811'];
    await bot.slack.happens(links(link, { source: 'composer', channel: 'COMPOSER', unfurl_id: 'C.1' }));
    await bot.slack.happens(links(link));
    await settle();
    expect(bot.slack.unfurls).toMatchObject([{ unfurl_id: 'C.1', source: 'composer' }, { channel: 'C1' }]);
  });

  it('can be left folded in a channel, by a button, until the Home tab switches it on', async () => {
    const link = ['https://arxiv.org/abs/2505.15811'];
    await bot.slack.interact({
      type: 'block_actions',
      container: { type: 'message_attachment', channel_id: 'C1' },
      channel: { id: 'C1' },
      response_url: `${bot.slack.apiUrl.replace('/api/', '')}/response/${bot.slack.responses.create({ team: 'T1', channel: 'C1', user: 'U1' })}`,
      actions: [{ type: 'button', action_id: 'previews_off', block_id: 'b' }],
    });
    await bot.slack.until('words', () =>
      bot.slack.shown[0]?.text.includes('not unfolded in this channel any more'),
    );
    await bot.slack.happens(links(link));
    await settle();
    expect(unfolded()).toEqual([]);
    await bot.slack.happens({ type: 'app_home_opened', user: 'U1', tab: 'home', channel: 'D1' });
    const home = await bot.slack.until('the Home tab', () => bot.slack.views[0]);
    expect(JSON.stringify(home.view)).toContain('Channels without previews');
    await bot.slack.interact({
      type: 'block_actions',
      container: { type: 'view' },
      view: { type: 'home' },
      actions: [{ type: 'button', action_id: 'previews_on', block_id: 'b', value: 'C1' }],
    });
    await bot.slack.until('the Home tab again', () => bot.slack.views[1]);
    expect(JSON.stringify(bot.slack.views[1])).not.toContain('Channels without previews');
    await bot.slack.happens(links(link));
    await settle();
    expect(unfolded()).toEqual(link);
  });
});

describe('the Home tab', () => {
  it('tells what the bot knows and how to start', async () => {
    await bot.slack.happens({ type: 'app_home_opened', user: 'U1', tab: 'home', channel: 'D1' });
    const { view, args } = await bot.slack.until('the Home tab', () => bot.slack.views[0]);
    expect(args['user_id']).toBe('U1');
    const text = JSON.stringify(view);
    expect(text).toContain('17 papers in this library');
    expect(text).toContain('/papers sparse autoencoders');
  });

  it('has a line for each group of commands, and says of a message to the bot what is true', async () => {
    await bot.slack.happens({ type: 'app_home_opened', user: 'U1', tab: 'home', channel: 'D1' });
    const { view } = await bot.slack.until('the Home tab', () => bot.slack.views[0]);
    const text = JSON.stringify(view);
    expect(text.match(/"\/digest /g)).toHaveLength(1);
    expect(text).toContain('And /digest list, edit,');
    expect(text).toContain('"/paste"');
    expect(text).toContain('Type in any channel:');
    expect(text).toContain('In a message to me, and where you mention me, words are a search');
    for (const name of ['Papers in this message', 'Cite this']) expect(text).toContain(name);
  });

  it('is not drawn when the messages are opened', async () => {
    await bot.slack.happens({ type: 'app_home_opened', user: 'U1', tab: 'messages', channel: 'D1' });
    await settle();
    expect(bot.slack.views).toEqual([]);
  });
});

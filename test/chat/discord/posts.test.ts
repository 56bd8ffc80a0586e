import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/core/reply.ts';
import { components } from '../../fakes/discord/limits.ts';
import { messagesOf, textIn } from '../../fakes/discord/people.ts';
import { CHANNEL, FORUM, GUILD, OTHER_CHANNEL, OTHER_USER, snowflake } from '../../fakes/discord/state.ts';
import { createFakeNotes } from '../../fakes/notes.ts';
import { type Bot, openBot } from './bot.ts';
import { paperCard } from './replies.ts';

const SENDING = /^POST \/channels\/\d+\/messages$/;
const reply: Reply = { summary: '1 new paper', cards: [paperCard()] };
const digest: Reply = {
  summary: '20 new papers',
  cards: Array.from({ length: 20 }, (_, index) => paperCard({ title: `No ${index} ${'very '.repeat(80)}` })),
};

let bot: Bot;
let since = '';
beforeEach(async () => {
  bot = await openBot();
  since = new Date().toISOString();
  await bot.adapter.start();
});
afterEach(async () => {
  expect(bot.discord.state.violations).toEqual([]);
  expect(bot.discord.state.pings).toEqual([]);
  await bot.adapter.stop();
  await bot.discord.stop();
});

/** Asks to wait so long. */
const limited = (seconds: number) => ({
  status: 429,
  body: { message: 'You are being rate limited.', retry_after: seconds, global: false },
  headers: { 'retry-after': String(seconds), 'x-ratelimit-scope': 'user' },
});

const messagesIn = (channel: string) => bot.discord.state.channels.get(channel)?.messages ?? [];
const options = { marker: 'digest-17' };

/** The same bot after a restart; with `forgets` as if it had died before it wrote anything down. */
async function restarted(forgets: boolean): Promise<Bot> {
  await bot.adapter.stop();
  const again = await openBot({
    discord: bot.discord,
    notes: forgets ? createFakeNotes() : bot.parts.notes,
  });
  await again.adapter.start();
  return again;
}

describe('a post', () => {
  it('is made, and found again by its marker', async () => {
    const outcome = await bot.adapter.post(CHANNEL, reply, options);
    const [message] = messagesIn(CHANNEL);
    expect(outcome).toEqual({ kind: 'sent', id: message?.id });
    const again = await restarted(true);
    expect(await again.adapter.find(CHANNEL, 'digest-17', since)).toEqual({ kind: 'found', id: message?.id });
    expect(await again.adapter.find(CHANNEL, 'digest-1', since)).toEqual({ kind: 'absent' });
    await again.adapter.stop();
  });

  it('is found among many others, page by page', async () => {
    const others = (from: number) =>
      messagesIn(CHANNEL).push(
        ...Array.from({ length: 150 }, (_, index) => ({
          id: (BigInt(snowflake(Date.now())) + BigInt(from + index)).toString(),
          author: OTHER_USER,
          body: { content: 'hello' },
          files: [],
          at: Date.now(),
        })),
      );
    others(0);
    const outcome = await bot.adapter.post(CHANNEL, reply, options);
    others(1_000);
    messagesIn(CHANNEL).sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    expect(await bot.adapter.find(CHANNEL, 'digest-17', since)).toEqual({ ...outcome, kind: 'found' });
    expect(bot.discord.requests(/^GET .*messages$/).length).toBeGreaterThan(2);
  });

  it.each(['reset', 'fin', 'hang'] as const)('whose answer is lost (%s) stands there once', async (fault) => {
    bot.discord.fail(SENDING, fault);
    expect(await bot.adapter.post(CHANNEL, reply, options)).toMatchObject({ kind: 'sent' });
    expect(messagesIn(CHANNEL)).toHaveLength(1);
  });

  it('of which nobody can say whether it was made is unknown, and found afterwards', async () => {
    bot.discord.fail(SENDING, 'fin', 2);
    expect(await bot.adapter.post(CHANNEL, reply, options)).toMatchObject({ kind: 'unknown' });
    bot.discord.state.skew += 3_600_000;
    expect(await bot.adapter.find(CHANNEL, 'digest-17', since)).toMatchObject({ kind: 'found' });
    expect(messagesIn(CHANNEL)).toHaveLength(1);
  });

  it.each([
    ['a request to wait', limited(60)],
    ['a refusal', { status: 403, body: { code: 50013, message: 'Missing Permissions' } }],
  ] as const)('that got no answer is in doubt, also where a second try got %s', async (_, answer) => {
    for (const lost of ['reset', 'fin'] as const) {
      bot.discord.fail(SENDING, lost);
      bot.discord.fail(SENDING, answer);
      const marker = `digest-${lost}`;
      expect(await bot.adapter.post(CHANNEL, reply, { marker })).toMatchObject({ kind: 'unknown' });
      // By then Discord has forgotten the nonce.
      bot.discord.state.skew += 3_600_000;
      expect(await bot.adapter.find(CHANNEL, marker, since)).toMatchObject({ kind: 'found' });
    }
    expect(messagesIn(CHANNEL)).toHaveLength(2);
  });

  it('that got no answer is not sent again once that may be somebody else’s to do, and is in doubt', async () => {
    bot.discord.fail(SENDING, { status: 502, body: {} });
    let asked = 0;
    const mayBegin = (): boolean => (asked += 1) === 1;
    expect(await bot.adapter.post(CHANNEL, reply, { ...options, mayBegin })).toMatchObject({
      kind: 'unknown',
    });
    expect(bot.discord.requests(SENDING)).toHaveLength(1);
    expect(await bot.adapter.find(CHANNEL, 'digest-17', since)).toEqual({ kind: 'absent' });
  });

  it('that Discord asks to wait for is not sent after the wait where that may be somebody else’s to do', async () => {
    bot.discord.fail(SENDING, limited(0.5));
    let asked = 0;
    const mayBegin = (): boolean => (asked += 1) === 1;
    await bot.adapter.post(CHANNEL, reply, { ...options, mayBegin });
    expect([asked, messagesIn(CHANNEL)]).toEqual([2, []]);
  });

  it('goes to two channels with the same marker', async () => {
    await bot.adapter.post(CHANNEL, reply, options);
    await bot.adapter.post(OTHER_CHANNEL, reply, options);
    expect([messagesIn(CHANNEL).length, messagesIn(OTHER_CHANNEL).length]).toEqual([1, 1]);
  });

  it('of many long papers arrives complete over several messages, in order', async () => {
    expect(await bot.adapter.post(CHANNEL, digest, options)).toMatchObject({ kind: 'sent' });
    const shown = messagesIn(CHANNEL).map((message) => ({ ...message, ephemeral: false }));
    expect(shown.length).toBeGreaterThan(1);
    // Never in a burst: a second lies between one and the next.
    for (const [index, { at }] of shown.entries())
      expect(at - (shown[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
    expect([...textIn(shown).matchAll(/No (\d+) /g)].map(([, number]) => Number(number))).toEqual([
      ...Array.from({ length: 20 }).keys(),
    ]);
  });

  it('of very many messages goes out whole, with no file: the bot is not invited to attach any', async () => {
    const cards = Array.from({ length: 7 }, (_, index) =>
      paperCard({ title: `No ${index} ${'x'.repeat(2_000)}` }),
    );
    expect(await bot.adapter.post(CHANNEL, { summary: '7 papers', cards }, options)).toMatchObject({
      kind: 'sent',
    });
    expect(messagesIn(CHANNEL).length).toBeGreaterThan(5);
    expect(messagesIn(CHANNEL).flatMap(({ files }) => files)).toEqual([]);
    const shown = messagesIn(CHANNEL).map((message) => ({ ...message, ephemeral: false }));
    expect([...textIn(shown).matchAll(/No (\d+) /g)]).toHaveLength(7);
  });

  it('of several messages has one Discuss; the others say which part they are, and cannot be pressed', async () => {
    await bot.adapter.post(CHANNEL, digest, options);
    const count = messagesIn(CHANNEL).length;
    const seals = messagesIn(CHANNEL)
      .flatMap(({ body }) => components(body['components']).map(({ component }) => component))
      .filter(({ custom_id }) => custom_id !== undefined);
    expect(seals.map(({ label, disabled }) => [label, disabled ?? false])).toEqual([
      ['Discuss', false],
      ...Array.from({ length: count - 1 }, (_, index) => [`Part ${index + 2} of ${count}`, true]),
    ]);
  });

  it('with a file is refused with the permission named that the invite does not ask for', async () => {
    const code: Reply = {
      summary: 'BibTeX',
      cards: [{ kind: 'code', text: 'x'.repeat(2_000), fileName: 'references.bib' }],
    };
    expect(await bot.adapter.post(CHANNEL, code, options)).toEqual({
      kind: 'refused',
      reason: expect.stringContaining('Attach Files'),
    });
  });

  it('that is forbidden in the middle says how much of it is there, and is finished, not repeated, once it is allowed', async () => {
    bot.discord.fail(SENDING, { status: 403, body: { code: 50013, message: 'Missing Permissions' } }, 1, 1);
    expect(await bot.adapter.post(CHANNEL, digest, options)).toEqual({
      kind: 'refused',
      id: messagesIn(CHANNEL)[0]?.id,
      reason: expect.stringMatching(/^Only 1 of \d+ messages .* Send Messages/),
    });
    expect(messagesIn(CHANNEL)).toHaveLength(1);
    expect(await bot.adapter.post(CHANNEL, digest, options)).toMatchObject({ kind: 'sent' });
    const shown = messagesIn(CHANNEL).map((message) => ({ ...message, ephemeral: false }));
    expect([...textIn(shown).matchAll(/No (\d+) /g)]).toHaveLength(20);
  });

  it('whose channel goes in the middle is refused: nothing of it is there any more', async () => {
    bot.discord.fail(SENDING, { status: 404, body: { code: 10003, message: 'Unknown Channel' } }, 1, 1);
    const outcome = await bot.adapter.post(CHANNEL, digest, options);
    expect(outcome).toMatchObject({ kind: 'refused', gone: true });
    expect(outcome).not.toHaveProperty('id');
  });

  it.each([true, false])(
    'that broke off in the middle is finished, not repeated (memory lost: %s)',
    async (forgets) => {
      bot.discord.fail(SENDING, { status: 400, body: { code: 130000, message: 'Overloaded' } }, 1, 1);
      expect(await bot.adapter.post(CHANNEL, digest, options)).toEqual({
        kind: 'later',
        afterMs: 30_000,
        id: expect.any(String),
      });
      expect(messagesIn(CHANNEL)).toHaveLength(1);
      bot.discord.state.skew += 3_600_000;
      const again = await restarted(forgets);
      expect(await again.adapter.find(CHANNEL, 'digest-17', since)).toEqual({
        kind: 'partly',
        id: messagesIn(CHANNEL)[0]?.id,
      });
      const outcome = await again.adapter.post(CHANNEL, digest, options);
      expect(outcome).toEqual({ kind: 'sent', id: messagesIn(CHANNEL)[0]?.id });
      const shown = messagesIn(CHANNEL).map((message) => ({ ...message, ephemeral: false }));
      expect([...textIn(shown).matchAll(/No (\d+) /g)]).toHaveLength(20);
      expect(await again.adapter.find(CHANNEL, 'digest-17', since)).toMatchObject({ kind: 'found' });
      await again.adapter.stop();
    },
  );

  it('in a channel whose history is hidden is not guessed at', async () => {
    await bot.adapter.stop();
    bot.discord.state.channels.get(CHANNEL)?.denied.add('history');
    bot = await openBot({ discord: bot.discord });
    await bot.adapter.start();
    await bot.adapter.post(CHANNEL, reply, options);
    expect(await bot.adapter.find(CHANNEL, 'digest-17', since)).toEqual({
      kind: 'unknown',
      reason: expect.stringContaining('Read Message History'),
    });
  });

  it('in a server that has not been told of yet is not guessed at either', async () => {
    await bot.adapter.stop();
    bot.discord.state.guilds.splice(0);
    bot = await openBot({ discord: bot.discord });
    await bot.adapter.start();
    expect(await bot.adapter.find(CHANNEL, 'digest-17', since)).toMatchObject({ kind: 'later' });
    // Nor can it be looked up while the connection breaks.
    bot.discord.fail(/^GET \/channels\/\d+$/, 'reset', 9);
    expect(await bot.adapter.find(CHANNEL, 'digest-17', since)).toMatchObject({ kind: 'later' });
  });

  it.each([
    ['view', /View Channel/],
    ['send', /Send Messages/],
  ] as const)(
    'where the bot may not %s is refused with the permission named, after one try',
    async (right, words) => {
      bot.discord.state.channels.get(CHANNEL)?.denied.add(right);
      const outcome = await bot.adapter.post(CHANNEL, reply, options);
      expect(outcome).toEqual({ kind: 'refused', reason: expect.stringMatching(words) });
      expect(bot.discord.requests(SENDING)).toHaveLength(1);
    },
  );

  it.each([
    [404, 10004, 'refused', /no longer in that server/],
    [400, 40005, 'refused', /larger than Discord takes/],
    [400, 50006, 'refused', /a fault of mine/],
    [400, 50035, 'refused', /a fault of mine/],
    [400, 160005, 'refused', /thread is locked/],
    [400, 200000, 'refused', /AutoMod/],
    [400, 240000, 'refused', /harmful links/],
    [400, 99999, 'refused', /Discord refuses it: No \(99999\)/],
    [429, 20028, 'later', undefined],
    [400, 20016, 'later', undefined],
    [400, 20029, 'later', undefined],
    [403, 40004, 'later', undefined],
    [400, 40006, 'later', undefined],
    [400, 40062, 'later', undefined],
    [403, 40333, 'later', undefined],
    [400, 130000, 'later', undefined],
  ] as const)('to which Discord says %i %i is %s, after one try', async (status, code, kind, words) => {
    const [answer, headers] = [{ code, message: 'No', retry_after: 9 }, { 'retry-after': '9' }];
    bot.discord.fail(SENDING, { status, body: answer, ...(status === 429 ? { headers } : {}) }, 9);
    const outcome = await bot.adapter.post(CHANNEL, reply, options);
    expect(outcome.kind).toBe(kind);
    if (words !== undefined) expect(outcome).toMatchObject({ reason: expect.stringMatching(words) });
    expect(bot.discord.requests(SENDING)).toHaveLength(1);
  });

  it.each([
    [400, 50013, undefined],
    [400, 99999, true],
  ])(
    'to which Discord says %i %i is refused for good only where that is known to last',
    async (status, code, mayPass) => {
      bot.discord.fail(SENDING, { status, body: { code, message: 'No' } });
      const outcome = await bot.adapter.post(CHANNEL, reply, options);
      expect(outcome).toEqual({
        kind: 'refused',
        reason: expect.any(String),
        ...(mayPass === undefined ? {} : { mayPass }),
      });
    },
  );

  it.each([
    [403, 'text/html', '<html><title>Attention Required! | Cloudflare</title></html>'],
    [404, 'text/html', '<html>nginx</html>'],
    [403, 'application/json', { message: 'Forbidden' }],
    [400, 'application/json', { error: 'bad_gateway' }],
  ])('that something before Discord refuses (%i, %s) comes later', async (status, type, body) => {
    bot.discord.fail(SENDING, { status, body, headers: { 'content-type': type } });
    expect(await bot.adapter.post(CHANNEL, reply, options)).toEqual({ kind: 'later', afterMs: 30_000 });
    expect(messagesIn(CHANNEL)).toEqual([]);
  });

  it('to a channel that is gone is refused', async () => {
    bot.discord.state.channels.delete(CHANNEL);
    expect(await bot.adapter.post(CHANNEL, reply, options)).toEqual({
      kind: 'refused',
      reason: 'This channel or thread no longer exists.',
      gone: true,
    });
  });

  it('waits where Discord says so, and keeps its place', async () => {
    bot.discord.fail(SENDING, limited(3));
    const first = bot.adapter.post(CHANNEL, reply, { marker: 'one' });
    const second = bot.adapter.post(CHANNEL, reply, { marker: 'two' });
    const asked = bot.people.slash('about');
    expect(textIn(await messagesOf(asked))).toContain('17 papers');
    expect(messagesIn(CHANNEL)).toEqual([]);
    const ids = await Promise.all([first, second]);
    expect(ids.map((one) => (one.kind === 'sent' ? one.id : one.kind))).toEqual(
      messagesIn(CHANNEL).map(({ id }) => id),
    );
  });

  it('of a dozen in a row is late where a channel takes few, but none is lost and none out of order', async () => {
    bot.discord.state.bucket = { limit: 5, perMs: 500 };
    const markers = Array.from({ length: 12 }, (_, index) => `row-${index}`);
    const outcomes = await Promise.all(markers.map((marker) => bot.adapter.post(CHANNEL, reply, { marker })));
    expect(outcomes.map((one) => (one.kind === 'sent' ? one.id : one.kind))).toEqual(
      messagesIn(CHANNEL).map(({ id }) => id),
    );
  });

  it('that would have to wait long comes later, so that a stop need not wait', async () => {
    bot.discord.fail(SENDING, {
      status: 429,
      body: { message: 'Slow down', retry_after: 60, global: false },
      headers: { 'retry-after': '60', 'x-ratelimit-scope': 'shared' },
    });
    const outcome = await bot.adapter.post(CHANNEL, reply, options);
    expect(outcome).toEqual({ kind: 'later', afterMs: expect.any(Number) });
    expect(outcome.kind === 'later' ? outcome.afterMs : 0).toBeGreaterThanOrEqual(60_000);
  });

  it('under way is finished before the stop', async () => {
    const posting = bot.adapter.post(CHANNEL, reply, options);
    await bot.adapter.stop();
    expect(await posting).toMatchObject({ kind: 'sent' });
  });

  it('that Discord cannot be reached for comes later', async () => {
    await bot.discord.leave();
    // A connection that was open until then would take the post to nobody knows where.
    expect(await bot.adapter.find(CHANNEL, 'digest-17', since)).toMatchObject({ kind: 'later' });
    expect(await bot.adapter.post(CHANNEL, reply, options)).toMatchObject({ kind: 'later' });
    await bot.discord.listen();
  });
});

describe('a thread', () => {
  it('is opened under a message, and used again', async () => {
    const root = await bot.adapter.post(CHANNEL, reply, options);
    const thread = root.kind === 'sent' ? root.id : '';
    for (const marker of ['news-1', 'news-2'])
      expect(await bot.adapter.post(CHANNEL, reply, { marker, thread })).toMatchObject({ kind: 'sent' });
    expect(messagesIn(CHANNEL)).toHaveLength(1);
    expect(messagesIn(thread)).toHaveLength(2);
    expect(bot.discord.state.channels.get(thread)?.name).toBe('On the creation of narrow AI');
    expect(await bot.adapter.find(CHANNEL, 'news-2', since)).toEqual({
      kind: 'found',
      id: messagesIn(thread)[1]?.id,
    });
  });

  it('is where a post is looked for by a bot that has forgotten it', async () => {
    const root = await bot.adapter.post(CHANNEL, reply, { marker: 'root' });
    const thread = root.kind === 'sent' ? root.id : '';
    const sent = await bot.adapter.post(CHANNEL, reply, { marker: 'news', thread });
    const again = await restarted(true);
    expect(await again.adapter.find(CHANNEL, 'news', since, thread)).toEqual({ ...sent, kind: 'found' });
    expect(await again.adapter.find(CHANNEL, 'other', since, thread)).toEqual({ kind: 'absent' });
    await again.adapter.stop();
  });

  it('that is archived is woken up', async () => {
    const root = await bot.adapter.post(CHANNEL, reply, options);
    const thread = root.kind === 'sent' ? root.id : '';
    await bot.adapter.post(CHANNEL, reply, { marker: 'news-1', thread });
    Object.assign(bot.discord.state.channels.get(thread) ?? {}, { archived: true });
    expect(await bot.adapter.post(CHANNEL, reply, { marker: 'news-2', thread })).toMatchObject({
      kind: 'sent',
    });
  });

  it.each([true, false])(
    'that a moderator has locked (archived: %s) is told from a channel that takes no posts',
    async (archived) => {
      const root = await bot.adapter.post(CHANNEL, reply, options);
      const thread = root.kind === 'sent' ? root.id : '';
      await bot.adapter.post(CHANNEL, reply, { marker: 'news-1', thread });
      Object.assign(bot.discord.state.channels.get(thread) ?? {}, { archived, locked: true });
      const locked = { kind: 'refused', reason: 'This thread is locked. Ask a moderator to unlock it.' };
      expect(await bot.adapter.post(CHANNEL, reply, { marker: 'news-2', thread })).toEqual({
        ...locked,
        thread: 'gone',
      });
      // The same thread as a digest's own channel.
      expect(await bot.adapter.post(thread, reply, { marker: 'news-2' })).toEqual(locked);
      expect(messagesIn(thread)).toHaveLength(1);
    },
  );

  it.each([160006, 160007])('for which there is no room (%i) may find some later', async (code) => {
    const root = await bot.adapter.post(CHANNEL, reply, options);
    const thread = root.kind === 'sent' ? root.id : '';
    bot.discord.fail(/\/threads$/, { status: 400, body: { code, message: 'Too many' } });
    expect(await bot.adapter.post(CHANNEL, reply, { marker: 'news', thread })).toEqual({
      kind: 'refused',
      reason: expect.stringContaining('as many active threads as Discord allows'),
      thread: 'full',
      mayPass: true,
    });
    expect(await bot.adapter.post(CHANNEL, reply, { marker: 'news', thread })).toMatchObject({
      kind: 'sent',
    });
  });

  it('in a forum is a post of its own, with a tag where the forum wants one, and is found again', async () => {
    const forum = bot.discord.state.channels.get(FORUM);
    forum?.tags.push(
      { id: '1', name: 'Staff', moderated: true },
      { id: '2', name: 'Papers', moderated: false },
    );
    if (forum !== undefined) forum.tagRequired = true;
    const long: Reply = { summary: '', cards: [paperCard({ title: 'Long '.repeat(50) })] };
    const outcome = await bot.adapter.post(FORUM, long, options);
    const thread = bot.discord.state.channels.get(outcome.kind === 'sent' ? outcome.id : '');
    expect(thread?.appliedTags).toEqual(['2']);
    expect(Array.from(thread?.name ?? '').length).toBeLessThanOrEqual(100);
    const again = await restarted(true);
    expect(await again.adapter.find(FORUM, 'digest-17', since)).toEqual({ kind: 'found', id: thread?.id });
    await again.adapter.stop();
  });

  it('in a forum is linked to as the channel that it is', async () => {
    const posted = await bot.adapter.post(FORUM, reply, options);
    const id = posted.kind === 'sent' ? posted.id : '';
    expect(await bot.adapter.linkTo(FORUM, id)).toBe(`https://discord.com/channels/${GUILD}/${id}`);
  });

  it('in a forum without a tag that may be used is refused in words', async () => {
    const forum = bot.discord.state.channels.get(FORUM);
    if (forum !== undefined) forum.tagRequired = true;
    expect(await bot.adapter.post(FORUM, reply, options)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('tag'),
    });
  });
});

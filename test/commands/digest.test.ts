import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Asked, openAsked } from './ask.ts';

/** In another channel, by somebody whose platform tells an odd zone. */
const OTHERS = { caller: { user: 'U2', channel: 'C2', timeZone: async () => 'Etc/GMT-3' } };

let asked: Asked;
beforeEach(async () => {
  asked = await openAsked();
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('/digest', () => {
  it('subscribes in one command, told back in words with its number and when it comes', async () => {
    const reply = await asked.reply('/digest subscribe sparse autoencoders zone:europe/berlin');
    expect(reply.summary).toBe(
      'Subscribed: this channel gets a digest every Friday at 09:00 (Europe/Berlin) for: sparse autoencoders',
    );
    expect(JSON.stringify(reply.cards)).toMatch(
      /The first comes on \d+ \w+ \d{4} at 09:00, with what is news from now on/,
    );
    expect(reply.buttons?.map(({ command, values }) => [command, values])).toEqual([
      ['digest preview', { number: 1, period: 'last 30 days' }],
      ['digest list', {}],
    ]);
  });

  it('tells back what was asked for beside the query, and how that was read', async () => {
    const words = '/digest subscribe am monday new zone:UTC';
    const made = await asked.text(
      `${words} cadence:weekly cap:7 empty:say sections:new,versions news:channel hour:9`,
    );
    expect(made).toContain('every Friday at 09:00 (UTC) for: am monday new');
    expect(made).toContain(
      'As you asked: only new and versions; 7 papers at most; says so when there is nothing new; later news in the channel too.',
    );
    expect(await asked.text('/digest subscribe grokking')).not.toContain('As you asked');
  });

  it('takes the zone of the machine where nobody tells one, and says how to change that; later ones are in the zone of the channel', async () => {
    vi.stubEnv('TZ', 'America/New_York');
    expect(await asked.text('/digest subscribe grokking')).toContain(
      'I do not know your time zone and took America/New_York, that of the machine I run on. Yours: /digest edit 1 zone:Europe/Berlin',
    );
    vi.stubEnv('TZ', 'Etc/GMT+5');
    expect(await asked.reply('/digest subscribe lattices', [], OTHERS)).toMatchObject({
      summary: expect.stringContaining('every Friday at 09:00 (UTC)'),
    });
    await asked.reply('/digest edit zone:Asia/Tokyo');
    expect(await asked.text('/digest subscribe author:tegmark')).toContain('(Asia/Tokyo)');
  });

  it.each([
    ['/digest subscribe', '/digest subscribe needs a query'],
    ['/digest subscribe ""', 'Type what you look for'],
    ['/digest subscribe -latex', 'only says what to leave out'],
    ['/digest subscribe grokking zone:Berlin', 'Did you mean Europe/Berlin?'],
    ['/digest subscribe grokking cadence:"0 9 31 2 *"', 'never comes'],
    ['/digest subscribe grokking cadence:"61 9 * * *"', 'is no cron that I understand'],
    ['/digest subscribe grokking cadence:hourly', '"hourly" is no cadence'],
    ['/digest subscribe grokking from:2026-02-31', 'is no day'],
    ['/digest subscribe grokking from:2999-01-01', 'has not come yet'],
    [
      '/digest subscribe grokking cadence:weekly monday',
      'Put cadence in quotes, so that it is clear where it ends: cadence:"weekly monday", or cadence:"weekly" if that is all of it.',
    ],
    ['/digest subscribe grokking cadence:monthly 15 hour:9', 'cadence:"monthly 15", or'],
    ['/digest subscribe hour:9 am grokking', 'hour:"9 am", or hour:"9"'],
    ['/digest subscribe grokking sections:new versions', 'sections:"new versions", or sections:"new"'],
    ['/digest edit 1 cadence:weekly on monday', 'cadence:"weekly on monday", or'],
    ['/digest subscribe grokking cap:500', 'takes a whole number from 1 to 50'],
    ['/digest subscribe similar:2505.15811', 'A digest cannot look for papers similar to one'],
    ['/digest preview similar:2505.15811', 'A digest cannot look for papers similar to one'],
    ['/digest pause', 'has no subscription yet'],
    ['/digest edit 7 cap:3', 'has no subscription yet'],
    ['/unfollow 2505.15811', 'does not follow'],
    ['/digest history 12', 'has no digest 12'],
  ])('refuses with what to type: %s', async (line, words) => {
    await expect(asked.reply(line)).rejects.toThrow(words);
  });

  it('refuses the same subscription twice, naming the one there is', async () => {
    await asked.reply('/digest subscribe grokking zone:UTC');
    await expect(asked.reply('/digest subscribe   grokking cadence:daily')).rejects.toThrow(
      'This channel has that already: subscription 1, every Friday at 09:00 (UTC). To change it: /digest edit 1',
    );
  });

  it.each([
    ['grokking', 'Grokking'],
    ['grokking', '"grokking"'],
    ['author:tegmark', 'au:Tegmark'],
    ['cat:cs.LG', 'cat:cs.lg'],
    ['id:2505.15811', 'https://arxiv.org/abs/2505.15811'],
    ['grokking OR lattices', 'grokking OR LATTICES'],
  ])('knows the same subscription in another spelling: %s and %s', async (one, other) => {
    await asked.reply(`/digest subscribe ${one} zone:UTC`);
    await asked.reply('/digest subscribe scaling zone:UTC');
    await expect(asked.reply(`/digest subscribe ${other}`)).rejects.toThrow('already: subscription 1');
    const query = other.includes(' ') ? `"${other}"` : other;
    await expect(asked.reply(`/digest edit 2 query:${query}`)).rejects.toThrow('already: subscription 1');
  });

  it('changes hour and zone of a cron, also on a day that not every month has', async () => {
    await asked.reply('/digest subscribe grokking zone:UTC cadence:"0 9 31 * *"');
    await asked.reply('/digest edit 1 hour:10:30 zone:Europe/Berlin');
    expect(await asked.text('/digest list')).toContain('every month on day 31 at 10:30 (Europe/Berlin)');
  });

  it('keeps the hour where the days are said in a sentence', async () => {
    await asked.reply('/digest subscribe grokking zone:UTC hour:17:30');
    await asked.reply('/digest edit 1 cadence:"every month on the 3rd"');
    expect(await asked.text('/digest list')).toContain('every month on day 3 at 17:30 (UTC)');
  });

  it('names the one there is where another is edited to the same', async () => {
    for (const query of ['grokking', 'author:tegmark', 'scaling'])
      await asked.reply(`/digest subscribe ${query} zone:UTC`);
    await expect(asked.reply('/digest edit 3 query:author:tegmark')).rejects.toThrow(
      'This channel has that already: subscription 2',
    );
  });

  it('lists, edits, pauses, resumes and removes by number, or the only one there is without', async () => {
    await asked.reply('/digest subscribe grokking zone:UTC');
    await asked.reply(
      '/digest edit cadence:monday hour:8:30 cap:7 empty:say sections:new,versions news:channel',
    );
    expect(await asked.text('/digest list')).toMatch(
      /1\. grokking\nevery Monday at 08:30 \(UTC\); only new and versions; 7 papers at most; says so when there is nothing new; later news in the channel too; next \d+ \w+ \d{4} at 08:30/,
    );
    await asked.reply('/digest edit hour:10');
    expect(await asked.text('/digest list')).toContain('every Monday at 10:00');
    await asked.reply('/digest pause');
    await expect(asked.reply('/digest pause')).rejects.toThrow('is paused already');
    expect(await asked.text('/digest list')).toContain('paused since');
    expect((await asked.reply('/digest resume')).summary).toBe('Resumed subscription 1: grokking');
    await expect(asked.reply('/digest resume')).rejects.toThrow('is not paused');
    expect((await asked.reply('/digest remove 1')).summary).toBe('Removed subscription 1: grokking');
    expect((await asked.reply('/digest list')).summary).toBe('This channel has no subscriptions.');
    const log = await asked.text('/digest list log:yes');
    for (const word of ['now gets', 'was changed. It now has', 'was paused', 'was resumed', 'was removed'])
      expect(log).toContain(word);
  });

  it('says who changed what, and when by the clock of the channel', async () => {
    const caller = { user: 'U1', channel: 'C1', name: 'Ada' };
    await asked.reply('/digest subscribe grokking zone:Asia/Tokyo', [], { caller });
    await asked.reply('/digest edit cap:7');
    const { summary, cards } = await asked.reply('/digest list log:yes');
    expect(summary).toBe('The last 2 changes of digests in this channel, by the clock of Asia/Tokyo');
    const here = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Asia/Tokyo',
      dateStyle: 'long',
    }).format(new Date());
    expect(cards.map((card) => (card.kind === 'section' ? card.lines[0] : ''))).toEqual([
      expect.stringMatching(new RegExp(`^${here} at \\d\\d:\\d\\d, by U1: Subscription 1 .*cap 7`)),
      expect.stringMatching(new RegExp(`^${here} at \\d\\d:\\d\\d, by Ada \\(U1\\): This channel now gets`)),
    ]);
  });

  it('keeps and tells what an edit changed, and tells nobody of one that changes nothing', async () => {
    await asked.reply('/digest subscribe grokking zone:UTC');
    await asked.reply('/digest edit cap:7 hour:10 sections:new query:"grokking lattices"');
    const log = await asked.text('/digest list log:yes');
    for (const words of [
      'Subscription 1 of this channel, for grokking, was changed. It now has: query "grokking lattices" (before: "grokking"), ',
      'a digest every Friday at 10:00 (UTC) (before: every Friday at 09:00 (UTC)), ',
      'sections new (before: all) and cap 7 (before: 20)',
    ])
      expect(log).toContain(words);
    expect((await asked.reply('/digest edit cap:7 hour:10')).summary).toBe(
      'Nothing changed: subscription 1 was like that already.',
    );
    expect(await asked.text('/digest list log:yes')).toBe(log);
  });

  it('keeps a change at the end of a long query', async () => {
    const words = Array.from({ length: 40 }, (_, number) => `lattice${number}`).join(' OR ');
    await asked.reply(`/digest subscribe ${words} OR last zone:UTC`);
    expect((await asked.reply(`/digest edit query:"${words} OR final"`)).summary).not.toContain(
      'Nothing changed',
    );
  });

  it('names the number that was typed where it is not said what is to change', async () => {
    await asked.reply('/digest subscribe grokking zone:UTC');
    await expect(asked.reply('/digest edit 3')).rejects.toThrow('for example: /digest edit 3 cadence:daily');
  });

  it('asks which one is meant where there are several, and pages through hundreds', async () => {
    for (let number = 1; number <= 23; number += 1)
      await asked.reply(`/digest subscribe author:name${number} zone:UTC`);
    await expect(asked.reply('/digest pause')).rejects.toThrow(
      /has 23 subscriptions; say which by its number: 1 \(/,
    );
    const list = await asked.reply('/digest list page:3');
    expect(list.summary).toBe('23 subscriptions in this channel, page 3 of 3');
    expect(list.cards).toHaveLength(3);
    expect(list.buttons?.map(({ label }) => label)).toEqual(['Previous page', 'Last changes']);
  });

  it('follows single papers together, and takes them back', async () => {
    vi.stubEnv('TZ', 'America/New_York');
    const followed = await asked.text('/follow 2505.15811');
    expect(followed).toContain('after every announcement of arXiv at 09:00');
    expect(followed).toContain('I do not know your time zone and took America/New_York');
    await expect(asked.reply('/follow 2505.15811v2')).rejects.toThrow('follows');
    await asked.reply('/follow 2410.19750');
    expect(await asked.text('/digest list')).toContain('papers followed one by one: 2505.15811 2410.19750');
    expect((await asked.reply('/digest pause')).summary).toBe(
      'Paused subscription 1: papers followed one by one',
    );
    await asked.reply('/unfollow 2505.15811');
    await asked.reply('/unfollow 2410.19750');
    expect((await asked.reply('/digest list')).summary).toBe('This channel has no subscriptions.');
  });

  it('previews any query and period without a channel, and the next digest of a subscription', async () => {
    const preview = await asked.text('/digest preview author:tegmark period:2025-05');
    expect(preview).toContain('1 new paper for: author:tegmark (1 to 31 May 2025)');
    expect(preview).toContain('This is a preview: nothing was posted.');
    await asked.reply('/digest subscribe grokking zone:UTC');
    expect(await asked.text('/digest preview')).toContain('Nothing would be posted');
    expect(await asked.text('/digest preview 1 period:2022')).toContain('new papers for: grokking');
    expect((await asked.reply('/digest now')).summary).toContain('There is nothing to post: nothing new');
  });

  it('asked for at once say what is in the way: no subscription, or that they are paused', async () => {
    await expect(asked.reply('/digest now')).rejects.toThrow('This channel has no subscription yet.');
    await asked.reply('/digest subscribe grokking zone:UTC');
    await asked.reply('/digest pause');
    expect((await asked.reply('/digest now')).summary).toBe(
      'There is nothing to post: what this channel subscribed to is paused. To go on: /digest resume',
    );
    await asked.reply('/digest subscribe scaling zone:UTC');
    // Nothing of arXiv is read here.
    expect((await asked.reply('/digest now')).summary).toContain(
      'nothing new for this channel that could be read',
    );
  });

  it('says why a paper is not in the digests of the channel', async () => {
    expect((await asked.reply('/digest why 2505.15811')).summary).toContain('has no subscriptions');
    await asked.reply('/digest subscribe sparse autoencoders author:tegmark zone:UTC');
    await asked.reply('/digest subscribe narrow AI zone:UTC');
    const why = await asked.text('/digest why 2505.15811');
    expect(why).toContain('It does not match because of: sparse and autoencoders');
    expect(why).toMatch(/It matches: .*narrow/i);
    expect(why).toContain('before this subscription began');
  });

  it('looks for what was typed, and offers what was probably meant where that stands nowhere', async () => {
    const made = await asked.reply('/digest subscribe author:dewitt zone:UTC');
    expect(made.summary).toContain('for: author:dewitt');
    expect(JSON.stringify(made.cards)).toContain(
      '\\"dewitt\\" finds nothing in this library, where \\"de witt\\" does; a digest looks for words and names exactly as they were typed.',
    );
    expect(made.buttons?.[0]).toEqual({
      label: 'Look for author:"de witt"',
      command: 'digest edit',
      values: { number: 1, query: 'author:"de witt"' },
    });
    expect(await asked.text('/digest preview')).toContain('where "de witt" does');
    expect(await asked.text('/digest preview author:dewitt period:2024-10')).toContain(
      'where "de witt" does',
    );
    const edited = await asked.text(`/digest edit 1 query:"spars autoencodrs"`);
    expect(edited).toContain('"spars" and "autoencodrs" find nothing in this library, where "sparse" and');
    expect(edited).toContain('/digest edit 1 query:"sparse autoencoders"');
    const dated = await asked.reply('/digest edit 1 query:"autoencodrs 2025"');
    expect(JSON.stringify(dated.cards)).toContain('"autoencodrs\\" finds nothing in this library');
    expect(dated.buttons?.[0]?.values).toEqual({ number: 1, query: 'autoencoders 2025' });
    for (const read of ['autoencoders 2025', 'Tegmark 2025', 'Max Tegmark']) {
      const { buttons, cards } = await asked.reply(`/digest edit 1 query:"${read}"`);
      expect([buttons, JSON.stringify(cards)]).toEqual([[], expect.not.stringContaining('finds nothing')]);
    }
    const known = await asked.reply('/digest edit 1 query:author:tegmark');
    expect([known.buttons, JSON.stringify(known.cards)]).toEqual([
      [],
      expect.not.stringContaining('finds nothing'),
    ]);
    expect(await asked.text('/digest subscribe au:tegmrak AND grokking')).toContain(
      '"tegmrak" finds nothing',
    );
    expect(await asked.text('/digest subscribe Tegmark 2022')).not.toContain('finds nothing');
  });

  it('has had no digest at first', async () => {
    expect((await asked.reply('/digest history')).summary).toBe('This channel has had no digest yet.');
  });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Subscription } from '../../src/core/digest/subscription.ts';
import { type Channel, openChannel, paperOf } from './channel.ts';
import { createDigestWorld } from './world.ts';

const GROKKING = 'Grokking of lattices';

let channel: Channel;
beforeEach(async () => {
  channel = await openChannel('2026-11-09T12:00:00Z');
  await channel.read();
});
afterEach(() => channel.store.close());

it('a new version of a paper that the library did not know is told as one, and that nobody here saw what changed', async () => {
  await channel.subscribe('grokking');
  channel.set('2026-11-12T04:00:00Z');
  await channel.see(paperOf('2405.00001', GROKKING, '2024-05-01', '2026-11-10'));
  const { posts } = await channel.digests.previewNext(await theOne());
  expect(JSON.stringify(posts)).toContain('v1 → v2 on 10 November 2026; what changed was not seen here');
  await weekOf('2026-11-13');
  expect(await channel.planned()).toMatchObject([
    { headline: '1 new version for: grokking (9 to 13 November 2026)', shown: ['2405.00001'] },
  ]);
  await weekOf('2026-11-20');
  expect(await channel.planned()).toHaveLength(1);
});

it('the first reading of a source, after somebody subscribed, brings what is announced from then on, and no flood', async () => {
  await channel.subscribe('grokking');
  channel.set('2026-11-09T12:10:00Z');
  const days = ['02', '03', '04', '05', '06', '07', '08', '09'];
  await channel.see(...days.map((day) => paperOf(`2611.000${day}`, GROKKING, `2026-11-${day}`)));
  await weekOf('2026-11-13');
  // On Sunday evening all was announced that had come by Friday afternoon.
  const [digest] = await channel.planned();
  expect(digest?.shown.toSorted()).toEqual(['2611.00006', '2611.00007', '2611.00008', '2611.00009']);
});

it('a paper of months ago that somebody looks up is no news where all was looked through since, week by week without news', async () => {
  channel.set('2026-01-05T12:00:00Z');
  await channel.read();
  await channel.subscribe('grokking');
  for (const friday of ['2026-01-09', '2026-06-12', '2026-11-13']) await weekOf(friday);
  channel.set('2026-11-14T12:00:00Z');
  await channel.see(
    paperOf('2602.01234', GROKKING, '2026-02-10'),
    paperOf('2611.01234', GROKKING, '2026-11-14'),
  );
  await weekOf('2026-11-20');
  expect(await channel.planned()).toMatchObject([
    { headline: '1 new paper for: grokking (13 to 20 November 2026)', shown: ['2611.01234'] },
  ]);
});

it('a paper of months ago is news where its source could not be read since, though the channel had other digests', async () => {
  channel.set('2026-01-05T12:00:00Z');
  await channel.read();
  await channel.subscribe('grokking');
  await weekOf('2026-01-09');
  channel.set('2026-11-10T12:00:00Z');
  await channel.see(paperOf('2611.01234', GROKKING, '2026-11-09'));
  await awakeUntil('2026-11-13T12:00:00Z');
  await channel.see(paperOf('2602.01234', GROKKING, '2026-02-10'));
  await weekOf('2026-11-20');
  expect((await channel.planned()).map(({ shown }) => shown)).toEqual([['2602.01234'], ['2611.01234']]);
});

it('what another digest told of a paper does not swallow what became of it since', async () => {
  await channel.subscribe('grokking', { cadence: { cron: '0 9 * * 2', zone: 'UTC' } });
  await channel.subscribe('lattices');
  await channel.see(paperOf('2611.00001', GROKKING, '2026-11-09'));
  await weekOf('2026-11-10');
  channel.set('2026-11-12T04:00:00Z');
  await channel.see(paperOf('2611.00001', GROKKING, '2026-11-09', '2026-11-11'));
  await weekOf('2026-11-13');
  expect((await channel.planned()).map(({ headline }) => headline)).toEqual([
    '1 new version for: lattices (9 to 13 November 2026)',
    '1 new paper for: grokking (9 to 10 November 2026)',
  ]);
});

it('what another digest told of a paper does not swallow what it did not reach back to', async () => {
  await channel.subscribe('grokking');
  await channel.see(paperOf('2611.00001', GROKKING, '2026-11-09'));
  // This one begins behind the first version, so that it only tells of the second.
  await channel.subscribe('lattices', {
    cadence: { cron: '0 9 * * 4', zone: 'UTC' },
    sections: ['versions'],
  });
  channel.set('2026-11-12T04:00:00Z');
  await channel.see(paperOf('2611.00001', GROKKING, '2026-11-09', '2026-11-11'));
  await weekOf('2026-11-12');
  await weekOf('2026-11-13');
  expect((await channel.planned()).map(({ headline }) => headline)).toEqual([
    '1 new paper for: grokking (9 to 13 November 2026)',
    '1 new version for: lattices (9 to 12 November 2026)',
  ]);
});

it('from a day that somebody names on, what was seen since counts, and nothing before', async () => {
  const days = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04'];
  for (const [index, day] of days.entries()) {
    channel.set(`${day}T12:00:00Z`);
    await channel.see(paperOf(`2611.0000${index + 1}`, GROKKING, day));
  }
  channel.set('2026-11-09T12:00:00Z');
  await channel.subscribe('grokking', { from: '2026-11-03' });
  await channel.subscribe('lattices');
  await weekOf('2026-11-13');
  const [digest, ...others] = await channel.planned();
  expect(digest?.shown.toSorted()).toEqual(['2611.00003', '2611.00004']);
  expect(others).toEqual([]);
});

it('a day from which on to tell must have come', async () => {
  await expect(channel.subscribe('grokking', { from: '2026-11-10' })).rejects.toThrow('has not come yet');
});

it('what was announced a quarter of an hour before a digest is due is waited for', async () => {
  await channel.subscribe('grokking', { cadence: { cron: '0 4 * * *', zone: 'UTC' }, empty: 'say' });
  channel.set('2026-11-10T04:00:00Z');
  await channel.run();
  expect(await channel.planned()).toEqual([]);
  channel.set('2026-11-10T04:20:00Z');
  await channel.see(paperOf('2611.00001', GROKKING, '2026-11-09'));
  await channel.read();
  await channel.run();
  expect(await channel.planned()).toMatchObject([{ shown: ['2611.00001'] }]);
});

it('a source that stays unread is waited for an hour and a half, and not for ever', async () => {
  await channel.subscribe('grokking', { cadence: { cron: '0 4 * * *', zone: 'UTC' }, empty: 'say' });
  channel.set('2026-11-10T05:29:59Z');
  await channel.run();
  expect(await channel.planned()).toEqual([]);
  channel.set('2026-11-10T05:30:00Z');
  await channel.run();
  expect(await channel.planned()).toHaveLength(1);
});

it('a bot that is started again and again waits no longer for a source; after a night without it, it does', async () => {
  await channel.subscribe('grokking', { cadence: { cron: '0 4 * * *', zone: 'UTC' }, empty: 'say' });
  const startedAt = async (now: string): Promise<number> => {
    channel.set(now);
    const world = createDigestWorld(channel.store, channel.library, { now: () => Date.parse(now) });
    await world.planner.planDue(new AbortController().signal);
    return (await channel.planned()).length;
  };
  for (const time of ['03:00', '04:00', '05:00', '05:20'])
    expect(await startedAt(`2026-11-10T${time}:00Z`)).toBe(0);
  expect(await startedAt('2026-11-10T05:30:00Z')).toBe(1);
  await channel.run();
  expect(await startedAt('2026-11-11T07:00:00Z')).toBe(1);
  expect(await startedAt('2026-11-11T08:29:00Z')).toBe(1);
  expect(await startedAt('2026-11-11T08:30:00Z')).toBe(2);
});

it('weeks in which arXiv could not be read are no quiet weeks: a channel that wants silence hears so once, until it is read again', async () => {
  await channel.subscribe('grokking');
  const headlines = async () => (await channel.planned()).map(({ headline }) => headline);
  const unread = (friday: string) => awakeUntil(`${friday}T12:00:00Z`);
  await unread('2026-11-13');
  await unread('2026-11-20');
  const first = 'Nothing new that could be read for: grokking (9 to 13 November 2026)';
  expect(await headlines()).toEqual([first]);
  await weekOf('2026-11-27');
  await weekOf('2026-12-04');
  expect(await headlines()).toEqual([first]);
  await unread('2026-12-11');
  expect(await headlines()).toEqual([
    'Nothing new that could be read for: grokking (4 to 11 December 2026)',
    first,
  ]);
  const preview = await channel.digests.previewNext(await theOne());
  expect(preview).toMatchObject({
    posts: [],
    coverage: expect.stringMatching(/^arXiv last read 7 days ago/),
  });
});

it('of many subscriptions of a channel that could not be read one says so a day', async () => {
  for (const query of ['grokking', 'lattices', 'scaling']) await channel.subscribe(query);
  const said = async (friday: string) => {
    await awakeUntil(`${friday}T12:00:00Z`);
    return (await channel.planned()).map(({ headline }) => / for: (\w+)/.exec(headline)?.[1]);
  };
  expect(await said('2026-11-13')).toEqual(['grokking']);
  expect(await said('2026-11-20')).toEqual(['lattices', 'grokking']);
});

it('that another source could not be read is told, though the channel heard of one the same day', async () => {
  await channel.subscribe('grokking');
  for (const query of ['lattices', 'scaling'])
    await channel.subscribe(query, { cadence: { cron: '0 18 * * 5', zone: 'UTC' } });
  await awakeUntil('2026-11-13T12:00:00Z');
  await fails('Search lattices', 'arXiv (API) answered "no such field".', { refused: true });
  await awakeUntil('2026-11-13T21:00:00Z');
  expect(await channel.planned()).toMatchObject([
    {
      headline: expect.stringContaining('for: lattices'),
      unread: ['arXiv', 'arXiv (API) answered "no such field".'],
    },
    { headline: expect.stringContaining('for: grokking'), unread: ['arXiv'] },
  ]);
});

it('when arXiv is down one subscription of a channel says so a day, though each has a source of its own', async () => {
  const queries = ['grokking', 'lattices', 'scaling'];
  for (const [index, query] of queries.entries()) {
    await channel.subscribe(query);
    await fails(`Search ${query}`, ['no answer', 'HTTP 503', 'left alone until 15:40'][index] ?? '');
  }
  channel.set('2026-11-13T12:00:00Z');
  await channel.run();
  expect(await channel.planned()).toHaveLength(1);
});

function fails(name: string, message: string, more: { readonly refused?: true } = {}): Promise<void> {
  const [since, at] = ['2026-11-10T13:00:00.000Z', '2026-11-13T11:00:00.000Z'];
  return channel.store.saveSourceState({ name, lastError: { since, at, message, ...more } });
}

it('a digest of the same day that was whole is no reason to keep silent of what could not be read since', async () => {
  await channel.subscribe('grokking', { cadence: { cron: '0 23 * * 1', zone: 'UTC' } });
  await channel.subscribe('scaling', { cadence: { cron: '0 23 * * 2', zone: 'UTC' } });
  await channel.see(paperOf('2611.00001', GROKKING, '2026-11-09'));
  // Half an hour after an announcement nobody expects that to have been read.
  await awakeUntil('2026-11-10T04:15:00Z');
  await awakeUntil('2026-11-11T03:50:00Z');
  expect((await channel.planned()).map(({ headline }) => headline)).toEqual([
    'Nothing new that could be read for: scaling (9 to 11 November 2026)',
    '1 new paper for: grokking (9 to 10 November 2026)',
  ]);
});

it('after a machine slept past the hour, what was announced meanwhile is waited for, as after a start', async () => {
  await channel.subscribe('grokking');
  channel.set('2026-11-12T20:00:00Z');
  await channel.read();
  await channel.run();
  channel.set('2026-11-13T11:00:00Z');
  await channel.run();
  expect(await channel.planned()).toEqual([]);
  await channel.see(paperOf('2611.00001', GROKKING, '2026-11-12'));
  await channel.read();
  await channel.run();
  expect(await channel.planned()).toMatchObject([{ shown: ['2611.00001'] }]);
});

it('a reading that failed a few minutes before the hour is waited for, and one that fails for hours is not', async () => {
  await channel.subscribe('grokking', { empty: 'say' });
  const failing = async (moment: string, since: string) => {
    const lastError = { since: `${since}.000Z`, at: `${since}.000Z`, message: 'no answer' };
    const [state] = await channel.store.sourceStates();
    if (state !== undefined) await channel.store.saveSourceState({ ...state, lastError });
    channel.set(moment);
    await channel.run();
    return (await channel.planned()).length;
  };
  expect(await failing('2026-11-13T09:00:00Z', '2026-11-13T08:52:00')).toBe(0);
  await channel.see(paperOf('2611.00001', GROKKING, '2026-11-12'));
  channel.set('2026-11-13T10:00:00Z');
  await channel.read();
  await channel.run();
  expect(await channel.planned()).toMatchObject([{ shown: ['2611.00001'] }]);
  expect(await failing('2026-11-20T09:00:00Z', '2026-11-20T05:59:00')).toBe(2);
});

it('what becomes of a paper is told by the subscription that brought it, though its words do not match any more', async () => {
  await channel.subscribe('grokking');
  await channel.subscribe('lattices', { sections: ['new'] });
  await channel.see(
    paperOf('2611.00001', GROKKING, '2026-11-09'),
    paperOf('2611.00002', 'Bosons', '2026-11-09'),
  );
  await weekOf('2026-11-13');
  channel.set('2026-11-17T12:00:00Z');
  await channel.see(
    { ...paperOf('2611.00001', 'Withdrawn', '2026-11-09', '2026-11-17'), withdrawn: true },
    paperOf('2611.00002', 'Bosons', '2026-11-09', '2026-11-17'),
  );
  const [why] = await channel.digests.why(channel.asker, '2611.00001');
  expect(why).toMatchObject({
    missing: ['grokking'],
    isBrought: true,
    next: { kind: 'shown', section: 'withdrawn' },
  });
  const words = await channel.text('/digest why 2611.00001');
  for (const line of [
    'It does not match because of: grokking',
    'What becomes of it is told all the same, as this subscription has brought it here.',
    'It will be in the next digest, under "withdrawn".',
  ])
    expect(words).toContain(line);
  const { posts } = await channel.digests.previewNext(await theOne());
  expect(JSON.stringify(posts)).toContain('nothing now; this subscription brought it here before');
  await weekOf('2026-11-20');
  expect(await channel.planned()).toMatchObject([
    { headline: '1 withdrawn for: grokking (13 to 20 November 2026)', shown: ['2611.00001'] },
    { headline: '1 new paper for: grokking (9 to 13 November 2026)', shown: ['2611.00001'] },
  ]);
});

it('a query that is not understood any more is told of once, and passes nothing over until it is typed anew', async () => {
  const { subscription } = await channel.subscribe('grokking');
  await channel.store.subscriptions.change(
    subscription.id,
    (one) => ({ ...one, query: 'similar:2401.00001' }),
    () => ({ by: 'U1', at: '2026-11-09T12:00:00Z', what: 'by an earlier release' }),
  );
  await channel.see(paperOf('2611.00001', GROKKING, '2026-11-09'));
  await weekOf('2026-11-13');
  await weekOf('2026-11-20');
  expect(await channel.planned()).toHaveLength(1);
  const { coverage } = await channel.digests.previewNext(await theOne());
  expect(coverage).toContain('An earlier release took "similar:2401.00001"');
  await channel.digests.edit(channel.asker, subscription.id, { query: 'grokking', anyway: true });
  await weekOf('2026-11-27');
  expect(await channel.planned()).toMatchObject([{ shown: ['2611.00001'] }, { shown: [] }]);
});

it('a clock that was a year ahead for a moment holds up neither what is due nor what was to be posted, once it is right', async () => {
  await channel.subscribe('grokking', { empty: 'say' });
  channel.set('2027-11-12T09:00:00Z');
  await channel.read();
  await channel.planner.planDue(new AbortController().signal);
  expect(await channel.planned()).toHaveLength(1);
  channel.set('2026-11-09T12:01:00Z');
  await channel.read();
  await channel.run();
  expect((await theOne()).dueAt).toBe('2026-11-13T09:00:00.000Z');
  expect(await channel.store.subscriptions.progress((await theOne()).id)).toBeUndefined();
  channel.set('2026-11-10T04:20:00Z');
  await channel.see(paperOf('2611.00001', GROKKING, '2026-11-09'));
  await weekOf('2026-11-13');
  expect((await channel.planned())[0]).toMatchObject({
    shown: ['2611.00001'],
    headline: expect.stringContaining('(13 November 2026)'),
  });
});

it('a clock that was seconds, or a few hours, ahead has nothing said twice for an hour', async () => {
  await channel.subscribe('grokking', { empty: 'say' });
  for (const [ahead, right] of [
    ['2026-11-13T09:00:00.500Z', '2026-11-13T08:59:58Z'],
    ['2026-11-20T09:30:00Z', '2026-11-20T03:30:00Z'],
  ] as const) {
    channel.set(ahead);
    await channel.read();
    await channel.run();
    const before = await channel.planned();
    channel.set(right);
    await channel.run();
    await weekOf(right.slice(0, 10));
    expect(await channel.planned()).toEqual(before);
  }
  await weekOf('2026-11-27');
  expect(await channel.planned()).toHaveLength(3);
});

it('a start sets right what a clock that was ahead had put off', async () => {
  const { subscription } = await channel.subscribe('grokking');
  await channel.store.subscriptions.change(
    subscription.id,
    (one) => ({ ...one, dueAt: '2027-11-19T09:00:00.000Z' }),
    () => ({ by: 'U1', at: '2026-11-09T12:00:00Z', what: 'by a clock that was ahead' }),
  );
  await channel.run();
  expect((await theOne()).dueAt).toBe('2026-11-13T09:00:00.000Z');
});

async function theOne(): Promise<Subscription> {
  const [subscription] = await channel.digests.all();
  if (subscription === undefined) throw new Error('it is gone');
  return subscription;
}

/** Runs as a bot does that was awake for hours, and waits no longer for what is unread. */
async function awakeUntil(moment: string): Promise<void> {
  const before = [170, 85].map((minutes) => new Date(Date.parse(moment) - minutes * 60_000).toISOString());
  await channel.look(...before);
  channel.set(moment);
  await channel.run();
}

async function weekOf(friday: string): Promise<void> {
  channel.set(`${friday}T09:00:00Z`);
  await channel.read();
  await channel.run();
}

import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { UpstreamError } from '../../src/core/errors.ts';
import {
  type Answer,
  ArxivBusy,
  type ArxivClient,
  createArxivClient,
  type Request,
  UnusableAnswer,
} from '../../src/sources/arxiv-client.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { answers, type Behaviour, breaksOff, hangs, startFakeArxiv } from '../fakes/arxiv.ts';
import { createFakeClock, createFakeTurns } from '../fakes/clock.ts';
import { createFakeLog } from '../fakes/log.ts';

let stop: () => Promise<void> = async () => {};
afterEach(() => stop());

async function setUp(...script: Behaviour[]) {
  const server = await startFakeArxiv(...script);
  stop = () => server.stop();
  const clock = createFakeClock();
  const log = createFakeLog();
  const turns = createFakeTurns(clock);
  const client = createArxivClient({ turns, userAgent: 'Paperthread/0 (test)', log, clock });
  return { server, clock, log, turns, client };
}

/** The answer as it came. */
async function get(client: ArxivClient, request: Request): Promise<Answer> {
  return client.read(request, async (answer) => answer);
}

async function textOf(client: ArxivClient, url: string): Promise<string> {
  const answer = await get(client, { url });
  return answer.kind === 'answer' ? new TextDecoder().decode(answer.body) : answer.kind;
}

describe('a question to arXiv', () => {
  it('says who asks, and understands gzip', async () => {
    const { server, client } = await setUp(answers(gzipSync('papers'), { 'content-encoding': 'gzip' }));
    expect(await textOf(client, `${server.url}/oai?verb=Identify`)).toBe('papers');
    expect(server.asked[0]).toMatchObject({
      url: '/oai?verb=Identify',
      headers: { 'user-agent': 'Paperthread/0 (test)' },
    });
  });

  it('waits three seconds after the one before', async () => {
    const { server, client, clock } = await setUp(answers('a'));
    await get(client, { url: server.url });
    await get(client, { url: server.url });
    expect(clock.slept).toEqual([3_000]);
  });

  it('of a person goes before a long reading, one at a time and three seconds apart', async () => {
    const server = await startFakeArxiv((_request, response) => {
      setTimeout(() => response.end('a'), 3_300);
    });
    stop = () => server.stop();
    const store = await openSqliteStore(':memory:');
    const newClient = (): ArxivClient =>
      createArxivClient({ turns: store.turns, userAgent: 'x', log: createFakeLog(), clock: systemClock });
    const reader = newClient();
    const reading = (async () => {
      for (const page of [1, 2]) await get(reader, { url: `${server.url}/page/${page}` });
    })();
    await systemClock.sleep(1_000);
    await get(newClient(), { url: `${server.url}/person`, patienceMs: 15_000 });
    await reading;
    await store.close();
    expect(server.asked.map(({ url }) => url)).toEqual(['/page/1', '/person', '/page/2']);
    expect(server.busiest()).toBe(1);
    for (const [index, { at }] of server.asked.entries())
      expect(at - (server.asked[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(3_000);
  });

  it('can be answered with "not changed"', async () => {
    const { server, client } = await setUp(answers('feed', { etag: '"1"' }), answers('', {}, 304));
    expect(await get(client, { url: server.url })).toMatchObject({ kind: 'answer', etag: '"1"' });
    expect(await get(client, { url: server.url, etag: '"1"', lastModified: 'Mon' })).toEqual({
      kind: 'unchanged',
    });
    expect(server.asked[1]?.headers).toMatchObject({ 'if-none-match': '"1"', 'if-modified-since': 'Mon' });
  });

  it('is spared the same answer by the date of the last one, where the server knows no other mark', async () => {
    let changed = 'Mon, 23 Nov 2026 05:00:00 GMT';
    const { server, client } = await setUp((request, response) => {
      const same = request.headers['if-modified-since'] === changed;
      answers(same ? '' : 'feed', { 'last-modified': changed }, same ? 304 : 200)(request, response);
    });
    const first = await get(client, { url: server.url });
    expect(first).toMatchObject({ kind: 'answer', lastModified: changed });
    const mark = { lastModified: changed };
    expect(await get(client, { url: server.url, ...mark })).toEqual({ kind: 'unchanged' });
    changed = 'Tue, 24 Nov 2026 05:00:00 GMT';
    expect(await get(client, { url: server.url, ...mark })).toMatchObject({
      kind: 'answer',
      lastModified: changed,
    });
  });

  it('brings back what a refusal says', async () => {
    const { server, client } = await setUp(answers('<error/>', {}, 400));
    expect(await get(client, { url: server.url })).toMatchObject({ kind: 'answer', status: 400 });
  });

  it('follows a redirect as a request of its own', async () => {
    const { server, client, clock } = await setUp(answers('', { location: '/there' }, 307), answers('here'));
    expect(await textOf(client, `${server.url}/start`)).toBe('here');
    expect(server.asked.map(({ url }) => url)).toEqual(['/start', '/there']);
    expect(clock.slept).toEqual([3_000]);
  });

  it('does not go round in circles', async () => {
    const { server, client } = await setUp(answers('', { location: '/again' }, 302));
    await expect(get(client, { url: server.url })).rejects.toThrow('sends us round in circles');
    expect(server.asked).toHaveLength(6);
  });

  it.each(['http://[', 'ftp://127.0.0.1/'])('does not go to %s', async (location) => {
    const { server, client } = await setUp(answers('', { location }, 301));
    await expect(get(client, { url: server.url })).rejects.toThrow(
      /^arXiv \(127\.0\.0\.1:\d+\) redirects to an address that is not safe\.$/,
    );
    expect(server.asked).toHaveLength(1);
  });
});

describe('a server in trouble', () => {
  it('that names a rest gets exactly that', async () => {
    const { server, client, clock } = await setUp(
      answers('', { 'retry-after': '42' }, 503),
      answers('better'),
    );
    expect(await textOf(client, server.url)).toBe('better');
    expect(clock.slept).toEqual([42_000]);
  });

  it('that names a date gets a rest until then', async () => {
    const { server, client, clock } = await setUp(
      answers('', { 'retry-after': 'Mon, 23 Nov 2026 09:01:30 GMT' }, 429),
      answers('better'),
    );
    expect(await textOf(client, server.url)).toBe('better');
    expect(clock.slept).toEqual([90_000]);
  });

  it('is asked less and less often, then left alone with a sentence', async () => {
    const { server, client, clock, log } = await setUp(answers('', {}, 500));
    await expect(get(client, { url: server.url })).rejects.toThrow(
      /^arXiv \(127\.0\.0\.1:\d+\) is busy \(HTTP 500\)\.$/,
    );
    expect(server.asked).toHaveLength(6);
    expect(clock.slept).toHaveLength(5);
    for (const [index, ms] of clock.slept.entries()) {
      expect(ms).toBeGreaterThanOrEqual(Math.max(3_000, 2_500 * 2 ** index));
      expect(ms).toBeLessThanOrEqual(5_000 * 2 ** index);
    }
    expect(log.lines).toHaveLength(6);
  });

  it('that names a long rest gets all of it, from everybody, who are told until when', async () => {
    const { server, client, clock } = await setUp(
      answers('', { 'retry-after': '3600' }, 503),
      answers('better'),
    );
    const first = get(client, { url: server.url });
    await expect(first).rejects.toThrow(
      /^arXiv \(127\.0\.0\.1:\d+\) is busy \(HTTP 503\) and asked to be left alone until 10:00 GMT\.$/,
    );
    await expect(first).rejects.toBeInstanceOf(ArxivBusy);
    await clock.sleep(1_800_000);
    for (const patience of [{}, { patienceMs: 120_000 }]) {
      const other = get(client, { url: server.url, ...patience });
      await expect(other).rejects.toThrow(/^arXiv asked to be left alone until 10:00 GMT\.$/);
      await expect(other).rejects.toBeInstanceOf(ArxivBusy);
    }
    expect(clock.slept).toEqual([1_800_000]);
    expect(server.asked).toHaveLength(1);
    await clock.sleep(1_800_000);
    expect(await textOf(client, server.url)).toBe('better');
  });

  it('is left alone for a day at most, and the other day is named', async () => {
    const { server, client, clock } = await setUp(
      answers('', { 'retry-after': '999999999' }, 429),
      answers('better'),
    );
    await expect(get(client, { url: server.url })).rejects.toThrow(
      'is busy (HTTP 429) and asked to be left alone until 09:00 GMT on 24 November 2026.',
    );
    await clock.sleep(86_400_000);
    expect(await textOf(client, server.url)).toBe('better');
  });

  it('that breaks off in the middle is asked again', async () => {
    const { server, client } = await setUp(breaksOff, answers('whole'));
    expect(await textOf(client, server.url)).toBe('whole');
  });

  it('that sends without end is cut off', async () => {
    const { server, client } = await setUp((_request, response) => {
      const piece = Buffer.alloc(1 << 20);
      const more = (): void => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', more);
      more();
    });
    await expect(get(client, { url: server.url })).rejects.toThrow(
      /^arXiv \(127\.0\.0\.1:\d+\) sends more than 64 MB in one answer\.$/,
    );
    // Six times as much would be no better.
    expect(server.asked).toHaveLength(1);
  });

  it('that is not there is told without a stack', async () => {
    const { server, client } = await setUp(answers(''));
    await server.stop();
    await expect(get(client, { url: server.url })).rejects.toThrow(
      'cannot be reached, or the connection broke',
    );
  });
});

describe('an answer that nobody can make use of', () => {
  const read = async (answer: Answer): Promise<string> => {
    const text = answer.kind === 'answer' ? new TextDecoder().decode(answer.body) : '';
    if (text !== 'papers') throw new UnusableAnswer('sent rubbish');
    return text;
  };

  it('is asked for again after a rest that everybody keeps', async () => {
    const { server, clock, client } = await setUp(answers('rubbish'), answers('rubbish'), answers('papers'));
    const started = clock.now();
    expect(await client.read({ url: server.url }, read)).toBe('papers');
    expect(server.asked).toHaveLength(3);
    expect(clock.now() - started).toBeGreaterThanOrEqual(2 * 3_000);
  });

  it('is given up in words, after as many tries as are wanted', async () => {
    const { server, client } = await setUp(answers('rubbish'));
    await expect(client.read({ url: server.url, tries: 2 }, read)).rejects.toThrow(
      /^arXiv \(127\.0\.0\.1:\d+\) sent rubbish\.$/,
    );
    expect(server.asked).toHaveLength(2);
  });

  it.each([400, 401, 403, 404, 410, 300])('and is a refusal (HTTP %i) is final', async (status) => {
    const { server, client } = await setUp(answers('<html>No.</html>', {}, status));
    await expect(client.read({ url: server.url }, read)).rejects.toThrow(
      new RegExp(`^arXiv \\(127\\.0\\.0\\.1:\\d+\\) refused the question \\(HTTP ${status}\\)\\.$`),
    );
    expect(server.asked).toHaveLength(1);
  });

  it('is no refusal where the reader understands it, whatever its status', async () => {
    const { server, client } = await setUp(answers('papers', {}, 404));
    expect(await client.read({ url: server.url }, read)).toBe('papers');
  });

  it('but was understood as a refusal is not asked for again, and the turn is given back', async () => {
    const { server, client } = await setUp(answers('no'), answers('papers'));
    const refused = client.read({ url: server.url }, async () => {
      throw new UpstreamError('arXiv said no.');
    });
    await expect(refused).rejects.toThrow('arXiv said no.');
    expect(await client.read({ url: server.url }, read)).toBe('papers');
  });
});

describe('patience', () => {
  it('of somebody who waits for an answer ends before a long rest', async () => {
    const { server, client, clock } = await setUp(answers('', { 'retry-after': '42' }, 503));
    await expect(get(client, { url: server.url, patienceMs: 10_000 })).rejects.toThrow(
      'is busy (HTTP 503) and asked to be left alone until 09:01 GMT.',
    );
    await expect(get(client, { url: server.url, patienceMs: 10_000 })).rejects.toThrow(
      /^arXiv is in trouble and left alone until 09:01 GMT\.$/,
    );
    expect(clock.slept).toEqual([]);
  });

  it('ends while the server hangs, and puts no rest on others', async () => {
    const { server, client } = await setUp(hangs, answers('better'));
    const asked = Date.now();
    await expect(get(client, { url: server.url, patienceMs: 200 })).rejects.toThrow(
      /^arXiv \(127\.0\.0\.1:\d+\) gave no answer within a second\.$/,
    );
    expect(Date.now() - asked).toBeLessThan(1_000);
    expect(await get(client, { url: server.url, patienceMs: 4_000 })).toMatchObject({ kind: 'answer' });
  });

  it('ends while others have the turn, and leaves the queue', async () => {
    const { server, client, clock, turns } = await setUp(answers('a'));
    const other = { name: 'arxiv', holder: 'other' };
    await turns.take({ ...other, leaseMs: 600_000, spacingMs: 0 });
    await expect(get(client, { url: server.url, patienceMs: 2_000 })).rejects.toThrow(
      /^arXiv is still busy with earlier questions of this installation\. Ask again in a minute\.$/,
    );
    expect(clock.slept).toEqual([500, 500, 500]);
    await turns.end(other);
    expect(await turns.take({ ...other, leaseMs: 1, spacingMs: 0 })).toBe(0);
  });

  it('ends at once when stopped, also while the server hangs', async () => {
    const { server, client, clock } = await setUp(hangs);
    const leave = new AbortController();
    const asked = get(client, { url: server.url, signal: leave.signal });
    setTimeout(() => leave.abort(), 50);
    await expect(asked).rejects.toThrow('The question to arXiv was stopped.');
    // The next one need not wait until the lease of the stopped one runs out.
    const before = clock.now();
    await expect(
      get(client, { url: server.url, patienceMs: 10_000, signal: AbortSignal.timeout(300) }),
    ).rejects.toThrow();
    expect(clock.now() - before).toBeLessThanOrEqual(3_000);
  });
});

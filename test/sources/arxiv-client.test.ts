import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { UpstreamError } from '../../src/core/errors.ts';
import {
  type Answer,
  type ArxivClient,
  createArxivClient,
  type Request,
  systemClock,
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
  const client = createArxivClient({
    turns: createFakeTurns(clock),
    userAgent: 'Paperthread/0 (test)',
    log,
    clock,
  });
  return { server, clock, log, client };
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

  it('goes out one at a time and three seconds apart, whoever asks', async () => {
    const server = await startFakeArxiv((_request, response) => {
      setTimeout(() => response.end('a'), 3_300);
    });
    stop = () => server.stop();
    const store = await openSqliteStore(':memory:');
    const clients = Array.from({ length: 2 }, () =>
      createArxivClient({ turns: store.turns, userAgent: 'x', log: createFakeLog(), clock: systemClock }),
    );
    await Promise.all(clients.map((client) => get(client, { url: server.url })));
    await store.close();
    expect(server.busiest()).toBe(1);
    const [first, second] = server.asked.map(({ at }) => at);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(3_000);
  });

  it('can be answered with "not changed"', async () => {
    const { server, client } = await setUp(answers('feed', { etag: '"1"' }), answers('', {}, 304));
    expect(await get(client, { url: server.url })).toMatchObject({ kind: 'answer', etag: '"1"' });
    expect(await get(client, { url: server.url, etag: '"1"', lastModified: 'Mon' })).toEqual({
      kind: 'unchanged',
    });
    expect(server.asked[1]?.headers).toMatchObject({ 'if-none-match': '"1"', 'if-modified-since': 'Mon' });
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

  it('makes everybody wait, not only the one who met it', async () => {
    const { server, client, clock } = await setUp(
      answers('', { 'retry-after': '900' }, 503),
      answers('better'),
    );
    await expect(get(client, { url: server.url })).rejects.toThrow('is busy');
    await get(client, { url: server.url });
    expect(clock.slept).toEqual([600_000]);
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
    await expect(get(client, { url: server.url })).rejects.toThrow('sends more than 64 MB in one answer');
  }, 60_000);

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
    await expect(get(client, { url: server.url, patienceMs: 10_000 })).rejects.toThrow('is busy');
    expect(clock.slept).toEqual([]);
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

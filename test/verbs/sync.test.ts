import { afterEach, describe, expect, it } from 'vitest';
import { answers, type Behaviour, hangs, startFakeArxiv } from '../fakes/arxiv.ts';
import { oaiPage } from '../fakes/oai.ts';
import { launch, run, useFolder } from './launch.ts';

const folder = useFolder();

let stop = async (): Promise<void> => {};
afterEach(() => stop());

async function arxiv(...script: Behaviour[]) {
  const server = await startFakeArxiv(...script);
  stop = () => server.stop();
  return {
    server,
    environment: {
      ARXIV_CATEGORIES: 'cs.LG',
      ARXIV_OAI_URL: `${server.url}/oai`,
      CONTACT_EMAIL: 'somebody@example.org',
    },
  };
}

const page = oaiPage([{ id: '2611.00001', versions: ['Mon, 16 Nov 2026 10:00:00 GMT'] }]);

describe('npm run sync', () => {
  it('says what to set when nothing is followed', async () => {
    const { code, err } = await run(folder.path, ['sync']);
    expect(code).toBe(1);
    expect(err).toBe(
      'There is nothing to follow yet. Set ARXIV_CATEGORIES, for example: ARXIV_CATEGORIES=cs.LG\n',
    );
  });

  it('fetches what is new, says who asks, and can be asked about it', async () => {
    const { server, environment } = await arxiv(answers(page));
    const first = await run(folder.path, ['sync'], '', environment);
    expect(first).toEqual({
      code: 0,
      out: 'cs.LG: 1 paper read: 1 new, 0 changed, 0 unchanged, 0 skipped.\n',
      err: '',
    });
    expect(server.asked[0]?.headers['user-agent']).toMatch(
      /^Paperthread\/\d.* \(mailto:somebody@example\.org\)$/,
    );
    const about = await run(folder.path, ['ask', '/about']);
    expect(about.out).toContain('1 paper in this library');
    expect(about.out).toMatch(/OAI-PMH cs\.LG: last read .* \(today\), newest arXiv:2611\.00001/);
  });

  it('tells a failure in words, keeps it for /about, and ends with 1', async () => {
    const { environment } = await arxiv(answers('', { 'retry-after': '3600' }, 503));
    const { code, out, err } = await run(folder.path, ['sync'], '', environment);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /^cs\.LG: arXiv \(127\.0\.0\.1:\d+\) is busy \(HTTP 503\)\. What was read so far is kept; the next run goes on there\.\n$/,
    );
    expect((await run(folder.path, ['ask', '/about'])).out).toContain(
      'never read to its end yet. Failing since',
    );
  });

  it('stops at once when asked to, though arXiv hangs', async () => {
    const { server, environment } = await arxiv(hangs);
    const { child, ended } = launch(folder.path, ['sync'], environment);
    while (server.asked.length === 0 && child.exitCode === null)
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    child.kill('SIGTERM');
    const { code, err } = await ended;
    expect(code).toBe(1);
    expect(err).toContain('cs.LG: stopped.');
  });
});

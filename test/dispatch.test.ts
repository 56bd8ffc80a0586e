import { describe, expect, it } from 'vitest';
import type { Command } from '../src/core/command.ts';
import { UpstreamError, UserError } from '../src/core/errors.ts';
import type { OptionValues } from '../src/core/options.ts';
import type { LibraryReader } from '../src/core/ports.ts';
import { createDispatch, type DispatchDependencies } from '../src/dispatch.ts';
import { bibCheck } from './chat/bib-check.ts';
import { shelf } from './chat/shelf.ts';
import { createFakeCitations } from './fakes/citations.ts';
import { noDigests } from './fakes/digests.ts';
import { createFakeLog } from './fakes/log.ts';
import { noArxiv } from './fakes/lookup.ts';

const noLibrary: LibraryReader = {
  search: async () => ({ total: 0, hits: [], corrections: [] }),
  get: async () => new Map(),
  changesOf: async () => [],
  byAuthor: async () => [],
  sourceStates: async () => [],
  facts: async () => ({ papers: 0, cutAbstracts: 0, cutAuthorLists: 0, withdrawn: 0, sources: [] }),
};

function command(name: string, run: Command['run']): Command {
  return {
    name,
    description: name,
    options: [{ name: 'text', description: '', type: 'string', rest: true }],
    examples: [`/${name}`],
    visibility: 'asker',
    run,
  };
}

function setUp(run: Command['run'], more: Partial<DispatchDependencies> = {}) {
  const log = createFakeLog();
  const dispatch = createDispatch({
    commands: [command('go', run)],
    library: noLibrary,
    arxiv: noArxiv,
    citations: createFakeCitations(),
    digests: noDigests,
    admins: [],
    software: { version: '0' },
    log,
    ...more,
  });
  return { log, dispatch };
}

describe('a command call', () => {
  it('is answered by the command it names', async () => {
    const { dispatch } = setUp(async (values) => ({
      summary: `went ${String(Object.values(values)[0])}`,
      cards: [],
    }));
    expect(await dispatch({ command: 'go', input: 'far', platform: 'test' })).toMatchObject({
      kind: 'reply',
      reply: { summary: 'went far' },
    });
    expect(await dispatch({ command: 'go', input: { text: 'far' }, platform: 'test' })).toMatchObject({
      reply: { summary: 'went far' },
    });
  });

  it('of a command for managers is refused to others before anything is read or asked', async () => {
    const ran: unknown[] = [];
    const run: Command['run'] = async (values) => {
      ran.push(values);
      return { summary: '', cards: [] };
    };
    const open = command('open', run);
    const { dispatch } = setUp(run, {
      commands: [open, { ...open, name: 'closed', managersOnly: true }],
      admins: ['U1'],
    });
    const ask = (name: string, user: string, input = 'far') =>
      dispatch({ command: name, input, platform: 'slack', caller: { user, channel: 'C1' } });
    for (const input of ['far', 'text:a text:b'])
      expect(await ask('closed', 'U2', input)).toMatchObject({
        kind: 'refused',
        message: expect.stringContaining('DIGEST_ADMINS'),
      });
    expect(ran).toEqual([]);
    expect(await ask('closed', 'U1')).toMatchObject({ kind: 'reply' });
    expect(await ask('open', 'U2')).toMatchObject({ kind: 'reply' });
  });

  it('that changes something says so, and is not made again to share its answer', async () => {
    const { dispatch } = setUp(async () => ({ summary: '', cards: [] }), { commands: shelf });
    const ask = (name: string, sharing = false) =>
      dispatch({ command: name, input: name === 'shelf put' ? 'a book' : '', platform: 'test', sharing });
    expect(await ask('shelf put')).toMatchObject({ kind: 'reply', changed: true });
    expect(await ask('shelf take', true)).toMatchObject({ kind: 'reply', changed: false });
    expect(await ask('shelf put', true)).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('cannot be shared'),
    });
  });

  it('takes what was pasted behind a command for its file, also when it is long', async () => {
    const { dispatch } = setUp(async () => ({ summary: '', cards: [] }), { commands: [bibCheck] });
    const ask = (input: string | OptionValues, more = {}) =>
      dispatch({ command: 'bib check', input, platform: 'test', ...more });
    const bib = `@misc{a, note = {${'x'.repeat(9_000)}}}`;
    expect(await ask(`strict:yes ${bib}`)).toMatchObject({
      reply: { summary: `pasted.bib, ${bib.length} letters, strictly` },
    });
    expect(await ask({ strict: true }, { attachment: { name: 'a.bib', text: 'a' } })).toMatchObject({
      reply: { summary: 'a.bib, 1 letters, strictly' },
    });
    expect(await ask('strict:no')).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('Attach a .bib'),
    });
  });

  it('tells the command who asks, from where, and what text came along', async () => {
    const { dispatch } = setUp(async (_values, { platform, caller, attachment }) => ({
      summary: [platform, caller?.user, caller?.channel, attachment?.text].join(' '),
      cards: [],
    }));
    const call = { command: 'go', input: '', platform: 'test' };
    const whole = { caller: { user: 'U1', channel: 'C1' }, attachment: { name: 'a.bib', text: '@misc{}' } };
    expect(await dispatch({ ...call, ...whole })).toMatchObject({ reply: { summary: 'test U1 C1 @misc{}' } });
    expect(await dispatch(call)).toMatchObject({ reply: { summary: 'test   ' } });
  });

  it('leaves one log line with duration and reference, without what was typed', async () => {
    const { dispatch, log } = setUp(async () => ({ summary: '', cards: [] }));
    await dispatch({ command: 'go', input: 'a private thought', platform: 'test' });
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]).toMatchObject({
      level: 'info',
      fields: { command: 'go', platform: 'test', outcome: 'reply' },
    });
    expect(log.lines[0]?.fields['ms']).toEqual(expect.any(Number));
    expect(log.lines[0]?.fields['reference']).toMatch(/^[0-9a-f]{8}$/);
    expect(JSON.stringify(log.lines)).not.toContain('private');
  });

  it('of an unknown command names the nearest one', async () => {
    const { dispatch } = setUp(async () => ({ summary: '', cards: [] }));
    expect(await dispatch({ command: 'goo', input: '', platform: 'test' })).toEqual({
      kind: 'refused',
      message: 'There is no command "/goo". Did you mean /go?',
    });
    expect(await dispatch({ command: 'zzz', input: '', platform: 'test' })).toEqual({
      kind: 'refused',
      message: 'There is no command "/zzz". There are: /go.',
    });
  });
});

describe('a command that asks somebody else', () => {
  const slow: Command['run'] = async (_values, { show }) => {
    await show({ summary: 'asking', cards: [] });
    await new Promise((resolve) => {
      setTimeout(resolve, 60);
    });
    return { summary: 'done', cards: [] };
  };

  it('shows what it knows so far and then has more time', async () => {
    const { dispatch } = setUp(slow, { timeLimit: 20, slowTimeLimit: 10_000 });
    const shown: string[] = [];
    const outcome = await dispatch({
      command: 'go',
      input: '',
      platform: 'test',
      show: async ({ summary }) => {
        shown.push(summary);
      },
    });
    expect(shown).toEqual(['asking']);
    expect(outcome).toMatchObject({ kind: 'reply', reply: { summary: 'done' } });
  });

  it('is waited for where nothing can be shown before, but not for ever', async () => {
    const patient = setUp(slow, { timeLimit: 20, slowTimeLimit: 10_000 });
    const call = { command: 'go', input: '', platform: 'test' };
    expect(await patient.dispatch(call)).toMatchObject({ kind: 'reply', reply: { summary: 'done' } });
    const impatient = setUp(slow, { timeLimit: 20, slowTimeLimit: 30 });
    expect(await impatient.dispatch(call)).toMatchObject({ kind: 'refused' });
  });
});

describe('an error in a command', () => {
  it('of the person is shown as it stands', async () => {
    const { dispatch } = setUp(async () => {
      throw new UserError('Type a name.');
    });
    expect(await dispatch({ command: 'go', input: '', platform: 'test' })).toEqual({
      kind: 'refused',
      message: 'Type a name.',
    });
  });

  it('of another service becomes a calm sentence', async () => {
    const { dispatch } = setUp(async () => {
      throw new UpstreamError('arXiv does not answer.');
    });
    const outcome = await dispatch({ command: 'go', input: '', platform: 'test' });
    expect(outcome).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('arXiv does not answer. What the library already holds is unharmed.'),
    });
  });

  it('of our own shows a reference that is also in the log, and nothing else', async () => {
    const { dispatch, log } = setUp(async () => {
      throw new TypeError('secret detail');
    });
    const outcome = await dispatch({ command: 'go', input: '', platform: 'test' });
    const reference = String(log.lines[0]?.fields['reference']);
    expect(log.lines[0]).toMatchObject({ level: 'error', fields: { outcome: 'fault' } });
    expect(outcome).toMatchObject({ kind: 'refused', message: expect.stringContaining(reference) });
    expect(JSON.stringify(outcome)).not.toContain('secret detail');
  });

  it('of our own says that nothing was changed only of what changes nothing', async () => {
    const fails: Command['run'] = async () => {
      throw new TypeError('secret detail');
    };
    const asking = await setUp(fails).dispatch({ command: 'go', input: '', platform: 'test' });
    expect(asking).toMatchObject({ message: expect.stringContaining('nothing was changed. Try again') });
    const changing = { ...command('go', fails), changes: () => true };
    const { dispatch } = setUp(fails, { commands: [changing] });
    const outcome = await dispatch({ command: 'go', input: '', platform: 'test' });
    expect(outcome).toMatchObject({ message: expect.stringContaining('Look what of it was done') });
    expect(JSON.stringify(outcome)).not.toContain('nothing was changed');
  });

  it('that never comes is cut off by the time limit', async () => {
    const { dispatch } = setUp(() => new Promise(() => {}), { timeLimit: 20 });
    expect(await dispatch({ command: 'go', input: '', platform: 'test' })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('was not waited for'),
    });
  });
});
